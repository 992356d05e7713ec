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
      <Say
        about="shares"
        confirmed={entries.some((one) => one.kind === 'confirm' && one.about === 'shares')}
        onSaid={props.onSaid}
      />
    </>
  )
}
