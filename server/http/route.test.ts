/** What a call is answered stands in the database: the answer comes after the commit, never before it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { HOME, smallCounty, type SmallCounty } from '../../tests/small-county.ts'
import { bytesRoute } from './route.ts'
import { makeServer } from './server.ts'

let county: SmallCounty
let server: FastifyInstance
beforeAll(async () => {
  county = await smallCounty()
  const caller = await county.person('jingban', 'county', { area: HOME })
  server = await makeServer({ trustProxy: [], onFault: () => undefined })
  const edge = {
    server,
    app: county.db,
    keys: county.services.keys,
    authenticate: () => Promise.resolve(caller),
    declared: [],
  }
  bytesRoute(edge, { method: 'GET', path: '/api/late' }, async ({ trx }) => {
    // Looked at when the transaction ends.
    await sql`create temp table late (n int unique deferrable initially deferred) on commit drop`.execute(trx)
    await sql`insert into late values (1), (1)`.execute(trx)
    return { stored: true }
  })
})
afterAll(async () => {
  await server.close()
  await county.database.close()
})

test('bytes that the database does not take at the commit are not acknowledged', async () => {
  const reply = await server.inject('/api/late')
  expect(reply.statusCode).toBe(409)
  expect(reply.body).not.toContain('stored')
})
