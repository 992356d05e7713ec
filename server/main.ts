/** Brings the product up: settings, database, migrations, the fictional county where nothing is there, routes, pages. */
import path from 'node:path'
import { z } from 'zod'
import { may, type Role } from '#core/access/role.ts'
import { registers } from '#core/reporting/registers.ts'
import type { Problem } from '#core/values/problem.ts'
import { accessRoutes, COOKIE } from './access/routes.ts'
import { authenticate } from './access/sign-in.ts'
import { systemClock } from './clock.ts'
import { readConfig, ROOT, type Config } from './config.ts'
import { openDatabase, type Database } from './database/connect.ts'
import { openKeys } from './database/crypt.ts'
import { migrate } from './database/migrate.ts'
import { readDeployment } from './deployment.ts'
import { servePages } from './http/pages.ts'
import type { Edge } from './http/route.ts'
import { makeServer } from './http/server.ts'
import { registerRoutes } from './register/routes.ts'
import type { Services } from './services.ts'

export interface Running {
  address: string
  close: () => Promise<void>
}

/** Starts the product with the settings of the environment; prints the address, or every reason why not and ends. */
export async function serve(env: NodeJS.ProcessEnv = process.env): Promise<Running> {
  z.config(z.locales.zhCN())
  const config = readConfig(env)
  if (!config.ok) return stop(config.problems)
  const database = await openDatabase<unknown>({ ...config.value, onLost: report })
  if (!database.ok) return stop(database.problems)
  for (const remark of database.remarks) console.log(remark.says)
  const migrated = await migrate(database.value.owner)
  if (!migrated.ok) return stop(migrated.problems)
  return open(config.value, database.value)
}

async function open(config: Config, database: Database<unknown>): Promise<Running> {
  const services = await makeServices(database)
  const server = await makeServer({
    ...(config.tls && { tls: config.tls }),
    trustProxy: config.trustProxy.length > 0,
    onFault: report,
  })
  const edge: Edge = {
    server,
    app: database.app,
    authenticate: async (request) => {
      const token = request.cookies[COOKIE]
      if (!token) return null
      return authenticate(database.app, token, { now: services.clock.now(), address: request.ip })
    },
  }
  server.get('/api/health', async (_request, reply) => reply.send(await health(database)))
  addRoutes(edge, services)
  await servePages(server, path.join(ROOT, 'web', 'dist'))
  const address = await server.listen({ port: config.port, host: config.host })
  console.log(`禾社已启动：${address}`)
  return {
    address,
    close: async () => {
      await server.close()
      await database.close()
    },
  }
}

async function makeServices(database: Database<unknown>): Promise<Services> {
  const deployment = (await readDeployment(database.app)) ?? { area: '', areaName: '（尚未初始化）', demo: false }
  return { app: database.app, keys: openKeys(database.secrets), clock: systemClock, deployment }
}

function addRoutes(edge: Edge, services: Services): void {
  accessRoutes(edge, services, [])
  registerRoutes(edge, {
    registers,
    keys: services.keys,
    today: services.clock.today,
    filters: () => ({}),
    onChange: async () => undefined,
    mayReveal: (role) => may(role as Role, 'reveal'),
  })
}

async function health(database: Database<unknown>): Promise<{ status: 'ok'; database: string }> {
  await database.owner.query('select 1')
  return { status: 'ok', database: database.kind }
}

function report(error: unknown): void {
  console.error(error)
}

function stop(problems: readonly Problem[]): never {
  for (const problem of problems) console.error(problem.says)
  process.exit(2)
}
