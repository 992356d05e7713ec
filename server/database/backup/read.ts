/** Restores a backup into an empty database: all of it, proved equal, in one transaction, or nothing. */
import { createReadStream, rmSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { escapeIdentifier, type Pool, type PoolClient } from 'pg'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { migrate, MIGRATIONS } from '../migrate.ts'
import { lineSchema, RowDigest, type End, type Head, type Line } from './format.ts'
import { keysFit, placeKeys, unwrapKeys } from './keys.ts'
import { listTables, readRows, SAME_TEXT, seeAll, type Table } from './tables.ts'

export interface RestoreTask {
  file: string
  keyFolder: string
  passphrase: string | null
}

/** In the data folder: where the chain of the trail ended. What came back ends where it ended then. */
export const AUDIT_HEADS = 'audit-heads.json'
/** The same of the logs of sign-ins and refusals. */
export const LOG_HEADS = 'log-heads.json'

const BATCH = { rows: 2000, characters: 8 << 20 }

/**
 * Gives what came back, table by table. The tables are brought to the state of the backup first, to that of the program
 * afterwards. Errors: backup-damaged, -newer, -passphrase, -keys, -not-empty, -differs, and those of `migrate`.
 */
export async function restoreBackup(owner: Pool, task: RestoreTask): Promise<Outcome<End>> {
  const lines = readLines(task.file)
  try {
    const first = await lines.next()
    if (first.done || typeof first.value === 'string' || !('head' in first.value)) return failed(DAMAGED)
    const { head } = first.value
    const keys = keysOf(head, task)
    if (!keys.ok) return keys
    const fits = keysFit(task.keyFolder, keys.value)
    if (!fits.ok) return fits
    if (await isUsed(owner)) return failed(NOT_EMPTY)
    const prepared = await prepareTables(owner, head)
    if (!prepared.ok) return prepared
    const restored = await inOneTransaction(owner, async (client) => {
      const filled = await fill(client, lines)
      // Before the commit: data whose keys could not be written down would be locked for good.
      if (filled.ok) placeKeys(task.keyFolder, keys.value)
      return filled
    })
    if (!restored.ok) return restored
    for (const heads of [AUDIT_HEADS, LOG_HEADS])
      rmSync(path.join(path.dirname(task.keyFolder), heads), { force: true })
    const migrated = await migrate(owner)
    return migrated.ok ? restored : migrated
  } catch (error) {
    if (error instanceof Damaged) return failed(DAMAGED)
    throw error
  } finally {
    await lines.return(undefined)
  }
}

class Damaged extends Error {}

const DAMAGED: Problem = refused('backup-damaged', '这个文件不是完整的禾社备份，没有恢复；请换一份备份。')
const NOT_EMPTY: Problem = refused(
  'backup-not-empty',
  '数据库里已有数据，没有恢复；请用 HESHE_DATA 指定一个新的数据文件夹，或用 DATABASE_URL 指定一个空数据库。',
)

async function* readLines(file: string): AsyncGenerator<Line> {
  const source = createReadStream(file)
  const plain = createGunzip()
  source.on('error', (error) => plain.destroy(error))
  const lines = createInterface({ input: source.pipe(plain), crlfDelay: Infinity })
  try {
    for await (const line of lines) yield lineSchema.parse(JSON.parse(line))
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('E')) throw error
    throw new Damaged('unreadable', { cause: error })
  } finally {
    lines.close()
    source.destroy()
  }
}

function keysOf(head: Head, task: RestoreTask): Outcome<Record<string, string>> {
  if (head.keys === null) return done({})
  if (task.passphrase !== null) return unwrapKeys(head.keys, task.passphrase)
  return failed(
    refused('backup-passphrase', '这份备份里有密钥，请把 HESHE_BACKUP_PASSPHRASE 设为备份时的口令再恢复。'),
  )
}

/** Every change by anybody leaves a line in the trail; only a database without one is empty. */
export async function isUsed(owner: Pool): Promise<boolean> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ made: boolean }>(
      `select to_regclass('public.audit') is not null as made`,
    )
    if (!rows[0]?.made) return false
    const tables = await listTables(client)
    await seeAll(client, { tables })
    const used = await client.query<{ used: boolean }>(`
      select exists (select from audit) or exists (select from app_user)
        or exists (select from body) or exists (select from setting where name = 'area') as used`)
    return used.rows[0]?.used === true
  } finally {
    await client.query('rollback').finally(() => client.release())
  }
}

async function prepareTables(owner: Pool, head: Head): Promise<Outcome<void>> {
  const last = head.migrations.at(-1)?.name ?? ''
  const migrated = await migrate(owner, MIGRATIONS, last)
  if (!migrated.ok) return migrated
  const { rows } = await owner.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration order by name collate "C"',
  )
  const same = (one: { name: string; sha256: string }) => `${one.name} ${one.sha256}`
  if (rows.map(same).join() === head.migrations.map(same).join()) return done(undefined)
  const known = new Set(rows.map(same))
  if (head.migrations.some((one) => !known.has(same(one))))
    return failed(
      refused(
        'backup-newer',
        `备份由其他版本（${head.program}）的程序所做，本程序没有它的表结构，没有恢复；请改用该版本或更新的程序。`,
      ),
    )
  return failed(
    refused('backup-not-empty', '这个空数据库的表结构比备份新，没有恢复；请换一个还没有用过的数据库。'),
  )
}

async function inOneTransaction<T>(
  owner: Pool,
  work: (client: PoolClient) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    const answer = await work(client)
    await client.query(answer.ok ? 'commit' : 'rollback')
    return answer
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** Triggers and foreign keys rest while rows come in; put back, the keys are checked over all rows by the database. */
async function fill(client: PoolClient, lines: AsyncGenerator<Line>): Promise<Outcome<End>> {
  const tables = await listTables(client)
  const links = await client.query<{ name: string; table: string; definition: string }>(`
    select conname as name, conrelid::regclass::text as "table", pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`)
  const all = async (statement: (table: string) => string): Promise<void> => {
    for (const { name } of tables) await client.query(statement(escapeIdentifier(name)))
  }
  const forced = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`,
  )
  for (const { name, table } of links.rows)
    await client.query(`alter table ${table} drop constraint ${escapeIdentifier(name)}`)
  await all((table) => `alter table ${table} disable trigger user`)
  await all((table) => `alter table ${table} no force row level security`)
  // What migrations put in stands in the backup as well.
  await client.query(`truncate ${tables.map(({ name }) => escapeIdentifier(name)).join(', ')}`)
  await client.query(SAME_TEXT)
  const computing = tables.filter(({ computes }) => computes)
  for (const table of computing)
    await client.query(
      `create table ${shapeOf(table)} as select ${columnsOf(table)} from ${escapeIdentifier(table.name)} with no data`,
    )
  const end = await insertAll(client, { tables, lines })
  if (!end.ok) return end
  for (const table of computing) await client.query(`drop table ${shapeOf(table)}`)
  const proved = await prove(client, { tables, end: end.value })
  if (!proved.ok) return proved
  for (const { name, value } of end.value.sequences)
    await client.query('select setval($1::regclass, $2::bigint)', [escapeIdentifier(name), value])
  for (const { name, table, definition } of links.rows)
    await client.query(`alter table ${table} add constraint ${escapeIdentifier(name)} ${definition}`)
  await all((table) => `alter table ${table} enable trigger user`)
  for (const { name } of forced.rows)
    await client.query(`alter table ${escapeIdentifier(name)} force row level security`)
  return end
}

async function insertAll(
  client: PoolClient,
  of: { tables: readonly Table[]; lines: AsyncGenerator<Line> },
): Promise<Outcome<End>> {
  const byName = new Map(of.tables.map((table) => [table.name, table]))
  let table: Table | undefined
  let batch: string[] = []
  let size = 0
  const flush = async (): Promise<void> => {
    if (table && batch.length > 0) await insertRows(client, table, batch)
    batch = []
    size = 0
  }
  for await (const line of of.lines) {
    if (typeof line === 'string') {
      batch.push(line)
      size += line.length
      if (batch.length >= BATCH.rows || size >= BATCH.characters) await flush()
      continue
    }
    await flush()
    if ('end' in line) return done(line.end)
    table = 'table' in line ? byName.get(line.table) : undefined
    if (!table) return failed(DAMAGED)
  }
  return failed(DAMAGED)
}

const columnsOf = (table: Table): string => table.columns.map((column) => escapeIdentifier(column)).join(', ')

/** The shape of the rows of a table that computes columns: an empty table of the others, for as long as rows come in. */
const shapeOf = (table: Table): string =>
  escapeIdentifier(table.computes ? `shape_of_${table.name}` : table.name)

/** Rows are read in the shape of the columns that the backup holds, in their order. */
async function insertRows(client: PoolClient, table: Table, rows: string[]): Promise<void> {
  const [name, columns] = [escapeIdentifier(table.name), columnsOf(table)]
  await client.query(
    `insert into ${name} (${columns}) overriding system value select ${columns} from unnest($1::text[]::${shapeOf(table)}[])`,
    [rows],
  )
}

async function prove(client: PoolClient, of: { tables: readonly Table[]; end: End }): Promise<Outcome<void>> {
  const problems: Problem[] = []
  for (const table of of.tables) {
    const digest = new RowDigest()
    for await (const rows of readRows(client, table)) for (const row of rows) digest.add(row)
    const [is, was] = [digest.proof(), of.end.tables[table.name]]
    if (is.rows === was?.rows && is.digest === was.digest) continue
    problems.push(
      refused(
        'backup-differs',
        `表 ${table.name} 恢复后与备份不一致（备份 ${was?.rows ?? 0} 行，恢复 ${is.rows} 行），没有恢复；请换一份备份。`,
      ),
    )
  }
  const [first, ...others] = problems
  return first ? failed(first, ...others) : done(undefined)
}
