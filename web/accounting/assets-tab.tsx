import { Alert, Button, Drawer, Flex, Tag } from 'antd'
import { useState } from 'react'
import { listAssets, runDepreciation, type WireAsset } from '#contract/accounting/assets.ts'
import { accountLabel } from '#core/accounting/chart.ts'
import { agrees, CARDED } from '#core/accounting/opening-cards.ts'
import { addMonths } from '#core/values/day.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { DayText, Money } from '../ui/values.tsx'
import { AssetChangeForm } from './asset-change.tsx'
import { AssetForm } from './asset-form.tsx'
import type { OpenedBook } from './book.ts'
import { DisposalLink, DisposalSays } from './resolution-link.tsx'
import { OpeningCards, standingsOf } from './opening-cards.tsx'

const STATES = {
  used: { color: 'green', word: '在用' },
  idle: { color: 'orange', word: '闲置' },
  disposed: { color: 'default', word: '已处置' },
} as const

/** 资产: a card per asset, what the cards say against the books, the depreciation of the month that closes next. */
export function AssetsTab(props: { book: OpenedBook }) {
  const { book } = props
  const [adding, setAdding] = useState(false)
  const [chosen, setChosen] = useState<WireAsset | null>(null)
  const answer = useCall(listAssets, { params: { body: book.body } })
  const data = answer.data
  if (answer.error !== null) return <Problems problems={problemsOf(answer.error)} />
  return (
    <>
      <section className="panel" aria-label="资产卡片">
        <Flex justify="space-between" wrap gap="small" className="gap-below">
          <h3>资产卡片</h3>
          {book.mayWrite && (
            <Button type="primary" onClick={() => setAdding(true)}>
              登记资产
            </Button>
          )}
        </Flex>
        {data !== undefined && <OpeningCards book={book} data={data} />}
        {data !== undefined && standingsOf(data).every(agrees) && <Differences rows={data.differences} />}
        <DataRows
          rows={data?.assets ?? []}
          rowKey={(row) => row.id}
          columns={columnsOf(book.mayWrite ? setChosen : undefined)}
          loading={answer.isFetching}
          empty={
            <EmptyState says="还没有资产卡片；房屋、机器、果树、土地经营权等逐项登记后，折旧按月自动算出" />
          }
        />
      </section>
      {data !== undefined && <Depreciation book={book} data={data} />}
      <Drawer open={adding} size={640} title="登记资产" onClose={() => setAdding(false)} destroyOnHidden>
        <AssetForm book={book} onDone={() => setAdding(false)} />
      </Drawer>
      {data !== undefined && (
        <ChosenAsset book={book} chosen={chosen} data={data} onClose={() => setChosen(null)} />
      )}
    </>
  )
}

/** Where depreciation is gathered. */
const WORN = Object.values(CARDED)

function Differences({ rows }: { rows: readonly { account: string; cards: string; books: string }[] }) {
  if (rows.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      className="gap-below"
      title="卡片与账簿不一致"
      description={rows.map((one) => (
        <div key={one.account}>
          {accountLabel(one.account)}：卡片合计 <Money yuan={one.cards} unit />
          ，账上 <Money yuan={one.books} unit />
          {WORN.includes(one.account)
            ? '；没有提折旧就结账的月份，请按差额补记一张折旧凭证，另有原因的核对凭证'
            : '；请补登卡片，或核对凭证'}
        </div>
      ))}
    />
  )
}

interface ChosenAssetProps {
  book: OpenedBook
  chosen: WireAsset | null
  data: { month: string; runs: readonly { month: string }[] }
  onClose: () => void
}

/** What happened to it; of one that is gone, the resolution. */
function ChosenAsset({ book, chosen, data, onClose }: ChosenAssetProps) {
  const { month, runs } = data
  const ran = runs.some((one) => one.month === month)
  const next = addMonths(`${month}-01`, ran ? 1 : 0)
  return (
    <Drawer
      open={chosen !== null}
      size={480}
      title={chosen?.state === 'disposed' ? '处置的决议' : '登记资产变动'}
      onClose={onClose}
      destroyOnHidden
    >
      {chosen?.state === 'disposed' && <DisposalLink asset={chosen} body={book.body} onDone={onClose} />}
      {chosen !== null && chosen.state !== 'disposed' && (
        <AssetChangeForm asset={chosen} body={book.body} month={month} next={next} onDone={onClose} />
      )}
    </Drawer>
  )
}

interface DepreciationProps {
  book: OpenedBook
  data: {
    month: string
    due: { total: string; assets: number; open: readonly string[] }
    runs: readonly { month: string; voucher: string; total: string }[]
  }
}

function Depreciation(props: DepreciationProps) {
  const { book, data } = props
  const run = useAct(runDepreciation, { done: '已计提' })
  return (
    <>
      {book.mayWrite && (
        <ConfirmPanel
          title={`计提 ${data.month} 的折旧、摊销`}
          happens={[
            <>
              {data.due.assets} 项资产，合计 <Money yuan={data.due.total} unit />
            </>,
            '按年限平均法或工作量法：当月增加的下月起提，当月减少的当月照提',
            '记一张凭证，日期为当月最后一天；每月只提一次，红字冲销后可以重提',
          ]}
          button={`计提 ${data.month} 折旧`}
          busy={run.isPending}
          blocked={blockedBy(data.due)}
          onConfirm={() => run.mutate({ params: { body: book.body }, body: { month: data.month } })}
        />
      )}
      {data.runs.length > 0 && (
        <section className="panel gap-above" aria-label="已提折旧">
          <h3>已提折旧</h3>
          <Flex wrap gap="middle">
            {data.runs.map((one) => (
              <Go key={one.month} to={`/vouchers/${one.voucher}`}>
                {one.month} <Money yuan={one.total} unit />
              </Go>
            ))}
          </Flex>
        </section>
      )}
    </>
  )
}

function blockedBy(due: DepreciationProps['data']['due']): string | null {
  if (due.open.length > 0)
    return `${due.open.join('、')} 按工作量提，这个月的工作量还没有登记（在“登记变动”里登记，没有用过的写 0）`
  return due.assets === 0 ? '这个月没有要提的折旧，或已经提过' : null
}

function StateCell({ row }: { row: WireAsset }) {
  return (
    <>
      <Tag color={STATES[row.state].color}>{STATES[row.state].word}</Tag>
      <div className="faint">
        <DisposalSays asset={row} />
      </div>
    </>
  )
}

const columnsOf = (onChoose?: (asset: WireAsset) => void): readonly RowColumn<WireAsset>[] => [
  {
    key: 'name',
    title: '资产',
    head: true,
    render: (row) => (
      <>
        {row.name}
        <div className="faint">{accountLabel(row.account)}</div>
      </>
    ),
  },
  { key: 'day', title: '取得', render: (row) => <DayText day={row.acquiredOn} /> },
  { key: 'cost', title: '原价（元）', align: 'right', render: (row) => <Money yuan={row.cost} /> },
  { key: 'worn', title: '累计折旧（元）', align: 'right', render: (row) => <Money yuan={row.worn} /> },
  { key: 'net', title: '净值（元）', align: 'right', render: (row) => <Money yuan={row.net} /> },
  {
    key: 'monthly',
    title: '本月折旧（元）',
    align: 'right',
    render: (row) => (
      <>
        <Money yuan={row.monthly} />
        {row.work !== null && (
          <div className="faint">
            {row.work.done === null ? '工作量没有登记' : `本月 ${row.work.done} ${row.work.unit}`}
          </div>
        )}
      </>
    ),
  },
  {
    key: 'grant',
    title: '补助',
    render: (row) =>
      row.grantName === null ? '没有' : `${row.grantName}${row.poverty ? '（扶贫项目资产）' : ''}`,
  },
  {
    key: 'state',
    title: '状态',
    render: (row) => <StateCell row={row} />,
  },
  ...(onChoose === undefined
    ? []
    : [
        {
          key: 'do',
          title: '操作',
          render: (row: WireAsset) =>
            row.state === 'disposed' ? (
              row.resolution === null && <Button onClick={() => onChoose(row)}>对上决议</Button>
            ) : (
              <Button onClick={() => onChoose(row)}>登记变动</Button>
            ),
        },
      ]),
]
