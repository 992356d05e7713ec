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
        `迁移文件 ${name} 的名称不合规定：应为 12 位时间、连字符和英文动宾短语，且时间不得重复。`,
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

function compare(files: Migration[], applied: { name: string; sha256: string }[]): Problem[] {
  const byName = new Map(files.map((file) => [file.name, file]))
  const newest = files.at(-1)?.name ?? ''
  const problems = applied.flatMap(({ name, sha256 }) => {
    const file = byName.get(name)
    if (!file && name > newest) {
      return [refused('migration-newer', `数据库已由更新版本的程序升级（${name}），请改用新版本程序打开。`)]
    }
    if (!file)
      return [
        refused('migration-missing', `程序缺少数据库已执行过的迁移 ${name}，请恢复该文件或重新安装本程序。`),
      ]
    if (file.sha256 === sha256) return []
    return [
      refused(
        'migration-changed',
        `迁移 ${name} 在执行之后被改动，请恢复原文件；要修改表结构，请另写一个新的迁移。`,
      ),
    ]
  })
  return [...problems, ...outOfOrder(files, applied)]
}

/** A new file older than one applied would give another result here than on a fresh database. */
function outOfOrder(files: Migration[], applied: { name: string }[]): Problem[] {
  const last = applied.at(-1)?.name ?? ''
  const known = new Set(applied.map(({ name }) => name))
  return files
    .filter(({ name }) => !known.has(name) && name < last && files.some((file) => file.name === last))
    .map(({ name }) =>
      refused('migration-order', `迁移 ${name} 早于数据库已执行的 ${last}，请用更晚的时间重新命名。`),
    )
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
          `迁移 ${name} 执行失败${line(text, error)}：${error instanceof Error ? error.message : String(error)}`,
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
