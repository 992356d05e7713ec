import { Button } from 'antd'
import { readSlips, SLIPS_PAPER_PATH, type WireSlip } from '#contract/surplus/payments.ts'
import { CALCULATOR, TAX_OPEN } from '#core/surplus/slip.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { Page } from '../ui/page.tsx'
import './surplus.css'

/** 明白纸: one household a page, for one or for all. */
export function SlipsPage() {
  const id = usePathParam('id')
  const member = useAddress().get('member')
  const query = member === undefined ? {} : { member }
  const found = useCall(readSlips, { params: { id }, query })
  const data = found.data
  return (
    <Page
      title={data === undefined ? '明白纸' : `${data.bodyName}${data.year} 年明白纸`}
      crumbs={[
        { label: '盈余分配', to: '/surplus' },
        { label: '方案', to: `/surplus/plans/${id}` },
        { label: '明白纸' },
      ]}
      error={found.error}
      loading={found.isPending}
      actions={
        <>
          <Button href={link(SLIPS_PAPER_PATH, { id }, query)}>下载（.docx）</Button>
          <Button type="primary" onClick={() => globalThis.print()}>
            打印（一户一页）
          </Button>
        </>
      }
    >
      {data?.slips.map((one) => (
        <SlipSheet key={one.member} slip={one} />
      ))}
    </Page>
  )
}

function SlipSheet({ slip }: { slip: WireSlip }) {
  const [returned, rest, total, ...more] = slip.lines
  return (
    <section className="slip" aria-label={`${slip.name}的明白纸`}>
      <h2>{slip.title}</h2>
      <p>
        成员：{slip.name}（编号 {slip.number}）
      </p>
      <p>{slip.traded.length > 0 ? `您这一年：${slip.traded.join('；')}` : '您这一年没有与本社交易'}</p>
      <p>{slip.whole}</p>
      <p>{returned}</p>
      <p>{rest}</p>
      <p className="sum">{total}</p>
      {[...more, ...slip.money].map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p className="note">{CALCULATOR}有疑问请找合作社理事会或监事会核对。</p>
      <p className="note">{TAX_OPEN}</p>
      <p>成员签字：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿</p>
    </section>
  )
}
