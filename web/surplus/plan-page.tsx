import { readPlan, type WirePlan } from '#contract/surplus/plans.ts'
import { TAX_OPEN } from '#core/surplus/slip.ts'
import { usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { FileLinks } from '../ui/files.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { usePaged } from '../ui/paged.ts'
import { DayText, Money } from '../ui/values.tsx'
import { Findings, Steps } from './division-preview.tsx'
import { PayPanel } from './pay-panel.tsx'
import { PlanStep } from './plan-step.tsx'
import './surplus.css'

const WAY = [
  { state: 'frozen', label: '定稿' },
  { state: 'laid', label: '备查' },
  { state: 'called', label: '通知开会' },
  { state: 'resolved', label: '大会通过' },
  { state: 'posted', label: '入账、兑付' },
] as const

/** One frozen plan: where it is, the next step, what each household gets and has got. */
export function PlanPage() {
  const id = usePathParam('id')
  const found = useCall(readPlan, { params: { id } })
  const plan = found.data
  return (
    <Page
      title={plan === undefined ? '盈余分配方案' : `${plan.bodyName}${plan.year} 年盈余分配方案`}
      crumbs={[
        { label: '盈余分配', to: '/surplus' },
        ...(plan === undefined
          ? []
          : [{ label: plan.bodyName, to: `/surplus/${plan.body}?year=${plan.year}` }]),
        { label: '方案' },
      ]}
      error={found.error}
      loading={found.isPending}
      actions={plan !== undefined && <Go to={`/surplus/plans/${id}/slips`}>看明白纸、打印</Go>}
    >
      {plan !== undefined && (
        <>
          <Way state={plan.state} label={plan.stateLabel} />
          {plan.mayWrite && plan.state !== 'posted' && <PlanStep plan={plan} />}
          {plan.state === 'posted' && <PayPanel plan={plan} />}
          <section className="panel" aria-label="方案">
            <h3>方案</h3>
            <Steps steps={plan.steps} />
            <Findings findings={plan.findings} />
          </section>
          <section className="panel" aria-label="各成员所得">
            <h3>各成员所得</h3>
            <Shares plan={plan} />
            <p className="faint">{TAX_OPEN}</p>
          </section>
          <History plan={plan} />
        </>
      )}
    </Page>
  )
}

function Way({ state, label }: { state: string; label: string }) {
  const at = WAY.findIndex((one) => one.state === state)
  if (at < 0) return <p role="status">这个方案{label}</p>
  return (
    <ol className="plan-way" aria-label="办到哪一步">
      {WAY.map((one, index) => (
        <li
          key={one.state}
          {...(index < at && { 'data-done': '' })}
          {...(index === at && { 'aria-current': 'step' as const })}
        >
          {one.label}
        </li>
      ))}
    </ol>
  )
}

type Share = WirePlan['shares'][number]

const money = (key: keyof Share, title: string): RowColumn<Share> => ({
  key,
  title,
  align: 'right',
  render: (row) => <Money yuan={row[key]} />,
})

function Shares({ plan }: { plan: WirePlan }) {
  return (
    <DataRows
      compact
      {...usePaged(plan.shares)}
      rowKey={(row) => row.member}
      columns={[
        {
          key: 'name',
          title: '成员',
          head: true,
          render: (row) => (
            <Go to={`/surplus/plans/${plan.id}/slips?member=${row.member}`}>
              {row.number} {row.name}
            </Go>
          ),
        },
        {
          key: 'weight',
          title: plan.basisWord,
          align: 'right',
          render: (row) => <span className="number">{row.weight}</span>,
        },
        money('patronage', '按交易返还'),
        money('remainder', '剩余分配'),
        money('total', '合计'),
        money('converted', '转为出资'),
        money('due', '应付'),
        ...(plan.state === 'posted'
          ? [money('paid', '已付'), money('pending', '正在付'), money('owed', '尚欠')]
          : []),
      ]}
    />
  )
}

function History({ plan }: { plan: WirePlan }) {
  return (
    <section className="panel" aria-label="办理记录">
      <h3>办理记录</h3>
      <ul className="happens">
        <li>
          <DayText day={plan.frozenAt} /> 定稿（{plan.actor}）
        </li>
        {plan.actions.map((one) => (
          <li key={`${one.action}${one.at}`}>
            <DayText day={one.day} /> {one.label}（{one.actor}）{one.says.join('；')}{' '}
            {one.files.length > 0 && <FileLinks files={one.files} />}
            {one.voucher !== null && <Go to={`/vouchers/${one.voucher}`}>看凭证</Go>}
          </li>
        ))}
      </ul>
    </section>
  )
}
