/** Role × place × table × action and role × place × endpoint, made from the declarations: whatever is added is tried. */
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import type { Endpoint } from '#contract/kernel.ts'
import { HOUSEHOLD } from '#core/access/household.ts'
import { may, ROLES, type Role } from '#core/access/role.ts'
import { auditDraw } from '#core/audits/audit-draw.ts'
import { populationHash } from '#core/audits/sample.ts'
import { generalMeeting } from '#core/governance/general-meeting.ts'
import { memberLeaving } from '#core/membership/member-cases.ts'
import { memberResettlement } from '#core/membership/resettlement-case.ts'
import { itemProcedures } from '#core/reporting/procedures.ts'
import { BODY_ROLES } from '#core/access/user-list.ts'
import { ROOT } from '#server/config.ts'
import { insertDraw, insertResult } from '#server/audits/draw-store.ts'
import { openItems } from '#server/procedure/store.ts'
import { hashPassword } from '#server/access/sign-in.ts'
import { insertUser } from '#server/access/store.ts'
import { PASSWORD, signIn, type Person, type TestApp } from './app.ts'
import { enterHousehold, printCodes } from './household-door.ts'
import { digestOutside, secretsOf, tryRoutes } from './matrix-api.ts'
import { tryTables, type Tried } from './matrix-sql.ts'
import { asSystem, countyTables, type Bounds, type Table } from './matrix-tables.ts'

/** The posts of the offices, and a household, which is no post. */
export const roles = [...Object.keys(ROLES), HOUSEHOLD] as Role[]
const TOWNS = ['990101101', '990101102']
/** Where nobody of the matrix may look. */
const FOREIGN_TOWN = '990101103'

export interface Matrix {
  app: TestApp
  tables: Table[]
  bounds: Bounds[]
  schemas: ReadonlyMap<string, z.ZodType>
}

/** Every endpoint that any file of the contract declares. */
export async function declaredEndpoints(): Promise<Endpoint[]> {
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

/** Two townships, a single cooperative, one of which somebody is a member, and nothing at all. */
export async function makeMatrix(app: TestApp): Promise<Matrix> {
  const { rows } = await asSystem(app.database.db, (trx) =>
    sql<{ id: string; area: string; roll: boolean }>`
      select id, area, exists (select from member m where m.home = b.home and m.body = b.id and not m.ended) as roll
      from body b order by id`.execute(trx),
  )
  const inTown = (town: string) => rows.filter(({ area }) => area.startsWith(town)).map(({ id }) => id)
  const one = inTown(TOWNS[0]!)[0]!
  const withRoll = rows.find(({ roll }) => roll)!.id
  await openForeign(app, rows.filter(({ area, roll }) => area.startsWith(FOREIGN_TOWN) && !roll)[0]!)
  const endpoints = await declaredEndpoints()
  return {
    app,
    tables: await countyTables(app.database.db),
    bounds: [
      ...TOWNS.map((town) => ({ label: town, low: town, high: `${town}A`, bodies: [], held: inTown(town) })),
      { label: 'one body', low: '', high: '', bodies: [one], held: [one] },
      { label: 'a body with a roll', low: '', high: '', bodies: [withRoll], held: [withRoll] },
      { label: 'nothing', low: '', high: '', bodies: [], held: [] },
    ],
    schemas: new Map(endpoints.map((each) => [`${each.method} ${each.path}`, each.body])),
  }
}

/** An item of every procedure of the common tables, in a place that is foreign to all. */
async function openForeign(app: TestApp, body: { id: string; area: string }): Promise<void> {
  const day = app.services.clock.today()
  await asSystem(app.database.db, async (trx) => {
    for (const procedure of itemProcedures) {
      const title = `别处的${procedure.id}`
      const of = procedure.of === 'body' ? { body: body.id } : {}
      const payload = await payloadOf(trx, procedure.id, { body, day })
      const [item = ''] = await openItems(trx, procedure, {
        items: [{ home: '990101', area: body.area, title, payload, ...of }],
        day,
      })
      if (procedure.id === auditDraw.id) await drawForeign(trx, { item, body, day })
    }
  })
}

/** What an item cannot be without. */
async function payloadOf(
  trx: Kysely<unknown>,
  procedure: string,
  of: { body: { id: string; area: string }; day: string },
): Promise<Record<string, unknown>> {
  if (procedure === generalMeeting.id) return meetingOn(of.day)
  return procedure === memberResettlement.id ? settledForeign(trx, of) : {}
}

/** A settlement that was paid, to which an additional one refers. */
async function settledForeign(
  trx: Kysely<unknown>,
  { body, day }: { body: { id: string; area: string }; day: string },
): Promise<Record<string, unknown>> {
  const member = randomUUID()
  const item = { home: '990101', area: body.area, body: body.id, title: '别处的结算', payload: { member } }
  const [first = ''] = await openItems(trx, memberLeaving, { items: [item], day })
  await sql`
    insert into procedure_action (home, item, number, action, state, on_day, actor_name)
    values (${item.home}, ${first}, 1, 'repay', 'repaid', ${day}::date, '别处的人')`.execute(trx)
  return { member, first }
}

/** What a meeting cannot be without. */
const meetingOn = (heldOn: string): Record<string, unknown> => ({
  occasion: 'annual',
  by: 'members',
  heldOn,
  time: '09:00',
  place: '别处',
  convener: '别处的理事会',
  agenda: [{ kind: 'report', title: '别处的报告' }],
})

/** What a draw froze and took, where nobody of the matrix may look. */
async function drawForeign(
  trx: Kysely<unknown>,
  { item, body, day }: { item: string; body: { id: string; area: string }; day: string },
): Promise<void> {
  const key = '别处的编号'
  const home = '990101'
  const { area } = body
  const population = [{ key, body: body.id, name: '别处的', place: '别处' }]
  const hash = populationHash([key])
  await insertDraw(trx, { home, item, area, year: 2026, filters: {}, population, hash, size: 1 })
  const witnesses = ['见证某']
  await insertResult(trx, {
    home,
    item,
    area,
    seed: '7',
    keys: [key],
    drawnOn: day,
    host: '主持某',
    witnesses,
  })
}

/** Each role in these bounds on every table: look, insert, update, delete. */
export async function crossTables(matrix: Matrix, of: readonly [Role, Bounds][]): Promise<Tried> {
  const all: Tried = { attempts: 0, wrong: [] }
  for (const [role, bounds] of of)
    add(all, await tryTables(matrix.app.database.db, { role, bounds, tables: matrix.tables }))
  return all
}

/** A person of each role calls every route with ids of elsewhere; then what lies elsewhere must be as it was. */
export async function crossRoutes(
  matrix: Matrix,
  of: { roles: readonly Role[]; kinds: number },
): Promise<Tried> {
  const { app, tables, schemas } = matrix
  const all: Tried = { attempts: 0, wrong: [] }
  // Readers of the trail first: later callers leave what they asked for in it, and that is no leak.
  for (const role of of.roles.toSorted((a, b) => Number(may(b, 'readAudit')) - Number(may(a, 'readAudit')))) {
    const bounds = matrix.bounds[role === (HOUSEHOLD as Role) ? 3 : BODY_ROLES.includes(role) ? 2 : 0]!
    const person =
      role === (HOUSEHOLD as Role) ? await newHousehold(app, bounds) : await newPerson(app, role, bounds)
    const secrets = await secretsOf(app, { bounds, tables })
    const before = await digestOutside(app, { bounds, tables })
    add(all, await tryRoutes(app, { who: role, person, secrets, schemas, kinds: of.kinds }))
    const after = await digestOutside(app, { bounds, tables })
    for (const [table, digest] of before)
      if (after.get(table) !== digest)
        all.wrong.push(`${role} changed ${table}: ${digest} → ${after.get(table)}`)
  }
  return all
}

function add(all: Tried, more: Tried): void {
  all.attempts += more.attempts
  all.wrong.push(...more.wrong)
}

/** A household of the one body, with a member of it; what its neighbours have is as foreign as what lies elsewhere. */
async function newHousehold(app: TestApp, bounds: Bounds): Promise<Person> {
  const office = await signIn(app, 'xian')
  const codes = await printCodes(office, { body: bounds.held[0]! })
  return enterHousehold(app, codes[0]!)
}

async function newPerson(app: TestApp, role: Role, bounds: Bounds): Promise<Person> {
  const username = `matrix-${role.toLowerCase()}`
  const passwordHash = await hashPassword(PASSWORD)
  const area = bounds.low === '' ? null : bounds.low
  const user = {
    id: randomUUID(),
    username,
    name: ROLES[role],
    role,
    area,
    bodies: bounds.bodies,
    passwordHash,
  }
  await asSystem(app.database.db, (trx) =>
    insertUser(trx, { ...user, mustChange: false, now: app.services.clock.now() }),
  )
  return signIn(app, username)
}
