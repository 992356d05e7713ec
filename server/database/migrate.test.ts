import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyDatabase, type EmptyDatabase } from '../../tests/template.ts'
import { openPool } from './connect.ts'
import { migrate, MIGRATIONS } from './migrate.ts'
import { OWNER } from './roles.ts'

const FIRST = '202601010000-create-first.sql'
const SECOND = '202601020000-create-second.sql'

let folder: string
let empty: EmptyDatabase
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-migrate-'))
  empty = await emptyDatabase()
  write(FIRST, 'create table first (id int);')
})
afterEach(async () => {
  await empty.close()
  rmSync(folder, { recursive: true })
})

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text)
}

async function codes(): Promise<string[]> {
  const outcome = await migrate(empty.owner, folder)
  return outcome.ok ? [] : outcome.problems.map(({ code }) => code)
}

test('each file is applied once, in the order of the names', async () => {
  write(SECOND, 'alter table first add column name text;')
  expect(await migrate(empty.owner, folder)).toMatchObject({ ok: true, value: [FIRST, SECOND] })
  expect(await migrate(empty.owner, folder)).toMatchObject({ ok: true, value: [] })
})

test('four starts at once apply each file once', async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => migrate(empty.owner, folder)))
  expect(all.flatMap((outcome) => (outcome.ok ? outcome.value : ['failed']))).toEqual([FIRST])
})

test('a file that fails leaves nothing of itself, keeps those before it, and names the line', async () => {
  write(SECOND, 'create table second (id int);\n\nselect nothing from nowhere;')
  const outcome = await migrate(empty.owner, folder)
  expect(outcome).toMatchObject({
    ok: false,
    problems: [{ code: 'migration-failed', says: expect.stringContaining('第 3 行') }],
  })
  const { rows } = await empty.owner.query(
    `select to_regclass('first') is not null as first, to_regclass('second') is null as none`,
  )
  expect(rows).toEqual([{ first: true, none: true }])
  write(SECOND, 'create table second (id int);')
  expect(await migrate(empty.owner, folder)).toMatchObject({ ok: true, value: [SECOND] })
})

test('a file changed after it was applied is refused, other line ends are not a change', async () => {
  write(FIRST, 'create table first (\n  id int);\n')
  expect(await codes()).toEqual([])
  write(FIRST, 'create table first (\r\n  id int);\r\n')
  expect(await codes()).toEqual([])
  write(FIRST, 'create table first (\n  id bigint);\n')
  expect(await codes()).toEqual(['migration-changed'])
})

test('a file that was applied and is gone is refused, as is a database newer than the program', async () => {
  write(SECOND, 'select 1;')
  expect(await codes()).toEqual([])
  rmSync(path.join(folder, SECOND))
  expect(await codes()).toEqual(['migration-newer'])
  rmSync(path.join(folder, FIRST))
  write('202601030000-create-third.sql', 'select 1;')
  expect(await codes()).toEqual(['migration-missing'])
})

test('a file older than what was applied is refused', async () => {
  expect(await codes()).toEqual([])
  write('202512310000-come-late.sql', 'select 1;')
  expect(await codes()).toEqual(['migration-order'])
})

test.each([
  '2026-create.sql',
  '202601050000-Create-first.sql',
  '202601050000-create.sql',
  '202601010000-take-twice.sql',
])('the name %s is refused', async (name) => {
  write(name, 'select 1;')
  expect(await codes()).toEqual(['migration-name'])
})

test('all problems are told at once, each kind in one sentence that says what an operator does', async () => {
  write(SECOND, 'select 1;')
  expect(await codes()).toEqual([])
  write(FIRST, 'select 2;')
  write(SECOND, 'select 2;')
  write('202512310000-come-late.sql', 'select 1;')
  const outcome = await migrate(empty.owner, folder)
  const problems = outcome.ok ? [] : outcome.problems
  expect(problems.map((one) => one.code)).toEqual(['migration-changed', 'migration-order'])
  expect(problems[0]?.says).toContain(`${FIRST}、${SECOND}`)
  for (const { says } of problems) expect(says).toMatch(/没有打开，数据没有改动。.*完整装一遍.*转给技术支持/)
})

test('the product’s own migrations bring an empty database up', async () => {
  const outcome = await migrate(empty.owner, MIGRATIONS)
  expect(outcome.ok ? [] : outcome.problems).toEqual([])
})

test('a database that goes away during a migration fails it, and keeps nobody waiting for the end of the pool', async () => {
  write(SECOND, 'set local role none; select pg_terminate_backend(pg_backend_pid());')
  const pool = openPool({ ...empty.admin, options: `-c role=${OWNER}`, max: 1 })
  await expect(migrate(pool, folder)).rejects.toThrow(/terminat|not queryable/)
  await pool.end()
  rmSync(path.join(folder, SECOND))
  expect(await codes()).toEqual([])
})
