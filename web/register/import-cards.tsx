import type { WireProblem } from '#contract/kernel.ts'
import type { WireImportRow } from '#contract/kernel/imports.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Problems } from '../ui/problems.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { Unknown } from '../ui/values.tsx'
import { ImportPlace, OUTCOMES } from './import-words.tsx'

interface ImportCardsProps {
  rows: readonly WireImportRow[]
  loading: boolean
  total: number
  page: number
  size: number
  onPage: (page: number) => void
}

/** Under the heading of its row a problem tells its column; file, sheet and row stand above it already. */
function inRow({ place, ...problem }: WireProblem): WireProblem {
  return place?.column === undefined ? problem : { ...problem, place: { column: place.column } }
}

const LINES: readonly RowColumn<WireImportRow>[] = [
  {
    key: 'row',
    title: '行',
    head: true,
    render: (row) => (
      <>
        第 {row.row} 行 <StatusTag status={OUTCOMES[row.outcome]} />
      </>
    ),
  },
  { key: 'body', title: '对应主体', render: (row) => row.bodyName ?? <Unknown /> },
  { key: 'area', title: '定到的辖区', render: (row) => <ImportPlace row={row} /> },
  {
    key: 'why',
    title: '问题',
    render: (row) => (row.problems.length === 0 ? '无' : <Problems problems={row.problems.map(inRow)} />),
  },
]

/** The rows of an import on a narrow screen: what becomes of each and why; the cells stand in the wide table. */
export function ImportCards(props: ImportCardsProps) {
  return (
    <DataRows<WireImportRow>
      {...props}
      columns={LINES}
      rowKey={(row) => `${row.sheet}/${row.row}`}
      empty={<EmptyState says="这一类没有行" />}
    />
  )
}
