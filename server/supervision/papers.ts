/** What leaves the house on paper: the problem list by township, one plan for one body, the sheet to be signed. */
import type { ProblemCase } from '#contract/supervision.ts'
import { SEVERITY_LABELS } from '#core/kernel/rule.ts'
import type { ProblemKind } from '#core/kernel/policy.ts'
import { printDayLong } from '#core/values/day.ts'
import type { PaperBlock } from '#server/files/paper/blocks.ts'
import { officialPaper } from '#server/files/paper/official-paper.ts'
import { writeWorkbook, type SheetSpec } from '#server/files/workbook/write.ts'
import type { FindingRow } from './lists.ts'
import type { WireFinding } from '#contract/registry.ts'

/** 问题台账: one sheet with all, then one for each township; open findings in rows. */
export async function problemList(
  findings: readonly (FindingRow & { wire: WireFinding })[],
  head: { area: string; day: string },
): Promise<Uint8Array> {
  const byTownship = Map.groupBy(findings, (one) => one.township || '乡镇待定')
  const sheets = [
    sheetOf('全部', findings, head),
    ...[...byTownship].map(([name, rows]) => sheetOf(name, rows, head)),
  ]
  return writeWorkbook({ sheets, properties: { title: `${head.area}问题台账` } })
}

function sheetOf(
  name: string,
  rows: readonly (FindingRow & { wire: WireFinding })[],
  head: { area: string; day: string },
): SheetSpec {
  return {
    name,
    title: `${head.area}农民合作社问题台账（${name === '全部' ? '全部乡镇' : name}，截至${printDayLong(head.day)}）`,
    freeze: 2,
    columns: [
      { heading: '序号', width: 6, kind: 'number' },
      { heading: '乡镇村', width: 18, kind: 'text' },
      { heading: '合作社名称', width: 32, kind: 'text' },
      { heading: '问题', width: 20, kind: 'text' },
      { heading: '程度', width: 8, kind: 'text' },
      { heading: '情况', width: 40, kind: 'text' },
      { heading: '实际', width: 14, kind: 'text' },
      { heading: '标准', width: 14, kind: 'text' },
      { heading: '依据', width: 34, kind: 'text' },
      { heading: '整改措施', width: 40, kind: 'text' },
      { heading: '发现日期', width: 12, kind: 'date' },
      { heading: '责任人', width: 10, kind: 'text' },
      { heading: '完成期限', width: 12, kind: 'text' },
      { heading: '整改情况', width: 16, kind: 'text' },
    ],
    rows: rows.map((one, index) => [
      index + 1,
      one.area_name,
      one.body_name,
      one.label,
      SEVERITY_LABELS[one.severity],
      one.says,
      one.value,
      one.threshold,
      one.wire.clauseLabel,
      one.remedy,
      one.opened_on,
      '',
      '',
      one.case_id === null ? '' : '已交办',
    ]),
    footer: `共 ${rows.length} 个问题。本表由系统按现有台账数据判定，标注“疑似”的须经人工核实。`,
  }
}

export interface PlanSubject {
  name: string
  creditCode: string | null
  kind: string | null
  registeredOn: string | null
  areaName: string
  legalRepresentative: string | null
  facts: readonly { label: string; value: string }[]
  unknown: readonly string[]
  findings: readonly WireFinding[]
  problemKinds: readonly ProblemKind[]
  measures: readonly { says: string; dueOn: string | null; owner: string | null }[]
}

/** 一社一策: what the body is, what was found by which clause, what is to be done, by whom, by when. */
export async function bodyPlan(
  subject: PlanSubject,
  head: { office: string; day: string },
): Promise<Uint8Array> {
  const { findings } = subject
  const body: PaperBlock[] = [
    { kind: 'heading', level: 1, text: '基本情况' },
    { kind: 'paragraph', text: introduction(subject) },
    ...(subject.facts.length > 0 ? [factTable(subject.facts)] : []),
    { kind: 'heading', level: 1, text: '存在问题' },
    ...(findings.length === 0
      ? [{ kind: 'paragraph' as const, text: '按现有台账数据检查，没有发现问题。' }]
      : findings.flatMap(problemBlocks)),
    { kind: 'heading', level: 1, text: '整改措施、责任和时限' },
    measureTable(subject),
    ...(subject.unknown.length > 0
      ? [
          { kind: 'heading' as const, level: 1 as const, text: '尚待查清的事项' },
          {
            kind: 'paragraph' as const,
            text: `下列情况台账中尚无数据，不能判定，请一并补报：${subject.unknown.join('、')}。`,
          },
        ]
      : []),
    {
      kind: 'signatures',
      rows: [
        ['合作社理事长（签字）：', '日期：'],
        ['乡镇责任人（签字盖章）：', '日期：'],
        ['县级审核（签字盖章）：', '日期：'],
      ],
    },
  ]
  return officialPaper({
    title: `${subject.name}\n规范提升“一社一策”方案`,
    body,
    number: '',
    signer: head.office,
  })
}

function introduction(subject: PlanSubject): string {
  const parts = [
    `${subject.name}${subject.areaName ? `，位于${subject.areaName}` : ''}`,
    subject.registeredOn && `${printDayLong(subject.registeredOn)}成立`,
    subject.creditCode && `统一社会信用代码${subject.creditCode}`,
    subject.kind && `主体类型为${subject.kind}`,
    subject.legalRepresentative && `法定代表人${subject.legalRepresentative}`,
  ]
  return `${parts.filter(Boolean).join('，')}。`
}

function factTable(facts: PlanSubject['facts']): PaperBlock {
  return {
    kind: 'table',
    columns: [
      { heading: '指标', share: 3 },
      { heading: '数值', share: 2, align: 'right' },
    ],
    rows: facts.map((one) => [one.label, one.value]),
  }
}

function problemBlocks(one: WireFinding): PaperBlock[] {
  return [
    { kind: 'heading', level: 2, text: one.label },
    {
      kind: 'paragraph',
      text: `${one.says}${one.threshold ? `（实际${one.value}，标准${one.threshold}）` : ''}。依据：${one.clauseLabel}。`,
    },
  ]
}

function measureTable(subject: PlanSubject): PaperBlock {
  const own = subject.measures.map((one) => [one.says, one.owner ?? '', one.dueOn ?? ''])
  const proposed = [...new Set(subject.findings.map((one) => one.remedy))].map((says) => [says, '', ''])
  const rows = own.length > 0 ? own : proposed
  return {
    kind: 'table',
    columns: [
      { heading: '序号', share: 1, align: 'center' },
      { heading: '措施', share: 7 },
      { heading: '责任人', share: 2, align: 'center' },
      { heading: '完成时限', share: 2, align: 'center' },
    ],
    rows: (rows.length > 0 ? rows : [['继续按章程和制度规范运行', '', '']]).map((row, index) => [
      String(index + 1),
      ...row,
    ]),
  }
}

/** 问题处置签批单: printed with the case's code, signed and sealed by hand, photographed and recorded. */
export async function caseSheet(one: ProblemCase, office: string): Promise<Uint8Array> {
  const body: PaperBlock[] = [
    { kind: 'paragraph', text: `编号：${one.code}　　乡镇村：${one.areaName}　　状态：${one.stateLabel}` },
    {
      kind: 'table',
      caption: '问题',
      columns: [
        { heading: '问题', share: 3 },
        { heading: '情况', share: 5 },
        { heading: '依据', share: 4 },
      ],
      rows: one.findings.map((each) => [each.label, each.says, each.clauseLabel]),
    },
    {
      kind: 'table',
      caption: '整改措施',
      columns: [
        { heading: '措施', share: 6 },
        { heading: '责任人', share: 2, align: 'center' },
        { heading: '时限', share: 2, align: 'center' },
      ],
      rows:
        one.measures.length > 0
          ? one.measures.map((each) => [each.says, each.owner ?? '', each.dueOn ?? ''])
          : [
              ['', '', ''],
              ['', '', ''],
            ],
    },
    { kind: 'paragraph', text: '签批意见：' },
    { kind: 'paragraph', text: '' },
    {
      kind: 'signatures',
      rows: [
        ['签批人（签字盖章）：', '日期：'],
        ['核验人（签字）：', '日期：'],
      ],
    },
    {
      kind: 'paragraph',
      text: `签字盖章后拍照，由经办人在系统中按编号 ${one.code} 代录；代录人不能是签批人。`,
    },
  ]
  return officialPaper({ title: `${one.bodyName}\n问题处置签批单`, body, signer: office })
}
