import { Button, Input, Select, Tag } from 'antd'
import type { z } from 'zod'
import { GRANTS_SHEET_PATH, listGrants, type WireGrant } from '#contract/supervision/grants.ts'
import { useAddress } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { ClauseLink, Figure } from '../ui/figure.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { Money } from '../ui/values.tsx'
import { grantTo } from './grant-steps.ts'
import { ScopeBar, useScope } from './scope-bar.tsx'
import './grants.css'

type Grants = z.output<typeof listGrants.response>
const PAGE_SIZE = 50

/** 补助资金: every grant in sight with what stands against it; the exceptions are the filter. */
export function GrantsPage() {
  const { address, query } = useScope()
  const page = Number(address.get('page') ?? 1)
  const [code, q] = [address.get('code'), address.get('q')]
  const filter = {
    ...(query.area !== undefined && { area: query.area }),
    ...(query.body !== undefined && { body: query.body }),
    ...(code !== undefined && { code }),
    ...(q !== undefined && { q }),
  }
  const answer = useCall(listGrants, { query: { ...filter, page, size: PAGE_SIZE } }, { keep: true })
  const data = answer.data
  const choose = (next: string | undefined) => address.set({ code: next, page: undefined })
  return (
    <Page
      title="补助资金"
      views
      says="每项财政补助：预算、凭证、照片、形成的资产、量化到成员，对得上对不上，缺什么、下一步做什么"
      error={answer.error}
      loading={answer.isPending}
      actions={
        <>
          <Register />
          <Button href={link(GRANTS_SHEET_PATH, {}, filter)}>导出清单</Button>
        </>
      }
    >
      <Filters data={data} code={code} onChoose={choose} />
      {data !== undefined && (
        <>
          <Sums data={data} />
          <Exceptions data={data} code={code} onChoose={choose} />
          <Rows
            data={data}
            page={page}
            loading={answer.isPlaceholderData}
            onPage={(next) => address.set({ page: next })}
          />
        </>
      )}
    </Page>
  )
}

function Rows(props: { data: Grants; page: number; loading: boolean; onPage: (page: number) => void }) {
  const { data } = props
  return (
    <section className="panel">
      <DataRows
        rows={data.rows}
        rowKey={(row) => `${row.body}${row.name}`}
        columns={COLUMNS}
        tone={(row) => (row.findings.length === 0 ? '' : 'bad')}
        loading={props.loading}
        total={data.total}
        page={props.page}
        size={PAGE_SIZE}
        onPage={props.onPage}
        empty={
          <EmptyState
            says={data.grants === 0 ? '还没有登记补助项目，凭证上也没有补助' : '没有符合条件的补助'}
            next={<Go to="/registers/grant_project">打开补助项目台账</Go>}
          />
        }
      />
    </section>
  )
}

function Filters(props: {
  data: Grants | undefined
  code: string | undefined
  onChoose: (code: string | undefined) => void
}) {
  const { data, code } = props
  const address = useAddress()
  return (
    <ScopeBar withDay={false}>
      <Input.Search
        aria-label="按合作社或项目名称查找"
        placeholder="合作社或项目名称"
        allowClear
        defaultValue={address.get('q') ?? ''}
        style={{ width: 220 }}
        onSearch={(text) => address.set({ q: text.trim() || undefined, page: undefined })}
      />
      {data !== undefined && (
        <Labelled label="问题">
          <Select
            aria-label="问题"
            value={code ?? ''}
            style={{ width: 190 }}
            options={optionsOf(data)}
            onChange={(next: string) => props.onChoose(next === '' ? undefined : next)}
          />
        </Labelled>
      )}
    </ScopeBar>
  )
}

function Register() {
  const { user } = useSession()
  const go = useGo()
  if (!['county', 'township', 'chair', 'accountant'].includes(user.role)) return null
  return (
    <Button onClick={() => go(`/registers/grant_project/new?back=${encodeURIComponent('/grants')}`)}>
      登记补助项目
    </Button>
  )
}

const optionsOf = (data: Grants) => [
  { value: '', label: `全部（${data.grants} 项）` },
  { value: 'any', label: '有问题的' },
  { value: 'none', label: '没有问题的' },
  ...data.codes.map((one) => ({ value: one.code, label: `${one.label}（${one.grants}）` })),
]

function Sums(props: { data: Grants }) {
  const { sums, grants } = props.data
  return (
    <div className="figures">
      <Figure
        label="补助项目"
        value={grants}
        unit="项"
        formula="登记了的项目，和凭证上写了而没有登记的项目"
      />
      <Figure label="批复金额" value={sums.amount} unit="元" formula="登记的批复金额合计；没有登记的不计" />
      <Figure
        label="已到账"
        value={sums.received}
        unit="元"
        formula="专项应付款（235）贷方，加建账前或据报表的到账"
      />
      <Figure
        label="已支出"
        value={sums.spent}
        unit="元"
        formula="专项应付款（235）借方，退回的除外，加建账前或据报表的支出"
      />
      <Figure
        label="已量化到成员"
        value={sums.quantified}
        unit="元"
        formula="入账的盈余分配方案里财政补助量化的部分，按形成先后；加折为股份的和据报表的"
        clause="cooperative-law#第44条"
        clauseLabel="社法第44条"
      />
    </div>
  )
}

/** One button a kind of exception with its number: the figure opens its rows. */
function Exceptions(props: {
  data: Grants
  code: string | undefined
  onChoose: (code: string | undefined) => void
}) {
  const { data, code, onChoose } = props
  const found = data.codes.filter((one) => one.grants > 0)
  return (
    <section className="panel" aria-label="使用中的问题">
      <h3>使用中的问题</h3>
      {found.length === 0 && <p className="faint">没有发现问题。</p>}
      <div className="grant-codes">
        {found.map((one) => (
          <Button
            key={one.code}
            type={code === one.code ? 'primary' : 'default'}
            title={one.formula}
            onClick={() => onChoose(code === one.code ? undefined : one.code)}
          >
            {one.label} {one.grants} 项
          </Button>
        ))}
      </div>
      <Waiting limits={data} />
    </section>
  )
}

/** The terms that nobody has confirmed, by which nothing is judged yet. */
export function Waiting(props: { limits: Pick<Grants, 'waiting' | 'quantifying'> }) {
  const { waiting, quantifying } = props.limits
  return (
    <>
      {waiting !== null && !waiting.confirmed && (
        <p className="faint">
          “到账没有动用”暂不判定：最迟 {waiting.days} 天动用还是待确认的数，县里在
          <ClauseLink clause="accounting-system-2021#资金管理" label="方案依据" />
          里确认后才算。
        </p>
      )}
      {quantifying !== null && !quantifying.confirmed && (
        <p className="faint">
          “没有量化到成员”只算分配已经入账而漏了量化的；还没有分配的，年度结束后最迟 {quantifying.days}{' '}
          天量化还是待确认的数，县里在
          <ClauseLink clause="accounting-system-2021#第57条" label="方案依据" />
          里确认后才算。
        </p>
      )}
    </>
  )
}

const COLUMNS: readonly RowColumn<WireGrant>[] = [
  {
    key: 'name',
    title: '补助项目',
    head: true,
    fixed: true,
    width: 220,
    render: (row) => (
      <>
        <Go to={grantTo(row)}>{row.name}</Go>
        <div className="faint">
          {row.bodyName} · {row.areaName}
        </div>
      </>
    ),
  },
  {
    key: 'findings',
    title: '问题',
    width: 300,
    render: (row) =>
      row.findings.length === 0 ? (
        <Tag color="green">对得上</Tag>
      ) : (
        <>
          {row.findings.map((one, at) => (
            <div key={at}>
              {one.label}
              <span className="faint">：{one.says}</span>
            </div>
          ))}
        </>
      ),
  },
  ...(
    [
      ['amount', '批复（元）'],
      ['received', '到账（元）'],
      ['spent', '支出（元）'],
      ['left', '结余（元）'],
      ['carded', '资产卡片（元）'],
      ['quantified', '量化（元）'],
    ] as const
  ).map(([key, title]): RowColumn<WireGrant> => ({
    key,
    title,
    align: 'right',
    render: (row) => <Money yuan={row[key]} />,
  })),
  {
    key: 'basis',
    title: '数据来自',
    width: 90,
    render: (row) => (row.books ? '账簿' : '据报表'),
  },
]
