import { Alert, Button, Drawer } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { openShares, readShares, type WireHolder, type WireStructure } from '#contract/membership.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { GroundLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { Money } from '../ui/values.tsx'
import { ShareEventForm } from './share-event-form.tsx'
import { usePaged } from '../ui/paged.ts'
import { Glides } from './glides.tsx'
import { ShareEvents } from './share-events.tsx'
import { ShareImport } from './share-import.tsx'

type Doing = 'event' | 'sheet' | null

/** The ledger of one cooperative: who holds how much on a day, the caps, every event. */
export function LedgerPage() {
  const body = usePathParam('id')
  const { get } = useAddress()
  const on = get('on')
  const [doing, setDoing] = useState<Doing>(null)
  const found = useCall(
    readShares,
    { params: { body }, query: on === undefined ? {} : { on } },
    { keep: true },
  )
  const data = found.data
  return (
    <Page
      title={data === undefined ? '股金与持股' : `${data.bodyName}的股金与持股`}
      crumbs={[{ label: '股金与持股', to: '/shares' }, { label: data?.bodyName ?? '合作社' }]}
      {...(data !== undefined && {
        says: (
          <>
            <Go to={`/bodies/${body}`}>打开一社一档</Go>
            {'　'}
            <Go to={`/member-accounts/${body}`}>成员账户</Go>
          </>
        ),
      })}
      error={found.error}
      loading={found.isPending}
      actions={
        data?.mayWrite === true && (
          <>
            <Button onClick={() => setDoing('sheet')}>按表导入出资</Button>{' '}
            <Button type="primary" onClick={() => setDoing('event')}>
              登记股金变动
            </Button>
          </>
        )
      }
    >
      {data !== undefined && <Ledger body={body} data={data} doing={doing} onDone={() => setDoing(null)} />}
    </Page>
  )
}

function Ledger(props: {
  body: string
  data: z.output<typeof readShares.response>
  doing: Doing
  onDone: () => void
}) {
  const { body, data, doing, onDone } = props
  const { set } = useAddress()
  return (
    <>
      {data.mayWrite && data.opening.members > 0 && <Opening body={body} opening={data.opening} />}
      <section className="panel">
        <Labelled label="哪一天的持股">
          <DayPicker value={data.on} onChange={(day) => set({ on: day })} label="哪一天的持股" />
        </Labelled>
        <Structure structure={data.structure} />
        <Holders holders={data.holders} />
      </section>
      {(data.glides.length > 0 || data.cap !== null) && (
        <section className="panel">
          <h3>逐步降低的计划</h3>
          <Glides body={body} data={data} />
        </section>
      )}
      <section className="panel">
        <h3>变动记录（{data.events.length} 笔）</h3>
        <ShareEvents events={data.events} mayWrite={data.mayWrite} />
      </section>
      <Drawer open={doing === 'event'} title="登记股金变动" size={640} onClose={onDone} destroyOnHidden>
        <ShareEventForm body={body} members={data.members} onDone={onDone} />
      </Drawer>
      <Drawer open={doing === 'sheet'} title="按表导入出资" size={800} onClose={onDone} destroyOnHidden>
        <ShareImport body={body} onDone={onDone} />
      </Drawer>
    </>
  )
}

function Opening(props: { body: string; opening: { members: number; amount: string } }) {
  const open = useAct(openShares, { done: '期初出资已登记' })
  return (
    <div className="gap-below">
      <ConfirmPanel
        title={`有 ${props.opening.members} 名成员的出资额还只在名册上`}
        happens={[
          <>
            按名册的“出资额”为每人登记一笔期初出资，合计 <Money yuan={props.opening.amount} unit />
            ，日期为各人的入社日期
          </>,
          '登记后只能冲销，不能修改；请先核对成员名册',
        ]}
        button={`登记 ${props.opening.members} 名成员的期初出资`}
        busy={open.isPending}
        onConfirm={() => open.mutate({ params: { body: props.body }, body: {} })}
      />
    </div>
  )
}

/** The sums that the caps ask about, with what is to be told. */
export function Structure(props: { structure: WireStructure }) {
  const { total, largest, collective, farmers, untyped, warnings } = props.structure
  return (
    <>
      <p>
        股金合计 <Money yuan={total} unit />
        ；单个成员最多持股 <strong>{largest}</strong>，村集体持股 <strong>{collective}</strong>，农民成员持股{' '}
        <strong>{farmers}</strong>
      </p>
      {untyped !== null && (
        <p className="bad">
          有成员没有填成员类型，他们持有 {untyped}，没有算进村集体和农民；先在成员（户）名册里填上
        </p>
      )}
      {warnings.length > 0 && (
        <Alert
          type="warning"
          title="持股结构不合本地执行的方案"
          description={
            <ul>
              {warnings.map((one) => (
                <li key={one.says}>
                  {one.says}（<GroundLink ground={one.clause} />
                  ）。怎么办：{one.remedy}
                </li>
              ))}
            </ul>
          }
          style={{ marginBottom: 12 }}
        />
      )}
    </>
  )
}

function Holders(props: { holders: readonly WireHolder[] }) {
  return (
    <DataRows
      {...usePaged(props.holders)}
      rowKey={(row) => row.member}
      empty={<EmptyState says="这一天还没有登记股金；先登记期初出资，或用“登记股金变动”登记第一笔出资" />}
      columns={[
        {
          key: 'name',
          title: '成员',
          head: true,
          render: (row) => <Go to={`/members/${row.member}/life`}>{row.name}</Go>,
        },
        {
          key: 'kind',
          title: '成员类型',
          render: (row) => `${row.kind ?? '未填'}${row.vulnerable === true ? '（弱势群体）' : ''}`,
        },
        { key: 'amount', title: '股金（元）', align: 'right', render: (row) => <Money yuan={row.amount} /> },
        {
          key: 'percent',
          title: '占比',
          align: 'right',
          render: (row) => <span className="number">{row.percent}</span>,
        },
      ]}
    />
  )
}
