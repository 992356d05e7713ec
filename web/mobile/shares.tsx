import type { OwnSettlement } from '#contract/disclosure/household.ts'
import { dayWords, yuan } from './format.ts'
import type { Money } from './home.tsx'
import { Say } from './say.tsx'

/** 我的股金: what I hold and each change of it. */
export function SharesPage(props: { money: Money; onSaid: () => void }) {
  const { shares, entries } = props.money
  return (
    <>
      <h1>我的股金</h1>
      <p className="figure">{yuan(shares.rolled ?? shares.total)} 元</p>
      {shares.rolled !== null ? (
        <p>这是成员名册上写的出资额，合作社还没有一笔一笔登记到股金台账。</p>
      ) : shares.moves.length === 0 ? (
        <p>合作社还没有登记您的股金。有疑问请在下面问一问。</p>
      ) : (
        <ul className="lines">
          {shares.moves.map((one, at) => (
            <li key={at}>
              <span>
                {one.says}
                <small>{dayWords(one.day)}</small>
              </span>
              <b>{yuan(one.amount)} 元</b>
            </li>
          ))}
        </ul>
      )}
      <Settlements of={props.money.settlements} />
      <Say
        about="shares"
        confirmed={entries.some((one) => one.kind === 'confirm' && one.about === 'shares')}
        onSaid={props.onSaid}
      />
    </>
  )
}

/** What was settled when the membership ended, and what was added since. */
function Settlements({ of }: { of: readonly OwnSettlement[] }) {
  return of.map((one) => (
    <section key={one.id} aria-label={one.title}>
      <h2>
        {one.title}（{dayWords(one.settledOn)}）
      </h2>
      {one.reason !== null && <p>因为：{one.reason}</p>}
      <ul className="lines">
        {one.lines.map((line) => (
          <li key={line.label}>
            <span>
              {line.label}
              <small>{line.clause}</small>
            </span>
            <b>{yuan(line.amount)} 元</b>
          </li>
        ))}
        <li>
          <span>{one.dueTo ? '合作社应付我' : '我应交回合作社'}</span>
          <b>{yuan(one.total)} 元</b>
        </li>
      </ul>
      <p>{paidWords(one)}</p>
    </section>
  ))
}

function paidWords({ dueTo, paidOn, paidTo }: OwnSettlement): string {
  if (paidOn === null) return dueTo ? '还没有付。' : '还没有交。'
  return dueTo ? `${dayWords(paidOn)}已付给${paidTo ?? ''}。` : `${dayWords(paidOn)}已交清。`
}
