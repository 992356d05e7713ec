/** 备案签批单: the sheet to print, sign, seal and photograph where a dossier is accepted on paper. */
import type { Dossier } from '#contract/registry.ts'
import type { PaperBlock } from '#server/files/paper/blocks.ts'
import { officialPaper } from '#server/files/paper/official-paper.ts'

/** The code by which the sheet is recorded: the credit code, or the name where there is none. */
export function sheetCode({ body }: Pick<Dossier, 'body'>): string {
  const code = body.values['creditCode']
  return typeof code === 'string' && code !== '' ? code : (body.bodyName ?? '')
}

/** The sheet as .docx: how complete the dossier is, what is missing, the opinion, room for signature and seal. */
export function acceptanceSheet(dossier: Dossier, office: string): Promise<Uint8Array> {
  const { body, completeness, acceptance } = dossier
  const code = sheetCode(dossier)
  const missing = completeness.missing.map((one, index) => [String(index + 1), one.says])
  const blocks: PaperBlock[] = [
    { kind: 'paragraph', text: `编号：${code}　　乡镇村：${body.areaName}　　状态：${acceptance.state}` },
    { kind: 'paragraph', text: `档案完整度：${completeness.percent.toFixed(1)}%` },
    ...(missing.length === 0
      ? [{ kind: 'paragraph' as const, text: '按现有台账，档案没有缺项。' }]
      : [
          {
            kind: 'table' as const,
            caption: '尚缺资料',
            columns: [
              { heading: '序号', share: 1, align: 'center' as const },
              { heading: '缺什么、怎样补', share: 9 },
            ],
            rows: missing,
          },
        ]),
    { kind: 'paragraph', text: '意见（接收备案／退回补正）：' },
    { kind: 'paragraph', text: '' },
    { kind: 'signatures', rows: [['签批人（签字盖章）：', '日期：']] },
    {
      kind: 'paragraph',
      text: `签字盖章后拍照，由经办人在“${body.bodyName ?? ''}”的档案页代录；代录人不能是签批人。`,
    },
  ]
  return officialPaper({ title: `${body.bodyName ?? ''}\n一社一档备案签批单`, body: blocks, signer: office })
}
