import { Checkbox, Flex, Grid, Pagination, Table, type TableColumnsType } from 'antd'
import type { Key, ReactNode } from 'react'
import { shownColumns } from './shown-columns.ts'
import './data-rows.css'

export interface RowColumn<T> {
  key: string
  title: ReactNode
  render: (row: T) => ReactNode
  width?: number
  align?: 'left' | 'right' | 'center'
  /** Stands alone, large, at the top of the card on a phone. */
  head?: boolean
  fixed?: boolean
  /** Whether nothing is known of a row here; a column of which nothing is known at all is left out. */
  blank?: (row: T) => boolean
}

interface DataRowsProps<T extends object> {
  rows: readonly T[]
  columns: readonly RowColumn<T>[]
  rowKey: (row: T) => string
  loading?: boolean
  /** What stands here when there are no rows. */
  empty?: ReactNode
  /** Of all pages; without it everything is on the screen. */
  total?: number
  /** There are more than `total`, uncounted. */
  more?: boolean
  page?: number
  size?: number
  onPage?: (page: number) => void
  chosen?: readonly string[]
  onChoose?: (keys: string[]) => void
  choosable?: (row: T) => boolean
  /** Low rows, for long tables of short words. */
  compact?: boolean
  tone?: (row: T) => 'bad' | 'quiet' | ''
}

/** Rows as a table on the office screen and as cards on a phone: the same columns, the same words. */
export function DataRows<T extends object>(props: DataRowsProps<T>) {
  const screens = Grid.useBreakpoint()
  if (props.rows.length === 0 && props.loading !== true && props.empty !== undefined)
    return <>{props.empty}</>
  const narrow = screens.md === false
  const shown = { ...props, columns: shownColumns(props.columns, props.rows) }
  return (
    <div className="data-rows">
      {narrow ? <Cards {...shown} /> : <Wide {...shown} />}
      {props.total !== undefined && props.total > (props.size ?? 50) && (
        <Pagination
          align="end"
          current={props.page ?? 1}
          pageSize={props.size ?? 50}
          total={props.total}
          showSizeChanger={false}
          showTotal={(total) => `共 ${total} ${props.more === true ? '多条' : '条'}`}
          onChange={(page) => props.onPage?.(page)}
        />
      )}
    </div>
  )
}

function Wide<T extends object>(props: DataRowsProps<T>) {
  const { onChoose, choosable } = props
  const columns: TableColumnsType<T> = props.columns.map((one) => ({
    key: one.key,
    title: one.title,
    ...(one.width !== undefined && { width: one.width }),
    ...(one.fixed === true && { fixed: 'start' as const }),
    align: one.align ?? 'left',
    render: (_: unknown, row: T) => one.render(row),
  }))
  return (
    <Table<T>
      size={props.compact === true ? 'small' : 'middle'}
      columns={columns}
      dataSource={props.rows}
      rowKey={props.rowKey}
      loading={props.loading === true}
      pagination={false}
      scroll={{ x: 'max-content' }}
      rowClassName={(row) => props.tone?.(row) ?? ''}
      {...(onChoose !== undefined && {
        rowSelection: {
          selectedRowKeys: [...(props.chosen ?? [])],
          onChange: (keys: Key[]) => onChoose(keys.map(String)),
          getCheckboxProps: (row: T) => ({ disabled: choosable?.(row) === false, 'aria-label': '选这一行' }),
          getTitleCheckboxProps: () => ({ 'aria-label': '选本页全部' }),
        },
      })}
    />
  )
}

function Cards<T extends object>(props: DataRowsProps<T>) {
  const chosen = props.chosen ?? []
  const toggle = (key: string) =>
    props.onChoose?.(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])
  return (
    <ul className="cards" aria-busy={props.loading === true}>
      {props.rows.map((row) => {
        const key = props.rowKey(row)
        return (
          <li key={key} className={`row-card ${props.tone?.(row) ?? ''}`}>
            <Flex gap="small" align="start">
              {props.onChoose !== undefined && (
                <Checkbox
                  checked={chosen.includes(key)}
                  disabled={props.choosable?.(row) === false}
                  onChange={() => toggle(key)}
                  aria-label="选择"
                />
              )}
              <div className="row-card-body">
                {props.columns
                  .filter((one) => one.align !== 'right')
                  .map((one) => (
                    <CardLine key={one.key} column={one} row={row} />
                  ))}
                <CardFigures columns={props.columns} row={row} />
              </div>
            </Flex>
          </li>
        )
      })}
    </ul>
  )
}

/** The figures of a card side by side, so that a card stays short. */
function CardFigures<T>(props: { columns: readonly RowColumn<T>[]; row: T }) {
  const figures = props.columns.filter((one) => one.align === 'right')
  if (figures.length === 0) return null
  return (
    <div className="row-card-figures">
      {figures.map((one) => (
        <span key={one.key}>
          <span className="row-card-title">{one.title}</span> {one.render(props.row)}
        </span>
      ))}
    </div>
  )
}

function CardLine<T>(props: { column: RowColumn<T>; row: T }) {
  const { column, row } = props
  if (column.head === true) return <div className="row-card-head">{column.render(row)}</div>
  return (
    <div className="row-card-line">
      <span className="row-card-title">{column.title}</span>
      <span>{column.render(row)}</span>
    </div>
  )
}
