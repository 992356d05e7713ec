/** Writes a backup: one snapshot of all tables into one file that appears whole or not at all. */
import { open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Pool, PoolClient } from 'pg'
import { isRunning } from '../lock.ts'
import { FORMAT, RowDigest, type End, type Line, type Proof, type WrappedKeys } from './format.ts'
import { listTables, readRows, SAME_TEXT, seeAll } from './tables.ts'

export interface BackupTask {
  file: string
  program: string
  madeAt: Date
  /** The keys, closed with a passphrase; null leaves them out. */
  keys: WrappedKeys | null
}

/** Gives what went in, table by table. Throws where the disk or the database fails; no file stands then. */
export async function writeBackup(owner: Pool, task: BackupTask): Promise<End> {
  const draft = path.join(path.dirname(task.file), `.${path.basename(task.file)}.${process.pid}`)
  await removeDrafts(task.file)
  const client = await owner.connect()
  try {
    await client.query('begin isolation level repeatable read')
    const file = await open(draft, 'wx', 0o600)
    const told: { end?: End } = {}
    try {
      const lines = linesOf(client, task, told)
      await pipeline(Readable.from(lines), createGzip(), file.createWriteStream({ flush: true }))
    } finally {
      await file.close().catch(() => undefined)
    }
    await rename(draft, task.file)
    await syncFolder(path.dirname(task.file))
    return told.end!
  } finally {
    await rm(draft, { force: true })
    // Nothing was changed; what was lifted to see all rows is back in place.
    await client.query('rollback').finally(() => client.release())
  }
}

/** What was written of this same file by processes that were killed meanwhile. */
async function removeDrafts(file: string): Promise<void> {
  const folder = path.dirname(file)
  const prefix = `.${path.basename(file)}.`
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : 0
    if (Number.isInteger(pid) && pid > 0 && !(pid !== process.pid && isRunning(pid)))
      await rm(path.join(folder, name), { force: true })
  }
}

async function* linesOf(client: PoolClient, task: BackupTask, told: { end?: End }): AsyncGenerator<string> {
  const print = (line: Line): string => `${JSON.stringify(line)}\n`
  const migrations = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration order by name collate "C"',
  )
  const { program, madeAt, keys } = task
  yield print({
    head: { heshe: FORMAT, program, madeAt: madeAt.toISOString(), migrations: migrations.rows, keys },
  })
  const listed = await listTables(client)
  await seeAll(client, { tables: listed })
  await client.query(SAME_TEXT)
  const tables: Record<string, Proof> = {}
  for (const table of listed) {
    const digest = new RowDigest()
    yield print({ table: table.name })
    for await (const rows of readRows(client, table)) {
      for (const row of rows) digest.add(row)
      yield rows.map(print).join('')
    }
    tables[table.name] = digest.proof()
  }
  const sequences = await client.query<{ name: string; value: string }>(`
    select sequencename as name, last_value::text as value from pg_sequences
    where schemaname = 'public' and last_value is not null order by 1`)
  told.end = { tables, sequences: sequences.rows }
  yield print({ end: told.end })
}

/** The new name itself has to reach the disk. Windows keeps no such promise and opens no folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const opened = await open(folder, 'r')
  await opened.sync().finally(() => opened.close())
}
