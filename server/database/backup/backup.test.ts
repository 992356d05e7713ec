/** A county goes into a file and comes back in another database, equal; what is not whole comes back not at all. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chainOf, chainTrail } from '#server/access/audit-chain.ts'
import { verifyTrail } from '#server/access/audit-verify.ts'
import { openPool, withScope } from '#server/database/connect.ts'
import { openKeys } from '#server/database/crypt.ts'
import { openKysely } from '#server/database/scope.ts'
import { openSecrets } from '#server/database/secrets.ts'
import { recordTrades } from '#server/membership/record-trades.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { keepFile, readKeptFile } from '#server/files/content.ts'
import { everything } from '../../../tests/everything.ts'
import { must } from '../../../tests/must.ts'
import { smallBook } from '../../../tests/small-books.ts'
import { HOME, smallCounty, TODAY, TOWN_A, type SmallCounty } from '../../../tests/small-county.ts'
import { emptyDatabase, type EmptyDatabase } from '../../../tests/template.ts'
import type { End } from './format.ts'
import { wrapKeys } from './keys.ts'
import { restoreBackup } from './read.ts'
import { writeBackup } from './write.ts'

const PASSPHRASE = '一把另处保管的备份口令'
const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }
const PHOTO = {
  home: HOME,
  area: TOWN_A,
  body: null,
  name: '执照.png',
  type: 'image/png',
  bytes: randomBytes(1_500_000),
}
let county: SmallCounty
let empty: EmptyDatabase
let folder: string
let file: string
let keyFolder: string
let made: End

const task = (name: string) => ({
  file: path.join(folder, name),
  program: '0.2.0',
  madeAt: new Date(0),
})

beforeAll(async () => {
  county = await smallCounty()
  for (const name of ['甲', '乙', '丙']) await county.addBody(TOWN_A, { name: `禾丰县${name}种植专业合作社` })
  const coop = await smallBook(county)
  const slip = { day: '2023-03-10', direction: 'delivered', product: '鲜茧', price: '40', quantity: '3' }
  await withScope(county.db, coop.accountant.scope, async (trx) =>
    must(
      await recordTrades(trx, (await findLedgerBody(trx, coop.body))!, {
        rows: [{ member: coop.members[0]!, ...slip }],
        today: TODAY,
      }),
    ),
  )
  await withScope(county.db, SYSTEM, (trx) => keepFile(trx, PHOTO, county.services.keys))
  await chainTrail(chainOf(county.db, county.services.keys, county.secrets.folder), new Date(0))
  empty = await emptyDatabase()
  folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-backup-'))
  keyFolder = county.secrets.folder
  county.secrets.get('heshe_app')
  file = task('a.heshe').file
  made = await writeBackup(county.database.owner, {
    ...task('a.heshe'),
    keys: wrapKeys(keyFolder, PASSPHRASE),
  })
})
afterAll(async () => {
  await county.database.close()
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

test('the file is the only one written, for its owner alone, and holds no key in clear', () => {
  expect(readdirSync(folder)).toEqual(['a.heshe'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const text = gunzipSync(readFileSync(file)).toString('utf8')
  for (const name of ['field-1', 'hash', 'heshe_app'])
    expect(text).not.toContain(readFileSync(path.join(keyFolder, name), 'utf8').trim())
  expect([made.tables['body']?.rows, made.tables['trade']?.rows]).toEqual([4, 1])
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

test('a backup comes back row by row with every guard in place, files open, and the trail goes on', async () => {
  expect(must(await restore(file))).toEqual(made)
  expect(await everything(empty.owner)).toEqual(await everything(county.database.owner))
  for (const name of ['field-1', 'hash'])
    expect(readFileSync(path.join(folder, 'to', 'keys', name))).toEqual(
      readFileSync(path.join(keyFolder, name)),
    )
  const pool = openPool({ ...empty.app, max: 4 })
  const app = openKysely<unknown>(pool)
  const keys = openKeys(openSecrets(path.join(folder, 'to')))
  const [kept] = (
    await withScope(app, SYSTEM, (trx) => sql<{ id: string }>`select id from file`.execute(trx))
  ).rows
  const read = await withScope(app, SYSTEM, (trx) => readKeptFile(trx, kept!.id, keys))
  expect(read?.bytes.equals(PHOTO.bytes)).toBe(true)
  // What is written from now on goes on in the trail where it stopped, numbers and links.
  await withScope(app, SYSTEM, (trx) => sql`insert into setting (name, value) values ('x', 'y')`.execute(trx))
  const chain = chainOf(app, keys, path.join(folder, 'to'))
  expect(await chainTrail(chain, new Date(1))).toBe(1)
  expect(await verifyTrail(chain)).toMatchObject({ broken: 0, pending: 0 })
  await pool.end()
})

test('a database with data in it is left alone', async () => {
  expect(await restore(file)).toMatchObject({ ok: false, problems: [{ code: 'backup-not-empty' }] })
})
