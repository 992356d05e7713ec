import { useEffect } from 'react'
import type { z } from 'zod'
import { publicDirectory, type publicRow } from '#contract/ratings/ratings.ts'
import { useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { Problems } from '../ui/problems.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText } from '../ui/values.tsx'
import './ratings.css'

type Row = z.infer<typeof publicRow>

/** 公开名录: what anybody may see without signing in, the notice first. */
export function DirectoryPage() {
  const { data, error } = useCall(publicDirectory)
  useEffect(() => {
    document.title = '合作社公开名录 · 禾社'
  }, [])
  const rows = data?.rows ?? []
  const notice = rows.filter((one) => one.kind === 'notice')
  return (
    <main className="directory">
      <h2>{data?.countyName ?? ''}合作社公开名录</h2>
      <p className="faint">{data?.day ?? ''} 的名录；对公示有异议的，请在公示期内向农业农村部门提出</p>
      {error !== null && <Problems problems={problemsOf(error)} />}
      {notice.length > 0 && (
        <section className="panel">
          <h3>公示中（拟认定）</h3>
          <DataRows
            rows={notice}
            rowKey={keyOf}
            columns={[
              ...COLUMNS,
              {
                key: 'until',
                title: '公示期',
                render: (row) => (
                  <>
                    <DayText day={row.since} /> 至 <DayText day={row.until} />
                  </>
                ),
              },
            ]}
          />
        </section>
      )}
      <section className="panel">
        <h3>名录</h3>
        <DataRows
          rows={rows.filter((one) => one.kind === 'granted')}
          rowKey={keyOf}
          columns={[
            ...COLUMNS,
            { key: 'since', title: '认定日期', render: (row) => <DayText day={row.since} /> },
          ]}
          empty={<p className="faint">还没有认定的合作社</p>}
        />
      </section>
    </main>
  )
}

const keyOf = (row: Row): string => `${row.scheme}-${row.year}-${row.name}-${row.areaName}`

const COLUMNS: readonly RowColumn<Row>[] = [
  { key: 'name', title: '合作社', head: true, render: (row) => row.name },
  { key: 'area', title: '辖区', render: (row) => row.areaName },
  { key: 'level', title: '等级', render: (row) => <StatusTag status={row.level} /> },
  { key: 'scheme', title: '评定', render: (row) => row.scheme },
]
