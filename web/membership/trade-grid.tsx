import { Alert, Button, Flex, Select } from 'antd'
import { type Dispatch, type SetStateAction, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { recordTrades, type readTrades } from '#contract/membership/trades.ts'
import { DIRECTIONS, printParts } from '#core/membership/trade.ts'
import { wireOfFen } from '#core/values/money.ts'
import type { z } from 'zod'
import { keepStored, readStored } from '../ui/stored.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { DayPicker } from '../ui/day-picker.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Money, NumberText } from '../ui/values.tsx'
import { PRODUCTS, TradeLine } from './trade-line.tsx'
import {
  COLUMN_LABELS,
  COLUMNS,
  type ColumnKey,
  type DraftTrade,
  isBlank,
  lineAfter,
  type Reckoned,
  reckonLine,
  targetOf,
  type TradeHead,
  wireOf,
} from './trade-rows.ts'
import './trades.css'

export type TradeBook = z.output<typeof readTrades.response>

interface Kept {
  head: TradeHead
  rows: DraftTrade[]
}

function readKept(key: string): Kept | undefined {
  const found = readStored(key)
  const whole = typeof found === 'object' && found !== null && 'head' in found && 'rows' in found
  return whole && Array.isArray(found.rows) && found.rows.length > 0 ? (found as Kept) : undefined
}

/** The lines, kept in this browser until they are entered. */
function useKept(body: string, book: TradeBook) {
  const key = `trades:${body}`
  const first = book.products[0]
  const [kept, setKept] = useState<Kept>(
    () =>
      readKept(key) ?? {
        head: { day: book.today, direction: 'delivered', unit: first?.unit ?? '公斤' },
        rows: [lineAfter(undefined, first?.product ?? '')],
      },
  )
  const filled = kept.rows.filter((row) => !isBlank(row))
  useEffect(() => keepStored(key, filled.length > 0 ? kept : undefined), [key, kept, filled.length])
  return { kept, setKept, filled }
}

/** Each line is reckoned once for whatever shows it, and not again while others are typed. */
function useReckoned(rows: readonly DraftTrade[], head: TradeHead, book: TradeBook): ReckonedLines {
  const { today, members } = book
  const reckon = useMemo(() => {
    const known = new WeakMap<DraftTrade, Reckoned>()
    return (row: DraftTrade): Reckoned => {
      const found = known.get(row) ?? reckonLine(row, { head, today, members })
      known.set(row, found)
      return found
    }
  }, [head, today, members])
  return useMemo(() => new Map(rows.map((row) => [row, reckon(row)])), [rows, reckon])
}

/** Weigh slips by the keyboard alone: what is typed keeps itself in this browser until it is entered. */
export function TradeGrid(props: { body: string; book: TradeBook }) {
  const { body, book } = props
  const { kept, setKept, filled } = useKept(body, book)
  const { head, rows } = kept
  const [remarks, setRemarks] = useState<readonly string[]>([])
  const reckoned = useReckoned(rows, head, book)
  const record = useAct(recordTrades, {
    quiet: true,
    done: `已记入 ${filled.length} 笔`,
    onDone: (answer) => {
      setRemarks(answer.remarks)
      setKept({ head, rows: [lineAfter(rows.at(-1))] })
    },
  })
  const send = () => {
    if (filled.length > 0)
      record.mutate({ params: { body }, body: { rows: filled.map((row) => wireOf(row, head)) } })
  }
  return (
    <section className="panel" aria-label="过磅登记">
      <Head head={head} onChange={(part) => setKept({ ...kept, head: { ...head, ...part } })} />
      <p className="faint">
        只用键盘：回车到下一格，金额处回车换下一笔；↑ ↓ 换行，← →
        换格；成员可填编号、拼音首字母或姓名；Ctrl+回车记入。没有过毛重的，皮重填 0 或不填。
      </p>
      {record.error !== null && <Refused error={record.error} filled={filled} rows={rows} />}
      <Remarks says={remarks} />
      <Lines book={book} kept={kept} reckoned={reckoned} setKept={setKept} onSend={send} />
      <Foot filled={filled} reckoned={reckoned} head={head} busy={record.isPending} onSend={send} />
    </section>
  )
}

type ReckonedLines = ReadonlyMap<DraftTrade, Reckoned>

interface LinesProps {
  book: TradeBook
  kept: Kept
  reckoned: ReckonedLines
  setKept: Dispatch<SetStateAction<Kept>>
  onSend: () => void
}

function Lines({ book, kept, reckoned, setKept, onSend }: LinesProps) {
  const grid = useRef<HTMLTableElement>(null)
  const { rows } = kept
  // The same two functions for every key, so that a key draws its own line and no other.
  const move = useCallback(
    (at: { row: number; column: ColumnKey }, key: string): boolean => {
      const lines = grid.current?.tBodies[0]?.rows.length ?? 0
      const next = targetOf(at, key, lines)
      if (next === null) return false
      // At once, so that the next key already falls into the next cell.
      if (next.row >= lines)
        flushSync(() => setKept((now) => ({ ...now, rows: [...now.rows, lineAfter(now.rows.at(-1))] })))
      grid.current?.querySelector<HTMLInputElement>(`[data-cell="${next.row}-${next.column}"]`)?.focus()
      return true
    },
    [setKept],
  )
  const change = useCallback(
    (index: number, part: Partial<DraftTrade>) =>
      setKept((now) => ({
        ...now,
        rows: now.rows.map((row, at) => (at === index ? { ...row, ...part } : row)),
      })),
    [setKept],
  )
  return (
    <div className="trade-scroll">
      <table
        className="trade-grid"
        ref={grid}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) onSend()
        }}
      >
        <Heads />
        <tbody>
          {rows.map((row, index) => (
            <TradeLine
              key={index}
              index={index}
              row={row}
              reckoned={reckoned.get(row)!}
              book={book}
              onChange={change}
              onMove={move}
            />
          ))}
        </tbody>
      </table>
      <Products book={book} />
    </div>
  )
}

function Heads() {
  return (
    <thead>
      <tr>
        <th scope="col">序</th>
        {COLUMNS.map((one) => (
          <th key={one} scope="col" className={one}>
            {COLUMN_LABELS[one]}
          </th>
        ))}
        <th scope="col">净重</th>
        <th scope="col">差额</th>
      </tr>
    </thead>
  )
}

/** What the cells of products offer. */
function Products({ book }: { book: TradeBook }) {
  return (
    <datalist id={PRODUCTS}>
      {book.products.map((one) => (
        <option key={one.product} value={one.product} />
      ))}
    </datalist>
  )
}

function Head(props: { head: TradeHead; onChange: (part: Partial<TradeHead>) => void }) {
  const { head, onChange } = props
  return (
    <Flex wrap gap="middle" className="gap-below">
      <Labelled label="交易日期">
        <DayPicker value={head.day} onChange={(day) => onChange({ day: day ?? '' })} label="交易日期" />
      </Labelled>
      <Labelled label="方向">
        <Select
          aria-label="方向"
          value={head.direction}
          style={{ width: 140 }}
          options={Object.entries(DIRECTIONS).map(([value, label]) => ({ value, label }))}
          onChange={(direction) => onChange({ direction })}
        />
      </Labelled>
      <Labelled label="计量单位">
        <Select
          aria-label="计量单位"
          value={head.unit}
          style={{ width: 90 }}
          options={['公斤', '斤', '吨', '张', '袋', '只', '头', '亩'].map((value) => ({ value }))}
          onChange={(unit) => onChange({ unit })}
        />
      </Labelled>
    </Flex>
  )
}

function Refused(props: { error: unknown; filled: readonly DraftTrade[]; rows: readonly DraftTrade[] }) {
  return (
    <Alert
      type="error"
      title="没有记入，请改正这些行"
      description={
        <ul>
          {problemsOf(props.error).map((one, index) => {
            const row = one.place?.row === undefined ? undefined : props.filled[one.place.row - 1]
            return (
              <li key={index}>
                {row !== undefined && `第 ${props.rows.indexOf(row) + 1} 笔：`}
                {one.says}
              </li>
            )
          })}
        </ul>
      }
    />
  )
}

/** What was kept and should be looked at. */
function Remarks({ says }: { says: readonly string[] }) {
  if (says.length === 0) return null
  return (
    <Alert
      type="warning"
      className="gap-below"
      title="已记入，请核对"
      description={
        <ul>
          {says.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      }
    />
  )
}

interface FootProps {
  filled: readonly DraftTrade[]
  reckoned: ReckonedLines
  head: TradeHead
  busy: boolean
  onSend: () => void
}

function Foot({ filled, reckoned, head, busy, onSend }: FootProps) {
  const trades = filled.flatMap((row) => reckoned.get(row)?.trade ?? [])
  const net = trades.reduce((sum, one) => sum + one.quantity, 0n)
  const amount = trades.reduce((sum, one) => sum + one.amount, 0n)
  return (
    <Flex wrap gap="middle" align="center" className="gap-above">
      <span role="status">
        {filled.length} 笔，净重 <NumberText value={printParts(net, 3)} unit={head.unit} />
        ，金额 <Money yuan={wireOfFen(amount)} unit />
        {trades.length < filled.length && `；还有 ${filled.length - trades.length} 笔没有填好`}
      </span>
      <Button type="primary" disabled={filled.length === 0} loading={busy} onClick={onSend}>
        记入 {filled.length} 笔
      </Button>
      <span className="faint">记入后不能修改，记错了在明细里冲销</span>
    </Flex>
  )
}
