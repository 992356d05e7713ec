import { Grid, Table, type TableColumnType, Tabs } from 'antd'
import { importRows, type WireImportRow } from '#contract/kernel/imports.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { EmptyState } from '../ui/empty.tsx'
import { Problems } from '../ui/problems.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { Unknown } from '../ui/values.tsx'
import { fieldsOf, headingOf, registerOf } from './declared.ts'
import { ImportCell } from './import-cell.tsx'
import { ImportCards } from './import-cards.tsx'
import { ImportPlace, isOutcome, type Outcome, OUTCOMES } from './import-words.tsx'
import type { Import } from './imports-table.tsx'
import { WIDGETS } from './widgets.tsx'

type Sheet = Import['sheets'][number]
const SIZE = 50

/** The rows of one sheet by what will become of them, each problem in its cell. */
export function ImportRows(props: { id: string; sheet: Sheet }) {
  const { sheet } = props
  const address = useAddress()
  const narrow = Grid.useBreakpoint().md === false
  const asked = address.get('outcome')
  const outcome = asked === 'all' ? undefined : isOutcome(asked) ? asked : firstToLookAt(sheet)
  const page = Number(address.get('page')) || 1
  const rows = useCall(
    importRows,
    {
      params: { id: props.id },
      query: { sheet: sheet.sheet, page, size: SIZE, ...(outcome !== undefined && { outcome }) },
    },
    { keep: true },
  )
  const shown = {
    rows: rows.data?.rows ?? [],
    total: rows.data?.total ?? 0,
    loading: rows.isFetching,
    page,
    size: SIZE,
  }
  return (
    <section className="panel" aria-label="逐行预览">
      <OutcomeTabs
        id={props.id}
        sheet={sheet}
        chosen={outcome}
        onChoose={(key) => address.set({ outcome: key, page: undefined })}
      />
      {narrow ? (
        <ImportCards {...shown} onPage={(next) => address.set({ page: next })} />
      ) : (
        <Cells {...shown} sheet={sheet} onPage={(next) => address.set({ page: next })} />
      )}
    </section>
  )
}

interface CellsProps {
  sheet: Sheet
  rows: WireImportRow[]
  total: number
  loading: boolean
  page: number
  size: number
  onPage: (page: number) => void
}

function Cells(props: CellsProps) {
  const columns = columnsOf(props.sheet)
  return (
    <Table<WireImportRow>
      size="small"
      bordered
      rowKey={(row) => `${row.sheet}/${row.row}`}
      columns={columns}
      dataSource={props.rows}
      loading={props.loading}
      scroll={{ x: columns.reduce((sum, one) => sum + Number(one.width), 0) }}
      locale={{ emptyText: <EmptyState says="这一类没有行" /> }}
      pagination={{
        current: props.page,
        pageSize: props.size,
        total: props.total,
        showSizeChanger: false,
        showTotal: (total) => `共 ${total} 行`,
        onChange: props.onPage,
      }}
    />
  )
}

interface OutcomeTabsProps {
  id: string
  sheet: Sheet
  chosen: Outcome | undefined
  onChoose: (outcome: string) => void
}

function OutcomeTabs(props: OutcomeTabsProps) {
  const { counts } = props.sheet
  const known: Record<Outcome, number | undefined> = {
    refused: counts.refused,
    warned: counts.warned,
    unchanged: counts.unchanged,
    new: useCount(props, 'new'),
    changed: useCount(props, 'changed'),
  }
  const tab = (key: Outcome) => ({
    key,
    label: known[key] === undefined ? OUTCOMES[key] : `${OUTCOMES[key]}（${known[key]}）`,
  })
  return (
    <Tabs
      activeKey={props.chosen ?? 'all'}
      onChange={props.onChoose}
      items={[
        { key: 'all', label: `全部（${counts.read}）` },
        tab('refused'),
        tab('warned'),
        tab('new'),
        tab('changed'),
        tab('unchanged'),
      ]}
    />
  )
}

/** What needs a person comes first; where nothing does, all rows. */
function firstToLookAt(sheet: Sheet): Outcome | undefined {
  if (sheet.counts.refused > 0) return 'refused'
  return sheet.counts.warned > 0 ? 'warned' : undefined
}

function useCount(props: { id: string; sheet: Sheet }, outcome: Outcome): number | undefined {
  const query = { sheet: props.sheet.sheet, outcome, page: 1, size: 1 }
  return useCall(importRows, { params: { id: props.id }, query }).data?.total
}

const fixed = { fixed: 'start' as const }

/** Whose row it is; in the register of bodies the name says it already. */
const BODY: TableColumnType<WireImportRow> = {
  key: 'body',
  title: '对应主体',
  width: 200,
  render: (_, row) => row.bodyName ?? <Unknown />,
}

function columnsOf(sheet: Sheet): TableColumnType<WireImportRow>[] {
  const register = sheet.register === null ? undefined : registerOf(sheet.register)
  const letters = new Map(sheet.columns.map((one) => [one.field, one.column]))
  const fields = register === undefined ? [] : fieldsOf(register).filter(({ key }) => letters.has(key))
  return [
    { key: 'row', title: '行号', width: 64, align: 'right', ...fixed, render: (_, row) => row.row },
    {
      key: 'outcome',
      title: '结果',
      width: 84,
      ...fixed,
      render: (_, row) => <StatusTag status={OUTCOMES[row.outcome]} />,
    },
    {
      key: 'why',
      title: '问题和处理',
      width: 280,
      render: (_, row) => <Problems problems={row.problems} withPlace={false} />,
    },
    ...(register?.belongsTo === 'none' ? [] : [BODY]),
    { key: 'area', title: '定到的辖区和依据', width: 240, render: (_, row) => <ImportPlace row={row} /> },
    ...fields.map(({ key, field }) => ({
      key,
      title: `${letters.get(key)} ${headingOf(field)}`,
      width: WIDGETS[field.kind].width,
      align: WIDGETS[field.kind].figures ? ('right' as const) : ('left' as const),
      render: (_: unknown, row: WireImportRow) => (
        <ImportCell row={row} fieldKey={key} field={field} letter={letters.get(key) ?? ''} />
      ),
    })),
  ]
}
