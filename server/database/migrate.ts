/** Brings the tables to the state that this program knows: `.sql` files, in order, each once, never changed afterwards. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseError, type Pool, type PoolClient } from 'pg'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'

/** The product's own migrations. */
export const MIGRATIONS = path.join(import.meta.dirname, 'migrations')

const NAME = /^\d{12}-[a-z0-9]+(-[a-z0-9]+)+\.sql$/

interface Migration {
  name: string
  sha256: string
  text: string
}

/**
 * Applies what is missing, each file in its own transaction, and gives the names of those applied now; `upTo` stops behind
 * that file, for the data of an older program.
 * Errors: migration-name, migration-changed, migration-missing, migration-newer, migration-failed.
 */
export async function migrate(
  owner: Pool,
  folder: string = MIGRATIONS,
  upTo?: string,
): Promise<Outcome<string[]>> {
  const read = readMigrations(folder)
  if (!read.ok) return read
  const client = await owner.connect()
  try {
    // Two starts at once: the second one waits and finds the work done.
    await client.query(`select pg_advisory_lock(hashtext('heshe-migrate'))`)
    await client.query(`create table if not exists migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from migration order by name',
    )
    const [first, ...others] = compare(read.value, rows)
    if (first) return failed(first, ...others)
    const known = new Set(rows.map((row) => row.name))
    return await applyAll(
      client,
      read.value.filter(({ name }) => !known.has(name) && (upTo === undefined || name <= upTo)),
    )
  } finally {
    // Given back even where the database is gone: the end of the pool waits for it.
    await client.query(`select pg_advisory_unlock(hashtext('heshe-migrate'))`).finally(() => client.release())
  }
}

/** The names of those that `migrate` would apply, the same refusals before anything is touched. */
export async function pendingMigrations(
  owner: Pool,
  folder: string = MIGRATIONS,
): Promise<Outcome<string[]>> {
  const read = readMigrations(folder)
  if (!read.ok) return read
  const made = await owner.query<{ made: boolean }>(
    `select to_regclass('public.migration') is not null as made`,
  )
  const { rows } = made.rows[0]?.made
    ? await owner.query<{ name: string; sha256: string }>('select name, sha256 from migration order by name')
    : { rows: [] }
  const [first, ...others] = compare(read.value, rows)
  if (first) return failed(first, ...others)
  const known = new Set(rows.map((row) => row.name))
  return done(read.value.flatMap(({ name }) => (known.has(name) ? [] : [name])))
}

function readMigrations(folder: string): Outcome<Migration[]> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
  const stamps = names.map((name) => name.slice(0, 12))
  const problems = names
    .filter((name, index) => !NAME.test(name) || stamps.indexOf(name.slice(0, 12)) !== index)
    .map((name) =>
      refused(
        'migration-name',
        `升级文件 ${name} 的名称不合规定（12 位时间、连字符、英文动宾短语，时间不重复）。${REINSTALL}。`,
      ),
    )
  const [first, ...others] = problems
  if (first) return failed(first, ...others)
  return done(
    names.map((name) => {
      // A checkout on Windows may have turned the line ends; the meaning is the same.
      const text = readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/** What an operator does where program and database do not fit together; nothing has been changed by then. */
const REINSTALL =
  '没有打开，数据没有改动。多半是程序没有装完整，或混进了别的版本的文件：请用发布的安装包把上次用的版本（或更新的版本）完整装一遍再启动，数据目录不要动；还不行的，请把这句话转给技术支持'

function compare(files: Migration[], applied: { name: string; sha256: string }[]): Problem[] {
  const byName = new Map(files.map((file) => [file.name, file]))
  const newest = files.at(-1)?.name ?? ''
  const [newer] = applied.filter(({ name }) => !byName.has(name) && name > newest)
  const missing = applied.filter(({ name }) => !byName.has(name) && name <= newest)
  const changed = applied.filter(
    ({ name, sha256 }) => byName.has(name) && byName.get(name)?.sha256 !== sha256,
  )
  return [
    ...(newer === undefined
      ? []
      : [
          refused(
            'migration-newer',
            `数据库已由更新版本的程序升级（${newer.name}），没有打开，数据没有改动；请改用那个版本或更新的程序。`,
          ),
        ]),
    ...(missing.length === 0
      ? []
      : [refused('migration-missing', `程序里缺少数据库用过的升级文件：${listed(missing)}。${REINSTALL}。`)]),
    ...(changed.length === 0
      ? []
      : [
          refused(
            'migration-changed',
            `程序里的升级文件与数据库升级时用的不同：${listed(changed)}。${REINSTALL}。`,
          ),
        ]),
    ...outOfOrder(files, applied),
  ]
}

function listed(some: readonly { name: string }[]): string {
  const names = some.slice(0, 3).map((one) => one.name)
  return `${names.join('、')}${some.length > 3 ? ` 等 ${some.length} 个` : ''}`
}

/** A new file older than one applied would give another result here than on a fresh database. */
function outOfOrder(files: Migration[], applied: { name: string }[]): Problem[] {
  const last = applied.at(-1)?.name ?? ''
  const known = new Set(applied.map(({ name }) => name))
  const late = files.filter(
    ({ name }) => !known.has(name) && name < last && files.some((file) => file.name === last),
  )
  if (late.length === 0) return []
  return [
    refused(
      'migration-order',
      `程序里的升级文件 ${listed(late)} 早于数据库已做过的 ${last}，不能插在前面。${REINSTALL}。`,
    ),
  ]
}

async function applyAll(client: PoolClient, files: Migration[]): Promise<Outcome<string[]>> {
  for (const { name, text, sha256 } of files) {
    try {
      await client.query('begin')
      await client.query(text)
      await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      return failed(
        refused(
          'migration-failed',
          `升级没有做成，停在 ${name}${line(text, error)}：${error instanceof Error ? error.message : String(error)}。这一步已退回，数据没有丢；请把这句话转给技术支持，急用的先装回原来的版本，恢复升级前自动做的备份。`,
        ),
      )
    }
  }
  // Policies of these migrations read the caller's scope once for each statement, not for each row.
  await client.query(
    `do $$ begin if to_regprocedure('quicken_policies()') is not null then perform quicken_policies(); end if; end $$`,
  )
  return done(files.map(({ name }) => name))
}

function line(text: string, error: unknown): string {
  const position = error instanceof DatabaseError ? Number(error.position) : Number.NaN
  return position > 0 ? `（第 ${text.slice(0, position).split('\n').length} 行）` : ''
}
