import { Popover, Tag } from 'antd'
import type { ReactNode } from 'react'
import type { ReportCell, WireReportLine, YearlyAnswer } from '#contract/reporting/yearly.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { ClauseLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { Unknown } from '../ui/values.tsx'

const TONES: Readonly<Record<string, string>> = { 达到: 'green', 未达到: 'red', 待确认: 'gold' }

/** Of one cooperative: the form from top to bottom. */
export function BodyLines(props: { data: YearlyAnswer }) {
  const { data } = props
  const measured = data.lines.some((one) => one.standard !== null)
  return (
    <DataRows
      compact
      rows={data.lines}
      rowKey={(row) => row.id}
      columns={[
        { key: 'label', title: '项目', head: true, render: (row) => headOf(row) },
        {
          key: 'value',
          title: `${data.year} 年`,
          align: 'right',
          render: (row) => <Cell line={row} cell={row.cells[0]} />,
        },
        {
          key: 'before',
          title: `${data.year - 1} 年`,
          align: 'right',
          render: (row) => row.cells[0]?.before ?? <Unknown />,
        },
        ...(measured
          ? [
              {
                key: 'standard',
                title: '国家示范社标准',
                render: (row: WireReportLine) => <Standard line={row} />,
              },
            ]
          : []),
        { key: 'source', title: '取自', render: (row) => <Taken cell={row.cells[0]} /> },
      ]}
    />
  )
}

/** Of areas: the indicators below each other, the areas side by side; the whole has last year's beside it. */
export function AreaLines(props: { data: YearlyAnswer }) {
  const { data } = props
  const [whole, ...below] = data.columns
  return (
    <DataRows
      compact
      rows={data.lines}
      rowKey={(row) => row.id}
      columns={[
        { key: 'label', title: '指标', head: true, fixed: true, width: 190, render: (row) => headOf(row) },
        {
          key: 'whole',
          title: whole?.name ?? '',
          align: 'right',
          render: (row) => <Cell line={row} cell={row.cells[0]} />,
        },
        {
          key: 'before',
          title: '上年',
          align: 'right',
          render: (row) => <Before cell={row.cells[0]} />,
        },
        ...below.map((one, at) => ({
          key: one.id,
          title: one.name,
          align: 'right' as const,
          render: (row: WireReportLine) => <Cell line={row} cell={row.cells[at + 1]} />,
        })),
      ]}
    />
  )
}

function Before(props: { cell: ReportCell | undefined }) {
  const { cell } = props
  if (cell?.before == null) return <Unknown />
  return (
    <>
      {cell.before}
      {cell.beforePartial && <span className="yearly-partial">＊</span>}
    </>
  )
}

function headOf(line: WireReportLine): ReactNode {
  return (
    <>
      {line.label}
      {line.unit !== '' && <span className="faint">（{line.unit}）</span>}
    </>
  )
}

/** A figure that opens what it is, where it is taken from and its rows; an empty one says why. */
function Cell(props: { line: WireReportLine; cell: ReportCell | undefined }) {
  const { line, cell } = props
  if (cell === undefined) return <Unknown />
  const answers: [string, ReactNode][] = [
    ['含义', line.formula],
    ...(cell.source === null ? [] : [['取自', cell.source] as [string, ReactNode]]),
    ...(cell.note === null ? [] : [['说明', cell.note] as [string, ReactNode]]),
    ...(cell.differs === null ? [] : [['不一致', cell.differs] as [string, ReactNode]]),
    ['上年', cell.before ?? '没有数'],
    ...(cell.rows === null
      ? []
      : [['明细', <Go to={cell.rows}>查看构成这个数的每一条</Go>] as [string, ReactNode]]),
  ]
  return (
    <Popover
      trigger="click"
      title={line.label}
      content={
        <dl className="figure-answer yearly-answer">
          {answers.map(([word, says]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
      }
    >
      <button
        type="button"
        className="yearly-cell"
        aria-haspopup="dialog"
        aria-label={`${line.label} ${cell.value ?? '没有数'}`}
      >
        {cell.value ?? <Unknown />}
        {cell.differs !== null && <Tag color="orange">不一致</Tag>}
        {cell.value !== null && cell.note !== null && <span className="yearly-partial">＊</span>}
      </button>
    </Popover>
  )
}

function Taken(props: { cell: ReportCell | undefined }) {
  const { cell } = props
  if (cell === undefined) return null
  return (
    <span className="faint">
      {cell.source ?? (cell.rows === null ? '没有台账，自行填写' : '没有这一年的数')}
      {cell.differs !== null && `；${cell.differs}`}
    </span>
  )
}

function Standard(props: { line: WireReportLine }) {
  const { standard } = props.line
  if (standard === null) return null
  return (
    <span>
      {standard.wanted} <Tag color={TONES[standard.state] ?? 'default'}>{standard.state}</Tag>
      <span className="no-print">
        <ClauseLink clause={standard.clause} label="依据" />
      </span>
    </span>
  )
}
