import { Tag } from 'antd'
import { useEffect } from 'react'
import { listClashes, type WireClash } from '#contract/supervision/clashes.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { EmptyState } from '../ui/empty.tsx'
import { ClauseLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { DayText } from '../ui/values.tsx'
import { ChooseClash } from './choose-clash.tsx'
import { scopeTo } from './scope-bar.tsx'
import './clashes.css'

type Undercut = ReturnType<typeof listClashes.response.parse>['undercuts'][number]

/** 条款冲突: clauses that can not both be followed, the floor of the law, and what the place has chosen. */
export function ClashesPage() {
  const answer = useCall(listClashes)
  const aimed = useAddress().get('clash')
  const data = answer.data
  const clashes = data?.clashes ?? []
  const here = clashes.filter((one) => one.stands)
  const elsewhere = clashes.filter((one) => !one.stands)
  useEffect(() => {
    if (aimed !== undefined && data !== undefined)
      document.getElementById(`clash-${aimed}`)?.scrollIntoView({ block: 'start' })
  }, [aimed, data])
  const line = (one: WireClash) => (
    <ClashView key={one.id} clash={one} aimed={one.id === aimed} mayChoose={data?.mayChoose === true} />
  )
  return (
    <Page
      title="条款冲突"
      says={
        data &&
        `本地执行的文件之间、文件与法律之间不能同时照办的有 ${here.length} 处，其中 ${here.filter((one) => one.chosen).length} 处已选定做法；没有选定的按法律底线办`
      }
      error={answer.error}
      loading={answer.isPending}
    >
      <Undercuts rows={data?.undercuts ?? []} />
      {here.length === 0 && (
        <EmptyState
          says="本地执行的文件里没有登记的条款冲突"
          next={<Go to="/policies">看本地执行哪些文件</Go>}
        />
      )}
      {here.map(line)}
      {elsewhere.length > 0 && (
        <section>
          <h3>采用这些方案时会遇到的</h3>
          {elsewhere.map(line)}
        </section>
      )}
    </Page>
  )
}

function Undercuts(props: { rows: readonly Undercut[] }) {
  if (props.rows.length === 0) return null
  return (
    <section className="panel">
      <h3>低于法律、没有采用的数值</h3>
      {props.rows.map((one) => (
        <p key={one.parameter + one.areaName}>
          {one.areaName}把“{one.label}”定为 <s>{one.refused}</s>，低于
          <ClauseLink clause={one.clause} label={one.clauseLabel} />的 {one.law}；按{' '}
          <strong>{one.law}</strong> 判定。
        </p>
      ))}
    </section>
  )
}

/** One clash: what each clause wants, why not both, what holds, who decided. */
function ClashView(props: { clash: WireClash; aimed: boolean; mayChoose: boolean }) {
  const { clash } = props
  return (
    <article id={`clash-${clash.id}`} className={props.aimed ? 'panel clash aimed' : 'panel clash'}>
      <h3>
        {clash.label} <StateTag clash={clash} />
      </h3>
      <ul className="clash-sides">
        {clash.sides.map((side) => (
          <li key={side.clause} className={side.clause === clash.floor?.clause ? 'floor' : ''}>
            <div>{side.says}</div>
            <div className="faint">
              <ClauseLink clause={side.clause} label={side.clauseLabel} />
              {!side.binds && '（本地没有执行）'}
            </div>
            {side.clause === clash.floor?.clause && <Tag color="green">法律底线</Tag>}
          </li>
        ))}
      </ul>
      <p>{clash.ground}</p>
      <Concerns clash={clash} />
      <div className="clash-options">
        {clash.options.map((one) => (
          <div key={one.id} className={one.held && (clash.chosen || clash.floor !== null) ? 'held' : ''}>
            {one.held && (clash.chosen || clash.floor !== null) && (
              <Tag color={clash.chosen ? 'blue' : 'default'}>{clash.chosen ? '已选定' : '现在按此办'}</Tag>
            )}
            {one.says}
          </div>
        ))}
      </div>
      {clash.history.length > 0 && (
        <ul className="clash-history">
          {clash.history.map((one) => (
            <li key={one.at}>
              <DayText day={one.from} /> 起，{one.areaName}：{one.says}
              <div className="faint">
                依据：{one.ground}（{one.by}，<DayText day={one.at} time />）
              </div>
            </li>
          ))}
        </ul>
      )}
      {clash.stands && props.mayChoose && <ChooseClash clash={clash} />}
    </article>
  )
}

function StateTag(props: { clash: WireClash }) {
  const { clash } = props
  if (!clash.stands) return <Tag>本地未同时执行</Tag>
  if (clash.chosen) return <Tag color="blue">已选定</Tag>
  return <Tag color="gold">{clash.floor === null ? '待选定' : '按法律底线'}</Tag>
}

/** The rules and values that it concerns, with their live figures. */
function Concerns(props: { clash: WireClash }) {
  const { rules, parameters } = props.clash
  if (rules.length + parameters.length === 0) return null
  return (
    <p className="faint">
      涉及
      {rules.map((one) => (
        <span key={one.id}>
          {' '}
          规则“{one.label}”
          {one.fails !== null && (
            <Go to={scopeTo('/findings', { rule: one.id, open: '1' })}>（现有问题 {one.fails} 条）</Go>
          )}
        </span>
      ))}
      {parameters.map((one) => (
        <span key={one.id}>
          {' '}
          <ClauseLink clause={one.clause} label={`数值“${one.label}”`} />
        </span>
      ))}
    </p>
  )
}
