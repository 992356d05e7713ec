import { Table, type TableColumnType } from 'antd'
import { useLayoutEffect, useRef, useState } from 'react'
import type { WireRecord } from '#contract/kernel.ts'
import type { Register } from '#core/kernel/register.ts'
import type { Address } from '../shell/address.ts'
import { Go } from '../ui/go.tsx'
import { Unknown } from '../ui/values.tsx'
import { chosenFields, columnWidth, headingOf, textWidth } from './declared.ts'
import { NothingHere } from './nothing-here.tsx'
import { WIDGETS } from './widgets.tsx'

type Column = TableColumnType<WireRecord> & { width: number }

interface ListTableProps {
  register: Register
  columns: readonly string[]
  address: Address
  records: WireRecord[]
  total: number
  /** There are more than that. */
  more: boolean
  page: number
  size: number
  loading: boolean
  /** Record id → body id of the chosen rows; null switches choosing off. */
  chosen: ReadonlyMap<string, string> | null
  onChoose: (chosen: Map<string, string>) => void
}

/** The rows of a register: paged and sorted by the server, only the rows in sight are drawn. */
export function ListTable(props: ListTableProps) {
  const { register, address } = props
  const { ref, height } = useRoomBelow()
  const columns = columnsOf(props)
  return (
    <div ref={ref} className="list-table">
      <Table<WireRecord>
        virtual
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={props.records}
        loading={props.loading}
        scroll={{ x: columns.reduce((sum, one) => sum + one.width, 0), y: height }}
        locale={{
          emptyText: <NothingHere register={register} filtered={Object.keys(address.search).length > 0} />,
        }}
        {...(props.chosen !== null && { rowSelection: selectionOf(props, props.chosen) })}
        pagination={{
          current: props.page,
          pageSize: props.size,
          total: props.total,
          showTotal: (total, [from, to]) => `第 ${from}–${to} 条，共 ${total} ${props.more ? '多条' : '条'}`,
          showSizeChanger: true,
          pageSizeOptions: [50, 100, 200, 500],
        }}
        onChange={({ current, pageSize }, _, sorter, { action }) => {
          if (action === 'paginate') return address.set({ page: current, size: pageSize })
          const one = Array.isArray(sorter) ? sorter[0] : sorter
          const sort = one?.order ? String(one.columnKey) : undefined
          const descending = one?.order === 'descend' ? '1' : undefined
          return address.set({ sort, descending, page: undefined })
        }}
      />
    </div>
  )
}

function selectionOf(props: ListTableProps, chosen: ReadonlyMap<string, string>) {
  return {
    selectedRowKeys: [...chosen.keys()],
    preserveSelectedRowKeys: true,
    columnWidth: 40,
    getCheckboxProps: () => ({ 'aria-label': '选这一行' }),
    getTitleCheckboxProps: () => ({ 'aria-label': '选本页全部' }),
    onChange: (keys: React.Key[]) => {
      const here = new Map(props.records.map((one) => [one.id, one.body ?? one.id]))
      props.onChoose(
        new Map(keys.map(String).map((key) => [key, here.get(key) ?? chosen.get(key) ?? key] as const)),
      )
    },
  }
}

const NAME_WIDTH = 330

function columnsOf(props: ListTableProps): Column[] {
  const { register, address } = props
  const sorted = address.get('sort')
  const order = address.get('descending') === '1' ? ('descend' as const) : ('ascend' as const)
  const shown = chosenFields(register, props.columns)
  const fields = shown.map(({ key, field }, index): Column => {
    const widget = WIDGETS[field.kind]
    const isName = index === 0 && register.belongsTo === 'none'
    return {
      key,
      title: headingOf(field),
      width: isName
        ? NAME_WIDTH
        : columnWidth(field, field.kind === 'text' ? textWidth(field.max) : widget.width),
      align: widget.figures ? 'right' : 'left',
      ellipsis: true,
      sorter: widget.sortable,
      sortOrder: sorted === key ? order : null,
      ...(isName && { fixed: 'start' as const }),
      render: (_, row) =>
        isName ? (
          <Go to={`/bodies/${row.id}`}>{row.bodyName ?? '（名称未填）'}</Go>
        ) : (
          <widget.Show field={field} value={row.values[key]} />
        ),
    }
  })
  return [...placeColumns(register, fields, sorted === 'areaName' ? order : null), ...openColumn(register)]
}

/** Where the record belongs: after the name in the register of bodies, in front everywhere else. */
function placeColumns(register: Register, fields: Column[], order: Column['sortOrder']): Column[] {
  const area: Column = {
    key: 'areaName',
    title: '所在辖区',
    width: 170,
    ellipsis: true,
    sorter: true,
    sortOrder: order ?? null,
    render: (_, row) => row.areaName || <Unknown />,
  }
  if (register.belongsTo === 'none') return [...fields.slice(0, 1), area, ...fields.slice(1)]
  const body: Column = {
    key: 'body',
    title: '所属主体',
    width: 300,
    fixed: 'start',
    ellipsis: true,
    render: (_, row) =>
      row.body === null ? <Unknown /> : <Go to={`/bodies/${row.body}`}>{row.bodyName ?? '（名称未填）'}</Go>,
  }
  return register.belongsTo === 'body' ? [body, area, ...fields] : [area, ...fields]
}

/** The way into a record that is not a body; a body opens by its name. */
function openColumn(register: Register): Column[] {
  if (register.belongsTo === 'none') return []
  const open: Column = {
    key: 'open',
    title: '操作',
    width: 70,
    fixed: 'end',
    render: (_, row) => <Go to={`/registers/${register.id}/${row.id}`}>明细</Go>,
  }
  return [open]
}

const PAGER = 64
const LEAST = 260

/** The height left for rows between the head of the table and the end of the window. */
function useRoomBelow() {
  const ref = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(LEAST)
  useLayoutEffect(() => {
    const measure = () => {
      const top = ref.current?.getBoundingClientRect().top ?? 0
      setHeight(Math.max(LEAST, Math.floor(window.innerHeight - top - window.scrollY - PAGER - 60)))
    }
    measure()
    const watcher = new ResizeObserver(measure)
    watcher.observe(document.body)
    return () => watcher.disconnect()
  }, [])
  return { ref, height }
}
