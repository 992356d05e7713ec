/** Brings the product up: settings, database, migrations, the fictional county where nothing is there, routes, pages. */
import path from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import { done } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { makeApp } from './app.ts'
import { assemble, NOT_SET_UP, type Assembled } from './assemble.ts'
import { systemClock } from './clock.ts'
import { readConfig, ROOT, type Config } from './config.ts'
import { setNightKeys } from './database/backup/night-keys.ts'
import { openDatabase, withScope, type Database } from './database/connect.ts'
import { openKeys } from './database/crypt.ts'
import { standingFolder } from './database/embedded.ts'
import { claimServing, servedAlready, type Serving } from './database/serving.ts'
import {
  bringUpAndTell,
  watchTheDay,
  watchTheLogs,
  watchTheNight,
  watchTheTrail,
  watchTheDatabase,
  workOfTheDay,
} from './daily.ts'
import { demoSignIns, INSTALLER, installDemo } from './demo.ts'
import { readDeployment } from './deployment.ts'
import { freePort } from './http/free-port.ts'
import { servePages } from './http/pages.ts'

export interface Running {
  address: string
  close: () => Promise<void>
}

/** Starts the product with the settings of the environment; prints the address, or every reason why not and ends. */
export async function serve(env: NodeJS.ProcessEnv = process.env): Promise<Running> {
  z.config(z.locales.zhCN())
  const config = readConfig(env)
  if (!config.ok) return stop(config.problems)
  // Before the port is tried: who starts it twice has not taken a port, but forgotten a window.
  const embedded = config.value.databaseUrl === undefined
  const standing = embedded ? servedAlready(standingFolder(config.value.dataDir)) : null
  if (standing !== null) return stop([standing])
  const free = await freePort(config.value)
  if (!free.ok) return stop(free.problems)
  const database = await openDatabase<unknown>({ ...config.value, onLost: report })
  if (!database.ok) return stop(database.problems)
  for (const remark of database.remarks) console.log(remark.says)
  const serving = embedded ? await claimServing(database.value.dataDir) : done(undefined)
  if (!serving.ok) return stop(serving.problems)
  const brought = await bringUpAndTell(database.value)
  if (!brought.ok) return stop(brought.problems)
  const { backupPassphrase } = config.value
  if (backupPassphrase !== undefined) {
    // The keys have to stand there before they can be closed.
    openKeys(database.value.secrets)
    const kept = setNightKeys(database.value.secrets.folder, backupPassphrase)
    if (!kept.ok) return stop(kept.problems)
  }
  return open(config.value, database.value, serving.value)
}

async function open(config: Config, database: Database<unknown>, serving?: Serving): Promise<Running> {
  const services = await prepare(config, database)
  await workOfTheDay(services)
  const stopWatching = watchTheDay(services, report)
  const stopChaining = watchTheTrail(services, report)
  const stopSending = watchTheLogs(services, report)
  const stopBackups = watchTheNight(services, report)
  const stopReviving = watchTheDatabase(database, report)
  const server = await makeApp(services, {
    tls: config.tls,
    trustProxy: config.trustProxy,
    onFault: report,
  })
  await servePages(server, path.join(ROOT, 'web', 'dist'))
  const address = await server.listen({ port: config.port, host: config.host })
  serving?.tell(address)
  greet(address, services)
  return {
    address,
    close: async () => {
      stopWatching()
      await server.close()
      await Promise.all([stopChaining(), stopSending(), stopBackups(), stopReviving()])
      await database.close()
      serving?.release()
    },
  }
}

/** The services; the fictional county goes in where nothing is there, only into the embedded database and only on loopback. */
async function prepare(config: Config, database: Database<unknown>): Promise<Assembled> {
  const assembled = await assemble(database, systemClock)
  if (!assembled.ok) return stop(assembled.problems)
  const services = assembled.value
  const alone = database.kind === 'embedded' && config.loopback && config.trustProxy.length === 0
  if (services.deployment.demo && !alone) return stop([DEMO_STAYS_HOME])
  if (services.deployment !== NOT_SET_UP || !alone || (await holdsData(database))) return services
  console.log('第一次启动：正在放入虚构的演示县……')
  await installDemo(database.app, services, services.clock)
  const deployment = await readDeployment(database.app)
  return { ...services, deployment: deployment ?? NOT_SET_UP }
}

/** What the command line brought in before anybody set up or started anything is not to stand among fictions. */
function holdsData(database: Database<unknown>): Promise<boolean> {
  return withScope(database.app, INSTALLER, async (trx) => {
    const { rows } = await sql<{ held: boolean }>`
      select exists (select from body) or exists (select from app_user) as held`.execute(trx)
    return rows[0]?.held === true
  })
}

/** Its passwords are known to everybody. */
const DEMO_STAYS_HOME = refused(
  'demo-exposed',
  '这是演示数据，口令人人知道，只能在本机使用：请去掉 HOST、HESHE_TRUST_PROXY 设置；正式使用请换一个 HESHE_DATA 目录，运行 ./heshe init --area 县级区划代码',
)

function greet(address: string, services: Assembled): void {
  const { deployment, clock } = services
  console.log(`禾社已启动：${address}`)
  if (deployment === NOT_SET_UP) console.log('数据库还没有初始化，请先运行 ./heshe init --area 县级区划代码')
  if (!deployment.demo) return
  console.log('这是虚构的演示县，可用下列用户登录：')
  for (const one of demoSignIns(clock.today()))
    console.log(`  ${one.username}  ${one.password}  ${one.role}（${one.says}）`)
}

function report(error: unknown): void {
  console.error(error)
}

function stop(problems: readonly Problem[]): never {
  for (const problem of problems) console.error(problem.says)
  process.exit(2)
}
