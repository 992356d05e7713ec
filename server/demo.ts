/** The fictional county, entered into an empty embedded database through the same use cases as a user's own sheets. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import { bookYear } from '#examples/county/book-year.ts'
import { tradeYear } from '#examples/county/trade-year.ts'
import { exampleAreas, COUNTY } from '#examples/county/areas.ts'
import { exampleCounty } from '#examples/county/county.ts'
import { exampleUsers, type ExampleUser } from '#examples/county/users.ts'
import { exampleFiles } from '#examples/write.ts'
import { enterYear } from './accounting/enter-year.ts'
import { insertUser } from './access/store.ts'
import type { Clock } from './clock.ts'
import { recordTrades } from './membership/record-trades.ts'
import { findLedgerBody } from './membership/store.ts'
import { hashPassword } from './access/sign-in.ts'
import type { DemoSignIn } from './access/routes.ts'
import { withScope } from './database/connect.ts'
import { writeDeployment } from './deployment.ts'
import { writeWorkbook } from './files/workbook/write.ts'
import { areaDataset } from './regions/dataset.ts'
import { addAreas } from './regions/store.ts'
import { keepBatch } from './registry/imports/batches.ts'
import { planFile, writePlanned, type ImportServices } from './registry/imports/run.ts'
import { ROLES } from '#core/access/role.ts'

const SEED = 990101

/** The system user under whose name a deployment is filled. */
export const INSTALLER = { user: 'system', role: 'system', national: 'on', door: 'install' }

/** A person who may try the product with the list of any real county. */
const TRIAL: ExampleUser = {
  username: 'shiyong',
  password: 'Heshe@990101',
  name: '全国试用',
  role: 'county',
  area: null,
  bodies: [],
  says: '用您自己县的名录试一试：全国范围，可导入任何县的名单',
}

/** Who can sign in to the demonstration, with passwords that exist nowhere else. */
export function demoSignIns(day: string): DemoSignIn[] {
  return demoUsers(day).map(({ username, password, role, says }) => ({
    username,
    password,
    role: ROLES[role],
    says,
  }))
}

function demoUsers(day: string): ExampleUser[] {
  return [...exampleUsers(exampleCounty({ seed: SEED, day }).bodies), TRIAL]
}

/** Fills an empty database with the fictional county, whole or not at all. */
export async function installDemo(
  app: Kysely<unknown>,
  services: ImportServices,
  clock: Clock,
): Promise<void> {
  const day = clock.today()
  await withScope(app, INSTALLER, async (trx) => {
    await writeDeployment(trx, { area: COUNTY.code, areaName: COUNTY.name, demo: true })
    await addAreas(trx, areaDataset().upper(), areaDataset().source)
    await addAreas(trx, exampleAreas, '演示用虚构区划')
    for (const document of ['heshui-2023', 'shuocheng-2021'])
      await sql`
        insert into adoption (document, area, from_day, ground)
        values (${document}, ${COUNTY.code}, '2021-01-01', '演示：本县参照执行')`.execute(trx)
    for (const file of await exampleFiles(exampleCounty({ seed: SEED, day }), (plan) => writeWorkbook(plan)))
      await enter(trx, { ...services, onChange: async () => undefined }, { ...file, day })
    // One check at the end: seventeen workbooks touch the same bodies again and again.
    const { rows } = await sql<{ id: string }>`select id from body`.execute(trx)
    await services.onChange(
      trx,
      rows.map((row) => row.id),
    )
    await addUsers(trx, demoUsers(day), clock.now())
    await addBook(trx, day)
    await addTrades(trx, day)
  })
}

async function enter(
  trx: Transaction<unknown>,
  services: ImportServices,
  file: { name: string; bytes: Uint8Array; day: string },
): Promise<void> {
  const id = randomUUIDv7()
  const request = {
    bytes: file.bytes,
    fileName: file.name,
    register: null,
    onlyArea: COUNTY.code,
    fallbackArea: COUNTY.code,
    asOf: file.day,
    createBodies: false,
    importId: id,
    sender: null,
    receiver: '演示安装',
  }
  const planned = await planFile(trx, services, request)
  if (!planned.ok) throw new Error(planned.problems.map((one) => one.says).join('；'))
  await writePlanned(trx, services, planned.value.plan)
  const batch = {
    id,
    home: COUNTY.code,
    area: COUNTY.code,
    fileName: file.name,
    bytes: file.bytes,
    asOf: file.day,
    sender: null,
    receiver: '演示安装',
    file: null,
    register: null,
  }
  await keepBatch(trx, batch, { planned: planned.value, state: 'done' })
}

/** One cooperative with a roll keeps its books since January of last year; the chair's own is left to be opened. */
async function addBook(trx: Transaction<unknown>, day: string): Promise<void> {
  const { rows } = await sql<{ home: string; body: string; area: string; members: string[] }>`
    select m.home, m.body, m.area, array_agg(m.id::text order by m.id) as members from member m
    where m.left_on is null and not m.ended and not exists (
      select from app_grant g where g.kind = 'body' and g.value = m.body::text)
    group by 1, 2, 3 having count(*) >= 20 order by m.body limit 1`.execute(trx)
  const found = rows[0]
  if (!found) return
  const year = Number(day.slice(0, 4)) - 1
  const { opening, happened } = bookYear({
    seed: SEED,
    year,
    members: found.members,
    vouchers: 150,
    months: 12,
  })
  const entered = await enterYear(trx, { ...found, year, opening, happened })
  if (!entered.ok) throw new Error(entered.problems.map((one) => one.says).join('；'))
}

/** The model cooperative, of which chair and accountant sign in, has last year's weigh slips. */
async function addTrades(trx: Transaction<unknown>, day: string): Promise<void> {
  const { rows } = await sql<{ body: string; members: string[] }>`
    select m.body, array_agg(m.id::text order by m.number::int, m.id) as members from member m
    where not m.ended and m.left_on is null and exists (
      select from app_grant g where g.kind = 'body' and g.value = m.body::text) group by 1 order by 1 limit 1`.execute(
    trx,
  )
  const found = rows[0]
  const ledger = found && (await findLedgerBody(trx, found.body))
  if (!found || !ledger) return
  const typed = tradeYear({ seed: SEED, year: Number(day.slice(0, 4)) - 1, members: found.members })
  const kept = await recordTrades(trx, ledger, { rows: typed, today: day })
  if (!kept.ok) throw new Error(kept.problems.map((one) => one.says).join('；'))
}

async function addUsers(trx: Transaction<unknown>, users: readonly ExampleUser[], now: Date): Promise<void> {
  const names = users.flatMap((user) => user.bodies)
  const { rows } = await sql<{
    id: string
    name: string
  }>`select id, name from body where name = any (${[...new Set(names)]}::text[])`.execute(trx)
  const ids = new Map(rows.map((row) => [row.name, row.id]))
  for (const user of users) {
    const id = randomUUIDv7()
    const bodies = user.bodies.flatMap((name) => ids.get(name) ?? [])
    const passwordHash = await hashPassword(user.password)
    await insertUser(trx, { ...user, id, bodies, passwordHash, mustChange: false, now })
    if (user === TRIAL)
      await sql`insert into app_grant (user_id, kind, value) values (${id}, 'national', 'on')`.execute(trx)
  }
}
