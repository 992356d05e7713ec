import type { z } from 'zod'
import type { PackContent, readPack } from '#contract/disclosure/disclosures.ts'
import { MOVED } from '#core/disclosure/pack.ts'
import { RuledTable } from '../ui/ruled-table.tsx'
import { Money, withSeparators } from '../ui/values.tsx'
import { HandParts } from './hand-parts.tsx'
import './disclosure.css'

type Pack = z.output<typeof readPack.response>
type Sheet = NonNullable<PackContent['money']>

/** What hangs on the board: heading, what was done, money item by item, room for the supervisor. */
export function PackSheet(props: { pack: Pack; large?: boolean }) {
  const { pack } = props
  const { content } = pack
  return (
    <article className={props.large === true ? 'disclosure large' : 'disclosure'}>
      <h2>
        {pack.bodyName}
        <br />
        {pack.label}财务公开
      </h2>
      <p>
        期间：{pack.from} 至 {pack.to}　编号：{pack.code}　金额单位：元
      </p>
      <Doing content={content} />
      {content.money === null ? (
        <p>本期财务收支见所附纸质公开表的照片。</p>
      ) : (
        <MoneyPart money={content.money} />
      )}
      <p className="sign">
        制表：{pack.madeBy}
        {'　　'}监事（签字）：＿＿＿＿＿＿{'　　'}理事长（盖章）：＿＿＿＿＿＿{'　　'}日期：＿＿＿＿＿＿
      </p>
      <p className="note">成员对公开内容有疑问的，可以向监事会提出，也可以查阅会计账簿（社法第21条）。</p>
    </article>
  )
}

const DIRECTION = { delivered: '成员交售给本社', supplied: '成员向本社购买' } as const

function Doing(props: { content: PackContent }) {
  const { content } = props
  const { members, trades } = content
  return (
    <>
      <h3>一、社务</h3>
      {content.plan !== '' && <p>计划：{content.plan}</p>}
      {content.operation !== '' && <p>经营：{content.operation}</p>}
      <p>
        成员：期初 {members.start} 名，本期入社 {members.joined} 名、退社 {members.left} 名，期末{' '}
        {members.end} 名
      </p>
      {trades.length === 0 ? (
        <p>本期没有登记成员交易。</p>
      ) : (
        <RuledTable head={['成员交易', '品种', '户数', '数量', '金额']}>
          {trades.map((one) => (
            <tr key={`${one.direction}${one.product}${one.unit}`}>
              <td>{DIRECTION[one.direction]}</td>
              <td>{one.product}</td>
              <td className="number">{one.members}</td>
              <td className="number">
                {withSeparators(one.quantity)} {one.unit}
              </td>
              <td className="number">
                <Money yuan={one.amount} />
              </td>
            </tr>
          ))}
        </RuledTable>
      )}
    </>
  )
}

function MoneyPart(props: { money: Sheet }) {
  const { money } = props
  const moved = money.items.some((one) => one.what === MOVED)
  const { hands = [] } = money
  const { rewards = [] } = money
  const numbers = ['四', '五', '六', '七'].slice(hands.length > 0 ? 1 : 0)
  const [paid, results, debts] = rewards.length > 0 ? numbers : ['', ...numbers]
  return (
    <>
      <h3>二、货币资金</h3>
      <RuledTable head={['账户', '期初', '本期收入', '本期支出', '期末']}>
        {[...money.accounts, { label: moved ? '合计（含账户之间转存）' : '合计', ...money }].map((one) => (
          <tr key={one.label}>
            <td>{one.label}</td>
            {[one.opening, one.in, one.out, one.closing].map((yuan, at) => (
              <td key={at} className="number">
                <Money yuan={yuan} />
              </td>
            ))}
          </tr>
        ))}
      </RuledTable>
      <h3>三、收支逐笔（{money.items.length} 笔）</h3>
      <RuledTable head={['日期', '凭证', '摘要', '用途', '收入', '支出']}>
        {money.items.map((one, at) => (
          <tr key={at}>
            <td className="short">{one.day.slice(5)}</td>
            <td className="short">{one.voucher.slice(5)}</td>
            <td>{[one.summary, one.who].filter(Boolean).join('；')}</td>
            <td>{one.what}</td>
            <td className="number">{one.in === '0.00' ? '' : <Money yuan={one.in} />}</td>
            <td className="number">{one.out === '0.00' ? '' : <Money yuan={one.out} />}</td>
          </tr>
        ))}
      </RuledTable>
      {hands.length > 0 && <HandParts hands={hands} />}
      {rewards.length > 0 && <Rewards title={`${paid}、服务报酬（已列入费用）`} rows={rewards} />}
      <Sums title={`${results}、收入和支出`} rows={money.results} none="本期没有收入和支出。" />
      <Sums
        title={`${debts}、期末债权债务和补助结余`}
        rows={money.debts}
        none="期末没有债权债务和补助结余。"
      />
    </>
  )
}

function Sums(props: { title: string; rows: readonly { label: string; amount: string }[]; none: string }) {
  return (
    <>
      <h3>{props.title}</h3>
      {props.rows.length === 0 ? (
        <p>{props.none}</p>
      ) : (
        <RuledTable head={['项目', '金额']}>
          {props.rows.map((one) => (
            <tr key={one.label}>
              <td>{one.label}</td>
              <td className="number">
                <Money yuan={one.amount} />
              </td>
            </tr>
          ))}
        </RuledTable>
      )}
    </>
  )
}

/** Who was rewarded for which service, and by which resolution. */
function Rewards(props: { title: string; rows: NonNullable<Sheet['rewards']> }) {
  return (
    <>
      <h3>{props.title}</h3>
      <RuledTable head={['日期', '凭证', '付给谁', '服务', '金额', '经哪次大会决议']}>
        {props.rows.map((one) => (
          <tr key={one.voucher}>
            <td className="short">{one.day.slice(5)}</td>
            <td className="short">{one.voucher.slice(5)}</td>
            <td>{one.payee}</td>
            <td>{one.what}</td>
            <td className="number">
              <Money yuan={one.amount} />
            </td>
            <td>{one.resolution ?? '没有写明'}</td>
          </tr>
        ))}
      </RuledTable>
    </>
  )
}
