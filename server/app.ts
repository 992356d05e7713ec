/** The server with every route of every module, before it listens anywhere: main.ts and tests start from here. */
import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may, type Role } from '#core/access/role.ts'
import { body } from '#core/registry/body.ts'
import { registers } from '#core/reporting/registers.ts'
import { accessRoutes, COOKIE } from './access/routes.ts'
import { authenticate } from './access/sign-in.ts'
import type { Assembled } from './assemble.ts'
import { demoSignIns } from './demo.ts'
import type { Edge } from './http/route.ts'
import { makeServer, type HttpSettings } from './http/server.ts'
import { registerRoutes } from './register/routes.ts'
import { regionRoutes } from './regions/routes.ts'
import { moveBodies, renewSearch } from './registry/bodies.ts'
import { importRoutes } from './registry/imports/routes.ts'
import { registryRoutes } from './registry/routes.ts'
import { caseRoutes } from './supervision/case-routes.ts'
import { checkRoutes } from './supervision/check-routes.ts'
import { policyRoutes } from './supervision/policy-routes.ts'

/** Makes the server. */
export async function makeApp(services: Assembled, settings: HttpSettings): Promise<FastifyInstance> {
  z.config(z.locales.zhCN())
  const server = await makeServer(settings)
  const edge: Edge = {
    server,
    app: services.app,
    authenticate: async (request) => {
      const token = request.cookies[COOKIE]
      if (!token) return null
      return authenticate(services.app, token, { now: services.clock.now(), address: request.ip })
    },
  }
  server.get('/api/health', async (_request, reply) => {
    await sql`select 1`.execute(services.app)
    return reply.send({ status: 'ok' })
  })
  addRoutes(edge, services)
  return server
}

function addRoutes(edge: Edge, services: Assembled): void {
  const today = services.clock.today
  accessRoutes(edge, services, services.deployment.demo ? demoSignIns(today()) : [])
  registryRoutes(edge, services)
  registerRoutes(edge, {
    registers,
    keys: services.keys,
    today,
    filters: () => ({}),
    onChange: async ({ trx }, { register, bodies }) => {
      if (register === body) await renewSearch(trx, body, bodies)
      await services.onChange(trx, bodies)
    },
    mayReveal: (role) => may(role as Role, 'reveal'),
  })
  importRoutes(edge, { ...services, today, deploymentArea: services.deployment.area })
  regionRoutes(edge, {
    clock: services.clock,
    deploymentArea: services.deployment.area,
    moveBodies: async (trx, bodies, { area }) => {
      await moveBodies(trx, bodies, { area, register: body, keys: services.keys })
      await services.onChange(trx, bodies)
    },
  })
  checkRoutes(edge, services)
  policyRoutes(edge, services)
  caseRoutes(edge, services)
}
