import { type KeyboardEvent, memo, useState } from 'react'
import type { TradeMember } from '#contract/membership/trades.ts'
import { printParts } from '#core/membership/trade.ts'
import { wireOfFen } from '#core/values/money.ts'
import { Money } from '../ui/values.tsx'
import {
  candidates,
  COLUMN_LABELS,
  COLUMNS,
  type ColumnKey,
  type DraftTrade,
  isBlank,
  type Reckoned,
} from './trade-rows.ts'

interface TradeLineProps {
  index: number
  row: DraftTrade
  reckoned: Reckoned
  book: { members: readonly TradeMember[]; products: readonly { product: string }[] }
  onChange: (index: number, part: Partial<DraftTrade>) => void
  onMove: (at: { row: number; column: ColumnKey }, key: string) => boolean
}

/** One weigh slip; the keys of a spreadsheet move between its cells. Drawn anew only when it is changed itself. */
export const TradeLine = memo(function TradeLine(props: TradeLineProps) {
  const { index, row, reckoned } = props
  const { trade, rounding } = reckoned
  const faulty = !isBlank(row) && trade === null && row.gross !== ''
  return (
    <tr className={faulty ? 'faulty' : ''} title={faulty ? reckoned.problems[0]?.says : undefined}>
      <th scope="row">{index + 1}</th>
      {COLUMNS.map((column) => (
        <td key={column} className={column} data-label={COLUMN_LABELS[column]}>
          {column === 'who' ? <MemberCell {...props} /> : <Cell {...props} column={column} />}
        </td>
      ))}
      <td className="number" data-label="净重">
        {trade === null ? '' : printParts(trade.quantity, 3)}
      </td>
      <td className="number" data-label="差额">
        {rounding !== null && rounding !== 0n && <Money yuan={wireOfFen(rounding)} />}
      </td>
    </tr>
  )
})

/** The list of products that the cells of a grid offer; the grid holds it once. */
export const PRODUCTS = 'trade-products'

function Cell(props: TradeLineProps & { column: Exclude<ColumnKey, 'who'> }) {
  const { column, index, row, reckoned } = props
  const isFigure = !['product', 'grade', 'slip'].includes(column)
  const proposed =
    column === 'amount' && reckoned.proposed !== null ? wireOfFen(reckoned.proposed) : undefined
  return (
    <input
      data-cell={`${index}-${column}`}
      aria-label={`第 ${index + 1} 笔${COLUMN_LABELS[column]}`}
      value={row[column]}
      placeholder={proposed}
      {...(isFigure && { inputMode: 'decimal' })}
      {...(column === 'product' && { list: PRODUCTS })}
      onChange={(event) => props.onChange(index, { [column]: event.target.value })}
      onFocus={(event) => event.target.select()}
      onKeyDown={(event) => moveOn(event, props, column)}
    />
  )
}

/** Arrows sideways leave a cell only at the end of its text, or where all of it is marked. */
function moveOn(event: KeyboardEvent<HTMLInputElement>, props: TradeLineProps, column: ColumnKey): void {
  if (event.ctrlKey || event.nativeEvent.isComposing) return
  const { selectionStart, selectionEnd, value } = event.currentTarget
  const whole = selectionStart === 0 && selectionEnd === value.length
  if (event.key === 'ArrowLeft' && !whole && selectionStart !== 0) return
  if (event.key === 'ArrowRight' && !whole && selectionEnd !== value.length) return
  if (props.onMove({ row: props.index, column }, event.key)) event.preventDefault()
}

function MemberCell(props: TradeLineProps) {
  const { index, row, book, onChange } = props
  const [at, setAt] = useState(0)
  const [open, setOpen] = useState(false)
  const member = book.members.find((one) => one.id === row.member)
  const found = open ? candidates(row.who, book.members) : []
  const take = (one: TradeMember) => {
    onChange(index, { member: one.id, who: one.number })
    setOpen(false)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (found.length > 1 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt((now) => (now + step + found.length) % found.length)
      return
    }
    const chosen = found[Math.min(at, found.length - 1)]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      if (chosen) take(chosen)
      else if (row.member === '') {
        event.preventDefault()
        return
      }
    }
    moveOn(event, props, 'who')
  }
  const list = `members-${index}`
  return (
    <span className="trade-member">
      <input
        data-cell={`${index}-who`}
        role="combobox"
        aria-label={`第 ${index + 1} 笔成员`}
        aria-expanded={found.length > 0}
        aria-controls={list}
        {...(found.length > 0 && { 'aria-activedescendant': `${list}-${Math.min(at, found.length - 1)}` })}
        autoComplete="off"
        value={row.who}
        onChange={(event) => {
          onChange(index, { who: event.target.value, member: '' })
          setAt(0)
          setOpen(true)
        }}
        onFocus={(event) => event.target.select()}
        onBlur={() => {
          if (found.length === 1) take(found[0]!)
          setOpen(false)
        }}
        onKeyDown={onKeyDown}
      />
      <span className="trade-name">
        {member?.name ?? (row.who !== '' && found.length === 0 ? '名册里没有' : '')}
        {member?.leftOn != null && `（${member.leftOn} 退社）`}
      </span>
      <Found id={list} found={found} at={at} onTake={take} />
    </span>
  )
}

interface FoundProps {
  id: string
  found: readonly TradeMember[]
  at: number
  onTake: (one: TradeMember) => void
}

function Found({ id, found, at, onTake }: FoundProps) {
  if (found.length === 0) return null
  return (
    <ul className="trade-found" id={id} role="listbox" aria-label="成员">
      {found.map((one, place) => (
        <li
          key={one.id}
          id={`${id}-${place}`}
          role="option"
          aria-selected={place === at}
          onPointerDown={(event) => {
            event.preventDefault()
            onTake(one)
          }}
        >
          {one.number} {one.name}
          {one.leftOn !== null && `（${one.leftOn} 退社）`}
        </li>
      ))}
    </ul>
  )
}
