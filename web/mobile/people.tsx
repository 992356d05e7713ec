import { dayWords } from './format.ts'
import type { Money } from './home.tsx'
import { Say } from './say.tsx'

/** 收款人和银行卡: whose the shares are, in which household, who is paid, to whose card. */
export function PeoplePage(props: { money: Money; onSaid: () => void }) {
  return (
    <>
      <h1>收款人和银行卡</h1>
      <ul className="lines">
        {props.money.people.map((one) => (
          <li key={one.role}>
            <span>
              {one.label}
              <small>{one.says}</small>
              {one.from !== null && <small>从 {dayWords(one.from)} 起</small>}
            </span>
            <b>
              {one.person}
              {one.relation !== null && `（${one.relation}）`}
              {one.role === 'holder' && (
                <small>{one.account === null ? '没有登记卡号' : `尾号 ${one.account}`}</small>
              )}
            </b>
          </li>
        ))}
      </ul>
      <p className="faint">卡号只显示尾号四位。要换人、换卡，请本人带身份证到合作社登记，手机上改不了。</p>
      <Say about="money" noConfirm onSaid={props.onSaid} />
    </>
  )
}
