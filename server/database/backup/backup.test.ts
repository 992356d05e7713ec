/** The fictional county goes into a file and comes back in another database, equal; what is not whole comes back not at all. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeApp } from '#server/app.ts'
import { assemble } from '#server/assemble.ts'
import { fixedClock } from '#server/clock.ts'
import { openPool } from '#server/database/connect.ts'
import { openKysely } from '#server/database/scope.ts'
import { openSecrets } from '#server/database/secrets.ts'
import { signIn, testApp, type TestApp } from '../../../tests/app.ts'
import { must } from '../../../tests/must.ts'
import { emptyDatabase, type EmptyDatabase } from '../../../tests/template.ts'
import type { End } from './format.ts'
import { restoreBackup } from './read.ts'
import { listTables, readRows, SAME_TEXT, seeAll } from './tables.ts'
import { writeBackup } from './write.ts'

const PASSPHRASE = '一把另处保管的备份口令'
let county: TestApp
let empty: EmptyDatabase
let folder: string
let file: string
let keyFolder: string
let made: End

const task = (name: string) => ({
  file: path.join(folder, name),
  program: '0.2.0',
  madeAt: new Date(0),
  keyFolder,
})

beforeAll(async () => {
  county = await testApp()
  empty = await emptyDatabase()
  folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-backup-'))
  const secrets = openSecrets(path.join(folder, 'from'))
  for (const name of ['field-1', 'hash', 'heshe_app']) secrets.get(name)
  keyFolder = secrets.folder
  file = task('a.heshe').file
  made = await writeBackup(county.database.owner, { ...task('a.heshe'), passphrase: PASSPHRASE })
})
afterAll(async () => {
  await county.close()
  await empty.close()
  rmSync(folder, { recursive: true, force: true })
})

const restore = (from: string, passphrase: string | null = PASSPHRASE) =>
  restoreBackup(empty.owner, { file: from, keyFolder: path.join(folder, 'to', 'keys'), passphrase })

/** The lines of the backup, changed, as a file of its own. */
function changed(name: string, change: (text: string) => string): string {
  const target = path.join(folder, name)
  writeFileSync(target, gzipSync(change(gunzipSync(readFileSync(file)).toString('utf8'))))
  return target
}

/** All rows of all tables, sorted, and what guards them. */
async function everything(owner: Pool): Promise<Record<string, string[]>> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    const guards = await client.query<{ says: string }>(`
      select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as says from pg_constraint
      where connamespace = 'public'::regnamespace
      union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
      union all select relname || ' ' || relrowsecurity || ' ' || relforcerowsecurity from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`)
    const tables = await listTables(client)
    await seeAll(client, { tables })
    await client.query(SAME_TEXT)
    const held: Record<string, string[]> = { guards: guards.rows.map((row) => row.says) }
    for (const table of tables) {
      const rows = []
      for await (const some of readRows(client, table)) rows.push(...some)
      held[table.name] = rows.toSorted()
    }
    return held
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('the file is the only one written, for its owner alone, and holds no key in clear', () => {
  expect(readdirSync(folder).toSorted()).toEqual(['a.heshe', 'from'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const text = gunzipSync(readFileSync(file)).toString('utf8')
  for (const name of ['field-1', 'hash', 'heshe_app'])
    expect(text).not.toContain(readFileSync(path.join(keyFolder, name), 'utf8').trim())
  expect(made.tables['body']?.rows).toBeGreaterThan(10)
})

test.each([
  ['without its passphrase', () => file, null, 'backup-passphrase'],
  ['with a wrong passphrase', () => file, '另一把不对的备份口令', 'backup-passphrase'],
  [
    'cut in the middle',
    () => changed('cut', (text) => text.slice(0, text.length / 2)),
    PASSPHRASE,
    'backup-damaged',
  ],
  [
    'without its end',
    () => changed('end', (text) => text.replace(/\{"end".*\n$/, '')),
    PASSPHRASE,
    'backup-damaged',
  ],
  ['that is no backup', () => changed('none', () => 'x\n'), PASSPHRASE, 'backup-damaged'],
  [
    'with one row taken out',
    () => changed('row', (text) => text.replace(/(\{"table":"body"\}\n).*\n/, '$1')),
    PASSPHRASE,
    'backup-differs',
  ],
  [
    'of a newer program',
    () =>
      changed('new', (text) => text.replace('"migrations":[', '"migrations":[{"name":"1-a","sha256":"b"},')),
    PASSPHRASE,
    'backup-newer',
  ],
] as const)(
  'a backup %s is refused, and nothing is left in the database',
  async (_, from, passphrase, code) => {
    expect(await restore(from(), passphrase)).toMatchObject({ ok: false, problems: [{ code }] })
    expect(readdirSync(folder)).not.toContain('to')
  },
)

test('a backup comes back row by row with every guard in place, and the server answers on it', async () => {
  expect(must(await restore(file))).toEqual(made)
  expect(await everything(empty.owner)).toEqual(await everything(county.database.owner))
  for (const name of ['field-1', 'hash'])
    expect(readFileSync(path.join(folder, 'to', 'keys', name))).toEqual(
      readFileSync(path.join(keyFolder, name)),
    )
  const pool = openPool({ ...empty.app, max: 4 })
  const secrets = openSecrets(path.join(folder, 'to'))
  const services = must(await assemble({ app: openKysely<unknown>(pool), secrets }, fixedClock('2026-03-20')))
  const server = await makeApp(services, { trustProxy: false, onFault: (error) => console.error(error) })
  // Signing in writes into the trail, whose numbers go on where they stopped.
  const person = await signIn({ server }, 'xian')
  expect((await person.get('/api/session')).status).toBe(200)
  await server.close()
  await pool.end()
})

test('a database with data in it is left alone', async () => {
  expect(await restore(file)).toMatchObject({ ok: false, problems: [{ code: 'backup-not-empty' }] })
})
