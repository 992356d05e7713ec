/** A county of any size for measuring: the product set up as for an office, its bodies laid in by the database itself. */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { COUNTY, exampleAreas, exampleTownships } from '#examples/county/areas.ts'
import { hashPassword } from '#server/access/sign-in.ts'
import { insertUser } from '#server/access/store.ts'
import { assemble, type Assembled } from '#server/assemble.ts'
import { fixedClock } from '#server/clock.ts'
import { openDatabase, withScope, type Database } from '#server/database/connect.ts'
import { openEmbedded } from '#server/database/embedded.ts'
import { migrate } from '#server/database/migrate.ts'
import { writeDeployment } from '#server/deployment.ts'
import { addAreas } from '#server/regions/store.ts'
import { adoptPolicies } from '#server/supervision/adopt-policies.ts'
import { must } from '../must.ts'
import { watchDatabase } from './effort.ts'

export const DAY = '2026-03-20'
export const PASSWORD = 'Heshe@990101'
export const HOME = COUNTY.code
export const SYSTEM = { user: 'bench', role: 'system', national: 'on', door: 'bench' }

export interface Bench {
  folder: string
  database: Database<unknown>
  services: Assembled
  /** Past row security and triggers: lays rows in and reads floors. */
  root: Client
  /** Lets go of the database, so that a server can be started on the data. */
  rest: () => Promise<void>
  close: () => Promise<void>
}

/** The product on an embedded database that waits for the disk, as in earnest. */
export async function openBench(): Promise<Bench> {
  const folder = path.join(os.tmpdir(), `heshe-bench-${randomUUID()}`)
  const database = must(await openDatabase<unknown>({ dataDir: folder }))
  const services = await deploy(database)
  const { connection, close } = must(await openEmbedded({ dataDir: database.dataDir }))
  const root = new Client({ ...connection, database: 'heshe', options: '-c jit=off' })
  await root.connect()
  await watchDatabase(root)
  let resting: Promise<void> | undefined
  const rest = (): Promise<void> =>
    (resting ??= (async () => {
      await root.end()
      await database.close()
      await close()
    })())
  return {
    folder: database.dataDir,
    database,
    services,
    root,
    rest,
    close: async () => {
      await rest()
      for (const one of [folder, database.dataDir]) rmSync(one, { recursive: true, force: true })
    },
  }
}

async function deploy(database: Database<unknown>): Promise<Assembled> {
  must(await migrate(database.owner))
  const passwordHash = await hashPassword(PASSWORD)
  const clock = fixedClock(DAY)
  await withScope(database.app, SYSTEM, async (trx) => {
    await writeDeployment(trx, { area: HOME, areaName: COUNTY.name, demo: false })
    await addAreas(trx, exampleAreas, 'bench')
    const user = { id: randomUUID(), username: 'xian', name: '县', role: 'county', area: HOME }
    await insertUser(trx, { ...user, bodies: [], passwordHash, mustChange: false, now: clock.now() })
  })
  const services = must(await assemble(database, clock))
  await withScope(database.app, SYSTEM, (trx) =>
    adoptPolicies(trx, services.documents, {
      policies: ['heshui-2023', 'shuocheng-2021'],
      area: HOME,
      day: DAY,
      ground: 'bench',
    }),
  )
  return must(await assemble(database, clock))
}

const ID = (kind: number, number: string): string =>
  `('0190000${kind}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`

/** The id of one of the bodies laid in. */
export const bodyId = (number: number): string =>
  `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`

/** So many bodies, each with a count of members that one in four keeps below the law's five, and so many members each. */
export async function fillBodies(root: Client, size: { bodies: number; membersEach: number }): Promise<void> {
  const towns = exampleTownships.map(({ code }) => code)
  const area = `($2::text[])[1 + n % ${towns.length}]`
  await root.query('begin; set local session_replication_role = replica')
  const run = (statement: string) => root.query(statement, [size.bodies, towns])
  for (const table of ['body_version', 'body'])
    await run(`
      insert into ${table} (home, id, area, version, effective_on, name, credit_code, body_kind, registered_on, capital, registration_state${table === 'body' ? '' : ', actor, door'})
      select '${HOME}', ${ID(0, 'n')}, ${area}, 1, '2019-01-01', '禾丰县第' || n || '种植专业合作社', '93990101' || lpad(n::text, 10, '0'),
        '农民专业合作社', date '2010-01-01' + n % 4000, (n % 500) * 1000000, '存续'${table === 'body' ? '' : ", 'bench', 'bench'"}
      from generate_series(1, $1::int) n`)
  await run(`
    insert into body_search (home, body, words, initials, name_key)
    select '${HOME}', ${ID(0, 'n')}, '禾丰县第' || n || '种植专业合作社 93990101' || lpad(n::text, 10, '0'), 'hfxd' || n || 'zzzyhzs',
      '禾丰县第' || n || '种植专业合作社'
    from generate_series(1, $1::int) n where cardinality($2::text[]) > 0`)
  for (const table of ['member_summary_version', 'member_summary'])
    await run(`
      insert into ${table} (home, id, body, area, version, effective_on, as_of, members, farmers${table === 'member_summary' ? '' : ', actor, door'})
      select '${HOME}', ${ID(1, 'n')}, ${ID(0, 'n')}, ${area}, 1, '2025-12-31', '2025-12-31', 3 + n % 8, 3 + n % 8${table === 'member_summary' ? '' : ", 'bench', 'bench'"}
      from generate_series(1, $1::int) n`)
  if (size.membersEach > 0)
    await run(`
      insert into member (home, id, body, area, version, effective_on, person, kind, joined_on)
      select '${HOME}', ${ID(2, 'n * 1000 + m')}, ${ID(0, 'n')}, ${area}, 1, '2020-01-01', '成员' || n || '-' || m, '农民', '2020-01-01'
      from generate_series(1, $1::int) n, generate_series(1, ${size.membersEach}) m`)
  // As the triggers would have said it.
  await run(
    `insert into fact_mark (home, body) select '${HOME}', ${ID(0, 'n')} from generate_series(1, $1::int) n where cardinality($2::text[]) > 0`,
  )
  await root.query('commit')
  await root.query('vacuum analyze')
}
