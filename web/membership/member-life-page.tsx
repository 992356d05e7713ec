import { Alert, Button, Flex } from 'antd'
import { type MemberLife, readMemberLife } from '#contract/membership/life.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, Money, Unknown } from '../ui/values.tsx'

/** A member as of a day: whose the share is, who is paid and to which account, what is in it, what was done. */
export function MemberLifePage() {
  const member = usePathParam('id')
  const { get, set } = useAddress()
  const on = get('on')
  const found = useCall(
    readMemberLife,
    { params: { member }, query: on === undefined ? {} : { on } },
    { keep: true },
  )
  const data = found.data
  return (
    <Page
      title={data === undefined ? '成员' : `${data.name}（${data.bodyName}）`}
      crumbs={[
        { label: '股金与持股', to: '/shares' },
        ...(data === undefined ? [] : [{ label: data.bodyName, to: `/shares/${data.body}` }]),
        { label: data?.name ?? '成员' },
      ]}
      error={found.error}
      loading={found.isPending}
      {...(data !== undefined && {
        says: (
          <>
            <Go to={`/registers/member/${member}`}>名册上的记录</Go>
            {'　'}
            <Go to={`/member-accounts/${data.body}?member=${member}`}>成员账户</Go>
          </>
        ),
      })}
    >
      {data !== undefined && (
        <>
          {data.ended !== null && (
            <Alert
              type="warning"
              showIcon
              style={{ marginBottom: 12 }}
              title={`成员资格已于 ${data.ended.day} 因${data.ended.label}终止，此后的交易和股金增加不能记在其名下`}
            />
          )}
          <section className="panel">
            <Labelled label="看哪一天">
              <DayPicker value={data.on} onChange={(day) => set({ on: day })} label="看哪一天" />
            </Labelled>
            <div className="gap-above" />
            <Roles roles={data.now} joinedOn={data.joinedOn} />
            <Standing standing={data.standing} on={data.on} />
          </section>
          <Cases data={data} member={member} />
          {data.settlements.length > 0 && <Settlements data={data} member={member} />}
          <section className="panel">
            <h3>历次登记</h3>
            <Past past={data.past} />
          </section>
        </>
      )}
    </Page>
  )
}

type Life = MemberLife
type Span = Life['now'][number]

function Roles(props: { roles: readonly Span[]; joinedOn: string | null }) {
  return (
    <DataRows
      compact
      rows={props.roles}
      rowKey={(row) => row.role}
      columns={[
        {
          key: 'label',
          title: '身份',
          head: true,
          render: (row) => (
            <>
              <strong>{row.label}</strong>
              <div className="faint">{row.says}</div>
            </>
          ),
        },
        {
          key: 'person',
          title: '是谁',
          render: (row) => `${row.person}${row.relation === null ? '' : `（${row.relation}）`}`,
        },
        { key: 'account', title: '账号', render: (row) => row.account ?? <Unknown /> },
        {
          key: 'from',
          title: '从何日起',
          render: (row) =>
            row.from === null ? (
              <>
                成员本人，入社 <DayText day={props.joinedOn} />
              </>
            ) : (
              <DayText day={row.from} />
            ),
        },
        { key: 'ground', title: '凭什么', render: (row) => row.ground ?? '成员名册' },
      ]}
    />
  )
}

function Standing(props: { standing: Life['standing']; on: string }) {
  const { standing } = props
  const lines: [string, string][] = [
    ['出资额', standing.contribution],
    ['公积金份额', standing.reserve],
    ['补助量化份额', standing.subsidy],
    ['捐赠量化份额', standing.gift],
    ['尚未领取的盈余', standing.unpaidSurplus],
  ]
  return (
    <dl className="item-facts" style={{ marginTop: 16 }}>
      {lines.map(([word, yuan]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>
            <Money yuan={yuan} unit />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const OPENS = [
  ['member_change', '换收款人、换卡、分户等'],
  ['member_leaving', '退社、除名'],
  ['member_death', '登记亡故'],
] as const

function Cases(props: { data: Life; member: string }) {
  const { data, member } = props
  const go = useGo()
  return (
    <section className="panel">
      <h3>办理的事项</h3>
      {data.mayWrite && data.ended === null && (
        <Flex wrap gap="small" style={{ marginBottom: 12 }} className="no-print">
          {OPENS.map(([procedure, label]) => (
            <Button
              key={procedure}
              onClick={() =>
                go(`/member-cases/new?procedure=${procedure}&body=${data.body}&member=${member}`)
              }
            >
              {label}
            </Button>
          ))}
        </Flex>
      )}
      <DataRows
        compact
        rows={data.cases}
        rowKey={(row) => row.id}
        empty={<EmptyState says="还没有办理过入社、退社、继承或户内变更" />}
        columns={[
          {
            key: 'title',
            title: '事项',
            head: true,
            render: (row) => <Go to={`/procedures/${row.procedure}/${row.id}`}>{row.title}</Go>,
          },
          { key: 'code', title: '编号', render: (row) => <span className="number">{row.code}</span> },
          { key: 'state', title: '状态', render: (row) => <StatusTag status={row.stateLabel} /> },
          { key: 'on', title: '受理日期', render: (row) => <DayText day={row.openedOn} /> },
        ]}
      />
    </section>
  )
}

/** What was settled when the membership ended, and once more since. */
function Settlements({ data, member }: { data: Life; member: string }) {
  const go = useGo()
  return (
    <section className="panel" aria-label="结算和补充清算">
      <h3>结算和补充清算</h3>
      <DataRows
        compact
        rows={data.settlements}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'code',
            title: '事项',
            head: true,
            render: (row) => (
              <Go to={`/procedures/${row.procedure}/${row.id}`}>
                {row.procedure === 'member_resettlement' ? '补充清算' : '结算'} {row.code}
              </Go>
            ),
          },
          { key: 'says', title: '结果', render: (row) => row.says },
          { key: 'reason', title: '为什么', render: (row) => row.reason ?? '成员资格终止' },
          { key: 'on', title: '核算日期', render: (row) => <DayText day={row.settledOn} /> },
          { key: 'state', title: '状态', render: (row) => <StatusTag status={row.stateLabel} /> },
          {
            key: 'voucher',
            title: '凭证',
            render: (row) => (row.voucher === null ? '—' : <Go to={`/vouchers/${row.voucher}`}>打开凭证</Go>),
          },
        ]}
      />
      {data.mayWrite && data.settled && (
        <Button
          className="gap-above no-print"
          onClick={() =>
            go(`/member-cases/new?procedure=member_resettlement&body=${data.body}&member=${member}`)
          }
        >
          登记补充清算
        </Button>
      )}
    </section>
  )
}

function Past(props: { past: readonly Span[] }) {
  return (
    <DataRows
      compact
      rows={props.past}
      rowKey={(row) => `${row.role}${row.from ?? ''}`}
      empty={<EmptyState says="没有另外登记过，四种身份都是成员本人" />}
      columns={[
        { key: 'label', title: '身份', head: true, render: (row) => row.label },
        { key: 'person', title: '是谁', render: (row) => row.person },
        { key: 'account', title: '账号', render: (row) => row.account ?? <Unknown /> },
        { key: 'from', title: '从', render: (row) => <DayText day={row.from} /> },
        {
          key: 'until',
          title: '到',
          render: (row) => (row.until === null ? '现在' : <DayText day={row.until} />),
        },
        { key: 'ground', title: '凭什么', render: (row) => row.ground ?? '' },
      ]}
    />
  )
}
