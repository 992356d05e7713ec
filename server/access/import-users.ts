/** Users from a list: all of them, or none and every reason why not. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { ROLES } from '#core/access/role.ts'
import {
  AREA_DIGITS,
  BODY_ROLES,
  readUserList,
  USER_HEADINGS,
  type UserLine,
} from '#core/access/user-list.ts'
import { bodyNameKey } from '#core/values/body-name.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { stripAreaCode } from '#core/values/region-code.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { writeWorkbook, type ColumnSpec } from '#server/files/workbook/write.ts'
import { momentOf } from '../clock.ts'
import { hashPassword, oneTimePassword } from './sign-in.ts'
import { isNameTaken, insertUser } from './store.ts'

export interface MadeUser {
  username: string
  name: string
  role: string
  /** Of a place or of bodies, in words. */
  sees: string
  password: string
}

/** The lines of a list of users, or why it can not be read. */
export async function readUsers(bytes: Uint8Array, fileName: string): Promise<Outcome<UserLine[]>> {
  const workbook = await readWorkbook(bytes, fileName)
  if (!workbook.ok) return workbook
  const visible = workbook.value.sheets.filter((one) => !one.hidden)
  const lists = visible.map((sheet) => readUserList(sheet))
  const understood = lists.find((list) => list.ok || list.problems[0]?.code !== 'user-headings')
  return understood ?? lists[0] ?? readUserList({ name: '', rows: [], hidden: false })
}

/** Makes the users of the list within a deployment, each with a password to be told once. */
export async function importUsers(
  trx: Kysely<unknown>,
  lines: readonly UserLine[],
  of: { area: string; areaName: string; now: Date },
): Promise<Outcome<MadeUser[]>> {
  const problems: Problem[] = []
  const places = await placesOf(trx, of.area)
  const ready: { line: UserLine; area: string | null; bodies: string[]; sees: string }[] = []
  for (const line of lines) {
    if (await isNameTaken(trx, line.username))
      problems.push(wrong(line, 'username-taken', `用户名“${line.username}”已有人使用，请换一个`))
    const ofBodies = BODY_ROLES.includes(line.role)
    const area = ofBodies ? null : areaOf(line, { places, deployment: of.area })
    const bodies = ofBodies ? await bodiesOf(trx, line, of.area) : { ids: [], problems: [] }
    problems.push(...bodies.problems)
    if (typeof area === 'object' && area !== null) problems.push(area)
    else {
      const sees = area === null ? line.bodies.join('、') : (places.labels.get(area) ?? of.areaName)
      ready.push({ line, area, bodies: bodies.ids, sees })
    }
  }
  const [first, ...others] = problems
  if (first) return failed(first, ...others)
  const made: MadeUser[] = []
  for (const { line, area, bodies, sees } of ready) {
    const password = oneTimePassword()
    const passwordHash = await hashPassword(password)
    const { username, name, role } = line
    const user = { id: randomUUID(), username, name, role, area, bodies, passwordHash }
    await insertUser(trx, { ...user, mustChange: true, now: of.now })
    made.push({ username, name, role: ROLES[role], sees, password })
  }
  return done(made)
}

interface Places {
  labels: Map<string, string>
  byName: Map<string, string[]>
}

/** Every place of the deployment by each of its names: 某镇, 某县某镇, 某村, 某镇某村. */
async function placesOf(trx: Kysely<unknown>, within: string): Promise<Places> {
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from area where valid_to is null and code >= ${within} and code < ${`${within}A`}`.execute(
    trx,
  )
  const names = new Map(rows.map((row) => [row.code, row.name]))
  const labels = new Map<string, string>()
  const byName = new Map<string, string[]>()
  for (const { code, name } of rows) {
    const [county = '', township = ''] = [6, 9].map((digits) =>
      code.length > digits ? (names.get(code.slice(0, digits)) ?? '') : '',
    )
    labels.set(code, `${township}${name}`)
    for (const word of new Set([
      name,
      `${township}${name}`,
      `${county}${township}${name}`,
      `${county}${name}`,
    ]))
      byName.set(word, [...(byName.get(word) ?? []), code])
  }
  return { labels, byName }
}

/** The place of a line; where it is not written the deployment's own. */
function areaOf(line: UserLine, of: { places: Places; deployment: string }): string | Problem {
  const digits = AREA_DIGITS[line.role]
  if (line.area === '') return of.deployment
  const fits = (code: string): boolean =>
    of.places.labels.has(code) && (digits === undefined || code.length === digits)
  const code = stripAreaCode(line.area)
  const found = code === null ? (of.places.byName.get(line.area) ?? []) : [code]
  const fitting = found.filter(fits)
  if (fitting.length === 1) return fitting[0]!
  if (fitting.length === 0)
    return wrong(
      line,
      'user-area-unknown',
      `本县没有${digits === 12 ? '村' : digits === 9 ? '乡镇' : '区划'}“${line.area}”，请核对名称或改填区划代码`,
    )
  return wrong(
    line,
    'user-area-ambiguous',
    `“${line.area}”有 ${fitting.length} 个（${fitting.join('、')}），请填区划代码`,
  )
}

async function bodiesOf(
  trx: Kysely<unknown>,
  line: UserLine,
  within: string,
): Promise<{ ids: string[]; problems: Problem[] }> {
  const ids: string[] = []
  const problems: Problem[] = []
  for (const text of line.bodies) {
    const { rows } = await sql<{ id: string }>`
      select b.id from body b join body_search s on s.home = b.home and s.body = b.id
      where not b.ended and b.area >= ${within} and b.area < ${`${within}A`}
        and (b.credit_code = ${text} or s.name_key = ${bodyNameKey(text)})`.execute(trx)
    if (rows.length === 1) ids.push(rows[0]!.id)
    else if (rows.length === 0)
      problems.push(wrong(line, 'user-body-unknown', `名录中没有“${text}”，请先导入名录，或核对名称和代码`))
    else
      problems.push(
        wrong(line, 'user-body-ambiguous', `有 ${rows.length} 家都叫“${text}”，请填统一社会信用代码`),
      )
  }
  return { ids, problems }
}

function wrong(line: UserLine, code: string, says: string): Problem {
  return refused(code, `第 ${line.row} 行：${says}。`, { row: line.row })
}

/** 用户导入模板: to be filled in and given to `heshe users`. */
export async function userTemplate(areaName: string): Promise<Uint8Array> {
  const widths: Record<keyof typeof USER_HEADINGS, number> = {
    username: 16,
    name: 14,
    role: 16,
    area: 26,
    bodies: 46,
  }
  const columns = Object.entries(USER_HEADINGS).map(([key, { heading, help }]): ColumnSpec => ({
    heading,
    width: widths[key as keyof typeof USER_HEADINGS],
    kind: 'text',
    note: help,
    ...(key === 'role' && { options: Object.values(ROLES) }),
  }))
  return writeWorkbook({
    sheets: [{ name: '用户', title: `${areaName}用户导入模板`, columns, rows: [], freeze: 1 }],
    properties: { title: '用户导入模板' },
  })
}

/** The passwords to be handed out, each on paper to its owner. */
export async function passwordSheet(
  users: readonly MadeUser[],
  of: { areaName: string; term: { days: number; until: Date } },
): Promise<Uint8Array> {
  const { areaName, term } = of
  return writeWorkbook({
    properties: { title: '一次性密码' },
    sheets: [
      {
        name: '一次性密码',
        title: `${areaName}用户一次性密码（分发后请删除本文件）`,
        columns: [
          { heading: '用户名', width: 16, kind: 'text' },
          { heading: '姓名', width: 14, kind: 'text' },
          { heading: '角色', width: 14, kind: 'text' },
          { heading: '范围', width: 40, kind: 'text' },
          { heading: '一次性密码', width: 20, kind: 'text' },
          { heading: '有效到', width: 20, kind: 'text' },
        ],
        rows: users.map((one) => [
          one.username,
          one.name,
          one.role,
          one.sees,
          one.password,
          momentOf(term.until),
        ]),
        footer: `一次性密码 ${term.days} 天内有效，首次登录时须改密码；过期请安全管理员重置。密码只在本文件中出现一次，系统里没有原文。`,
      },
    ],
  })
}
