import type { WireRecord } from '#contract/kernel.ts'
import type { Register } from '#core/kernel/register.ts'
import type { Address } from '../shell/address.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { Go } from '../ui/go.tsx'
import { Unknown } from '../ui/values.tsx'
import { chosenFields, headingOf } from './declared.ts'
import { NothingHere } from './nothing-here.tsx'
import { WIDGETS } from './widgets.tsx'

interface ListCardsProps {
  register: Register
  columns: readonly string[]
  address: Address
  records: WireRecord[]
  total: number
  more: boolean
  page: number
  size: number
  loading: boolean
}

/** The rows of a register on a narrow screen: one card each, the chosen columns as lines. */
export function ListCards(props: ListCardsProps) {
  return (
    <DataRows<WireRecord>
      rows={props.records}
      columns={linesOf(props.register, props.columns)}
      rowKey={(row) => row.id}
      loading={props.loading}
      total={props.total}
      more={props.more}
      page={props.page}
      size={props.size}
      onPage={(page) => props.address.set({ page })}
      empty={
        <NothingHere register={props.register} filtered={Object.keys(props.address.search).length > 0} />
      }
    />
  )
}

/** More lines would make a card longer than the screen. */
const LINES = 4

function linesOf(register: Register, columns: readonly string[]): RowColumn<WireRecord>[] {
  const fields = chosenFields(register, columns)
  const own = register.belongsTo === 'none' ? fields.slice(1) : fields
  return [
    { key: 'head', title: '名称', head: true, render: (row) => <Head register={register} row={row} /> },
    { key: 'areaName', title: '所在辖区', render: (row) => row.areaName || <Unknown /> },
    ...own.slice(0, LINES).map(({ key, field }): RowColumn<WireRecord> => {
      const { Show } = WIDGETS[field.kind]
      return { key, title: headingOf(field), render: (row) => <Show field={field} value={row.values[key]} /> }
    }),
  ]
}

function Head(props: { register: Register; row: WireRecord }) {
  const { register, row } = props
  const own = `/registers/${register.id}/${row.id}`
  return (
    <Go to={register.belongsTo === 'none' ? `/bodies/${row.id}` : own}>
      {row.bodyName ?? (register.belongsTo === 'area' ? row.areaName : '（名称未填）')}
    </Go>
  )
}
