import { Button, Flex, Input, Segmented } from 'antd'
import { useState } from 'react'
import { confirmTrades, readTradeTotals, type WireYearTotal } from '#contract/membership/trades.ts'
import { DIRECTIONS } from '#core/membership/trade.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { FileUpload } from '../ui/files.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Problems } from '../ui/problems.tsx'
import { grouped } from '../ui/order.ts'
import { Money, NumberText } from '../ui/values.tsx'
import type { TradeBook } from './trade-grid.tsx'

interface MemberDays {
  member: string
  label: string
  lines: readonly WireYearTotal[]
  amount: string
  open: number
}

/** Members go over their own lines: a list to be signed, or a phone call; what they confirmed stands beside each line. */
export function TradeConfirm(props: { body: string; book: TradeBook }) {
  const { body, book } = props
  const [days, setDays] = useState({ from: `${book.year}-01-01`, to: lastOf(book.year, book.today) })
  const [chosen, setChosen] = useState<string[]>([])
  const found = useCall(readTradeTotals, { params: { body }, query: days }, { keep: true })
  if (found.error !== null) return <Problems problems={problemsOf(found.error)} />
  const members = membersOf(found.data?.rows ?? [])
  const open = members.filter((one) => one.open > 0)
  return (
    <>
      <section className="panel no-print">
        <Flex wrap gap="middle" align="center" className="gap-below">
          <Labelled label="从">
            <DayPicker
              value={days.from}
              label="从哪一天"
              onChange={(from) => from && setDays({ ...days, from })}
            />
          </Labelled>
          <Labelled label="到">
            <DayPicker value={days.to} label="到哪一天" onChange={(to) => to && setDays({ ...days, to })} />
          </Labelled>
          <span role="status">
            {members.length} 名成员有交易，{open.length} 名还有未确认的
          </span>
          <Button onClick={() => globalThis.print()}>打印签名表</Button>
          {book.mayWrite && open.length > 0 && (
            <Button onClick={() => setChosen(open.map((one) => one.member))}>
              选中未确认的 {open.length} 名
            </Button>
          )}
        </Flex>
        <DataRows
          rows={members}
          rowKey={(row) => row.member}
          loading={found.isFetching}
          {...(book.mayWrite && { chosen, onChoose: setChosen })}
          empty={<EmptyState says="这段时间没有成员交易；请改日期，或先在“记交易”里登记" />}
          columns={COLUMNS}
        />
      </section>
      {chosen.length > 0 && (
        <Confirmation
          key={chosen.length}
          body={body}
          members={chosen}
          days={days}
          onDone={() => setChosen([])}
        />
      )}
      <SignList title={`${book.bodyName}成员交易确认表`} days={days} members={members} />
    </>
  )
}

function lastOf(year: number, today: string): string {
  const last = `${year}-12-31`
  return last > today ? today : last
}

function membersOf(rows: readonly WireYearTotal[]): MemberDays[] {
  return [...grouped(rows, (row) => row.member).entries()].map(([member, lines]) => ({
    member,
    label: `${lines[0]!.number} ${lines[0]!.name}`,
    lines,
    amount: wireOfFen(lines.reduce((sum, one) => sum + (fenOfWire(one.amount) ?? 0n), 0n)),
    open: lines.reduce((sum, one) => sum + one.open, 0),
  }))
}

const COLUMNS: readonly RowColumn<MemberDays>[] = [
  { key: 'label', title: '成员', head: true, render: (row) => row.label },
  { key: 'lines', title: '交易', render: (row) => row.lines.map(sentenceOf).join('；') },
  {
    key: 'amount',
    title: '金额合计（元）',
    align: 'right',
    render: (row) => <Money yuan={row.amount} />,
  },
  {
    key: 'open',
    title: '未确认',
    align: 'right',
    render: (row) => <NumberText value={row.open} unit="笔" />,
  },
]

function sentenceOf(one: WireYearTotal): string {
  return `${one.direction === 'supplied' ? '购买' : ''}${one.product} ${one.lines} 笔 ${one.quantity} ${one.unit} ${one.amount} 元`
}

interface ConfirmationProps {
  body: string
  members: readonly string[]
  days: { from: string; to: string }
  onDone: () => void
}

function Confirmation(props: ConfirmationProps) {
  const { body, members, days, onDone } = props
  const [way, setWay] = useState<'signed' | 'phone'>('signed')
  const [note, setNote] = useState('')
  const [files, setFiles] = useState<string[]>([])
  const act = useAct(confirmTrades, { done: '已记下确认', onDone })
  return (
    <div className="no-print">
      <ConfirmPanel
        title={`${members.length} 名成员确认 ${days.from} 至 ${days.to} 的交易`}
        happens={['记下是谁、什么时候、怎样确认的；之后再记入的交易要重新确认', '有异议的不要选，先冲销改正']}
        button="记下确认"
        busy={act.isPending}
        blocked={way === 'signed' && files.length === 0 ? '签名确认请上传签好的表的照片' : null}
        onConfirm={() =>
          act.mutate({
            params: { body },
            body: {
              ...days,
              members: [...members],
              way,
              ...(note.trim() !== '' && { note }),
              ...(files[0] !== undefined && { file: files[0] }),
            },
          })
        }
        onCancel={onDone}
      >
        <Flex wrap gap="middle" align="center" className="gap-below">
          <Segmented
            aria-label="怎样确认"
            value={way}
            options={[
              { value: 'signed', label: '签名表' },
              { value: 'phone', label: '电话' },
            ]}
            onChange={setWay}
          />
          <FileUpload value={files} onChange={setFiles} button="上传签名表照片" />
          <Input
            aria-label="确认说明"
            placeholder="如：谁打的电话、哪个号码"
            maxLength={200}
            style={{ width: 260 }}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Flex>
      </ConfirmPanel>
    </div>
  )
}

/** The list to be signed: on paper only. */
function SignList(props: {
  title: string
  days: { from: string; to: string }
  members: readonly MemberDays[]
}) {
  return (
    <div className="sign-list print-only">
      <h2>{props.title}</h2>
      <p>
        交易日期 {props.days.from} 至 {props.days.to}；核对无误后签名或按手印，有不对的请当场提出。
      </p>
      <table>
        <thead>
          <tr>
            <th>编号 姓名</th>
            <th>产品</th>
            <th>笔数</th>
            <th>数量</th>
            <th>金额（元）</th>
            <th className="sign">签名或手印、日期</th>
          </tr>
        </thead>
        <tbody>
          {props.members.flatMap((one) =>
            one.lines.map((line, at) => (
              <tr key={`${one.member}${at}`}>
                {at === 0 && <td rowSpan={one.lines.length}>{one.label}</td>}
                <td>
                  {line.product}
                  {line.direction === 'supplied' && `（${DIRECTIONS.supplied}）`}
                </td>
                <td>{line.lines}</td>
                <td>
                  {line.quantity} {line.unit}
                </td>
                <td>{line.amount}</td>
                {at === 0 && <td className="sign" rowSpan={one.lines.length} aria-label="签名" />}
              </tr>
            )),
          )}
        </tbody>
      </table>
      <p>制表：＿＿＿＿＿＿　　监事（签字）：＿＿＿＿＿＿</p>
    </div>
  )
}
