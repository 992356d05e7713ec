import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { freezePlan, previewDivision, readDivision, type WireDivision } from '#contract/surplus/plans.ts'
import type { WireTypedPlan } from '#contract/surplus/typed-plan.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { ClauseLink, Figure } from '../ui/figure.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Money } from '../ui/values.tsx'
import { keepStored, readStored } from '../ui/stored.ts'
import { DivisionPreview } from './division-preview.tsx'
import { PlanForm } from './plan-form.tsx'
import './surplus.css'

export type DivisionYear = z.output<typeof readDivision.response>

/** A cooperative's year: what is divided from, the plan beside its alternatives, the freezing. */
export function DivisionPage() {
  const body = usePathParam('id')
  const { get, set } = useAddress()
  const asked = get('year')
  const found = useCall(readDivision, {
    params: { body },
    query: asked === undefined ? {} : { year: Number(asked) },
  })
  const data = found.data
  return (
    <Page
      title={data === undefined ? '盈余分配' : `${data.bodyName}的盈余分配`}
      crumbs={[{ label: '盈余分配', to: '/surplus' }, { label: data?.bodyName ?? '合作社' }]}
      error={found.error}
      says={<Go to={`/member-accounts/${body}`}>成员账户</Go>}
      loading={found.isPending}
    >
      {data !== undefined && (
        <>
          <Labelled label="分配哪一年的盈余">
            <Select
              aria-label="年度"
              value={data.year}
              style={{ width: 110 }}
              options={data.years.map((value) => ({ value, label: `${value} 年` }))}
              onChange={(year: number) => set({ year })}
            />
          </Labelled>
          <Grounds body={body} data={data} />
          {data.plans.length > 0 && <Plans plans={data.plans} />}
          {data.plans.every((one) => one.final && one.stateLabel !== '已入账') && (
            <Drafting key={data.year} body={body} data={data} />
          )}
        </>
      )}
    </Page>
  )
}

/** What the division rests on, and where each of it is kept. */
function Grounds({ body, data }: { body: string; data: DivisionYear }) {
  return (
    <section className="panel gap-above" aria-label="分配的依据">
      <div className="figures money-figures">
        <Figure
          label="年末成员"
          value={data.members}
          unit="名"
          formula={`${data.year} 年 12 月 31 日在册的成员；年末退社的仍参加当年分配`}
          rows={`/registers/member?q=${encodeURIComponent(data.bodyName)}`}
        />
        <Figure
          label="出资合计"
          value={data.contributions}
          unit="元"
          formula={data.fromLedger ? '股金台账累加到年末' : '股金台账还没有登记，取成员名册的出资额'}
          rows={`/shares/${body}?on=${data.year}-12-31`}
        />
        <Figure
          label="成员交售"
          value={data.traded.delivered}
          unit="元"
          formula="本年成员交售给本社的金额合计"
          rows={`/trades/${body}?tab=lines&year=${data.year}`}
        />
        <Figure
          label="成员购买"
          value={data.traded.supplied}
          unit="元"
          formula="本年成员向本社购买的金额合计"
          rows={`/trades/${body}?tab=lines&year=${data.year}`}
        />
      </div>
      {data.traded.open > 0 && (
        <Alert
          type="warning"
          title={`还有 ${data.traded.open} 笔交易成员没有确认`}
          description={<Go to={`/trades/${body}?tab=confirm&year=${data.year}`}>打印签名表，请成员核对</Go>}
        />
      )}
      <p className="faint">
        按交易量（额）返还不低于可分配盈余的 {data.floor}（
        <ClauseLink clause={data.floorClause} label="依据" />
        ）；
        {data.cap === null ? (
          '本地在用的方案没有规定公积金上限'
        ) : (
          <>
            公积金提取不超过 {data.cap}（<ClauseLink clause={data.capClause} label="依据" />）
          </>
        )}
        。
      </p>
      <ByCharter body={body} data={data} />
    </section>
  )
}

/** What the charter of the year says of the division, or that nobody entered it. */
function ByCharter({ body, data: { charter, year } }: { body: string; data: DivisionYear }) {
  const said =
    charter === null
      ? []
      : [
          ...(charter.patronageRate === null ? [] : [`按交易量（额）返还不低于 ${charter.patronageRate}`]),
          ...(charter.reserveRate === null ? [] : [`提取公积金 ${charter.reserveRate}`]),
        ]
  return (
    <p className="faint">
      {charter === null
        ? `还没有登记 ${year} 年年末有效的章程，比例请按章程填写（`
        : said.length === 0
          ? `${year} 年年末有效的是${charter.says}，没有登记返还和提取公积金的比例（`
          : `${year} 年年末有效的是${charter.says}：${said.join('，')}，方案按它核对（`}
      <Go to={`/charters?body=${body}`}>看章程</Go>）。
    </p>
  )
}

function Plans({ plans }: { plans: DivisionYear['plans'] }) {
  return (
    <section className="panel" aria-label="已有的方案">
      <h3>已有的方案</h3>
      <ul className="happens">
        {plans.map((one) => (
          <li key={one.id}>
            <Go to={`/surplus/plans/${one.id}`}>
              可分配盈余 <Money yuan={one.law} unit /> 的方案
            </Go>
            ：{one.stateLabel}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Drafting({ body, data }: { body: string; data: DivisionYear }) {
  const key = `surplus:${body}:${data.year}`
  const [typed, setTyped] = useState<WireTypedPlan>(() => ({
    ...data.suggested,
    ...(readStored(key) as Partial<WireTypedPlan> | undefined),
  }))
  const preview = useAct(previewDivision, { quiet: true, invalidate: [] })
  const go = useGo()
  const freeze = useAct(freezePlan, {
    quiet: true,
    done: '方案已定稿',
    onDone: ({ id }) => {
      keepStored(key, undefined)
      go(`/surplus/plans/${id}`)
    },
  })
  const send = { params: { body }, body: { year: data.year, typed } }
  const change = (part: Partial<WireTypedPlan>) => {
    preview.reset()
    freeze.reset()
    const next = { ...typed, ...part }
    setTyped(next)
    keepStored(key, next)
  }
  const error = freeze.error ?? preview.error
  return (
    <>
      <section className="panel" aria-label="拟方案">
        <h3>拟方案</h3>
        <p className="faint">
          {data.fromBooks
            ? '据账簿：下面的数已从账簿取来，可以改。'
            : `据报表：账簿没有 ${data.year} 年的账，请按年终的盈余及盈余分配表填写。`}
        </p>
        <PlanForm typed={typed} {...data} onChange={change} />
        {error !== null && <Alert type="error" title={<Problems problems={problemsOf(error)} />} />}
        <Button type="primary" loading={preview.isPending} onClick={() => preview.mutate(send)}>
          算一算，比一比
        </Button>
      </section>
      {preview.data !== undefined && <DivisionPreview made={preview.data} basis={typed.basis} />}
      {preview.data !== undefined && data.mayWrite && (
        <Freeze made={preview.data} busy={freeze.isPending} onFreeze={() => freeze.mutate(send)} />
      )}
    </>
  )
}

function Freeze({ made, busy, onFreeze }: { made: WireDivision; busy: boolean; onFreeze: () => void }) {
  return (
    <ConfirmPanel
      title="把这个方案定稿"
      happens={[
        `${made.shares.length} 名成员各得多少，和算它用的交易、出资、比例一起冻结，以后不随台账变动`,
        '定稿后依次是：备查十五日 → 开会表决 → 入账 → 兑付；大会表决前可以撤回重拟',
      ]}
      button="定稿"
      busy={busy}
      blocked={made.barred ? '有不能定稿的问题，请先按上面的办法改' : null}
      onConfirm={onFreeze}
    />
  )
}
