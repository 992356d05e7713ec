import { Button, Select } from 'antd'
import { placeGrantUse, type WireGrantPage } from '#contract/supervision/grants.ts'
import { MOVE_WORDS } from '#core/supervision/grant-words.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { FileLinks } from '../ui/files.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { DayText, Money, Unknown } from '../ui/values.tsx'
import { GrantPhotos } from './grant-photos.tsx'
import { SPENDS, stepTo } from './grant-steps.ts'

/** 预算: each line with what was spent on it and its photographs. */
export function GrantLines(props: { data: WireGrantPage }) {
  const { data } = props
  const { user } = useSession()
  const go = useGo()
  const may = ['county', 'township', 'chair', 'accountant'].includes(user.role)
  const add = stepTo(data.row, 'budget')
  return (
    <section className="panel" aria-label="预算明细">
      <h3>预算明细</h3>
      <DataRows
        compact
        rows={data.lines}
        rowKey={(line) => line.id}
        empty={<p className="faint">还没有登记预算</p>}
        tone={(line) => (line.spent !== null && Number(line.spent) > Number(line.amount) ? 'bad' : '')}
        columns={[
          {
            key: 'item',
            title: '支出内容',
            head: true,
            render: (line) =>
              may ? <Go to={`/registers/grant_line/${line.id}`}>{line.item}</Go> : line.item,
          },
          { key: 'purpose', title: '用途', render: (line) => line.purpose ?? <Unknown /> },
          {
            key: 'amount',
            title: '预算（元）',
            align: 'right',
            render: (line) => <Money yuan={line.amount} />,
          },
          {
            key: 'spent',
            title: '已支出（元）',
            align: 'right',
            render: (line) => <Money yuan={line.spent} />,
          },
          { key: 'vouchers', title: '凭证', align: 'right', render: (line) => `${line.vouchers} 张` },
          {
            key: 'photos',
            title: '现场照片',
            render: (line) =>
              line.photos.length > 0 ? (
                <GrantPhotos files={line.photos} label={line.item} />
              ) : may ? (
                <Go to={`/registers/grant_line/${line.id}?edit=1`}>上传照片</Go>
              ) : (
                '还没有'
              ),
          },
        ]}
      />
      {may && data.row.project !== null && add !== null && (
        <Button className="no-print" style={{ marginTop: 12 }} onClick={() => go(add)}>
          登记一条预算
        </Button>
      )}
    </section>
  )
}

/** 凭证: every movement of the grant's money, on which line it is, its receipts. */
export function GrantVouchers(props: { data: WireGrantPage }) {
  const { data } = props
  return (
    <section className="panel" aria-label="凭证" id="grant-vouchers">
      <h3>凭证</h3>
      <DataRows
        compact
        rows={data.vouchers}
        rowKey={(one) => one.id}
        empty={
          <p className="faint">
            {data.row.books
              ? '还没有凭证写到这个项目；记账时选“补助与捐赠”里的业务，项目名称写得一字不差'
              : '账不在这里记，没有凭证可看；支出据报表填在预算里'}
          </p>
        }
        columns={[
          {
            key: 'code',
            title: '凭证',
            head: true,
            render: (one) => <Go to={`/vouchers/${one.id}`}>记-{one.code}</Go>,
          },
          { key: 'day', title: '日期', render: (one) => <DayText day={one.day} /> },
          { key: 'summary', title: '摘要', render: (one) => one.summary },
          { key: 'kind', title: '种类', render: (one) => MOVE_WORDS[one.kind] },
          { key: 'in', title: '到账（元）', align: 'right', render: (one) => amountOf(one.in) },
          { key: 'out', title: '支出（元）', align: 'right', render: (one) => amountOf(one.out) },
          { key: 'built', title: '形成资产（元）', align: 'right', render: (one) => amountOf(one.built) },
          { key: 'item', title: '归到预算', render: (one) => <Placed data={data} voucher={one} /> },
          {
            key: 'files',
            title: '票据照片',
            render: (one) =>
              one.files.length > 0 ? (
                <FileLinks files={one.files} />
              ) : SPENDS.includes(one.kind) ? (
                <Go to={`/vouchers/${one.id}`}>还没有，去补附</Go>
              ) : (
                <Unknown />
              ),
          },
        ]}
      />
    </section>
  )
}

const amountOf = (yuan: string) => (yuan === '0.00' ? '' : <Money yuan={yuan} />)

function Placed(props: { data: WireGrantPage; voucher: WireGrantPage['vouchers'][number] }) {
  const { data, voucher } = props
  const act = useAct(placeGrantUse, { done: '已归到预算' })
  if (!SPENDS.includes(voucher.kind)) return null
  const only = data.lines.length === 1 ? data.lines[0]?.item : undefined
  const at = voucher.item ?? only
  if (!data.mayPlace || data.lines.length < 2) return at ?? <Unknown />
  return (
    <Select
      aria-label={`记-${voucher.code} 归到预算`}
      value={voucher.item}
      placeholder="选一条预算"
      style={{ width: 170 }}
      loading={act.isPending}
      options={data.lines.map((line) => ({ value: line.item, label: line.item }))}
      onChange={(item: string) =>
        act.mutate({
          params: { body: data.row.body },
          body: { kind: 'voucher', target: voucher.id, project: data.row.name, item },
        })
      }
    />
  )
}
