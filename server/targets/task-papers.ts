/** 任务进度表 and 会议纪要, as .xlsx and .docx. */
import type { MeetingContent } from '#contract/targets/tasks.ts'
import type { ItemHead } from '#contract/kernel/procedures.ts'
import { printDayLong } from '#core/values/day.ts'
import type { PaperBlock, TableColumn } from '#server/files/paper/blocks.ts'
import { officialPaper } from '#server/files/paper/official-paper.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'

interface Head {
  area: string
  day: string
}

const LIGHTS: Readonly<Record<ItemHead['light'], string>> = { red: '逾期', yellow: '临近期限', none: '' }

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const clauseOf = (one: ItemHead): string => text(one.payload['clauseLabel'])

/** One row for each task, those of a clause together. */
export function taskSheet(tasks: readonly ItemHead[], head: Head): Promise<Uint8Array> {
  const title = `${head.area}任务进度表（截至${printDayLong(head.day)}）`
  return writeWorkbook({
    properties: { title },
    sheets: [
      {
        name: '任务进度表',
        title,
        freeze: 2,
        columns: [
          { heading: '编号', width: 14, kind: 'text' },
          { heading: '任务', width: 44, kind: 'text' },
          { heading: '依据条款', width: 44, kind: 'text' },
          { heading: '牵头单位', width: 18, kind: 'text' },
          { heading: '配合单位', width: 24, kind: 'text' },
          { heading: '期限', width: 12, kind: 'date' },
          { heading: '状态', width: 10, kind: 'text' },
          { heading: '提醒', width: 10, kind: 'text' },
          { heading: '完成标准', width: 36, kind: 'text' },
          { heading: '来源', width: 18, kind: 'text' },
        ],
        rows: byClause(tasks).map((one) => [
          one.code,
          one.title,
          clauseOf(one),
          one.unit?.name ?? '',
          helpersOf(one),
          one.dueOn,
          one.stateLabel,
          LIGHTS[one.light],
          text(one.payload['done']),
          text(one.payload['source']),
        ]),
        footer: countWords(tasks),
      },
    ],
  })
}

/** The same as an official paper, clause by clause. */
export function taskPaper(tasks: readonly ItemHead[], head: Head): Promise<Uint8Array> {
  const groups = [...Map.groupBy(byClause(tasks), clauseOf)]
  const body: PaperBlock[] = [
    { kind: 'paragraph', text: `截至${printDayLong(head.day)}，${countWords(tasks)}` },
    ...groups.flatMap(([clause, of]): PaperBlock[] => [
      { kind: 'heading', level: 1, text: clause === '' ? '其他任务' : clause },
      { kind: 'table', columns: TASK_COLUMNS, rows: of.map(taskRow) },
    ]),
  ]
  return officialPaper({ title: `${head.area}\n任务进度情况`, body, signer: head.area, date: head.day })
}

const TASK_COLUMNS: TableColumn[] = [
  { heading: '任务', share: 5 },
  { heading: '牵头单位', share: 2 },
  { heading: '配合单位', share: 3 },
  { heading: '期限', share: 2, align: 'center' },
  { heading: '状态', share: 2, align: 'center' },
]

function taskRow(one: ItemHead): string[] {
  const state = [one.stateLabel, LIGHTS[one.light]].filter(Boolean).join('，')
  return [one.title, one.unit?.name ?? '', helpersOf(one), one.dueOn ?? '', state]
}

const helpersOf = (one: ItemHead): string => one.helpers.map((each) => each.name).join('、')

function byClause(tasks: readonly ItemHead[]): ItemHead[] {
  return tasks.toSorted(
    (a, b) => (a.subject ?? '').localeCompare(b.subject ?? '') || a.code.localeCompare(b.code),
  )
}

function countWords(tasks: readonly ItemHead[]): string {
  const of = (holds: (one: ItemHead) => boolean): number => tasks.filter(holds).length
  const live = tasks.filter((one) => one.state !== 'dropped')
  const completed = of((one) => one.state === 'completed')
  return `共 ${live.length} 项任务，已完成 ${completed} 项，办理中 ${of((one) => one.state === 'assigned')} 项，待确认 ${of((one) => one.state === 'reported')} 项，待下达 ${of((one) => one.state === 'proposed')} 项；逾期 ${of((one) => one.light === 'red')} 项。`
}

/** 联席会议纪要: who came, what was on the table, what was decided, who does it by when. */
export function minutes(
  meeting: { title: string; code: string; areaName: string; content: MeetingContent },
  tasks: readonly ItemHead[],
): Promise<Uint8Array> {
  const { content } = meeting
  const present = content.attendees.filter((one) => one.present)
  const absent = content.attendees.filter((one) => !one.present)
  const body: PaperBlock[] = [
    {
      kind: 'paragraph',
      text: `${printDayLong(content.heldOn)}${content.place ? `，在${content.place}` : ''}召开会议${content.chair ? `，由${content.chair}主持` : ''}。`,
    },
    { kind: 'heading', level: 1, text: '参会单位' },
    { kind: 'paragraph', text: `到会：${present.map(comes).join('、') || '未记录'}。` },
    ...(absent.length > 0
      ? [{ kind: 'paragraph' as const, text: `缺席：${absent.map(comes).join('、')}。` }]
      : []),
    { kind: 'heading', level: 1, text: '议题' },
    ...content.agenda.map((one, index): PaperBlock => ({ kind: 'paragraph', text: `${index + 1}. ${one}` })),
    ...(content.said === '' ? [] : [{ kind: 'paragraph' as const, text: content.said }]),
    { kind: 'heading', level: 1, text: '议定事项' },
    ...(tasks.length === 0
      ? [{ kind: 'paragraph' as const, text: '本次会议没有议定需要办理的事项。' }]
      : [{ kind: 'table' as const, columns: TASK_COLUMNS, rows: tasks.map(taskRow) }]),
    { kind: 'signatures', rows: [['主持人（签字）：', '日期：'], ['记录人（签字）：']] },
    { kind: 'paragraph', text: `编号 ${meeting.code}。签字后拍照，在系统中按编号归档。` },
  ]
  return officialPaper({
    title: `${meeting.title}\n会议纪要`,
    body,
    signer: meeting.areaName,
    date: content.heldOn,
  })
}

const comes = (one: MeetingContent['attendees'][number]): string =>
  one.post === '' ? one.unit : `${one.unit}（${one.post}）`
