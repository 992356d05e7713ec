import type { Roll } from './rolls.ts'
import { type ColumnPlan, type ExampleFile, fieldColumn, rowNumber, type Style, tableOf } from './table.ts'
import { nameColumn } from './township-sheets.ts'

const member = (key: string, heading: string, style: Style = {}): ColumnPlan =>
  fieldColumn('member', key, heading, style)

const COLUMNS: readonly ColumnPlan[] = [
  member('person', '成员姓名', { width: 26 }),
  member('number', '成员编号'),
  member('idNumber', '身份证号码', { width: 22 }),
  member('kind', '成员类型', { width: 14 }),
  member('village', '住址', { width: 28 }),
  member('phone', '联系电话', { width: 16 }),
  member('vulnerable', '是否脱贫户'),
  member('contribution', '出资额（元）', { kind: 'money', sum: true }),
  member('bankAccount', '一卡通账号', { width: 24 }),
  member('joinedOn', '入社时间', { kind: 'date', width: 14 }),
  member('leftOn', '退社时间', { kind: 'date', width: 14 }),
]

/** 成员名册: two name their cooperative above the table, two in a column. */
export function rollFiles(rolls: readonly Roll[]): ExampleFile[] {
  return rolls.map(({ body, members }, rank) => {
    const above = rank % 2 === 0
    const sheet = tableOf({
      register: 'member',
      name: '成员名册',
      total: true,
      title: above ? `合作社名称：${body.name}` : '农民专业合作社成员名册',
      columns: [rowNumber, ...(above ? [] : [nameColumn]), ...COLUMNS],
      lines: members.map((record) => ({ body, record })),
      footer: '填表人：　　　　理事长（签字）：　　　　监事长（签字）：',
    })
    return { name: `成员名册-${shortName(body.name)}.xlsx`, sheets: [sheet] }
  })
}

function shortName(name: string): string {
  return name.replace(/^禾丰县/, '').replace(/(农民)?专业合作社$/, '')
}
