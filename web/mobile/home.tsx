import { useEffect, useState, type ReactNode } from 'react'
import type { HouseholdSession } from '#contract/access/household.ts'
import type { readMoney } from '#contract/disclosure/household.ts'
import type { z } from 'zod'
import { call, Told, wordsOf } from './api.ts'
import { AuditsPage } from './audits.tsx'
import { EntriesPage } from './entries.tsx'
import { isZero, yuan } from './format.ts'
import { MeetingsPage } from './meetings.tsx'
import { MoneyPage } from './money.tsx'
import { PeoplePage } from './people.tsx'
import { PinPage } from './pin.tsx'
import { SharesPage } from './shares.tsx'
import { TradesPage } from './trades.tsx'

export type Money = z.infer<typeof readMoney.response>
export type Place =
  | 'home'
  | 'shares'
  | 'trades'
  | 'money'
  | 'people'
  | 'entries'
  | 'audits'
  | 'meetings'
  | 'pin'

interface HomeProps {
  session: HouseholdSession
  /** True where the household wants this telephone to forget it. */
  onLeft: (forget: boolean) => void
}

/** What the cooperative owes me, and the way to each figure: one tap. */
export function Home(props: HomeProps) {
  const { session, onLeft } = props
  const [place, go] = usePlace()
  const [money, setMoney] = useState<Money>()
  const [says, setSays] = useState('')
  const load = () => {
    setSays('')
    call<Money>('GET', '/api/household/money').then(setMoney, (error: unknown) => {
      if (error instanceof Told && error.status === 401) onLeft(false)
      else setSays(wordsOf(error))
    })
  }
  useEffect(load, [onLeft])
  return (
    <>
      {session.demo && <p className="demo">演示：虚构的县、合作社和人</p>}
      <header>
        <b>{session.bodyName}</b>
        <span>
          {session.name}（编号 {session.number}）
        </span>
      </header>
      <main>
        {says !== '' && (
          <p role="alert" className="wrong">
            {says} <button onClick={load}>再试一次</button>
          </p>
        )}
        {money === undefined ? (
          says === '' && <p className="wait">正在打开…</p>
        ) : place === 'home' ? (
          <Start money={money} go={go} session={session} onLeft={onLeft} />
        ) : (
          <Inner go={go}>
            {place === 'shares' && <SharesPage money={money} onSaid={load} />}
            {place === 'money' && <MoneyPage money={money} onSaid={load} />}
            {place === 'trades' && <TradesPage onSaid={load} />}
            {place === 'people' && <PeoplePage money={money} onSaid={load} />}
            {place === 'entries' && <EntriesPage entries={money.entries} />}
            {place === 'audits' && <AuditsPage />}
            {place === 'meetings' && <MeetingsPage />}
            {place === 'pin' && <PinPage onOut={() => onLeft(false)} />}
          </Inner>
        )}
      </main>
    </>
  )
}

function Inner(props: { go: (place: Place) => void; children: ReactNode }) {
  return (
    <>
      <button className="back" onClick={() => props.go('home')}>
        ‹ 返回
      </button>
      {props.children}
    </>
  )
}

function Start(props: { money: Money; go: (place: Place) => void } & HomeProps) {
  const { money, go } = props
  const [latest] = money.years
  const answered = money.entries.filter((one) => one.answers.length > 0).length
  const leave = () => {
    call('DELETE', '/api/household/session').then(
      () => props.onLeft(true),
      () => props.onLeft(true),
    )
  }
  return (
    <>
      <section className="owed" aria-label="应付未付">
        <h1>{isZero(money.owed) ? '合作社没有欠您的钱' : '合作社还应付您'}</h1>
        {!isZero(money.owed) && <p className="figure">{yuan(money.owed)} 元</p>}
        {money.years.map(
          (one) =>
            one.notPaid !== null && (
              <p key={one.year} className="wrong">
                {one.year} 年的钱{one.notPaid}
              </p>
            ),
        )}
      </section>
      <nav aria-label="我的账">
        <Way to="money" go={go} label="分给我的钱">
          {latest === undefined ? '还没有分配' : `${latest.year} 年 ${yuan(latest.total)} 元`}
        </Way>
        <Way to="trades" go={go} label="我的交售">
          每一笔的重量、单价、金额
        </Way>
        <Way to="shares" go={go} label="我的股金">
          {yuan(money.shares.rolled ?? money.shares.total)} 元
        </Way>
        <Way to="meetings" go={go} label="成员大会">
          开会的通知、表决的结果
        </Way>
        <Way to="audits" go={go} label="审计结果">
          合作社的账查出了什么
        </Way>
        <Way to="people" go={go} label="收款人和银行卡">
          {paidWords(money)}
        </Way>
        <Way to="entries" go={go} label="我问过的、说过的">
          {money.entries.length === 0 ? '还没有' : `${money.entries.length} 条，答复了 ${answered} 条`}
        </Way>
      </nav>
      <button className="quiet" onClick={() => go('pin')}>
        改密码
      </button>
      <button className="quiet" onClick={leave}>
        退出，并让这台手机忘掉我
      </button>
    </>
  )
}

/** Who is paid, and the end of the card's number. */
function paidWords({ people }: Money): string {
  const payee = people.find((one) => one.role === 'payee')
  const account = people.find((one) => one.role === 'holder')?.account
  return `${payee?.person ?? ''}${account == null ? '，没有登记卡号' : `，卡尾号 ${account}`}`
}

function Way(props: { to: Place; go: (place: Place) => void; label: string; children: ReactNode }) {
  return (
    <button className="way" onClick={() => props.go(props.to)}>
      <b>{props.label}</b>
      <span>{props.children}</span>
    </button>
  )
}

const PLACES: readonly Place[] = [
  'shares',
  'trades',
  'money',
  'people',
  'entries',
  'audits',
  'meetings',
  'pin',
]

/** The place stands in the address, so that the back key of the telephone works. */
function usePlace(): [Place, (place: Place) => void] {
  const read = (): Place => PLACES.find((one) => location.pathname === `/m/${one}`) ?? 'home'
  const [place, setPlace] = useState(read)
  useEffect(() => {
    const follow = () => setPlace(read())
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])
  return [
    place,
    (to) => {
      history.pushState(null, '', to === 'home' ? '/m/' : `/m/${to}`)
      setPlace(to)
      window.scrollTo(0, 0)
    },
  ]
}
