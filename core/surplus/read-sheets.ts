import { type Cell, cellText, columnLetter, type Sheet } from '../kernel/cell.ts'
import { type MoneyUnit, unitOfHeading } from '../values/money.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused } from '../values/problem.ts'
import { decimalOf, squeeze } from '../values/typed-text.ts'
import type { MemberKey, Written, WrittenDivision, WrittenMember, YearKey } from './written.ts'

const UNIT = /\((?:单位:?)?(?:人民币)?(?:[百千万亿]?元|%|斤|公斤|千克|吨|kg)\)|[,:](?:[百千万]?元)$/gi

/** How offices head the year's figures. */
const YEAR_WORDS: readonly (readonly [YearKey, RegExp])[] = [
  ['name', /^(合作社|联合社|单位|主体)?名称$/],
  ['year', /^(会计|分配)?年度$/],
  ['kind', /^(主体|合作社)?类型$/],
  ['surplus', /^(本年|当年|年度)(净|度)?盈余$/],
  ['opening', /^(年初|上年|期初)未分配盈余$/],
  ['loss', /^(以前年度|年初未弥补|上年|未弥补)亏损$/],
  ['transferIn', /^其他转入$/],
  ['serviceRewards', /^(尚未列支的)?(管理技术等)?服务报酬$/],
  ['reserveRate', /^(提取)?(盈余)?公积金?(提取)?比例$/],
  ['reserve', /^(提取盈余公积金?|提取公积金|公积金提取)(金额|数|额)?$/],
  ['reserveCap', /^公积金(提取)?(比例)?上限$/],
  ['rewardLimit', /^服务报酬(比例)?上限$/],
  ['patronageRate', /^(按?交易(量|额|量额)|惠顾|盈余|二次)?(盈余)?(返还|返利)(盈余)?比例$/],
  ['charterPatronageRate', /^章程(规定)?的?(按?交易(量|额|量额)|盈余|二次)?(返还|返利)比例$/],
  ['charterReserveRate', /^章程(规定)?的?(提取)?(盈余)?公积金?(提取)?比例$/],
  ['basis', /^(盈余)?返还(依据|方式|口径)$/],
  ['subsidyTotal', /^(接受)?(国家)?财政(直接)?补助(形成财产)?(总额|余额)?$/],
  ['giftTotal', /^(接受)?(他人)?捐赠(形成财产)?(总额|余额)?$/],
  ['reserveBasis', /^公积金量化(依据|方式|办法)$/],
  ['convertRate', /^(可分配盈余)?转(为|作)?(成员)?出资比例$/],
  ['present', /^(成员)?(大会)?出席(成员)?人数(含书面委托)?$/],
  ['extraVotes', /^附加表决权(总数|票数)?$/],
  ['yes', /^(同意|赞成)(票|票数)?$/],
  ['laidOpenOn', /^(会前|报告)?备查(日期|日)$/],
  ['meetingOn', /^(成员)?大会(召开)?(日期|日)$/],
]

/** How offices head the columns of members. */
const MEMBER_WORDS: readonly (readonly [MemberKey, RegExp])[] = [
  ['id', /^(成员|社员|会员|股东|农户)?(编号|证号|账号|代码)$/],
  [
    'name',
    /^(成员|社员|会员|入社农户|股东|农户|户主)?(姓名|名称)(名称)?$|^(成员|社员|会员|股东|入社农户|户主)$/,
  ],
  ['contribution', /^(成员|社员)?(出资额?|股金|出资总额|出资金额|入股金额|股金总额)$/],
  ['reserveShare', /^(量化的?)?(盈余)?公积金?(量化)?(份额)?$/],
  ['subsidyShare', /^(接受)?(国家)?财政(直接)?补助(形成财产)?(量化)?(份额)?$/],
  ['giftShare', /^(接受)?(他人)?捐赠(形成)?(财产)?(量化)?(份额)?$/],
]
const VOLUME = /交易量|交售量|交货量/
const AMOUNT = /交易金?额|交售额|交售金额|交货金额/
const TOTALS = /^(合计|总计|小计|共计)/
const ROWS_SEARCHED = 20

/** Finds the year's figures and the members in the sheets of a workbook; their values are read later. */
export function readDivisionSheets(sheets: readonly Sheet[]): Outcome<WrittenDivision> {
  const visible = sheets.filter((sheet) => !sheet.hidden)
  const members = visible.flatMap((sheet) => findMembers(sheet) ?? [])[0]
  const others = visible.filter((sheet) => sheet.name !== members?.sheet)
  const found = others.map(readYear).toSorted((a, b) => b.year.size - a.year.size)[0]
  const problems = [
    ...(found && found.year.size > 1
      ? []
      : [
          refused(
            'division-year-sheet',
            '没有找到年度数据表（一列项目、一列数值，如“本年盈余”）；模板见 heshe divide --template',
          ),
        ]),
    ...(members
      ? []
      : [
          refused(
            'division-member-sheet',
            '没有找到成员表（要有成员编号和出资额或交易额等栏目）；模板见 heshe divide --template',
          ),
        ]),
  ]
  const [first, ...more] = problems
  if (first || !found || !members) return failed(first ?? refused('division-year-sheet', ''), ...more)
  return done({ ...found, members: members.rows })
}

/** A heading without its unit, numbering and brackets. */
export function plainHeading(text: string): string {
  return squeeze(text)
    .replace(UNIT, '')
    .replace(/^[一二三四五六七八九十\d]+[、.]/, '')
    .replace(/^[加减其中]+:/, '')
    .replace(/[()（）:：、]/g, '')
}

function sheetUnit(sheet: Sheet): MoneyUnit | null {
  for (const row of sheet.rows.slice(0, ROWS_SEARCHED))
    for (const cell of row) {
      const named = /单位[:：]\s*([百千万]?元)/.exec(squeeze(cellText(cell)))
      if (named) return unitOfHeading(`(${named[1]})`)
    }
  return null
}

function writtenAt(
  cell: Cell | undefined,
  at: { sheet: string; row: number; column: number; unit: MoneyUnit | null },
): Written {
  const place = { sheet: at.sheet, row: at.row + 1, column: columnLetter(at.column) }
  const where = `工作表“${at.sheet}”第 ${place.row} 行 ${place.column} 列`
  return { text: exactText(cell), unit: at.unit, where, place }
}

/** What stands in the cell to its last digit, not as it is shown: 66.67% may be shown for more. */
function exactText(cell: Cell | undefined): string {
  if (cell?.type === 'date') return cell.day
  if (cell?.type !== 'number') return cellText(cell)
  return cell.text.trim().endsWith('%') ? `${decimalOf(cell.number * 100)}%` : decimalOf(cell.number)
}

function readYear(sheet: Sheet): Pick<WrittenDivision, 'year' | 'factors'> {
  const unit = sheetUnit(sheet)
  const year = new Map<YearKey, Written>()
  const factors = new Map<string, Written>()
  for (const [row, cells] of sheet.rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      if (cell.type !== 'text') continue
      const plain = plainHeading(cell.text)
      const key = YEAR_WORDS.find(([, words]) => words.test(plain))?.[0]
      const factor = /^折算系数(.*)$/.exec(plain)
      const at = { sheet: sheet.name, row, column: column + 1, unit: unitOfHeading(cell.text) ?? unit }
      if (key && !year.has(key)) year.set(key, writtenAt(cells[column + 1], at))
      else if (factor) factors.set(factor[1]!, writtenAt(cells[column + 1], at))
    }
  }
  return { year, factors }
}

interface Columns {
  cells: Map<number, MemberKey>
  volumes: Map<number, string>
  amounts: Map<number, string>
}

function columnsOf(row: readonly Cell[]): Columns {
  const found: Columns = { cells: new Map(), volumes: new Map(), amounts: new Map() }
  const taken = new Set<MemberKey>()
  for (const [column, cell] of row.entries()) {
    // One column for 交易量（额）holds amounts where a unit of money stands over it, else quantities.
    const both = unitOfHeading(cellText(cell)) === null ? '交易量' : '交易额'
    const plain = plainHeading(cellText(cell)).replace('交易量额', both)
    const key = MEMBER_WORDS.find(([, words]) => words.test(plain))?.[0]
    if (key && !taken.has(key)) found.cells.set(column, (taken.add(key), key))
    else if (AMOUNT.test(plain)) found.amounts.set(column, plain.replace(AMOUNT, ''))
    else if (VOLUME.test(plain)) found.volumes.set(column, plain.replace(VOLUME, ''))
  }
  const counted = row.findIndex((cell) => plainHeading(cellText(cell)) === '序号')
  if (!taken.has('id') && counted >= 0) found.cells.set(counted, 'id')
  return found
}

function findMembers(sheet: Sheet): { sheet: string; rows: WrittenMember[] } | null {
  for (const [top, row] of sheet.rows.slice(0, ROWS_SEARCHED).entries()) {
    const columns = columnsOf(row)
    const keys = new Set(columns.cells.values())
    const others = keys.size + columns.volumes.size + columns.amounts.size
    if (!keys.has('id') || others < 3) continue
    const units = row.map((cell) => unitOfHeading(cellText(cell)) ?? sheetUnit(sheet))
    const rows = sheet.rows.flatMap((cells, at) => {
      if (at <= top || !isMember(cells, columns)) return []
      return [memberAt(cells, { sheet: sheet.name, row: at, columns, units })]
    })
    return { sheet: sheet.name, rows }
  }
  return null
}

/** Empty rows and totals are not members. */
function isMember(cells: readonly Cell[], columns: Columns): boolean {
  const known = [...columns.cells.keys(), ...columns.volumes.keys(), ...columns.amounts.keys()]
  return (
    known.some((column) => cellText(cells[column]).trim() !== '') &&
    !cells.slice(0, 3).some((cell) => TOTALS.test(squeeze(cellText(cell))))
  )
}

function memberAt(
  cells: readonly Cell[],
  {
    sheet,
    row,
    columns,
    units,
  }: { sheet: string; row: number; columns: Columns; units: (MoneyUnit | null)[] },
): WrittenMember {
  const at = (column: number): Written =>
    writtenAt(cells[column], { sheet, row, column, unit: units[column] ?? null })
  return {
    where: `工作表“${sheet}”第 ${row + 1} 行`,
    place: { sheet, row: row + 1 },
    cells: new Map([...columns.cells].map(([column, key]) => [key, at(column)])),
    volumes: new Map([...columns.volumes].map(([column, product]) => [product, at(column)])),
    amounts: new Map([...columns.amounts].map(([column, product]) => [product, at(column)])),
  }
}
