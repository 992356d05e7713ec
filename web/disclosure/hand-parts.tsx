import type { z } from 'zod'
import type { handSheet } from '#contract/disclosure/disclosures.ts'
import { RuledTable } from '../ui/ruled-table.tsx'
import { Money } from '../ui/values.tsx'

type Hand = z.output<typeof handSheet>

/** What went through the own card or phone of a person: item by item, and what that person owes or is owed. */
export function HandParts(props: { hands: readonly Hand[] }) {
  const { hands } = props
  const count = hands.reduce((all, one) => all + one.items.length, 0)
  return (
    <>
      <h3>四、经手人代收代付逐笔（{count} 笔）</h3>
      <p>以下款项经个人的银行卡、微信、支付宝收付，不在第二、三部分的账户里，已计入收入和支出。</p>
      <RuledTable head={['经手人', '期初', '代收', '代付', '与社里账户往来', '其他往来', '期末']}>
        {hands.map((one, at) => (
          <tr key={at}>
            <td>{one.name}</td>
            <td className="number">
              <Owed yuan={one.opening} />
            </td>
            {[one.in, one.out, one.moved, one.other].map((yuan, column) => (
              <td key={column} className="number">
                <Money yuan={yuan} />
              </td>
            ))}
            <td className="number">
              <Owed yuan={one.closing} />
            </td>
          </tr>
        ))}
      </RuledTable>
      <p className="note">
        期末 = 期初 + 代收 − 代付 + 与社里账户往来 +
        其他往来。领用为正、交回为负；交回、领用的同时列在第三部分。
      </p>
      {count > 0 && (
        <RuledTable head={['日期', '凭证', '经手人', '摘要', '用途', '收', '付']}>
          {hands.flatMap((hand, at) =>
            hand.items.map((one, line) => (
              <tr key={`${at}-${line}`}>
                <td className="short">{one.day.slice(5)}</td>
                <td className="short">{one.voucher.slice(5)}</td>
                <td>{hand.name}</td>
                <td>{[one.summary, one.who].filter(Boolean).join('；')}</td>
                <td>{one.moved ? '与社里账户往来' : one.what}</td>
                <td className="number">{one.in === '0.00' ? '' : <Money yuan={one.in} />}</td>
                <td className="number">{one.out === '0.00' ? '' : <Money yuan={one.out} />}</td>
              </tr>
            )),
          )}
        </RuledTable>
      )}
    </>
  )
}

/** Who owes whom. */
function Owed(props: { yuan: string }) {
  const { yuan } = props
  if (yuan === '0.00') return <Money yuan={yuan} />
  return (
    <>
      {yuan.startsWith('-') ? '社欠' : '欠社'} <Money yuan={yuan.replace(/^-/, '')} />
    </>
  )
}
