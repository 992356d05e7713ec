/** Role × scope × table × action, made from the declarations and the catalogue of the database, tried at both doors. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#contract/kernel.ts'
import { READ_ONLY, ROLES, type Role } from '#core/access/role.ts'
import { registers } from '#core/reporting/registers.ts'
import { ROOT } from '#server/config.ts'
import { withScope } from '#server/database/connect.ts'
import { signIn, testApp, type TestApp } from './app.ts'

const TOWNS = ['990101101', '990101102']
const roles = Object.keys(ROLES) as Role[]
/** What stands open before sign-in; everything else asks who calls. */
const OPEN = ['POST /api/session', 'GET /api/welcome', 'GET /api/public/ratings']
/** Signing out twice does no harm; a session of somebody else is ended only with its token. */
const HARMLESS = 'DELETE /api/session'

interface Bounds {
  label: string
  low: string
  high: string
  bodies: string[]
}

let app: TestApp
let bounds: Bounds[] = []
/** Bodies that each of the bounds holds. */
const inside = new Map<Bounds, string[]>()

beforeAll(async () => {
  app = await testApp()
  const { rows } = await asSystem((trx) =>
    sql<{ id: string; area: string }>`select id, area from body order by id`.execute(trx),
  )
  bounds = [
    ...TOWNS.map((town) => ({ label: town, low: town, high: `${town}A`, bodies: [] })),
    {
      label: 'one body',
      low: '',
      high: '',
      bodies: [rows.find(({ area }) => area.startsWith(TOWNS[0]!))!.id],
    },
    { label: 'nothing', low: '', high: '', bodies: [] },
  ]
  for (const one of bounds)
    inside.set(one, [
      ...one.bodies,
      ...rows.filter(({ area }) => one.low !== '' && area >= one.low && area < one.high).map(({ id }) => id),
    ])
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

async function declaredEndpoints(): Promise<Endpoint[]> {
  const files = readdirSync(path.join(ROOT, 'contract'), { recursive: true, encoding: 'utf8' })
  const modules = await Promise.all(
    files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => import(path.join(ROOT, 'contract', file)) as Promise<Record<string, unknown>>),
  )
  return modules.flatMap((one) => Object.values(one)).filter(isEndpoint)
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value
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

test('no role sees a row of a place or body outside its bounds in any table of county data, and each sees its own', async () => {
  const { rows: tables } = await asSystem((trx) =>
    sql<{ name: string; area: boolean; body: boolean }>`
      select c.relname as name, bool_or(a.attname = 'area') as area, bool_or(a.attname = 'body') as body
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and has_table_privilege(c.oid, 'select')
      group by c.relname
      having bool_or(a.attname = 'home') and bool_or(a.attname in ('area', 'body')) order by 1`.execute(trx),
  )
  expect(tables.length).toBeGreaterThan(registers.length * 2)
  const leaks: string[] = []
  let seen = 0
  for (const role of roles)
    for (const one of bounds) {
      const counts = await within(role, one, (trx) =>
        sql<{ name: string; own: number; other: number }>`${sql.join(
          tables.map((table) => countRows(table, one)),
          sql` union all `,
        )}`.execute(trx),
      )
      for (const { name, own, other } of counts.rows) {
        seen += own
        if (other > 0) leaks.push(`${role} in ${one.label} sees ${other} of ${name}`)
      }
    }
  expect(leaks).toEqual([])
  expect(seen).toBeGreaterThan(1000)
}, 60_000)

function countRows(table: { name: string; area: boolean; body: boolean }, one: Bounds) {
  const isBody = table.name === 'body' || table.name === 'body_version'
  const place = table.area ? sql`(area >= ${one.low} and area < ${one.high})` : sql`false`
  const of = isBody ? sql`id` : table.body ? sql`body` : undefined
  // Entries of the deployment itself carry no area of a county; the database shows them to the audit administrator.
  const common = table.name === 'audit' ? sql`area = '00'` : sql`false`
  const held = of ? sql`coalesce(${of} = any(${inside.get(one)}::uuid[]), ${place})` : place
  return sql`select ${table.name}::text as name, count(*) filter (where ${held})::int as own,
    count(*) filter (where not (coalesce(${held}, false) or ${common}))::int as other from ${sql.table(table.name)}`
}

test('a version goes into a register only by a role that it names and only within bounds', async () => {
  const wrong: string[] = []
  let allowed = 0
  for (const register of registers) {
    const table = sql.table(`${register.id}_version`)
    const { rows } = await asSystem((trx) =>
      sql<{ body: string; row: object }>`
        select distinct on (body) ${sql.ref(register.id === 'body' ? 'id' : 'body')} as body,
          to_jsonb(v) || jsonb_build_object('version', version + 1) as row
        from ${table} v order by body, version desc`.execute(trx),
    )
    for (const role of roles)
      for (const one of bounds) {
        const held = inside.get(one)!
        const own = rows.find(({ body }) => held.includes(body))
        const other = rows.find(({ body }) => !held.includes(body))
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
}, 60_000)

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
