import { Alert, Button, Flex, Radio, Select } from 'antd'
import { useState } from 'react'
import { openBook } from '#contract/accounting.ts'
import { chooseDepth } from '#contract/accounting/cash-book.ts'
import { DEPTHS, depthLabel, type Depth } from '#core/accounting/depth.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { type Book, monthsOf } from './book.ts'

/** 建账: how deep, and from which month. */
export function NotOpened(props: { book: Book }) {
  const { book } = props
  const { today } = useSession()
  const [depth, setDepth] = useState<Depth>('cash')
  const [month, setMonth] = useState(`${today.slice(0, 4)}-01`)
  const choose = useAct(chooseDepth)
  const report = depth === 'report'
  const start = () =>
    report
      ? choose.mutate({ params: { body: book.body }, body: { depth } })
      : open.mutate({ params: { body: book.body }, body: { startedOn: `${month}-01` } })
  const open = useAct(openBook, {
    done: depth === 'cash' ? '已建账，请接着做期初盘点' : '已建账，请接着录入期初余额',
    onDone: () => choose.mutate({ params: { body: book.body }, body: { depth } }),
  })
  if (!book.mayWrite)
    return <Alert type="info" showIcon title="这家合作社还没有建账；建账由它的理事长或财务会计办理" />
  return (
    <ConfirmPanel
      title="建账"
      happens={['三种记法都可以，不强求；以后改成更细的记法，已记的都保留', ...(report ? [] : OPENS)]}
      button={report ? '只报送报表' : '建账'}
      busy={open.isPending || choose.isPending}
      onConfirm={start}
    >
      <Depths value={depth} onChange={setDepth} />
      {!report && (
        <Flex wrap gap="middle" className="gap-below">
          <Labelled label="启用月份">
            <Select
              value={month}
              style={{ width: 140 }}
              options={monthsOf(`${Number(today.slice(0, 4)) - 3}-01-01`, today).map((value) => ({ value }))}
              onChange={setMonth}
              aria-label="启用月份"
            />
          </Labelled>
        </Flex>
      )}
    </ConfirmPanel>
  )
}

const OPENS = [
  '从选定月份的 1 日起记账，此前的余额作为期初余额一次录入',
  '使用 2023 年起施行的会计科目（48 个），不用另外设置',
  '凭证记入后不能修改，记错了用红字冲销',
]

function Depths(props: { value: Depth; onChange: (depth: Depth) => void }) {
  return (
    <Radio.Group
      className="depths gap-below"
      value={props.value}
      onChange={(event) => props.onChange(event.target.value as Depth)}
      aria-label="怎么记账"
    >
      {DEPTHS.map((one) => (
        <Radio key={one.depth} value={one.depth}>
          <strong>{one.label}</strong>
          <div className="faint">{one.says}</div>
        </Radio>
      ))}
    </Radio.Group>
  )
}

/** Changes to another depth; what was posted stays as it is. */
export function ChangeDepth(props: { book: Book }) {
  const { book } = props
  const now = book.depth ?? 'full'
  const [next, setNext] = useState<Depth | null>(null)
  const choose = useAct(chooseDepth, { done: '已改', onDone: () => setNext(null) })
  if (next === null)
    return (
      <p className="faint no-print gap-above">
        现在用的是“{depthLabel(now)}”。
        {DEPTHS.filter((one) => one.depth !== now).map((one) => (
          <Button key={one.depth} type="link" onClick={() => setNext(one.depth)}>
            改为{one.label}
          </Button>
        ))}
      </p>
    )
  return (
    <ConfirmPanel
      title={`改为${depthLabel(next)}`}
      happens={[
        DEPTHS.find((one) => one.depth === next)!.says,
        '凭证、流水、盘点、报表和结账都原样保留，只是页面上显示的栏目不同；随时可以改回来',
      ]}
      button={`改为${depthLabel(next)}`}
      busy={choose.isPending}
      onConfirm={() => choose.mutate({ params: { body: book.body }, body: { depth: next } })}
      onCancel={() => setNext(null)}
    />
  )
}
