import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { keepShare, readCoverage, type WireWeakMember } from '#contract/membership/coverage.ts'
import { usePathParam } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { Figure, GroundLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { usePaged } from '../ui/paged.ts'
import { Problems } from '../ui/problems.tsx'
import { DayText, Money, NumberText, Unknown } from '../ui/values.tsx'
import { ChoiceField, DayField, WordsField } from './case-fields.tsx'
import { Change } from './coverage-page.tsx'
import '../ui/bars.css'

type Covered = z.output<typeof readCoverage.response>

/** One cooperative: joined households year by year, weak members, from whom their shares came, which parts are promised. */
export function CoveredPage() {
  const body = usePathParam('id')
  const answer = useCall(readCoverage, { params: { body } })
  const data = answer.data
  return (
    <Page
      title={data === undefined ? '入社覆盖' : `${data.row.bodyName}的入社覆盖`}
      crumbs={[{ label: '入社覆盖', to: '/coverage' }, { label: data?.row.bodyName ?? '合作社' }]}
      {...(data !== undefined && {
        says: (
          <>
            {data.row.areaName}　<Go to={`/bodies/${body}`}>打开一社一档</Go>　
            <Go to={`/shares/${body}`}>股金与持股</Go>
          </>
        ),
      })}
      error={answer.error}
      loading={answer.isPending}
    >
      {data !== undefined && (
        <>
          <Figures data={data} />
          <Trend data={data} />
          <Weak body={body} data={data} />
        </>
      )}
    </Page>
  )
}

function Figures(props: { data: Covered }) {
  const { row, floor } = props.data
  return (
    <>
      <div className="figures">
        <Figure
          label="入社农户"
          value={row.households}
          unit="户"
          formula="在册的农民成员，登记在同一户的算一户"
          rows={`/registers/member?body=${row.body}`}
        />
        <Figure
          label={row.baseYear === null ? '行政村总户数' : `行政村总户数（${row.baseYear} 年）`}
          value={row.base}
          unit="户"
          formula="村户数台账里不晚于今年的最近一年；没有登记的为未知"
          rows="/registers/village_households"
        />
        <Figure
          label="占比"
          value={row.percent}
          formula="入社农户 ÷ 行政村总户数"
          {...(floor !== null && { clause: floor.clause, clauseLabel: `下限 ${floor.says}` })}
          {...(row.reached === false && { tone: 'bad' as const })}
          {...(row.reached === true && { tone: 'good' as const })}
        />
        <Figure label="困难成员" value={row.weak} unit="名" formula="名册上标了“弱势群体”的在册成员" />
      </div>
      {row.base === null && (
        <Alert
          type="info"
          showIcon
          className="gap-below"
          title="还不知道行政村总户数，不判定是否达到"
          description={<BaseNext />}
        />
      )}
      {row.reached === false && (
        <Alert
          type="warning"
          showIcon
          className="gap-below"
          title={`离 ${floor?.says ?? ''} 还差 ${row.lacking} 户`}
          description={
            <>
              动员农户入社，困难户用土地置换、赠股等办法吸收（
              <GroundLink ground={floor?.clause ?? ''} />）
            </>
          }
        />
      )}
    </>
  )
}

/** Townships and counties keep the register of villages; others know whom to ask. */
function BaseNext() {
  const { user } = useSession()
  const may = ['county', 'township'].includes(user.role)
  return may ? (
    <Go to="/registers/village_households/new">登记村户数</Go>
  ) : (
    <>请乡镇登记本村的总户数；合作社的所在地也要落到村。</>
  )
}

function Trend(props: { data: Covered }) {
  const { trend } = props.data
  const most = Math.max(1, ...trend.map((one) => one.households))
  return (
    <section className="panel" aria-label="逐年变化">
      <h3>逐年变化</h3>
      <DataRows
        compact
        rows={trend}
        rowKey={(one) => one.day}
        columns={[
          { key: 'day', title: '截至', head: true, render: (one) => <DayText day={one.day} /> },
          {
            key: 'bar',
            title: '入社农户',
            width: 260,
            render: (one) => (
              <span className="bar-track" aria-hidden style={{ display: 'block', minWidth: 160 }}>
                <span className="bar-fill green" style={{ width: `${(one.households / most) * 100}%` }} />
              </span>
            ),
          },
          { key: 'n', title: '户数', align: 'right', render: (one) => <NumberText value={one.households} /> },
          {
            key: 'change',
            title: '比上一行',
            align: 'right',
            render: (one) => {
              const before = trend[trend.indexOf(one) - 1]
              return <Change row={{ households: one.households, yearAgo: before?.households ?? null }} />
            },
          },
          {
            key: 'base',
            title: '村总户数',
            align: 'right',
            render: (one) => <NumberText value={one.base} />,
          },
          { key: 'percent', title: '占比', align: 'right', render: (one) => one.percent ?? <Unknown /> },
        ]}
      />
    </section>
  )
}

function Weak(props: { body: string; data: Covered }) {
  const { data } = props
  const [writing, setWriting] = useState(false)
  return (
    <section className="panel" aria-label="困难成员">
      <h3>困难成员和防稀释名单</h3>
      <p className="faint">
        名册上标了“弱势群体”的成员，股份从哪里来、由谁赠与；列入名单的，登记会使他们的占比低于保留比例的变动时，系统先提示。
      </p>
      <DataRows
        compact
        {...usePaged(data.weak)}
        rowKey={(one) => one.member}
        tone={(one) => (one.kept?.holds === false ? 'bad' : '')}
        empty={<p className="faint">名册上没有标“弱势群体”的成员，也没有列入名单的成员</p>}
        columns={[
          {
            key: 'name',
            title: '成员',
            head: true,
            render: (one) => <Go to={`/members/${one.member}/life`}>{one.name}</Go>,
          },
          { key: 'joined', title: '入社日期', render: (one) => <DayText day={one.joinedOn} /> },
          {
            key: 'amount',
            title: '股金（元）',
            align: 'right',
            render: (one) => (one.sources.length === 0 ? <Unknown /> : <Money yuan={one.amount} />),
          },
          { key: 'percent', title: '占比', align: 'right', render: (one) => one.percent },
          { key: 'sources', title: '股份从哪里来', render: (one) => <Sources of={one} /> },
          { key: 'kept', title: '保留比例', render: (one) => <Kept of={one} /> },
        ]}
      />
      {data.mayKeep &&
        data.weak.length > 0 &&
        (writing ? (
          <KeepForm body={props.body} weak={data.weak} onDone={() => setWriting(false)} />
        ) : (
          <Button className="no-print" style={{ marginTop: 12 }} onClick={() => setWriting(true)}>
            列入防稀释名单
          </Button>
        ))}
    </section>
  )
}

function Sources(props: { of: WireWeakMember }) {
  const { sources } = props.of
  if (sources.length === 0) return <>股金台账还没有登记</>
  return sources.map((one, at) => (
    <div key={at}>
      {one.day} {one.kind} <Money yuan={one.amount} unit />
      {one.from !== null && `，由 ${one.from} 给`}
      {one.resolution !== null && <span className="faint">（{one.resolution}）</span>}
    </div>
  ))
}

function Kept(props: { of: WireWeakMember }) {
  const { kept } = props.of
  if (kept === null) return <Unknown />
  return (
    <>
      不低于 {kept.atLeast}　{kept.holds ? '✓ 保住了' : '✗ 已被稀释'}
      <div className="faint">
        {kept.resolution}，{kept.resolvedOn}
      </div>
    </>
  )
}

function KeepForm(props: { body: string; weak: readonly WireWeakMember[]; onDone: () => void }) {
  const [member, setMember] = useState('')
  const [percent, setPercent] = useState('')
  const [resolution, setResolution] = useState('')
  const [resolvedOn, setResolvedOn] = useState('')
  const act = useAct(keepShare, { quiet: true, done: '已列入防稀释名单', onDone: props.onDone })
  return (
    <Form layout="vertical" component={false}>
      <ChoiceField
        id="keep-member"
        label="成员"
        value={member === '' ? undefined : member}
        onChange={setMember}
        options={props.weak.map((one) => ({
          value: one.member,
          label: `${one.name}（现在最多 ${one.most}）`,
        }))}
        required
      />
      <WordsField
        id="keep-percent"
        label="持股不低于（如 2.5%，写 0 是不再保留）"
        value={percent}
        onChange={setPercent}
        required
      />
      <WordsField
        id="keep-resolution"
        label="哪次会议的决议"
        value={resolution}
        onChange={setResolution}
        required
      />
      <DayField id="keep-on" label="决议日期" value={resolvedOn} onChange={setResolvedOn} required />
      {act.error !== null && <Alert type="error" title={<Problems problems={problemsOf(act.error)} />} />}
      <Button
        type="primary"
        loading={act.isPending}
        onClick={() =>
          act.mutate({ params: { body: props.body }, body: { member, percent, resolution, resolvedOn } })
        }
      >
        登记
      </Button>{' '}
      <Button onClick={props.onDone}>取消</Button>
    </Form>
  )
}
