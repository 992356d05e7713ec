/** The list from which users are made: who, as what, for which place or which cooperatives. */
import { cellText, type Cell, type Sheet } from '../kernel/cell.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'
import { squeeze, tidyText } from '../values/typed-text.ts'
import { ROLES, type Role } from './role.ts'

/** The headings of the list, each with what is to be written under it. */
export const USER_HEADINGS = {
  username: { heading: '用户名', help: '2 至 32 个字母、数字或汉字，登录时用；不能与已有用户相同' },
  name: { heading: '姓名', help: '本人姓名' },
  role: { heading: '角色', help: '从下拉列表中选' },
  area: { heading: '区划', help: '乡镇经办填乡镇，村级文书填村，名称或代码都可以；其他人不填即为本县' },
  bodies: { heading: '合作社', help: '理事长、财务会计填写：名称或统一社会信用代码，多家用顿号隔开' },
} as const

export interface UserLine {
  /** The spreadsheet's row. */
  row: number
  username: string
  name: string
  role: Role
  /** Code or name as written; '' where nothing is. */
  area: string
  /** Names or codes of single bodies. */
  bodies: string[]
}

/** Who sees single bodies and no area. */
export const BODY_ROLES: readonly Role[] = ['chair', 'accountant']

/** Digits of the area that a role wants; a role that is not named takes the deployment's own place where none is written. */
export const AREA_DIGITS: Partial<Record<Role, number>> = { township: 9, village: 12 }

const HEADING_ROWS = 20
const USERNAME = /^[\p{L}\p{N}._-]{2,32}$/u

/** The users of a list, or every fault with its row (codes `user-…`, `username-taken`). */
export function readUserList(sheet: Sheet): Outcome<UserLine[]> {
  const found = findHeadings(sheet)
  if (!found)
    return failed(
      refused('user-headings', '没有找到“用户名、姓名、角色”这几栏，请用初始化时写出的用户导入模板填写。'),
    )
  const problems: Problem[] = []
  const lines: UserLine[] = []
  const taken = new Map<string, number>()
  for (const [index, cells] of sheet.rows.entries()) {
    if (index <= found.row || cells.every((cell) => tidyText(cellText(cell)) === '')) continue
    const line = readLine(cells, { columns: found.columns, row: index + 1 }, problems)
    const earlier = taken.get(line.username)
    if (earlier !== undefined && line.username !== '')
      problems.push(
        wrong('username-taken', line.row, `用户名“${line.username}”与第 ${earlier} 行相同，请换一个`),
      )
    taken.set(line.username, earlier ?? line.row)
    lines.push(line)
  }
  if (lines.length === 0) problems.push(refused('user-list-empty', '表里没有用户，请填写后再导入。'))
  const [first, ...others] = problems
  return first ? failed(first, ...others) : done(lines)
}

type Columns = Partial<Record<keyof typeof USER_HEADINGS, number>>

function findHeadings(sheet: Sheet): { row: number; columns: Columns } | undefined {
  for (const [row, cells] of sheet.rows.slice(0, HEADING_ROWS).entries()) {
    const columns: Columns = {}
    for (const [index, cell] of cells.entries()) {
      const plain = squeeze(cellText(cell)).replace(/[（(].*$/u, '')
      for (const [key, { heading }] of Object.entries(USER_HEADINGS))
        if (plain === heading) columns[key as keyof Columns] ??= index
    }
    if (columns.username !== undefined && columns.name !== undefined && columns.role !== undefined)
      return { row, columns }
  }
  return undefined
}

function readLine(
  cells: readonly Cell[],
  at: { columns: Columns; row: number },
  problems: Problem[],
): UserLine {
  const text = (key: keyof Columns): string => {
    const index = at.columns[key]
    return index === undefined ? '' : tidyText(cellText(cells[index]))
  }
  const [username, name, roleText, area] = [text('username'), text('name'), text('role'), text('area')]
  const bodies = text('bodies')
    .split(/[、，,；;\n]/u)
    .map(tidyText)
    .filter((one) => one !== '')
  const fault = (code: string, says: string): number => problems.push(wrong(code, at.row, says))
  if (!USERNAME.test(username))
    fault('user-name-shape', `用户名“${username}”应为 2 至 32 个字母、数字或汉字，不含空格`)
  if (name === '') fault('user-name-missing', '没有填姓名')
  const role = roleOf(roleText)
  if (!role) fault('user-role-unknown', `没有角色“${roleText}”，可填${Object.values(ROLES).join('、')}`)
  else if (BODY_ROLES.includes(role) && bodies.length === 0)
    fault('user-bodies-missing', `${ROLES[role]}要写明是哪家合作社`)
  else if (!BODY_ROLES.includes(role) && bodies.length > 0)
    fault('user-bodies-unwanted', `${ROLES[role]}按区划看数据，不填合作社`)
  else if (AREA_DIGITS[role] !== undefined && area === '')
    fault('user-area-missing', `${ROLES[role]}要写明是哪个${role === 'village' ? '村' : '乡镇'}`)
  return { row: at.row, username, name, role: role ?? 'leader', area, bodies }
}

function roleOf(text: string): Role | undefined {
  const plain = squeeze(text)
  return (Object.keys(ROLES) as Role[]).find((role) => ROLES[role] === plain)
}

function wrong(code: string, row: number, says: string): Problem {
  return refused(code, `第 ${row} 行：${says}。`, { row })
}
