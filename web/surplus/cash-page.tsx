import { Button } from 'antd'
import { readPlan } from '#contract/surplus/plans.ts'
import { fenOfWire, printYuan } from '#core/values/money.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Money } from '../ui/values.tsx'
import './surplus.css'

/** The sheet on the table when cash is paid: each takes his money and signs or presses his finger. */
export function CashPage() {
  const id = usePathParam('id')
  const asked = useAddress().get('batch')
  const found = useCall(readPlan, { params: { id } })
  const plan = found.data
  const batch = plan?.batches.find((one) => one.id === asked)
  const total = batch?.lines.reduce((sum, one) => sum + (fenOfWire(one.amount) ?? 0n), 0n) ?? 0n
  return (
    <Page
      title={plan === undefined ? '现金领款表' : `${plan.bodyName}${plan.year} 年盈余现金领款表`}
      crumbs={[
        { label: '盈余分配', to: '/surplus' },
        { label: '方案', to: `/surplus/plans/${id}` },
        { label: '现金领款表' },
      ]}
      error={found.error}
      loading={found.isPending}
      actions={<Button onClick={() => globalThis.print()}>打印</Button>}
    >
      {batch === undefined ? (
        <EmptyState says="没有找到这一批现金清单，请回到方案页打开" />
      ) : (
        <div className="cash-sheet panel">
          <p>
            清单日期 {batch.day}，共 {batch.lines.length} 人，合计 {printYuan(total)} 元
          </p>
          <table>
            <thead>
              <tr>
                <th>编号</th>
                <th>姓名</th>
                <th>金额（元）</th>
                <th>收款人</th>
                <th className="sign">签名或手印</th>
                <th>代领人及关系</th>
              </tr>
            </thead>
            <tbody>
              {batch.lines.map((one) => (
                <tr key={one.member}>
                  <td>{one.number}</td>
                  <td>{one.name}</td>
                  <td>
                    <Money yuan={one.amount} />
                  </td>
                  <td>{one.payee ?? one.name}</td>
                  <td className="sign" aria-label="签名" />
                  <td aria-label="代领人" />
                </tr>
              ))}
            </tbody>
          </table>
          <p>发款：＿＿＿＿＿＿　　监事（签字）：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿</p>
        </div>
      )}
    </Page>
  )
}
