import type { Alternative } from '#core/surplus/alternatives.ts'
import type { Division } from '#core/surplus/divide.ts'
import type { YearFigures } from '#core/surplus/year.ts'
import { type CellValue, type SheetSpec, writeWorkbook } from '#server/files/workbook/write.ts'
import { printWeight } from '#core/surplus/weights.ts'

export interface Divided {
  year: YearFigures
  division: Division
  alternatives: readonly Alternative[]
}

/** The division with every step and clause, what each member gets, the checks, and the alternatives side by side. */
export function resultWorkbook(divided: Divided): Promise<Uint8Array> {
  const sheets = [
    stepSheet(divided),
    memberSheet(divided),
    checkSheet(divided),
    alternativeSheet(divided),
    verdictSheet(divided),
  ]
  return writeWorkbook({ properties: { title: '盈余分配方案' }, sheets })
}

/** The heading of a paper: whose division of which year. */
export function titleOf({ name, year }: YearFigures): string {
  return `${name}${year === '' ? '' : `${year.replace(/年度?$/, '')}年度`}盈余分配`
}

function stepSheet({ year, division }: Divided): SheetSpec {
  return {
    name: '分配步骤',
    title: `${titleOf(year)}方案`,
    columns: [
      { heading: '步骤', width: 30, kind: 'text' },
      { heading: '算式', width: 56, kind: 'text' },
      { heading: '金额（元）', width: 18, kind: 'money' },
      { heading: '依据', width: 36, kind: 'text' },
    ],
    rows: division.steps.map((step) => [step.label, step.formula, step.amount, step.clause]),
    footer:
      '每人先得整分，余下的分按余数从大到小各给一分，余数相同的按成员编号从小到大；合计与总额分毫不差。',
  }
}

function memberSheet({ year, division }: Divided): SheetSpec {
  const money = (heading: string) => ({ heading, width: 18, kind: 'money' as const })
  const rows = division.members.map((one): CellValue[] => [
    one.id,
    one.name,
    printWeight(one.patronageWeight, year.basis),
    one.patronage,
    one.remainderWeight,
    one.remainder,
    one.total,
    one.converted,
    one.total - one.converted,
    one.subsidyShare,
    one.giftShare,
    one.reserveShare,
  ])
  return {
    name: '成员分配',
    title: `${titleOf(year)}明细`,
    columns: [
      { heading: '成员编号', width: 12, kind: 'text' },
      { heading: '成员姓名', width: 14, kind: 'text' },
      { heading: year.basis === 'amount' ? '交易额（元）' : '交易量（折算后）', width: 18, kind: 'text' },
      money('盈余返还（元）'),
      money('四项份额合计（元）'),
      money('剩余盈余分配（元）'),
      money('合计（元）'),
      money('转为出资（元）'),
      money('应付（元）'),
      money('其中：财政补助量化份额（元）'),
      money('其中：捐赠量化份额（元）'),
      money('本年公积金量化（元）'),
    ],
    rows: [
      ...rows,
      [
        '合计',
        '',
        printWeight(division.patronageWeight, year.basis),
        ...sums(rows.map((row) => row.slice(3))),
      ],
    ],
    freeze: 2,
    footer: '成员所得是否代扣个人所得税：待确认，请先向主管税务机关核实；本表未扣税。',
  }
}

function checkSheet({ year, division }: Divided): SheetSpec {
  return {
    name: '检查',
    title: `${titleOf(year)}检查`,
    columns: [
      { heading: '问题', width: 60, kind: 'text' },
      { heading: '依据', width: 34, kind: 'text' },
      { heading: '办法', width: 50, kind: 'text' },
    ],
    rows:
      division.findings.length === 0
        ? [['没有发现问题', '社法第42条、第44条', '']]
        : division.findings.map((one) => [one.says, one.clause, one.remedy]),
  }
}

function alternativeSheet({ year, division, alternatives }: Divided): SheetSpec {
  const rows = division.members.map((member): CellValue[] => [
    member.id,
    member.name,
    ...alternatives.map((one) => one.totals.get(member.id) ?? null),
  ])
  return {
    name: '方案比较',
    title: `${titleOf(year)}方案比较`,
    columns: [
      { heading: '成员编号', width: 12, kind: 'text' },
      { heading: '成员姓名', width: 14, kind: 'text' },
      ...alternatives.map((one) => ({
        heading: `${one.label}：${one.verdict}（元）`,
        width: 34,
        kind: 'money' as const,
      })),
    ],
    rows: [...rows, ['合计', '', ...sums(rows.map((row) => row.slice(2)))]],
    freeze: 2,
  }
}

function verdictSheet({ year, alternatives }: Divided): SheetSpec {
  return {
    name: '方案依据',
    title: `${titleOf(year)}方案比较的依据`,
    columns: [
      { heading: '方案', width: 34, kind: 'text' },
      { heading: '结论', width: 12, kind: 'text' },
      { heading: '依据', width: 16, kind: 'text' },
      { heading: '说明', width: 70, kind: 'text' },
    ],
    rows: alternatives.map((one) => [one.label, one.verdict, one.clause, one.why]),
  }
}

/** The sums of columns of fen. */
function sums(rows: readonly CellValue[][]): bigint[] {
  const width = rows[0]?.length ?? 0
  return Array.from({ length: width }, (_, column) =>
    rows.reduce((all, row) => {
      const fen = row[column]
      return typeof fen === 'bigint' ? all + fen : all
    }, 0n),
  )
}
