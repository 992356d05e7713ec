import { Button, Select } from 'antd'
import type { z } from 'zod'
import { auditKind, type AuditRow, PLAN_SHEET_PATH, readAudits } from '#contract/audits/audits.ts'
import { bookAudit } from '#core/audits/book-audit.ts'
import { AUDIT_KINDS, type AuditKind } from '#core/audits/kinds.ts'
import { useAddress } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { AreaFilter, ChoiceFilter } from '../ui/address-filters.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, Unknown } from '../ui/values.tsx'
import { PlanPanel } from './plan-panel.tsx'
import '../procedure/procedure.css'

type Plan = z.output<typeof readAudits.response>
type Asked = NonNullable<z.input<typeof readAudits.query>['state']>

const STATES: readonly { value: '' | Asked; label: string }[] = [
  { value: '', label: '全部状态' },
  { value: 'unplanned', label: '未列入计划' },
  { value: 'planned', label: '已列入计划' },
  { value: 'running', label: '审计实施中' },
  { value: 'reported', label: '报告已出' },
  { value: 'mending', label: '问题整改中' },
  { value: 'closed', label: '已办结' },
  { value: 'late', label: '逾期' },
  { value: 'untold', label: '逾期没有通报' },
]
const YEARS_SHOWN = 4

/** 审计计划: who is audited this year, how far it is, what is late, whose result was not told. */
export function AuditPlanPage() {
  const address = useAddress()
  const [area, state] = [address.get('area'), STATES.find((one) => one.value === address.get('state'))]
  const kind = auditKind.safeParse(address.get('kind'))
  const year = address.get('year')
  const page = Number(address.get('page') ?? '1')
  const query = {
    ...(year !== undefined && { year }),
    ...(kind.success && { kind: kind.data }),
    ...(area !== undefined && { area }),
    ...(state !== undefined && state.value !== '' && { state: state.value }),
    page,
  }
  const found = useCall(readAudits, { query }, { keep: true })
  const data = found.data
  return (
    <Page
      title="审计计划"
      views
      actions={<Button href={link(PLAN_SHEET_PATH, {}, query)}>导出</Button>}
      says="乡镇每年给辖区内每家合作社安排一次审计；报告、问题整改、向成员通报都在这里看"
      error={found.error}
      loading={found.isPending}
    >
      {data !== undefined && (
        <>
          <Filters data={data} />
          <Towns data={data} />
          <PlanPanel key={`${data.kind}${data.year}`} data={data} area={area} />
          <section className="panel">
            {data.rows.some((row) => row.state === 'unplanned') && (
              <p className="faint">还没有列入计划的，由谁审计、计划季度和期限要列入以后才有</p>
            )}
            <DataRows
              rows={data.rows}
              rowKey={(row) => row.item ?? row.body}
              total={data.total}
              page={page}
              size={50}
              onPage={(next) => address.set({ page: next })}
              tone={(row) => (row.late || row.noticeLate ? 'bad' : row.state === 'closed' ? 'quiet' : '')}
              empty={<EmptyState says="没有符合条件的审计" />}
              columns={COLUMNS}
            />
          </section>
        </>
      )}
    </Page>
  )
}

const reported = (row: AuditRow) => ['reported', 'mending', 'closed'].includes(row.state)

const COLUMNS: readonly RowColumn<AuditRow>[] = [
  {
    key: 'name',
    title: '合作社',
    head: true,
    render: (row) => (
      <>
        {row.item === null ? (
          <Go to={`/bodies/${row.body}`}>{row.bodyName}</Go>
        ) : (
          <Go to={`/procedures/book_audit/${row.item}`}>{row.bodyName}</Go>
        )}
        <div className="faint">{row.areaName}</div>
      </>
    ),
  },
  {
    key: 'state',
    title: '状态',
    render: (row) => (
      <>
        <StatusTag status={row.stateLabel} /> {row.late && <StatusTag status="逾期" />}
      </>
    ),
  },
  {
    key: 'auditor',
    title: '由谁审计',
    blank: (row) => !row.auditor,
    render: (row) => row.auditor || <Unknown />,
  },
  {
    key: 'quarter',
    title: '计划季度',
    blank: (row) => row.quarter === null,
    render: (row) => (row.quarter === null ? <Unknown /> : `第 ${row.quarter} 季度`),
  },
  {
    key: 'due',
    title: '期限',
    blank: (row) => row.dueOn === null,
    render: (row) => (row.dueOn === null ? <Unknown /> : <DayText day={row.dueOn} />),
  },
  {
    key: 'points',
    title: '问题（条，括号内未销号）',
    align: 'right',
    blank: (row) => !reported(row),
    render: (row) => (reported(row) ? `${row.points}（${row.open}）` : <Unknown />),
  },
  {
    key: 'notice',
    title: '向成员通报',
    blank: (row) => row.notice === null,
    render: (row) =>
      row.notice === null ? (
        <Unknown />
      ) : (
        <>
          <Go to={`/procedures/audit_notice/${row.notice}`}>{row.noticeLabel}</Go>{' '}
          {row.postedOn !== null && <DayText day={row.postedOn} />}
          {row.noticeLate && <StatusTag status="逾期" />}
        </>
      ),
  },
]

function Filters(props: { data: Plan }) {
  const { data } = props
  const address = useAddress()
  const session = useSession()
  const now = Number(session.today.slice(0, 4))
  const years = Array.from({ length: YEARS_SHOWN }, (_, at) => now + 1 - at)
  return (
    <div className="panel no-print item-filters">
      <Labelled label="年度">
        <Select
          aria-label="年度"
          value={data.year}
          style={{ width: 110 }}
          options={years.map((one) => ({ value: one, label: `${one} 年`, title: `${one} 年` }))}
          onChange={(year: number) => address.set({ year: String(year), page: undefined })}
        />
      </Labelled>
      <Labelled label="种类">
        <Select
          aria-label="种类"
          value={data.kind}
          style={{ width: 190 }}
          options={Object.entries(AUDIT_KINDS).map(([value, label]) => ({ value, label, title: label }))}
          onChange={(kind: AuditKind) => address.set({ kind, page: undefined })}
        />
      </Labelled>
      <AreaFilter />
      <ChoiceFilter of="state" label="状态" options={STATES} />
    </div>
  )
}

type Town = Plan['towns'][number]

/** Several townships have their sum below them; it is of no area of its own. */
function withTotal(towns: readonly Town[]): Town[] {
  if (towns.length < 2) return [...towns]
  const sum = (key: 'total' | 'planned' | 'reported' | 'closed' | 'late' | 'untold') =>
    towns.reduce((all, one) => all + one[key], 0)
  const counts = { total: sum('total'), planned: sum('planned'), reported: sum('reported') }
  const rest = { closed: sum('closed'), late: sum('late'), untold: sum('untold') }
  return [...towns, { area: '', name: '合计', ...counts, ...rest }]
}

function Towns(props: { data: Plan }) {
  const { data } = props
  const address = useAddress()
  const choose = (row: Town, state?: Asked) => () =>
    address.set({ area: row.area === '' ? undefined : row.area, state, page: undefined })
  const counted = (row: Town, count: number, state: Asked) =>
    count === 0 ? (
      0
    ) : (
      <Button type="link" danger size="small" onClick={choose(row, state)}>
        {count}
      </Button>
    )
  return (
    <section className="panel">
      <h3>
        {data.year} 年{AUDIT_KINDS[data.kind]}，各乡镇
      </h3>
      <DataRows
        compact
        rows={withTotal(data.towns)}
        rowKey={(row) => row.area}
        empty={<EmptyState says={`这一年还没有${AUDIT_KINDS[data.kind]}`} />}
        columns={[
          {
            key: 'name',
            title: '乡镇',
            head: true,
            render: (row) => (
              <Button type="link" size="small" onClick={choose(row)}>
                {row.name}
              </Button>
            ),
          },
          { key: 'total', title: '合作社（家）', align: 'right', render: (row) => row.total },
          { key: 'planned', title: '已列入计划（家）', align: 'right', render: (row) => row.planned },
          { key: 'reported', title: '报告已出（家）', align: 'right', render: (row) => row.reported },
          {
            key: 'closed',
            title: `${bookAudit.states['closed']?.label}（家）`,
            align: 'right',
            render: (row) => row.closed,
          },
          {
            key: 'late',
            title: '逾期（家）',
            align: 'right',
            render: (row) => counted(row, row.late, 'late'),
          },
          {
            key: 'untold',
            title: '逾期没有通报（家）',
            align: 'right',
            render: (row) => counted(row, row.untold, 'untold'),
          },
        ]}
      />
    </section>
  )
}
