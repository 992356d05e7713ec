import { Button } from 'antd'
import { useState } from 'react'
import type { Dossier } from '#contract/registry.ts'
import { useMay } from '../shell/session.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { FoldedWords } from '../ui/folded-words.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText } from '../ui/values.tsx'
import { FindingCard } from './finding-card.tsx'

/** What a person still has to answer about this body. */
export function DossierQuestions(props: { data: Dossier }) {
  if (props.data.questions.length === 0) return null
  return (
    <section id="questions" className="panel">
      <h3>待确认（{props.data.questions.length}）</h3>
      <Problems problems={props.data.questions} />
      {props.data.questions.some((one) => one.says.includes('地址待确认')) && (
        <p className="no-print">
          <Go to="/areas/questions">去地址待确认</Go>
        </p>
      )}
    </section>
  )
}

/** Findings that are open, then those that were mended. */
export function DossierFindings(props: { data: Dossier; day: string | undefined }) {
  const open = props.data.findings.filter((one) => one.closedOn === null)
  const closed = props.data.findings.filter((one) => one.closedOn !== null)
  return (
    <section id="findings" className="panel">
      <h3>问题（{open.length}）</h3>
      {open.length === 0 && <p>体检没有发现问题。</p>}
      <p className="no-print">
        <Go to={factsOf(props)}>体检用到的每个数怎么算、取自哪里</Go>
      </p>
      {open.map((one) => (
        <FindingCard key={one.id} finding={one} />
      ))}
      {closed.length > 0 && (
        <details className="no-print">
          <summary>已消除的问题 {closed.length} 条</summary>
          {closed.map((one) => (
            <FindingCard key={one.id} finding={one} />
          ))}
        </details>
      )}
    </section>
  )
}

/** The page with the figures behind the findings, of the same day. */
function factsOf(of: { data: Dossier; day: string | undefined }): string {
  return `/bodies/${of.data.body.id}/facts${of.day === undefined ? '' : `?day=${of.day}`}`
}

/** So many rules that can not be judged stand open on the screen; the rest at a press, and all of them on paper. */
const FIRST = 10

function UnknownRows(props: { rows: Dossier['unknown'] }) {
  return (
    <DataRows
      rows={props.rows}
      rowKey={(row) => row.rule}
      columns={[
        { key: 'label', title: '判不了的规则', head: true, width: 260, render: (row) => row.label },
        {
          key: 'missing',
          title: '缺少的栏目',
          width: 520,
          render: (row) => <FoldedWords words={row.missing} unit="栏" />,
        },
      ]}
    />
  )
}

/** What can not be judged, the cells that are missing, and the form that asks for them. */
export function DossierUnknown(props: { data: Dossier }) {
  const { data } = props
  const go = useGo()
  const mayHandOut = useMay('handOut')
  const [all, setAll] = useState(false)
  const folded = !all && data.unknown.length > FIRST
  const form = () => {
    const words = new URLSearchParams(data.unknown.map((one) => ['rules', one.rule]))
    words.set('bodies', data.body.id)
    go(`/handouts/new?${words.toString()}`)
  }
  return (
    <section id="unknown" className="panel">
      <h3>待查明（{data.unknown.length}）</h3>
      {data.unknown.length === 0 ? (
        <p>没有待查明的事项。</p>
      ) : (
        <>
          <div className={folded ? 'no-print' : ''}>
            <UnknownRows rows={folded ? data.unknown.slice(0, FIRST) : data.unknown} />
          </div>
          {folded && (
            <>
              <div className="print-only">
                <UnknownRows rows={data.unknown} />
              </div>
              <Button type="link" className="no-print" onClick={() => setAll(true)}>
                展开全部 {data.unknown.length} 条
              </Button>
            </>
          )}
          {mayHandOut && (
            <Button className="no-print" style={{ marginTop: 12 }} onClick={form}>
              生成填报表
            </Button>
          )}
        </>
      )}
    </section>
  )
}

export function DossierCases(props: { data: Dossier }) {
  const { cases } = props.data
  return (
    <section id="cases" className="panel">
      <h3>整改单（{cases.length}）</h3>
      {cases.length === 0 ? (
        <p>没有整改单。</p>
      ) : (
        <DataRows
          rows={cases}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'title',
              title: '整改事项',
              head: true,
              render: (row) => <Go to={`/cases/${row.id}`}>{row.title}</Go>,
            },
            {
              key: 'code',
              title: '编号',
              width: 180,
              render: (row) => <span className="number">{row.code}</span>,
            },
            { key: 'state', title: '状态', width: 110, render: (row) => <StatusTag status={row.state} /> },
            { key: 'dueOn', title: '整改期限', width: 130, render: (row) => <DayText day={row.dueOn} /> },
          ]}
        />
      )}
    </section>
  )
}
