import { useEffect, useState } from 'react'
import type { z } from 'zod'
import type { OwnTrade, readOwnTrades } from '#contract/disclosure/household.ts'
import { call, wordsOf } from './api.ts'
import { dayWords, monthDays, yuan } from './format.ts'
import { Say } from './say.tsx'

type Trades = z.infer<typeof readOwnTrades.response>

/** 我的交售: sums of a year, then line by line in months, each to be confirmed. */
export function TradesPage(props: { onSaid: () => void }) {
  const [year, setYear] = useState<number>()
  const [trades, setTrades] = useState<Trades>()
  const [says, setSays] = useState('')
  const load = () => {
    call<Trades>('GET', `/api/household/trades${year === undefined ? '' : `?year=${year}`}`).then(
      setTrades,
      (error: unknown) => setSays(wordsOf(error)),
    )
  }
  useEffect(load, [year])
  if (says !== '')
    return (
      <p role="alert" className="wrong">
        {says}
      </p>
    )
  if (trades === undefined) return <p className="wait">正在打开…</p>
  return (
    <>
      <h1>我的交售</h1>
      {trades.years.length > 1 && (
        <div className="choice" role="group" aria-label="年度">
          {trades.years.map((one) => (
            <button key={one} aria-pressed={one === trades.year} onClick={() => setYear(one)}>
              {one} 年
            </button>
          ))}
        </div>
      )}
      {trades.lines.length === 0 ? (
        <p>{trades.year} 年没有您的交易。</p>
      ) : (
        <ul className="lines" aria-label={`${trades.year} 年合计`}>
          {trades.totals.map((one) => (
            <li key={`${one.direction}${one.product}${one.unit}`}>
              <span>
                {one.direction === 'supplied' ? '购买' : '交售'}
                {one.product}
                <small>
                  {trades.year} 年共 {yuan(one.quantity)} {one.unit}
                </small>
              </span>
              <b>{yuan(one.amount)} 元</b>
            </li>
          ))}
        </ul>
      )}
      {monthsOf(trades.lines).map(([month, lines]) => (
        <Month key={month} month={month} lines={lines} onConfirmed={load} />
      ))}
      <Say about="trades" year={trades.year} noConfirm onSaid={props.onSaid} />
    </>
  )
}

/** Lines that were taken back and what took them back come to nothing; they are not asked about. */
function monthsOf(lines: readonly OwnTrade[]): [string, OwnTrade[]][] {
  const months = new Map<string, OwnTrade[]>()
  for (const one of lines) {
    const month = one.day.slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), one])
  }
  return [...months]
}

function Month(props: { month: string; lines: readonly OwnTrade[]; onConfirmed: () => void }) {
  const { month, lines, onConfirmed } = props
  const [busy, setBusy] = useState(false)
  const [says, setSays] = useState('')
  const open = lines.filter((one) => !one.confirmed && !one.reverses && !one.reversed).length
  const label = `${Number(month.slice(5))} 月`
  const title = `${month.slice(0, 4)} 年 ${label}`
  const confirm = async () => {
    setBusy(true)
    try {
      await call('POST', '/api/household/trade-confirmations', monthDays(month))
      onConfirmed()
    } catch (error) {
      setSays(wordsOf(error))
    }
    setBusy(false)
  }
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className="lines">
        {lines.map((one) => (
          <Line key={one.id} one={one} />
        ))}
      </ul>
      {says !== '' && (
        <p role="alert" className="wrong">
          {says}
        </p>
      )}
      {open === 0 ? (
        <p className="note">{label}的交易您已经确认</p>
      ) : (
        <button className="main" disabled={busy} onClick={() => void confirm()}>
          {busy ? '请稍等…' : `${label} ${open} 笔没有问题，确认`}
        </button>
      )}
    </section>
  )
}

function Line({ one }: { one: OwnTrade }) {
  const gone = one.reverses || one.reversed
  return (
    <li {...(gone && { className: 'gone' })}>
      <span>
        {one.reverses ? '冲销：' : one.direction === 'supplied' ? '购买' : ''}
        {one.product}
        {one.grade === null ? '' : `（${one.grade}）`}
        <small>
          {dayWords(one.day)} {weightWords(one)}
          {one.price === null ? '' : `，每${one.unit} ${one.price} 元`}
          {one.reversed ? '，已冲销' : ''}
        </small>
      </span>
      <b>{yuan(one.amount)} 元</b>
    </li>
  )
}

function weightWords(one: OwnTrade): string {
  const net = `${yuan(one.quantity)} ${one.unit}`
  if (one.gross === null) return net
  const off = [
    one.tare === '0' ? '' : ` − 皮重 ${one.tare}`,
    one.deducted === '0' ? '' : ` − 扣重 ${one.deducted}`,
  ].join('')
  return off === '' ? net : `毛重 ${one.gross}${off} = ${net}`
}
