import { Alert, Button, Flex, Select } from 'antd'
import type { z } from 'zod'
import { readAccounts, type WireAccountRow } from '#contract/surplus/accounts.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { usePaged } from '../ui/paged.ts'
import { Money } from '../ui/values.tsx'
import { AccountTies } from './account-ties.tsx'
import './surplus.css'

type Accounts = z.output<typeof readAccounts.response>

/** 成员账户 in the official form, for one member or all. */
export function AccountsPage() {
  const body = usePathParam('id')
  const { get, set } = useAddress()
  const [year, member, all] = [get('year'), get('member'), get('all')]
  const found = useCall(readAccounts, {
    params: { body },
    query: {
      ...(year !== undefined && { year: Number(year) }),
      ...(member !== undefined && { member }),
      ...(all !== undefined && { all: '1' as const }),
    },
  })
  const data = found.data
  return (
    <Page
      title={data === undefined ? '成员账户' : `${data.bodyName}的成员账户`}
      crumbs={[
        { label: '盈余分配', to: '/surplus' },
        { label: data?.bodyName ?? '合作社', to: `/surplus/${body}` },
        { label: '成员账户' },
      ]}
      error={found.error}
      loading={found.isPending}
      actions={
        <>
          <Button onClick={() => set({ all: '1', member: undefined })}>全部成员</Button>
          <Button
            type="primary"
            disabled={(data?.accounts.length ?? 0) === 0}
            onClick={() => globalThis.print()}
          >
            打印
          </Button>
        </>
      }
    >
      {data !== undefined && (
        <>
          <Unopened count={data.unopened} body={body} />
          <Choose data={data} member={member} set={set} />
          {data.accounts.length === 0 && (
            <>
              <AccountTies body={body} year={data.year} />
              <Members data={data} body={body} />
            </>
          )}
          {data.accounts.map((one) => (
            <Account key={one.member} account={one} data={data} />
          ))}
        </>
      )}
    </Page>
  )
}

/** Without opening events the accounts have no contributions. */
function Unopened({ count, body }: { count: number; body: string }) {
  if (count === 0) return null
  return (
    <Alert
      type="warning"
      className="gap-below no-print"
      title={`有 ${count} 名成员的出资额还只在名册上，账户里没有`}
      description={<Go to={`/shares/${body}`}>到“股金与持股”登记期初出资</Go>}
    />
  )
}

interface ChooseProps {
  data: Accounts
  member: string | undefined
  set: ReturnType<typeof useAddress>['set']
}

function Choose({ data, member, set }: ChooseProps) {
  return (
    <Flex wrap gap="middle" className="gap-below no-print">
      <Labelled label="年度">
        <Select
          aria-label="年度"
          value={data.year}
          style={{ width: 110 }}
          options={data.years.map((value) => ({ value, label: `${value} 年` }))}
          onChange={(value: number) => set({ year: value })}
        />
      </Labelled>
      <Labelled label="成员">
        <Select
          aria-label="成员"
          value={member ?? null}
          placeholder="选择成员"
          style={{ width: 200 }}
          showSearch={{ optionFilterProp: 'label' }}
          options={data.members.map((one) => ({ value: one.id, label: `${one.number} ${one.name}` }))}
          onChange={(value: string | null) => set({ member: value ?? undefined, all: undefined })}
        />
      </Labelled>
    </Flex>
  )
}

function Members({ data, body }: { data: Accounts; body: string }) {
  return (
    <DataRows
      {...usePaged(data.members)}
      rowKey={(row) => row.id}
      empty={<EmptyState says="成员名册是空的，请先导入成员（户）名册" />}
      columns={[
        { key: 'number', title: '编号', render: (row) => row.number },
        {
          key: 'name',
          title: '成员',
          head: true,
          render: (row) => (
            <Go to={`/member-accounts/${body}?year=${data.year}&member=${row.id}`}>{row.name}</Go>
          ),
        },
      ]}
    />
  )
}

function Account({ account, data }: { account: Accounts['accounts'][number]; data: Accounts }) {
  return (
    <section className="account panel" aria-label={`${account.name}的成员账户`}>
      <h2>成员账户</h2>
      <Flex wrap justify="space-between" gap="small">
        <span>
          成员姓名（名称）：{account.name}　编号：{account.number}
        </span>
        <span>联系地址：{account.address ?? '＿＿＿＿＿＿'}</span>
        <span>
          {data.bodyName}　{data.year} 年度　单位：元
        </span>
      </Flex>
      <div className="account-scroll">
        <table>
          <AccountHead />
          <tbody>
            {account.rows.map((row, at) => (
              <AccountLine key={at} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="faint">
        出资来源于到户类扶贫项目资产的，在“股金与持股”登记时填“其中来源于到户类扶贫项目资产的”，这里分开列。财政补助和捐赠的量化份额按每次分配重新平均计算。
      </p>
    </section>
  )
}

function AccountHead() {
  return (
    <thead>
      <tr>
        <th rowSpan={2}>编号</th>
        <th rowSpan={2}>日期</th>
        <th rowSpan={2}>摘要</th>
        <th colSpan={2}>成员出资</th>
        <th rowSpan={2}>公积金份额</th>
        <th rowSpan={2}>接受国家财政直接补助形成财产量化份额</th>
        <th rowSpan={2}>接受他人捐赠形成财产量化份额</th>
        <th colSpan={3}>交易</th>
        <th rowSpan={2}>盈余返还金额</th>
        <th rowSpan={2}>剩余盈余分配金额</th>
      </tr>
      <tr>
        <th>来源于到户类扶贫项目资产的出资额</th>
        <th>其他来源的出资额</th>
        <th>产品</th>
        <th>交易量</th>
        <th>交易额</th>
      </tr>
    </thead>
  )
}

const SHARES = ['project', 'contribution', 'reserve', 'subsidy', 'gift'] as const

function AccountLine({ row }: { row: WireAccountRow }) {
  const ends = row.day === ''
  const cell = (yuan: string) => (ends || yuan !== '0.00' ? <Money yuan={yuan} /> : '')
  return (
    <tr className={ends ? 'ends' : ''}>
      <td>{row.number}</td>
      <td className="number">{row.day}</td>
      <td>{row.says}</td>
      {SHARES.map((key) => (
        <td key={key} className="number">
          {cell(row[key])}
        </td>
      ))}
      <td>{row.product}</td>
      <td className="number">{row.volume}</td>
      <td className="number">{cell(row.amount)}</td>
      <td className="number">{cell(row.patronage)}</td>
      <td className="number">{cell(row.remainder)}</td>
    </tr>
  )
}
