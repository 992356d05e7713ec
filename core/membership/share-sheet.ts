/** A cooperative's own list of contributions, read line by line into share events. */
import type { Sheet } from '../kernel/cell.ts'
import { f } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'
import { readSheet } from '../kernel/sheet.ts'
import { readMoney, wireOfFen } from '../values/money.ts'
import { done, type Outcome } from '../values/outcome.ts'
import { BARRED_KINDS, SHARE_KINDS } from './share-kinds.ts'
import { dayOf, memberFinder, textOf, type SheetMember } from './sheet-members.ts'

const optional = (label: string, ...aliases: string[]) => f.text(label, { max: 200, optional: true, aliases })

/** The columns of the sheet and under which words offices write them; it is no register that anyone keeps. */
export const SHARE_COLUMNS = register('share_sheet', {
  label: '成员出资',
  belongsTo: 'area',
  fields: {
    on: optional('出资日期', '日期', '入股日期', '缴款日期', '生效日期'),
    number: optional('成员编号', '编号', '户号', '社员编号', '成员号'),
    person: optional('成员姓名', '姓名', '社员姓名', '户主姓名', '成员姓名（名称）'),
    kind: optional('出资方式', '出资形式', '变动种类', '种类', '入股方式'),
    amount: optional('出资额', '金额', '入股金额', '股金', '作价金额', '出资金额'),
    project: optional(
      '其中来源于到户类扶贫项目资产',
      '来源于到户类扶贫项目资产的出资额',
      '到户扶贫资产出资',
      '到户资产出资额',
    ),
    basis: optional('作价依据', '评估依据', '作价方式'),
    resolution: optional('决议', '哪次会议的决议', '会议决议'),
    resolvedOn: optional('决议日期', '会议日期'),
    note: optional('备注', '说明'),
  },
})

export interface SheetShare {
  row: number
  /** How the sheet writes the member. */
  who: string
  kind: string
  member: string
  /** Decimal yuan, or as it was written where it is no amount. */
  amount: string
  /** The same; '' where the sheet has no such column. */
  project: string
  on: string
  basis: string
  resolution: string
  resolvedOn: string
  note: string
}

/** Other words for kinds than their labels; the first that stands in the cell wins. */
const KIND_WORDS: readonly (readonly [RegExp, string])[] = [
  [/期初|原有/, 'opening'],
  [/置换/, 'land_swap'],
  [/补助|折股|财政/, 'subsidy'],
  [/宅基地/, 'homestead'],
  [/林权|林地/, 'forest'],
  [/集体/, 'collective'],
  [/土地|承包地|经营权/, 'land'],
  [/知识产权|专利|商标/, 'intellectual'],
  [/公积金/, 'reserve'],
  [/盈余/, 'surplus'],
  [/实物|设备|农机|牲畜|房屋/, 'goods'],
  [/货币|现金|转账|资金/, 'cash'],
]

/** Kinds that a list of contributions may hold: what comes in. What moves or leaves has its own form. */
const INWARD = SHARE_KINDS.filter((one) => one.effect === 'in')

/** Lines of a sheet; a member or kind that is not recognised has '' and is told with its row. */
export function readShareSheet(
  sheet: Sheet,
  members: readonly SheetMember[],
): Outcome<{ rows: SheetShare[]; problems: { row: number; says: string }[] }> {
  const read = readSheet(sheet, [SHARE_COLUMNS])
  if (!read.ok) return read
  const find = memberFinder(members)
  const problems: { row: number; says: string }[] = []
  const columns = read.value.columns
  const at = new Map(columns.flatMap(({ field, index }) => (field === null ? [] : [[field, index] as const])))
  const heading = (field: string) => columns.find((one) => one.field === field)?.heading ?? ''
  const rows = read.value.rows.map(({ row, cells }): SheetShare => {
    const text = (key: string) => textOf(cells[at.get(key) ?? -1])
    const found = find(text('number'), text('person'))
    if (found.says !== null) problems.push({ row, says: found.says })
    const kind = kindOf(text('kind'))
    if (kind === '') problems.push({ row, says: unknownKind(text('kind')) })
    return {
      row,
      who: [text('number'), text('person')].filter(Boolean).join(' '),
      kind,
      member: found.id,
      amount: amountOf(text('amount'), heading('amount')),
      project: text('project') === '' ? '' : amountOf(text('project'), heading('project')),
      on: dayOf(cells[at.get('on') ?? -1]),
      basis: text('basis'),
      resolution: text('resolution'),
      resolvedOn: dayOf(cells[at.get('resolvedOn') ?? -1]),
      note: text('note'),
    }
  })
  return done({ rows, problems })
}

/** Nothing written is money: the usual way of contributing. */
function kindOf(text: string): string {
  if (text === '') return 'cash'
  const named = INWARD.find((one) => one.label === text)
  return named?.id ?? KIND_WORDS.find(([words]) => words.test(text))?.[1] ?? ''
}

/** What the law bars is told with its article, what is not known with what may be written. */
function unknownKind(text: string): string {
  const barred = Object.values(BARRED_KINDS).find((one) => one.label === text)
  if (barred !== undefined) return `${barred.says}（社法第13条、市场主体登记管理条例第13条）`
  return `认不出出资方式“${text}”，请写${INWARD.map((one) => one.label).join('、')}中的一种`
}

function amountOf(text: string, heading: string): string {
  const read = readMoney(text, { heading, assume: '元' })
  return read.ok && read.value !== null ? wireOfFen(read.value) : text
}
