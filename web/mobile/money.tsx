import { useState } from 'react'
import type { MoneyYear } from '#contract/disclosure/household.ts'
import { isZero, yuan } from './format.ts'
import type { Money } from './home.tsx'
import { Say } from './say.tsx'

/** 分给我的钱: by year, how it was computed, what was paid and what is owed. */
export function MoneyPage(props: { money: Money; onSaid: () => void }) {
  const { years, entries, rule, tax } = props.money
  const [chosen, setChosen] = useState(years[0]?.year)
  const year = years.find((one) => one.year === chosen)
  if (year === undefined)
    return (
      <>
        <h1>分给我的钱</h1>
        <p>合作社还没有把盈余分给大家，或者还没有入账。</p>
        <Say about="money" noConfirm onSaid={props.onSaid} />
      </>
    )
  return (
    <>
      <h1>{year.year} 年分给我的钱</h1>
      {years.length > 1 && (
        <div className="choice" role="group" aria-label="年度">
          {years.map((one) => (
            <button key={one.year} aria-pressed={one.year === chosen} onClick={() => setChosen(one.year)}>
              {one.year} 年
            </button>
          ))}
        </div>
      )}
      <Year year={year} />
      <section aria-label="怎么算的">
        <h2>怎么算的</h2>
        {year.traded.length > 0 && <p>您这一年：{year.traded.join('；')}</p>}
        <p>{year.whole}</p>
        {year.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p className="faint">{rule}</p>
        <p className="faint">{tax}</p>
      </section>
      <Say
        key={year.year}
        about="money"
        year={year.year}
        confirmed={entries.some(
          (one) => one.kind === 'confirm' && one.about === 'money' && one.year === year.year,
        )}
        onSaid={props.onSaid}
      />
    </>
  )
}

function Year({ year }: { year: MoneyYear }) {
  const rows: [string, string][] = [
    ['按交易返还', year.patronage],
    ['剩余分配（分红）', year.remainder],
    ['一共分给我', year.total],
    ...(isZero(year.converted) ? [] : ([['其中转为股金', year.converted]] as [string, string][])),
    ['已经付给我', year.paid],
    ...(isZero(year.pending) ? [] : ([['正在付（银行还没有回话）', year.pending]] as [string, string][])),
    ['还应付我', year.owed],
  ]
  return (
    <>
      <ul className="lines" aria-label={`${year.year} 年`}>
        {rows.map(([label, value]) => (
          <li key={label}>
            <span>{label}</span>
            <b>{yuan(value)} 元</b>
          </li>
        ))}
      </ul>
      {year.notPaid !== null && <p className="wrong">{year.notPaid}</p>}
    </>
  )
}
