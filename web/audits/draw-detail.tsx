import { Alert, Button } from 'antd'
import { useState } from 'react'
import { type Draw, type DrawBody, readDraw } from '#contract/audits/draws.ts'
import type { Item } from '#contract/kernel/procedures.ts'
import { auditDraw } from '#core/audits/audit-draw.ts'
import { drawSample, populationHash } from '#core/audits/sample.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { DayText } from '../ui/values.tsx'
import './audits.css'

const SHOWN = 10

/** Begins another draw. */
export function DrawButtons() {
  const go = useGo()
  if (!auditDraw.opens.includes(useSession().user.role)) return null
  return (
    <Button type="primary" onClick={() => go('/audits/draws/new')}>
      定下总体
    </Button>
  )
}

/** The population as it was frozen, the number that was spoken, the list; all of it to be computed again. */
export function DrawDetail(props: { item: Item }) {
  const { item } = props
  const go = useGo()
  const found = useCall(readDraw, { params: { id: item.id } })
  const draw = found.data
  if (draw === undefined) return null
  return (
    <>
      {draw.drawn !== null && (
        <section className="panel">
          <h3>抽取结果</h3>
          <p>
            种子数 <strong className="draw-seed">{draw.drawn.seed}</strong>，
            <DayText day={draw.drawn.drawnOn} /> 由 {draw.drawn.host} 主持，见证人{' '}
            {draw.drawn.witnesses.join('、')}
          </p>
          <p className="no-print">
            <Button onClick={() => go(`/audits/draws/${item.id}/print`)}>打印抽查记录</Button>{' '}
            <Recheck draw={draw} />
          </p>
          <Drawn draw={draw} />
        </section>
      )}
      <section className="panel">
        <h3>总体</h3>
        <dl className="item-facts">
          <Fact word="条件">{draw.filterWords.join('；')}</Fact>
          <Fact word="总体">{draw.population.length} 家</Fact>
          <Fact word="要抽">{draw.size} 家</Fact>
          <Fact word="定下日期">
            <DayText day={draw.frozenOn} />
          </Fact>
        </dl>
        <details className="faint">
          <summary>怎样重算</summary>
          <p>{draw.method}。</p>
          <p>
            总体校验值（全部编号按次序一行一个，取 SHA-256）：
            <span className="draw-hash">{draw.populationHash}</span>
          </p>
        </details>
        <Population rows={draw.population} />
      </section>
    </>
  )
}

function Fact(props: { word: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{props.word}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

const NAMES = [
  {
    key: 'name',
    title: '合作社',
    head: true,
    render: (row: DrawBody) => <Go to={`/bodies/${row.body}`}>{row.name}</Go>,
  },
  { key: 'key', title: '编号', render: (row: DrawBody) => <span className="number">{row.key}</span> },
  { key: 'place', title: '乡镇', render: (row: DrawBody) => row.place },
]

function Population(props: { rows: readonly DrawBody[] }) {
  const [all, setAll] = useState(false)
  const rows = all ? props.rows : props.rows.slice(0, SHOWN)
  return (
    <>
      <DataRows compact rows={rows} rowKey={(row) => row.key} columns={NAMES} />
      {props.rows.length > rows.length && (
        <Button type="link" onClick={() => setAll(true)}>
          看全部 {props.rows.length} 家
        </Button>
      )}
    </>
  )
}

/** The drawn in the order in which they came. */
export function drawnOf(draw: Draw): (DrawBody & { number: number })[] {
  const bodies = new Map(draw.population.map((one) => [one.key, one]))
  return (draw.drawn?.keys ?? []).flatMap((key, at) => {
    const found = bodies.get(key)
    return found === undefined ? [] : [{ ...found, number: at + 1 }]
  })
}

function Drawn(props: { draw: Draw }) {
  return (
    <DataRows
      rows={drawnOf(props.draw)}
      rowKey={(row) => row.key}
      columns={[{ key: 'number', title: '次序', width: 70, render: (row) => row.number }, ...NAMES]}
    />
  )
}

/** Computes the list again from what is on this page, in this browser, and says whether it is the one that was kept. */
function Recheck(props: { draw: Draw }) {
  const { draw } = props
  const [says, setSays] = useState<{ right: boolean; text: string }>()
  const check = () => {
    const keys = draw.population.map((one) => one.key)
    const again = drawSample(keys, { seed: draw.drawn?.seed ?? '', size: draw.size })
    const sameList = again.join('\n') === (draw.drawn?.keys ?? []).join('\n')
    const right = sameList && populationHash(keys) === draw.populationHash
    const text = right
      ? `核对相符：总体 ${keys.length} 家没有变动，按种子重算的 ${again.length} 家名单与记录一致`
      : '核对不符：总体或名单与记录不一致，请报告县级管理员'
    setSays({ right, text })
  }
  return (
    <>
      <Button onClick={check}>核对</Button>
      {says !== undefined && (
        <Alert style={{ marginTop: 8 }} type={says.right ? 'success' : 'error'} showIcon title={says.text} />
      )}
    </>
  )
}
