/** A county goes from the database that comes with the program to a PostgreSQL server and back, equal row by row and file by file. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql, type Kysely } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wrapKeys } from '#server/database/backup/keys.ts'
import { writeBackup } from '#server/database/backup/write.ts'
import { openDatabase, withScope, type Database } from '#server/database/connect.ts'
import { openKeys } from '#server/database/crypt.ts'
import { keepFile, readKeptFile } from '#server/files/content.ts'
import { testApp, type TestApp } from '../app.ts'
import { startDebianServer } from '../debian-server.ts'
import { everything } from '../everything.ts'
import { must } from '../must.ts'
import { runHeshe, type Ended } from '../run-heshe.ts'
import { ALL } from './ledgers.ts'

const PASSPHRASE = '另处保管的一把备份口令，够长'
const SIZES = [1, 1_048_576, 2_500_001]

let app: TestApp
let debian: { url: string; close: () => Promise<void> }
let work: string
let data: string
/** What was attached before, by the name of the file. */
const attached = new Map(SIZES.map((size) => [`照片${size}.png`, randomBytes(size)]))

beforeAll(async () => {
  app = await testApp()
  debian = must(await startDebianServer())
  work = mkdtempSync(path.join(os.tmpdir(), 'heshe-restore-'))
  data = path.join(os.tmpdir(), `heshe-restore-data-${path.basename(work)}`)
  for (const [name, bytes] of attached)
    await withScope(app.database.db, ALL, (trx) =>
      keepFile(
        trx,
        { home: '990101', area: '990101101', body: null, name, type: 'image/png', bytes },
        app.services.keys,
      ),
    )
}, 180_000)
afterAll(async () => {
  await app.close()
  await debian.close()
  for (const folder of [work, data]) rmSync(folder, { recursive: true, force: true })
})

/** Every kept file with its content, opened with the keys of the place. */
async function filesOf(db: Kysely<unknown>, keys: ReturnType<typeof openKeys>): Promise<Map<string, Buffer>> {
  return withScope(db, ALL, async (trx) => {
    const { rows } = await sql<{ id: string; name: string }>`select id, name from file order by id`.execute(
      trx,
    )
    const files = new Map<string, Buffer>()
    for (const { id, name } of rows) files.set(name, (await readKeptFile(trx, id, keys))!.bytes)
    return files
  })
}

const heshe = (words: string[], where: { data: string; database?: string }): Promise<Ended> =>
  runHeshe(words, { cwd: work, passphrase: PASSPHRASE, ...where })

async function assertEqual(copy: Database<unknown>, rows: Record<string, string[]>): Promise<void> {
  const held = await everything(copy.owner)
  expect(Object.keys(held).toSorted()).toEqual(Object.keys(rows).toSorted())
  for (const [table, lines] of Object.entries(rows)) expect(held[table], table).toEqual(lines)
  const files = await filesOf(copy.app, openKeys(copy.secrets))
  for (const [name, bytes] of attached) expect(files.get(name)?.equals(bytes), name).toBe(true)
}

test('the county comes back equal on the server of Debian, and from there in a new data folder', async () => {
  const rows = await everything(app.database.owner)
  expect(Object.values(rows).flat().length).toBeGreaterThan(5000)
  await writeBackup(app.database.owner, {
    file: path.join(work, 'a.heshe'),
    program: '0.2.0',
    madeAt: new Date(0),
    keys: wrapKeys(app.services.backups.keyFolder, PASSPHRASE),
  })
  const admin = new Client(debian.url)
  await admin.connect()
  await admin.query(`create database heshe template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`)
  await admin.end()
  const url = debian.url.replace('/postgres?', '/heshe?')

  const there = { data: path.join(work, 'server'), database: url }
  const restored = await heshe(['restore', 'a.heshe'], there)
  expect([restored.code, restored.err]).toEqual([0, ''])
  const server = must(await openDatabase<unknown>({ dataDir: there.data, databaseUrl: url }))
  await assertEqual(server, rows)
  await server.close()

  const backup = await heshe(['backup', 'b.heshe'], there)
  expect([backup.code, backup.err]).toEqual([0, ''])
  const back = await heshe(['restore', 'b.heshe'], { data })
  expect(back.code, back.err).toBe(0)
  const embedded = must(await openDatabase<unknown>({ dataDir: data }))
  data = embedded.dataDir
  await assertEqual(embedded, rows)
  await embedded.close()
})
