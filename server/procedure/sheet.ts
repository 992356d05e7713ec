/** 签批单 of any item: printed with its code, signed and sealed by hand, photographed and recorded. */
import type { Item } from '#contract/kernel/procedures.ts'
import type { PaperBlock } from '#server/files/paper/blocks.ts'
import { officialPaper } from '#server/files/paper/official-paper.ts'

/** The sheet as .docx: what it is, who does it by when, what was done, what can be signed now, room for signature and seal. */
export function itemSheet(one: Item, of: { label: string; office: string }): Promise<Uint8Array> {
  const steps = one.actions.filter((action) => action.onPaper).map((action) => action.label)
  const facts: [string, string][] = [
    ['事项', one.title],
    ...(one.bodyName === null ? [] : [['合作社', one.bodyName] as [string, string]]),
    ['辖区', one.areaName],
    ['牵头单位', one.unit?.name ?? ''],
    ['配合单位', one.helpers.map((helper) => helper.name).join('、')],
    ['期限', one.dueOn ?? ''],
  ]
  const body: PaperBlock[] = [
    { kind: 'paragraph', text: `编号：${one.code}　　状态：${one.stateLabel}` },
    {
      kind: 'table',
      columns: [
        { heading: '项目', share: 2 },
        { heading: '内容', share: 8 },
      ],
      rows: facts,
    },
    {
      kind: 'table',
      caption: '办理经过',
      columns: [
        { heading: '日期', share: 2 },
        { heading: '经过', share: 8 },
      ],
      rows: [
        [one.openedOn, `开始：${one.openedBy}`],
        ...one.history.map((each) => [each.onDay, [each.says, each.note].filter(Boolean).join('。')]),
      ],
    },
    { kind: 'paragraph', text: `签批意见（${steps.join('／') || '无须签批'}）：` },
    { kind: 'paragraph', text: '' },
    { kind: 'signatures', rows: [['签批人（签字盖章）：', '日期：']] },
    {
      kind: 'paragraph',
      text: `签字盖章后拍照，由经办人在系统中按编号 ${one.code} 代录；代录人不能是签批人。`,
    },
  ]
  return officialPaper({ title: `${of.label}签批单`, body, signer: of.office })
}
