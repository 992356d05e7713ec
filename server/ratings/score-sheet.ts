/** 评分表 to be taken along to the site: every line with its way of scoring and the figure of the day, room for the score. */
import type { Item } from '#contract/kernel/procedures.ts'
import type { ApplicationContent } from '#contract/ratings/ratings.ts'
import { printHundredths, type Found, type SchemeLine } from '#core/ratings/scheme.ts'
import { officialPaper } from '#server/files/paper/official-paper.ts'

/** The sheet as .docx; what was scored stands in it, what was not is left blank. */
export function scoreSheet(item: Item, content: ApplicationContent, office: string): Promise<Uint8Array> {
  return officialPaper({
    title: `${item.bodyName ?? ''}\n${content.title}评分表`,
    body: [
      { kind: 'paragraph', text: `编号：${item.code}　　辖区：${item.areaName}　　数据截至：${content.day}` },
      {
        kind: 'table',
        columns: [
          { heading: '项目', share: 4 },
          { heading: '分值', share: 1, align: 'center' },
          { heading: '评分办法和依据', share: 3 },
          { heading: '台账数据', share: 2 },
          { heading: '得分', share: 1, align: 'center' },
        ],
        rows: content.lines.map((line) => [
          line.item,
          maxOf(line),
          [line.how, line.clause].filter(Boolean).join('；'),
          content.facts[line.fact]?.value ?? '',
          printed(content.sheet?.[line.id]),
        ]),
      },
      {
        kind: 'signatures',
        rows: [
          ['核查人（签字）：', '日期：'],
          ['合作社（签字盖章）：', '日期：'],
        ],
      },
    ],
    signer: office,
  })
}

const WORDS: Readonly<Record<SchemeLine['kind'], string>> = {
  points: '',
  deduct: '扣',
  veto: '否决',
  pass: '达标',
  grade: '等次',
}

function maxOf(line: SchemeLine): string {
  const word = WORDS[line.kind]
  return line.kind === 'points' || line.kind === 'deduct' ? `${word}${printHundredths(line.max)}` : word
}

function printed(found: Found | undefined): string {
  if (found === undefined) return ''
  if (typeof found === 'number') return printHundredths(found)
  return typeof found === 'boolean' ? (found ? '是' : '否') : found
}
