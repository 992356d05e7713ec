import { Alert, Button, Flex } from 'antd'
import { type CheckResult, readCheck, runCheck } from '#contract/supervision.ts'
import { READ_ONLY } from '#core/access/role.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { Bars } from '../ui/bars.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Figure } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { NumberText } from '../ui/values.tsx'
import { CheckRules } from './check-rules.tsx'
import { ScopeBar, scopeTo, useScope } from './scope-bar.tsx'

const TOWNSHIP_DIGITS = 9

type Township = CheckResult['townships'][number]

/** 体检: every rule in force over the bodies of an area as of a day, with what it found and what it can not know. */
export function CheckPage() {
  const { query } = useScope()
  const session = useSession()
  const check = useCall(readCheck, { query }, { keep: true })
  const run = useAct(runCheck, { done: '体检完成' })
  const data = check.data
  const past = query.day !== undefined
  // Who only reads sees what the last check found.
  const mayRun = !READ_ONLY.some((one) => one === session.user.role)
  return (
    <Page
      title="体检"
      says="按法律和本地方案逐社核对：符合、不符合、还判不了，各归各处"
      error={check.error}
      loading={check.isPending}
      actions={
        !past &&
        mayRun && (
          <Button type="primary" loading={run.isPending} onClick={() => run.mutate({ body: query })}>
            运行体检
          </Button>
        )
      }
    >
      <ScopeBar {...(data !== undefined && data.areaName !== '' && { areaName: data.areaName })}>
        {check.isFetching && <span className="faint">正在计算……</span>}
      </ScopeBar>
      {past && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 16 }}
          title={`这是按 ${query.day} 当日有效的资料和规定推算的结果，只供查看，不产生、不关闭问题`}
        />
      )}
      {data !== undefined && <CheckContent data={data} />}
    </Page>
  )
}

function CheckContent(props: { data: CheckResult }) {
  const { query } = useScope()
  const { data } = props
  if (data.bodies === 0) {
    return <EmptyState says="这个辖区还没有合作社，先导入名录再体检" next={<Go to="/imports">导入名录</Go>} />
  }
  return (
    <>
      <CheckFigures data={data} />
      <CheckRules rules={data.rules} />
      <Flex gap="middle" wrap align="stretch">
        <section className="panel" style={{ flex: '1 1 360px' }}>
          <h3>分类</h3>
          <Bars
            unit="家"
            bars={data.classes.map((one) => ({
              label: one.class,
              value: one.bodies,
              to: scopeTo('/registers/body', { area: query.area, class: one.class }),
            }))}
          />
        </section>
        <section className="panel" style={{ flex: '2 1 480px' }}>
          <h3>分乡镇</h3>
          <DataRows
            rows={data.townships}
            rowKey={(row) => row.area}
            columns={townshipColumns(query)}
            empty={<EmptyState says="没有下级辖区" />}
          />
        </section>
      </Flex>
    </>
  )
}

/** The sums of the check. What lies behind a past day is not stored, so its findings can not be opened. */
function CheckFigures(props: { data: CheckResult }) {
  const { query } = useScope()
  const { data } = props
  const findings = query.day === undefined ? scopeTo('/findings', { ...query, open: '1' }) : null
  const sum = (pick: (one: Township) => number) => data.townships.reduce((total, one) => total + pick(one), 0)
  return (
    <div className="figures">
      <Figure
        label="参加体检"
        unit="家"
        value={data.bodies}
        formula="截至当日辖区内名录在册的主体"
        rows={scopeTo('/registers/body', { area: query.area })}
      />
      <Figure
        label="有问题的合作社"
        unit="家"
        tone="bad"
        value={sum((one) => one.withFindings)}
        formula="至少有一条规则不符合的合作社"
        rows={findings}
      />
      <Figure
        label="问题"
        unit="条"
        value={sum((one) => one.findings)}
        formula="一社一条规则不符合计一条"
        rows={findings}
      />
      <Figure
        label="待查明"
        unit="家"
        tone="warning"
        value={sum((one) => one.unknown)}
        formula="至少有一条规则因资料不全判不了的合作社；不算问题"
        rows={scopeTo('/unknown', query)}
      />
    </div>
  )
}

/** Bodies whose address has not found its township stand under the county itself. */
function townshipName(row: Township): string {
  return row.area.length < TOWNSHIP_DIGITS ? `${row.name}（未落到乡镇）` : row.name
}

function townshipColumns(query: Record<string, string | undefined>): RowColumn<Township>[] {
  const to = (path: string, row: Township, more: Record<string, string> = {}) =>
    scopeTo(path, { ...query, area: row.area, ...more })
  const found = (row: Township, value: number) =>
    query['day'] === undefined ? (
      <Go to={to('/findings', row, { open: '1' })}>
        <NumberText value={value} />
      </Go>
    ) : (
      <NumberText value={value} />
    )
  return [
    {
      key: 'name',
      title: '辖区',
      head: true,
      render: (row) => <Go to={to('/check', row)}>{townshipName(row)}</Go>,
    },
    {
      key: 'bodies',
      title: '合作社（家）',
      align: 'right',
      render: (row) => <NumberText value={row.bodies} />,
    },
    { key: 'with', title: '有问题（家）', align: 'right', render: (row) => found(row, row.withFindings) },
    { key: 'findings', title: '问题（条）', align: 'right', render: (row) => found(row, row.findings) },
    {
      key: 'unknown',
      title: '待查明（家）',
      align: 'right',
      render: (row) => (
        <Go to={to('/unknown', row)}>
          <NumberText value={row.unknown} />
        </Go>
      ),
    },
  ]
}
