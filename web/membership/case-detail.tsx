import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Item } from '#contract/kernel/procedures.ts'
import {
  CASE_PAPER_PATH,
  caseContent,
  type CaseContent,
  type WireSettlement,
} from '#contract/membership/life.ts'
import { CHANGES } from '#core/membership/changes.ts'
import { link } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { Go } from '../ui/go.tsx'
import { Money, Unknown } from '../ui/values.tsx'

/** What the case is about, what the meeting decided, what is repaid, the paper to sign. */
export function CaseDetail(props: { item: Item }) {
  const { item } = props
  const parsed = caseContent.safeParse(item.payload)
  if (!parsed.success) return null
  const content = parsed.data
  return (
    <>
      <section className="panel">
        <h3>事项内容</h3>
        <dl className="item-facts">
          {linesOf(item, content).map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{value ?? <Unknown />}</dd>
            </div>
          ))}
        </dl>
        <p className="no-print" style={{ marginTop: 12 }}>
          <Button href={link(CASE_PAPER_PATH, { procedure: item.procedure, id: item.id })}>
            打印{content.settlement ? '结算单' : '申请书'}（.docx）
          </Button>{' '}
          {content.member !== undefined && (
            <Go to={`/members/${content.member}/life`}>成员的权利人、收款人和事项</Go>
          )}
          {'　'}
          {content.entered !== undefined && <Go to={`/members/${content.entered}/life`}>新登记的成员</Go>}
        </p>
      </section>
      {content.settlement !== undefined && <Settlement settlement={content.settlement} content={content} />}
    </>
  )
}

type Line = readonly [word: string, value: ReactNode]

const OWN_LINES: Readonly<Record<string, (content: CaseContent) => Line[]>> = {
  member_joining: (content) => [
    ['申请人', content.person],
    ['成员类型', content.kind],
    ['申请日期', content.appliedOn],
    ['拟出资', content.contribution],
  ],
  member_leaving: (content) => [
    ['成员', content.memberName],
    [content.way === 'expelled' ? '除名提出日期' : '书面提出日期', content.noticedOn],
    [
      '提前期',
      content.way === 'expelled' ? undefined : `${content.months ?? ''} 个月（${content.clause ?? ''}）`,
    ],
    ['资格终止日期', content.endsOn],
    ['理由', content.reason],
  ],
  member_death: (content) => [
    ['成员', content.memberName],
    ['亡故日期', content.diedOn],
    ['报告人', content.reportedBy],
    ['继承人', content.heirs],
    ['承受份额的人', content.heir],
    ['收款人', content.payee],
    ['收款账号', content.accountTail && `尾号 ${content.accountTail}`],
  ],
  member_change: (content) => [
    ['成员', content.memberName],
    ['变更', content.what && CHANGES[content.what].label],
    ['从何日起', content.from],
    ['改为', content.person ?? content.village],
    ['分出的股金', content.amount && <Money key="amount" yuan={content.amount} unit />],
    ['新账号', content.accountTail && `尾号 ${content.accountTail}`],
  ],
}

function linesOf(item: Item, content: CaseContent): Line[] {
  const { vote } = content
  const held =
    vote && `${vote.heldOn} ${vote.resolution}：应到 ${vote.members}，出席 ${vote.present}，赞成 ${vote.yes}`
  const lines: Line[] = [
    ...(OWN_LINES[item.procedure]?.(content) ?? []),
    ['表决', held],
    ['入社日期', content.joinedOn],
  ]
  return lines.filter(([, value]) => value !== undefined && value !== '')
}

const SIGN = { repaid: '', taken: '−', kept: '（不计入）', apart: '（不计入）' } as const

function Settlement(props: { settlement: WireSettlement; content: CaseContent }) {
  const { settlement, content } = props
  return (
    <section className="panel">
      <h3>结算（资格终止日 {settlement.day}）</h3>
      <DataRows
        compact
        rows={settlement.lines}
        rowKey={(row) => row.label}
        columns={[
          { key: 'label', title: '项目', head: true, render: (row) => row.label },
          {
            key: 'amount',
            title: '金额（元）',
            align: 'right',
            render: (row) => (
              <>
                {row.amount === '0.00' && row.effect === 'taken' ? '' : SIGN[row.effect]}{' '}
                <Money yuan={row.amount} />
              </>
            ),
          },
          { key: 'clause', title: '依据', render: (row) => row.clause },
        ]}
      />
      <p>
        应退合计{' '}
        <strong>
          <Money yuan={settlement.total} unit />
        </strong>
        ；{settlement.ground}
      </p>
      {content.paidOn !== undefined && (
        <p>
          {content.paidOn} 付给 {content.paidTo}。
          {content.voucher ? (
            <Go to={`/vouchers/${content.voucher}`}>打开凭证</Go>
          ) : (
            '本社没有在这里记账，请在账簿里补记。'
          )}
        </p>
      )}
    </section>
  )
}
