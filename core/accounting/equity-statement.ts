/** 成员权益变动表 (会农社03表), and the cross-checks among the three statements. */
import type { Fen } from '../values/money.ts'
import { itemOf, sumsOf, undistributed, type YearFigures } from './figures.ts'
import { same, valueAt, type CrossCheck, type StatementRow } from './statements.ts'

export interface EquityColumn {
  account: string
  label: string
  begin: Fen
  increases: readonly { label: string; amount: Fen }[]
  decreases: readonly { label: string; amount: Fen }[]
  end: Fen
}

interface Column {
  account: string
  label: string
  increases: readonly string[]
  decreases: readonly string[]
}

/** Words of the form that are called otherwise in the books. */
export const ITEM_OF_LABEL: Readonly<Record<string, string>> = {
  接受国家财政直接补助形成: '国家财政直接补助',
  接受他人捐赠形成: '他人捐赠',
}

const COLUMNS: readonly Column[] = [
  {
    account: '301',
    label: '股金',
    increases: ['资本公积转增', '盈余公积转增', '成员增加出资'],
    decreases: ['成员减少出资'],
  },
  {
    account: '311',
    label: '专项基金',
    increases: ['接受国家财政直接补助形成', '接受他人捐赠形成'],
    decreases: [],
  },
  {
    account: '321',
    label: '资本公积',
    increases: ['股金溢价', '资产评估增值'],
    decreases: ['转为成员出资', '弥补亏损', '退还成员'],
  },
  {
    account: '322',
    label: '盈余公积',
    increases: ['从盈余中提取'],
    decreases: ['转为成员出资', '弥补亏损', '退还成员'],
  },
]

/** The whole form, the column that the other statement makes among them. */
export const EQUITY_FORM: readonly Column[] = [
  ...COLUMNS,
  {
    account: '332',
    label: '未分配盈余',
    increases: ['本年盈余', '其他转入'],
    decreases: ['提取盈余公积', '盈余返还', '剩余盈余分配', '转为成员出资'],
  },
]

/** The five columns of the statement; the sixth, 合计, is their sum. */
export function equityStatement(figures: YearFigures, income: readonly StatementRow[]): EquityColumn[] {
  const of = (row: number) => valueAt(income, row)
  return [
    ...COLUMNS.map((one) => columnOf(figures, one)),
    {
      account: '332',
      label: '未分配盈余',
      begin: undistributed(figures, 'begin'),
      increases: [
        { label: '本年盈余', amount: of(12) },
        { label: '其他转入', amount: of(14) },
      ],
      decreases: [
        { label: '提取盈余公积', amount: of(15) },
        { label: '盈余返还', amount: of(17) },
        { label: '剩余盈余分配', amount: of(18) },
        { label: '转为成员出资', amount: of(19) },
      ],
      end: undistributed(figures, 'end'),
    },
  ]
}

function columnOf(figures: YearFigures, { account, label, increases, decreases }: Column): EquityColumn {
  const net = (word: string): Fen => {
    const { credit, debit } = itemOf(figures, account, ITEM_OF_LABEL[word] ?? word)
    return credit - debit
  }
  const { begin, end } = sumsOf(figures, account)
  return {
    account,
    label,
    begin: -begin,
    increases: increases.map((word) => ({ label: word, amount: net(word) })),
    decreases: decreases.map((word) => ({ label: word, amount: -net(word) })),
    end: -end,
  }
}

/** Sum of the increases, or of the decreases, of a column. */
export function sumOf(parts: readonly { amount: Fen }[]): Fen {
  return parts.reduce((sum, one) => sum + one.amount, 0n)
}

/** Parts of 未分配盈余 that stand in the other statement too, with their rows there. */
const UNDISTRIBUTED = [
  ['increases', '本年盈余', 12],
  ['increases', '其他转入', 14],
  ['decreases', '提取盈余公积', 15],
  ['decreases', '盈余返还', 17],
  ['decreases', '剩余盈余分配', 18],
  ['decreases', '转为成员出资', 19],
] as const

/** Every cross-check of the three statements (表内、表间勾稽). */
export function crossChecks(of: {
  sheet: readonly StatementRow[]
  income: readonly StatementRow[]
  equity: readonly EquityColumn[]
}): CrossCheck[] {
  const { sheet, income, equity } = of
  const at = (row: number, when: 'now' | 'before' = 'now') => valueAt(sheet, row, when)
  return [
    same('资产负债表期末：资产总计（22）＝ 负债和所有者权益总计（42）', at(22), at(42)),
    same('资产负债表年初：资产总计（22）＝ 负债和所有者权益总计（42）', at(22, 'before'), at(42, 'before')),
    same('未分配盈余期末（01 表 40）＝ 年末未分配盈余（02 表 20）', at(40), valueAt(income, 20)),
    same('未分配盈余年初（01 表 40）＝ 年初未分配盈余（02 表 13）', at(40, 'before'), valueAt(income, 13)),
    ...equityChecks(equity, { at, income: (row) => valueAt(income, row), hasBefore: true }),
  ]
}

/** Where the figures of the other two statements are found; whether the first has those of the beginning. */
export interface OtherForms {
  at: (row: number, when?: 'now' | 'before') => Fen
  income: (row: number) => Fen
  hasBefore: boolean
}

/** Cross-checks of 会农社03表: against 01 and 02, within itself, and column against column. */
export function equityChecks(equity: readonly EquityColumn[], of: OtherForms): CrossCheck[] {
  const { at, income, hasBefore } = of
  const part = (account: string, side: 'increases' | 'decreases', label: string): Fen =>
    equity.find((one) => one.account === account)?.[side].find((one) => one.label === label)?.amount ?? 0n
  return [
    ...equity.flatMap((one, index) => [
      ...(hasBefore
        ? [
            same(
              `${one.label}年初（03 表）＝ 01 表 ${36 + index} 行年初`,
              one.begin,
              at(36 + index, 'before'),
            ),
          ]
        : []),
      same(`${one.label}年末（03 表）＝ 01 表 ${36 + index} 行期末`, one.end, at(36 + index)),
      same(
        `${one.label}：年初 ＋ 增加 − 减少 ＝ 年末`,
        one.begin + sumOf(one.increases) - sumOf(one.decreases),
        one.end,
      ),
    ]),
    ...UNDISTRIBUTED.map(([side, label, row]) =>
      same(
        `未分配盈余列的${label}（03 表）＝ ${label}（02 表 ${row}）`,
        part('332', side, label),
        income(row),
      ),
    ),
    same(
      '从盈余中提取（03 表盈余公积）＝ 提取盈余公积（02 表 15）',
      part('322', 'increases', '从盈余中提取'),
      income(15),
    ),
    same(
      '资本公积转为成员出资 ＝ 股金的资本公积转增',
      part('321', 'decreases', '转为成员出资'),
      part('301', 'increases', '资本公积转增'),
    ),
    same(
      '盈余公积转为成员出资 ＝ 股金的盈余公积转增',
      part('322', 'decreases', '转为成员出资'),
      part('301', 'increases', '盈余公积转增'),
    ),
  ]
}
