import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import type { Item } from '#contract/kernel/procedures.ts'
import {
  CASE_PAPER_PATH,
  caseContent,
  type CaseContent,
  type WireResettlement,
  type WireSettlement,
} from '#contract/membership/life.ts'
import { readJoining } from '#contract/membership/joining.ts'
import { CHANGES } from '#core/membership/changes.ts'
import { sayDue } from '#core/membership/resettlement.ts'
import { fenOfWire } from '#core/values/money.ts'
import { link, useCall } from '../shell/api.ts'
import { FileLinks } from '../ui/files.tsx'
import { Problems } from '../ui/problems.tsx'
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
            打印{paperOf(item, content)}（.docx）
          </Button>{' '}
          {content.member !== undefined && (
            <Go to={`/members/${content.member}/life`}>成员的权利人、收款人和事项</Go>
          )}
          {'　'}
          {content.entered !== undefined && <Go to={`/members/${content.entered}/life`}>新登记的成员</Go>}
        </p>
      </section>
      {item.procedure === 'member_joining' && !item.final && <Known id={item.id} />}
      {content.resettlement !== undefined && <Resettlement made={content.resettlement} content={content} />}
      {content.settlement !== undefined && <Settlement settlement={content.settlement} content={content} />}
    </>
  )
}

/** What the registers know of who applies, before anybody decides. */
function Known({ id }: { id: string }) {
  const found = useCall(readJoining, { params: { id } })
  if (found.data === undefined) return null
  const { known, bounds } = found.data
  return (
    <section className="panel no-print">
      <h3>核对</h3>
      {bounds.length > 0 && <Alert type="warning" title={<Problems problems={bounds} />} />}
      {known.length === 0 ? (
        <p>名册和在办的申请里没有同名、同电话的人</p>
      ) : (
        <ul>
          {known.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

const CHANNEL_WORDS = { paper: '', phone: '（电话）', public: '（网上）' } as const

type Line = readonly [word: string, value: ReactNode]

const OWN_LINES: Readonly<Record<string, (content: CaseContent) => Line[]>> = {
  member_joining: (content) => [
    ['申请人', content.person],
    ['成员类型', content.kind],
    ['申请日期', content.appliedOn && `${content.appliedOn}${CHANNEL_WORDS[content.channel ?? 'paper']}`],
    ['住址', content.village],
    [
      '联系电话',
      content.phone && (
        <a key="phone" href={`tel:${content.phone}`}>
          {content.phone}
        </a>
      ),
    ],
    ['经营主体', content.farm],
    ['种养情况', content.grows],
    ['村级核实', content.checkedOn && `${content.checkedOn}${content.vulnerable ? '，脱贫户或监测户' : ''}`],
    ['拟出资', content.contribution],
    ['申请书', content.files && <FileLinks key="files" files={content.files} />],
    [
      '理事会决定',
      content.board &&
        `${content.board.heldOn} ${content.board.resolution}（${content.board.charter}）：理事 ${content.board.seats} 人，到会 ${content.board.present} 人，赞成 ${content.board.yes} 票`,
    ],
    [
      '第一笔出资',
      content.share && (
        <span key="share">
          {content.share.label} <Money yuan={content.share.amount} unit />
        </span>
      ),
    ],
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
  member_resettlement: (content) => [
    ['成员', content.memberName],
    [
      '原结算',
      content.first && (
        <Go key="first" to={`/procedures/${content.firstProcedure ?? 'member_leaving'}/${content.first}`}>
          {content.firstCode}
        </Go>
      ),
    ],
    ['为什么', content.reason],
    ['是哪一年的', content.year === undefined ? undefined : `${content.year} 年`],
    ['依据', content.resolution && `${content.resolution}（${content.resolvedOn ?? ''}）`],
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
      <Lines lines={settlement.lines} />
      <p>
        应退合计{' '}
        <strong>
          <Money yuan={settlement.total} unit />
        </strong>
        ；{settlement.ground}
      </p>
      <Paid content={content} verb="付给" />
    </section>
  )
}

/** What was added to the first settlement, with what is due to whom. */
function Resettlement({ made, content }: { made: WireResettlement; content: CaseContent }) {
  const total = fenOfWire(made.total) ?? 0n
  return (
    <section className="panel">
      <h3>补充清算（{made.settledOn}）</h3>
      <Lines lines={made.lines} />
      <p>
        <strong>{sayDue(total)}</strong>；{made.ground}
      </p>
      <Paid content={content} verb={total < 0n ? '收回，交款人' : '付给'} />
    </section>
  )
}

function Lines({ lines }: { lines: WireSettlement['lines'] }) {
  return (
    <DataRows
      compact
      rows={lines}
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
  )
}

function Paid({ content, verb }: { content: CaseContent; verb: string }) {
  if (content.paidOn === undefined) return null
  return (
    <p>
      {content.paidOn} {verb} {content.paidTo}。
      {content.voucher ? (
        <Go to={`/vouchers/${content.voucher}`}>打开凭证</Go>
      ) : (
        '本社没有在这里记账，请在账簿里补记。'
      )}
    </p>
  )
}

function paperOf(item: Item, content: CaseContent): string {
  if (item.procedure === 'member_resettlement') return '补充清算单'
  return content.settlement ? '结算单' : '申请书'
}
