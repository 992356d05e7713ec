/** A county of a few bodies, made row by row, for tests of what is counted and shown: people, places, policies, a clock. */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql, type Kysely, type KyselyPlugin, type Transaction } from 'kysely'
import type { Outcome } from '#core/values/outcome.ts'
import { registers } from '#core/reporting/registers.ts'
import { exampleAreas } from '#examples/county/areas.ts'
import { fixedClock } from '#server/clock.ts'
import { ROOT } from '#server/config.ts'
import { withScope, type Scope } from '#server/database/connect.ts'
import { openKeys } from '#server/database/crypt.ts'
import { openSecrets, type Secrets } from '#server/database/secrets.ts'
import type { Caller } from '#server/http/route.ts'
import { addAreas } from '#server/regions/store.ts'
import { checkToday } from '#server/supervision/findings.ts'
import { knownParts } from '#server/supervision/policy-known.ts'
import { loadPolicies } from '#server/supervision/policy-loader.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { must } from './must.ts'
import { freshDatabase, type FreshDatabase } from './template.ts'

export const HOME = '990101'
export const TOWN_A = '990101101'
export const TOWN_B = '990101102'
export const TODAY = '2023-03-20'

export interface SmallCounty {
  services: SupervisionServices & { shippedCalendar: [] }
  db: Kysely<unknown>
  database: FreshDatabase<unknown>
  secrets: Secrets
  /** Signs nobody in: gives the caller that a request would have. */
  person: (username: string, role: string, of: { area?: string; bodies?: string[] }) => Promise<Caller>
  /** Adds a record as the county; gives its id. The same id with a higher version is a change. */
  add: (register: string, values: Record<string, unknown>, of?: AddedTo) => Promise<string>
  /** A body of today’s roll in a place. */
  addBody: (area: string, values?: Record<string, unknown>) => Promise<string>
  /** Facts, verdicts and findings of these bodies as of today. */
  check: (...bodies: string[]) => Promise<void>
  setToday: (day: string) => void
}

export interface AddedTo {
  body?: string
  area?: string
  day?: string
  version?: number
  id?: string
  as?: Caller
  source?: Record<string, unknown>
}

/** Makes the county; call `database.close` when done. */
export async function smallCounty(): Promise<SmallCounty> {
  const database = await freshDatabase<unknown>()
  const { db } = database
  let today = TODAY
  const known = knownParts(registers.map((one) => one.id))
  const { documents } = must(await loadPolicies(path.join(ROOT, 'policy'), known))
  const secrets = openSecrets(fs.mkdtempSync(path.join(os.tmpdir(), 'heshe-small-')))
  const keys = openKeys(secrets)
  const services: SmallCounty['services'] = {
    app: db,
    keys,
    clock: { now: () => fixedClock(today).now(), today: () => today },
    deployment: { area: HOME, areaName: '禾丰县', demo: false },
    documents,
    registers,
    shippedCalendar: [],
  }
  await withScope(db, SYSTEM, async (trx) => {
    await addAreas(trx, exampleAreas, 'test')
    for (const document of ['heshui-2023', 'shuocheng-2021'])
      await sql`insert into adoption (document, area, from_day, ground) values (${document}, ${HOME}, '2021-01-01', '试验')`.execute(
        trx,
      )
  })
  const person = makePerson(db)
  const county = await person('xian', 'county', { area: HOME })
  const add = adder(db, county)
  return {
    services,
    db,
    database,
    secrets,
    person,
    add,
    addBody: (area, values = {}) => add('body', { ...BODY, ...values }, { area, day: '2015-01-01' }),
    check: (...bodies) =>
      withScope(db, county.scope, async (trx) => {
        await checkToday(trx, await areasOn(trx, services, today), { day: today, bodies })
      }),
    setToday: (day) => (today = day),
  }
}

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }

const BODY = {
  name: '甲种植专业合作社',
  registered_on: '2015-01-01',
  body_kind: '农民专业合作社',
  registration_state: '存续',
}

function makePerson(db: Kysely<unknown>): SmallCounty['person'] {
  return async (username, role, { area, bodies = [] }) => {
    const id = randomUUID()
    const account = sql`
      insert into app_user (id, username, name, role, area, password_hash, password_set_at, must_change)
      values (${id}, ${username}, ${`${username}某`}, ${role}, ${area ?? null}, '-', '2023-01-01', false)`
    await withScope(db, SYSTEM, (trx) => account.execute(trx))
    const [low, high] = area === undefined ? ['', ''] : [area, `${area}A`]
    const scope = {
      user: username,
      role,
      area_low: low,
      area_high: high,
      national: '',
      bodies: bodies.join(','),
      door: 'web',
      address: '',
    }
    return {
      id,
      username,
      name: `${username}某`,
      role,
      area: area ?? null,
      bodies,
      mustChangePassword: false,
      csrf: 'csrf',
      scope,
    }
  }
}

function adder(db: Kysely<unknown>, county: Caller): SmallCounty['add'] {
  return async (register, values, of = {}) => {
    const id = of.id ?? (register === 'body' ? (of.body ?? randomUUID()) : randomUUID())
    await withScope(db, (of.as ?? county).scope, async (trx) => {
      const area = of.area ?? (await areaOf(trx, of.body ?? id))
      const row = {
        home: HOME,
        id,
        area,
        version: of.version ?? 1,
        effective_on: of.day ?? TODAY,
        ended: false,
        source: of.source ?? null,
        ...(register !== 'body' && of.body !== undefined && { body: of.body }),
        ...values,
      }
      const names = sql.raw(Object.keys(row).join(', '))
      const table = sql.table(`${register}_version`)
      await sql`insert into ${table} (${names})
        select ${names} from jsonb_populate_record(null::${table}, ${JSON.stringify(row)}::jsonb)`.execute(
        trx,
      )
    })
    return id
  }
}

async function areaOf(trx: Kysely<unknown>, body: string): Promise<string> {
  const { rows } = await sql<{ area: string }>`select area from body where id = ${body}`.execute(trx)
  return rows[0]?.area ?? HOME
}

/** One transaction in the bounds of a caller, and how many statements it took. */
export async function counted<T>(
  db: Kysely<unknown>,
  caller: Caller,
  work: (trx: Transaction<unknown>) => Promise<T>,
): Promise<{ value: T; statements: number }> {
  let statements = 0
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => {
      statements += 1
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const value = await withScope(db, caller.scope, (trx) => work(trx.withPlugin(counter)))
  return { value, statements }
}

/** As a route does it: what is refused is taken back. */
export async function outcomeAs<T>(
  db: Kysely<unknown>,
  scope: Scope,
  work: (trx: Transaction<unknown>) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  let outcome: Outcome<T> | undefined
  await withScope(db, scope, async (trx) => {
    outcome = await work(trx)
    if (!outcome.ok) throw new Error('taken back')
  }).catch((error: unknown) => {
    if (outcome?.ok !== false) throw error
  })
  return outcome!
}
