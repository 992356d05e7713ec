/** A deployment from nothing: administrators, areas, users of a list. One data folder, its server held open. */
import { dayOf } from '#server/clock.ts'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cellText } from '#core/kernel/cell.ts'
import { authenticate, signIn } from '#server/access/sign-in.ts'
import { openKeys } from '#server/database/crypt.ts'
import { openDatabase, withScope, type Database } from '#server/database/connect.ts'
import { migrate } from '#server/database/migrate.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import { must } from '../../tests/must.ts'
import { runHeshe, type Ended } from '../../tests/run-heshe.ts'

let work: string
let database: Database<unknown>
let told: Ended

const heshe = (...args: string[]): Promise<Ended> => runHeshe(args, { cwd: work, data: database.dataDir })
const now = new Date('2026-03-01T08:00:00Z')

beforeAll(async () => {
  work = mkdtempSync(path.join(os.tmpdir(), 'heshe-init-'))
  const dataDir = path.join(os.tmpdir(), `heshe-init-data-${path.basename(work)}`)
  database = must(await openDatabase<unknown>({ dataDir, durable: false }))
  must(await migrate(database.owner))
  expect(await heshe('users', 'users.xlsx')).toMatchObject({ code: 2, out: '' })
  told = await heshe('init', '--area', '621024', '--policy', 'shuocheng-2021')
})
afterAll(async () => {
  await database.close()
  for (const folder of [work, database.dataDir]) rmSync(folder, { recursive: true, force: true })
})

/** Signs in and gives what the session says. */
async function session(username: string, password: string) {
  const attempt = { username, password, address: '127.0.0.1', agent: 'test', now }
  const { token } = must(await signIn({ app: database.app, keys: openKeys(database.secrets) }, attempt))
  return authenticate(database.app, token, { now, today: dayOf(now), address: '127.0.0.1' })
}

test('init makes three administrators whose passwords are told once and have to be changed', async () => {
  expect(told).toMatchObject({ code: 0, err: '' })
  expect(told.out).toContain('已为合水县（621024）建立部署')
  const lines = [...told.out.matchAll(/^ {2}(\w+) {2}([A-Za-z2-9]{12}) {2}(\S+)$/gm)].map((one) =>
    one.slice(1),
  )
  expect(lines.map(([username, , role]) => [username, role])).toEqual([
    ['guanli', '系统管理员'],
    ['anquan', '安全管理员'],
    ['shenji', '审计管理员'],
  ])
  for (const [username = '', password = ''] of lines)
    expect(await session(username, password)).toMatchObject({
      username,
      mustChangePassword: true,
      area: '621024',
    })
})

test('the county stands whole in the table of areas, the rest of China down to townships', async () => {
  const { rows } = await sql<{ level: string; here: bigint; elsewhere: bigint }>`
    select level, count(*) filter (where code like '621024%') as here,
      count(*) filter (where code not like '621024%') as elsewhere
    from area group by level order by level`.execute(database.app)
  const of = (level: string) => rows.find((one) => one.level === level)!
  expect(Number(of('township').here)).toBeGreaterThan(8)
  expect(Number(of('village').here)).toBeGreaterThan(60)
  expect(Number(of('village').elsewhere)).toBe(0)
  expect(Number(of('township').elsewhere)).toBeGreaterThan(38_000)
})

test('the policy asked for is adopted from today; the trail names the command', async () => {
  const { rows } = await sql`select document, area, ground from adoption`.execute(database.app)
  expect(rows).toEqual([{ document: 'shuocheng-2021', area: '621024', ground: '建立部署时采用' }])
  const trail = await withScope(database.app, { national: 'on', role: 'system' }, (trx) =>
    sql<{
      actor: string
      reason: string
    }>`select distinct actor, reason from audit where subject = 'app_user'`.execute(trx),
  )
  expect(trail.rows).toContainEqual({ actor: 'cli', reason: '命令行 heshe init' })
})

test('a database that is set up is left alone', async () => {
  const again = await heshe('init', '--area', '620422')
  expect(again).toMatchObject({ code: 2, out: '' })
  expect(again.err).toContain('数据库已经是合水县的，没有改动')
})

test.each(['621099', '621024100'])('a deployment for %s is refused', async (area) => {
  expect(await heshe('init', '--area', area)).toMatchObject({ code: 2, out: '' })
})

async function userList(rows: string[][]): Promise<void> {
  const headings = ['用户名', '姓名', '角色', '区划', '合作社']
  const columns = headings.map((heading) => ({ heading, width: 16, kind: 'text' as const }))
  writeFileSync(
    path.join(work, 'users.xlsx'),
    await writeWorkbook({ sheets: [{ name: '用户', title: '合水县用户导入模板', columns, rows }] }),
  )
}

test('users of the template are made with passwords in a file that only its owner reads', async () => {
  const template = path.join(database.dataDir, '用户导入模板.xlsx')
  const sheet = must(await readWorkbook(readFileSync(template), 'a.xlsx')).sheets[0]!
  expect(sheet.rows[1]?.map(cellText)).toEqual(['用户名', '姓名', '角色', '区划', '合作社'])
  writeFileSync(path.join(work, 'list.csv'), '合作社名称,注册地址\n甲种植专业合作社,合水县西华池镇\n')
  expect(await heshe('import', 'list.csv', '--register', 'cooperative')).toMatchObject({ code: 0 })
  await userList([
    ['xian', '甲某', '县级经办', '', ''],
    ['zhen', '乙某', '乡镇经办', '太白镇', ''],
    ['she', '丙某', '理事长', '', '甲种植专业合作社'],
  ])
  const ended = await heshe('users', 'users.xlsx', '--out', 'passwords.xlsx')
  expect(ended).toMatchObject({ code: 0, err: '' })
  expect(ended.out).toContain('已建立 3 个用户')
  const file = path.join(work, 'passwords.xlsx')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const rows = must(await readWorkbook(readFileSync(file), 'a.xlsx')).sheets[0]!.rows.map((row) =>
    row.map(cellText),
  )
  const passwords = new Map(rows.map((row) => [row[0], row[4] ?? '']))
  expect(ended.out).not.toContain(passwords.get('xian'))
  expect(await session('xian', passwords.get('xian')!)).toMatchObject({
    area: '621024',
    mustChangePassword: true,
  })
  const { area } = (await session('zhen', passwords.get('zhen')!))!
  expect(area).toMatch(/^621024\d{3}$/)
  expect((await session('she', passwords.get('she')!))?.bodies).toHaveLength(1)
})

test('with one fault in the list nobody is made, and every fault is told', async () => {
  await userList([
    ['neu', '丁某', '县级经办', '', ''],
    ['xian', '戊某', '县级经办', '', ''],
    ['zhen2', '己某', '乡镇经办', '天上镇', ''],
    ['she2', '庚某', '理事长', '', '乙养殖专业合作社'],
  ])
  const ended = await heshe('users', 'users.xlsx', '--out', 'none.xlsx')
  expect(ended).toMatchObject({ code: 1, out: '' })
  for (const says of [
    '第 4 行：用户名“xian”已有人使用',
    '第 5 行：本县没有乡镇“天上镇”',
    '第 6 行：名录中没有“乙养殖专业合作社”',
  ])
    expect(ended.err).toContain(says)
  expect(existsSync(path.join(work, 'none.xlsx'))).toBe(false)
  const { rows } = await withScope(database.app, { national: 'on', role: 'system' }, (trx) =>
    sql<{ users: bigint }>`select count(*) as users from app_user`.execute(trx),
  )
  expect(rows).toEqual([{ users: 6n }])
})

test('from the machine the security administrator gets a new password, told once; a name that nobody has changes nothing', async () => {
  const ended = await heshe('password', 'anquan')
  expect(ended).toMatchObject({ code: 0, err: '' })
  expect(ended.out).toContain('已重置 anquan（安全管理员）的密码')
  const password = /^ {2}([A-Za-z2-9]{12})$/m.exec(ended.out)?.[1] ?? ''
  expect(await session('anquan', password)).toMatchObject({ mustChangePassword: true })
  const trail = await withScope(database.app, { national: 'on', role: 'system' }, (trx) =>
    sql`select actor, reason from audit where subject = 'app_user' and action = 'password'`.execute(trx),
  )
  expect(trail.rows).toEqual([{ actor: 'cli', reason: '命令行 heshe password' }])
  const none = await heshe('password', 'niemand')
  expect(none).toMatchObject({ code: 2, out: '' })
  expect(none.err).toContain('没有用户名为“niemand”的账号')
})
