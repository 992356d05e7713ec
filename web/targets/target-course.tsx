import { lazy, Suspense } from 'react'
import { readCourse, readShareVersions } from '#contract/targets/division.ts'
import type { TargetRow } from '#contract/targets.ts'
import { useCall } from '../shell/api.ts'
import { useScope } from '../supervision/scope-bar.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { DayText, NumberText } from '../ui/values.tsx'
import './division.css'

const CourseChart = lazy(async () => ({ default: (await import('./course-chart.tsx')).CourseChart }))

/** The way of a target as a picture, with the figures of the picture below it. */
export function TargetCourse(props: { target: TargetRow }) {
  const { query } = useScope()
  const { area, day } = query
  const asked = {
    target: props.target.id,
    ...(area !== undefined && { area }),
    ...(day !== undefined && { day }),
  }
  const course = useCall(
    readCourse,
    { query: asked },
    { enabled: props.target.fact !== null, keep: true },
  ).data
  if (course === undefined || course.points.every((one) => one.actual === null)) return null
  return (
    <>
      <Suspense fallback={<div className="course-chart" />}>
        <CourseChart course={course} />
      </Suspense>
      <details>
        <summary>图上各点的数</summary>
        <DataRows
          compact
          rows={course.points}
          rowKey={(row) => row.day}
          columns={[
            { key: 'day', title: '截至', head: true, render: (row) => <DayText day={row.day} /> },
            {
              key: 'pace',
              title: '按进度应达',
              align: 'right',
              render: (row) => <NumberText value={row.pace === null ? null : `${row.pace}${course.unit}`} />,
            },
            {
              key: 'actual',
              title: '实际',
              align: 'right',
              render: (row) => (
                <NumberText value={row.actual === null ? null : `${row.actual}${course.unit}`} />
              ),
            },
          ]}
        />
      </details>
    </>
  )
}

/** Who set which figure for whom, when and on what ground. */
export function ShareVersions(props: { target: TargetRow; area: string }) {
  const answer = useCall(readShareVersions, { query: { target: props.target.id, area: props.area } })
  const versions = answer.data?.versions ?? []
  if (versions.length === 0) return null
  return (
    <details>
      <summary>分解与变更记录（{versions.length} 条）</summary>
      <DataRows
        compact
        rows={versions}
        rowKey={(row) => `${row.area} ${row.version}`}
        columns={[
          { key: 'name', title: '辖区', head: true, render: (row) => row.name },
          { key: 'value', title: '任务数', render: (row) => row.value ?? '撤销' },
          { key: 'owner', title: '责任单位', render: (row) => row.owner ?? '' },
          { key: 'ground', title: '依据', render: (row) => row.ground },
          { key: 'by', title: '填写人', render: (row) => row.by },
          { key: 'at', title: '时间', render: (row) => <DayText day={row.at} time /> },
        ]}
      />
    </details>
  )
}
