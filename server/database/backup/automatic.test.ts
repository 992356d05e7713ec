/** Backups by night and before an upgrade: made when due, told when not, and nothing is upgraded that is not backed up. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { migrate, MIGRATIONS } from '#server/database/migrate.ts'
import { openSecrets } from '#server/database/secrets.ts'
import { must } from '../../../tests/must.ts'
import {
  emptyDatabase,
  freshDatabase,
  type EmptyDatabase,
  type FreshDatabase,
} from '../../../tests/template.ts'
import { backUpIfDue, backUpNow, bringUp, keepBackupSettings, type Backups } from './automatic.ts'
import { readNightKeys, setNightKeys } from './night-keys.ts'
import { restoreBackup } from './read.ts'

const PASSPHRASE = '一把另处保管的备份口令'
const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }
/** A moment by the clock of Asia/Shanghai. */
const at = (text: string): Date => new Date(`${text}+08:00`)
let held: FreshDatabase<unknown>
let spare: EmptyDatabase
let folder: string
let backups: Backups

beforeAll(async () => {
  held = await freshDatabase<unknown>()
  spare = await emptyDatabase()
  folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-automatic-'))
  const secrets = openSecrets(folder)
  for (const name of ['field-1', 'hash']) secrets.get(name)
  backups = {
    kind: 'embedded',
    owner: held.owner,
    app: held.db,
    dataDir: folder,
    keyFolder: secrets.folder,
    program: '0.2.0',
  }
  await withScope(held.db, SYSTEM, (trx) =>
    sql`insert into setting (name, value) values ('areaName', '禾丰县')`.execute(trx),
  )
})
afterAll(async () => {
  await held.close()
  await spare.close()
  rmSync(folder, { recursive: true, force: true })
})

const files = (): string[] => readdirSync(path.join(folder, 'backups')).toSorted()
const runs = async () => {
  const { rows } = await withScope(held.db, SYSTEM, (trx) =>
    sql<{ outcome: string; says: string }>`select outcome, says from work_run order by id`.execute(trx),
  )
  return rows
}

test('no passphrase and no plain key is kept: what is kept opens with the passphrase, and is stale once a key is added', () => {
  expect(readNightKeys(backups.keyFolder)).toEqual({ state: 'none' })
  expect(setNightKeys(backups.keyFolder, '十一个字的备份口令呀呀')).toMatchObject({ ok: false })
  must(setNightKeys(backups.keyFolder, `${PASSPHRASE}呀`))
  const text = readFileSync(path.join(backups.keyFolder, 'night-keys.json'), 'utf8')
  for (const secret of [PASSPHRASE, ...['field-1', 'hash'].map((name) => openSecrets(folder).get(name))])
    expect(text).not.toContain(secret)
  openSecrets(folder).get('field-129')
  expect(readNightKeys(backups.keyFolder)).toEqual({ state: 'stale' })
  must(setNightKeys(backups.keyFolder, `${PASSPHRASE}呀`))
  expect(readNightKeys(backups.keyFolder)).toMatchObject({ state: 'ready' })
})

test('it is made once a night, a second server finds it made, and drafts of killed processes are cleared away', async () => {
  mkdirSync(path.join(folder, 'backups'))
  writeFileSync(path.join(folder, 'backups', '.heshe-2026-03-18-0200.heshe.4194303'), 'half')
  const both = await Promise.all([1, 2].map(() => backUpIfDue(backups, at('2026-03-19T02:00:00'))))
  expect(both.map((one) => must(one) === null).toSorted()).toEqual([false, true])
  expect(must(await backUpIfDue(backups, at('2026-03-20T01:59:00')))).toBe(null)
  expect(must(await backUpIfDue(backups, at('2026-03-20T02:00:00')))).toBe(
    path.join(folder, 'backups', 'heshe-2026-03-20-0200.heshe'),
  )
  expect(files()).toEqual(['heshe-2026-03-19-0200.heshe', 'heshe-2026-03-20-0200.heshe'])
})

test('what it wrote comes back with the passphrase that was told once', async () => {
  const task = {
    file: path.join(folder, 'backups', 'heshe-2026-03-20-0200.heshe'),
    keyFolder: path.join(folder, 'to', 'keys'),
    passphrase: `${PASSPHRASE}呀`,
  }
  const end = must(await restoreBackup(spare.owner, task))
  expect(end.tables['setting']?.rows).toBe(1)
  expect(readFileSync(path.join(task.keyFolder, 'hash'))).toEqual(
    readFileSync(path.join(backups.keyFolder, 'hash')),
  )
})

test('a folder that can not be written is told when it is set, and where it fails at night the reason is kept', async () => {
  const blocked = path.join(folder, 'blocked')
  writeFileSync(blocked, 'a file, not a folder')
  const keep = (to: string, hour = 3) =>
    withScope(held.db, { ...SYSTEM, role: 'admin' }, (trx) =>
      keepBackupSettings(trx, { dataDir: folder, folder: to, hour, by: 'guanli' }),
    )
  expect(await keep(blocked)).toMatchObject({ ok: false, problems: [{ code: 'backup-folder' }] })
  expect(await keep('', 24)).toMatchObject({ ok: false, problems: [{ code: 'backup-hour' }] })
  const other = path.join(folder, 'other')
  must(await keep(other))
  rmSync(other, { recursive: true })
  writeFileSync(other, 'somebody put a file in its place')
  expect(await backUpIfDue(backups, at('2026-03-21T03:00:00'))).toMatchObject({
    ok: false,
    problems: [{ code: 'backup-failed' }],
  })
  expect((await runs()).at(-1)).toMatchObject({
    outcome: 'failed',
    says: expect.stringMatching(/备份没有做成/),
  })
  rmSync(other)
  expect(must(await backUpIfDue(backups, at('2026-03-21T03:59:00')))).toBe(null)
  expect(must(await backUpIfDue(backups, at('2026-03-21T04:00:00')))).toMatch(/other/)
  expect(must(await backUpNow(backups, at('2026-03-21T05:00:00')))).toMatch(/0500/)
})

test('a clock that was set back a year keeps no backup from being made, and none is lost', async () => {
  const before = readdirSync(path.join(folder, 'other'))
  const made = must(await backUpIfDue(backups, at('2025-03-21T03:00:00')))
  expect(made).toMatch(/2025-03-21-0300/)
  expect(must(await backUpIfDue(backups, at('2025-03-21T03:01:00')))).toBe(null)
  expect(readdirSync(path.join(folder, 'other'))).toEqual(expect.arrayContaining(before))
})

test('nobody but the program notes what it did, and an ended run stays as it ended', async () => {
  const attempt = (role: string, statement: string) =>
    withScope(held.db, { ...SYSTEM, role }, (trx) => sql.raw(statement).execute(trx))
  const insert = `insert into work_run (kind, began_at, ended_at, outcome, says) values ('backup', '2026-01-01', '2026-01-01', 'done', '')`
  await expect(attempt('admin', insert)).rejects.toThrow(/row-level security/)
  expect(
    Number((await attempt('system', `update work_run set says = 'x', outcome = 'done'`)).numAffectedRows),
  ).toBe(0)
  await expect(attempt('system', `delete from work_run`)).rejects.toThrow(/permission denied/)
})

/** The product's own migrations, and one of a newer version. */
function newerVersion(name: string, text: string): string {
  const newer = mkdtempSync(path.join(folder, 'migrations-'))
  cpSync(MIGRATIONS, newer, { recursive: true })
  writeFileSync(path.join(newer, name), text)
  return newer
}

test('a newer version backs up first and then upgrades; an older one refuses that database and touches nothing', async () => {
  const newer = newerVersion('299001010000-add-thing.sql', 'create table thing (id integer primary key);')
  const nothing = await freshDatabase<unknown>()
  const task = { now: at('2026-03-22T09:30:00'), folder: newer }
  expect(must(await bringUp({ ...backups, owner: nothing.owner }, task))).toBe(null)
  await nothing.close()
  const made = must(await bringUp(backups, task))
  expect(made).toMatch(/heshe-before-299001010000-202603220930\.heshe$/)
  expect(existsSync(made!)).toBe(true)
  const before = readdirSync(path.dirname(made!))
  expect(await bringUp(backups, { now: at('2026-03-22T10:00:00') })).toMatchObject({
    ok: false,
    problems: [{ code: 'migration-newer' }],
  })
  expect(readdirSync(path.dirname(made!))).toEqual(before)
})

test('where the backup before the upgrade can not be written, nothing is upgraded', async () => {
  const again = await freshDatabase<unknown>()
  await withScope(again.db, SYSTEM, (trx) =>
    sql`insert into setting (name, value) values ('area', '990101')`.execute(trx),
  )
  const dataDir = path.join(folder, 'full')
  mkdirSync(dataDir)
  writeFileSync(path.join(dataDir, 'backups'), 'a file where the folder should be')
  const newer = newerVersion('299001010000-add-other.sql', 'create table other (id integer primary key);')
  const tried = await bringUp(
    { ...backups, owner: again.owner, dataDir },
    { now: at('2026-03-22T09:30:00'), folder: newer },
  )
  expect(tried).toMatchObject({
    ok: false,
    problems: [{ code: 'backup-failed', says: expect.stringMatching(/没有升级/) }],
  })
  const { rows } = await again.owner.query(`select to_regclass('other') is not null as made`)
  expect(rows).toEqual([{ made: false }])
  must(await migrate(again.owner))
  await again.close()
})
