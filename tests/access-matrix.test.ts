/** Role × scope × table × action, made from the declarations and the catalogue of the database, tried at both doors. */
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOUSEHOLD } from '#core/access/household.ts'
import { READ_ONLY, type Role } from '#core/access/role.ts'
import { itemProcedures } from '#core/reporting/procedures.ts'
import { registers } from '#core/reporting/registers.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type TestApp } from './app.ts'
import { secretsOf } from './matrix-api.ts'
import { crossRoutes, crossTables, declaredEndpoints, makeMatrix, roles, type Matrix } from './matrix.ts'
import type { Bounds } from './matrix-tables.ts'

/** What stands open before sign-in; everything else asks who calls. */
const OPEN = [
  'POST /api/session',
  'GET /api/welcome',
  'GET /api/public/ratings',
  'POST /api/household/first',
  'POST /api/household/session',
  'GET /api/public/joining/:door',
  'POST /api/public/joining/:door',
  'POST /api/public/joining-receipts',
  'POST /api/public/joining-receipts/withdraw',
]
/** Signing out twice does no harm; a session of somebody else is ended only with its token. */
const HARMLESS = 'DELETE /api/session'

let app: TestApp
let matrix: Matrix
let bounds: Bounds[] = []

beforeAll(async () => {
  app = await testApp()
  matrix = await makeMatrix(app)
  bounds = matrix.bounds
})
afterAll(() => app.close())

function asSystem<T>(work: (trx: Transaction<unknown>) => Promise<T>): Promise<T> {
  return withScope(app.database.db, { user: 'system', role: 'system', national: 'on', door: 'test' }, work)
}

function within<T>(role: Role, one: Bounds, work: (trx: Transaction<unknown>) => Promise<T>): Promise<T> {
  const scope = { area_low: one.low, area_high: one.high, bodies: one.bodies.join(','), national: '' }
  return withScope(app.database.db, { user: 'matrix', role, door: 'test', ...scope }, work)
}

/** Runs and takes back; gives whether the database let it happen, or its refusal. */
async function attempt(
  role: Role,
  one: Bounds,
  work: (trx: Transaction<unknown>) => Promise<number>,
): Promise<number | 'refused'> {
  const undo = new Error('undo')
  let changed = 0
  try {
    await within(role, one, async (trx) => {
      changed = await work(trx)
      throw undo
    })
  } catch (error) {
    if (error !== undo) {
      // Insufficient privilege or a policy; any other fault of a statement proves nothing.
      expect((error as { code?: string }).code, String(error)).toBe('42501')
      return 'refused'
    }
  }
  return changed
}

test('every endpoint of the contract refuses who is not signed in, and every write who lacks the token of the page', async () => {
  const endpoints = await declaredEndpoints()
  expect(endpoints.length).toBeGreaterThan(50)
  const person = await signIn(app, 'xian')
  const letIn: string[] = []
  for (const { method, path: declared } of endpoints) {
    const name = `${method} ${declared}`
    if (OPEN.includes(name)) continue
    const url = declared.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000')
    const stranger = await app.server.inject({ method, url })
    if (stranger.statusCode !== 401 && name !== HARMLESS)
      letIn.push(`${name} without session: ${stranger.statusCode}`)
    if (method === 'GET') continue
    const bare = await app.server.inject({ method, url, headers: { cookie: person.cookie }, payload: {} })
    if (bare.statusCode !== 403 && bare.statusCode !== 401)
      letIn.push(`${name} without token: ${bare.statusCode}`)
  }
  expect(letIn).toEqual([])
  // Refused for the missing token, not for a session that one of the calls ended.
  expect((await person.get('/api/session')).status).toBe(200)
})

test('no role reaches a row outside of its bounds in any table of county data, and a township sees its own', async () => {
  const told = await crossTables(
    matrix,
    roles.map((role, index) => [role, bounds[index % bounds.length]!]),
  )
  console.log(
    `raw SQL: ${told.attempts} attempts on ${matrix.tables.length} tables, ${told.wrong.length} through`,
  )
  expect(told.wrong).toEqual([])
  expect(told.attempts).toBeGreaterThan(roles.length * matrix.tables.length * 3)
  const own = await within('township', bounds[0]!, (trx) =>
    sql<{ n: number }>`select count(*)::int as n from body`.execute(trx),
  )
  expect(own.rows[0]!.n).toBe(bounds[0]!.held.length)
}, 180_000)

test('an item of every procedure lies in a foreign place, and the routes of procedures are tried with it', async () => {
  const { items } = await secretsOf(app, { bounds: bounds[0]!, tables: matrix.tables })
  expect(items.map(({ procedure }) => procedure).toSorted()).toEqual(
    itemProcedures.map(({ id }) => id).toSorted(),
  )
  const county = await signIn(app, 'xian')
  // Ratings want the round that they belong to; the others are there for whoever may see the place.
  for (const { procedure, id } of items.filter((one) => !one.procedure.startsWith('rating_')))
    expect((await county.get(`/api/procedures/${procedure}/items/${id}`)).status, procedure).toBe(200)
})

test('no route, of bytes or not, shows or changes anything of another place for a township, a chair, an administrator, a household', async () => {
  const told = await crossRoutes(matrix, {
    roles: ['township', 'chair', 'admin', HOUSEHOLD as Role],
    kinds: 1,
  })
  console.log(
    `routes: ${told.attempts} attempts on ${app.routes.length} routes, ${told.wrong.length} through`,
  )
  expect(told.wrong).toEqual([])
  expect(told.attempts).toBeGreaterThan(200)
}, 180_000)

test('a version goes into a register only by a role that it names and only within bounds', async () => {
  const wrong: string[] = []
  let allowed = 0
  for (const register of registers) {
    const table = sql.table(`${register.id}_version`)
    const { rows } = await asSystem((trx) =>
      sql<{ body: string; area: string; row: object }>`
        select distinct on (body) ${sql.ref(register.belongsTo === 'body' ? 'body' : 'id')} as body, area,
          to_jsonb(v) || jsonb_build_object('version', version + 1) as row
        from ${table} v order by body, version desc`.execute(trx),
    )
    for (const role of roles)
      for (const one of bounds) {
        const isInside = ({ body, area }: { body: string; area: string }): boolean =>
          register.belongsTo === 'area'
            ? one.low !== '' && area >= one.low && area < one.high
            : one.held.includes(body)
        const own = rows.find(isInside)
        const other = rows.find((row) => !isInside(row))
        for (const [sample, may] of [
          [own, register.write.includes(role) && !READ_ONLY.includes(role)],
          [other, false],
        ] as const) {
          if (!sample) continue
          const done = await attempt(role, one, async (trx) => {
            await sql`insert into ${table} select * from jsonb_populate_record(null::${table}, ${JSON.stringify(sample.row)}::jsonb)`.execute(
              trx,
            )
            return 1
          })
          if (done === 1 && may) allowed += 1
          if ((done === 1) !== may)
            wrong.push(
              `${role} in ${one.label} writes ${register.id}, ${may ? 'own' : 'not allowed'}: ${done}`,
            )
        }
      }
  }
  expect(wrong).toEqual([])
  expect(allowed).toBeGreaterThan(registers.length)
}, 120_000)

test('no role alters or removes a version or an entry of the trail', async () => {
  const kept = [...registers.map(({ id }) => `${id}_version`), 'audit']
  const wrong: string[] = []
  for (const table of kept.map((name) => sql.table(name)))
    for (const role of roles)
      for (const statement of [sql`update ${table} set home = home`, sql`delete from ${table}`])
        if (
          (await attempt(role, bounds[0]!, async (trx) =>
            Number((await statement.execute(trx)).numAffectedRows),
          )) !== 'refused'
        )
          wrong.push(`${role} ${JSON.stringify(table.toOperationNode())}`)
  expect(wrong).toEqual([])
}, 180_000)

test('an auditor of a township reads no entry of the deployment; the audit administrator does', async () => {
  const common = async (role: Role) =>
    within(role, bounds[0]!, async (trx) =>
      sql<{ n: number }>`select count(*)::int as n from audit where area = '00'`.execute(trx),
    ).then(({ rows }) => rows[0]!.n > 0)
  expect(await Promise.all((['auditor', 'admin', 'security', 'auditAdmin'] as const).map(common))).toEqual([
    false,
    false,
    false,
    true,
  ])
})
