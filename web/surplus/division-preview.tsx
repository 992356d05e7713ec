import { Alert, Tag } from 'antd'
import type { WireDivision } from '#contract/surplus/plans.ts'
import { TAX_OPEN } from '#core/surplus/slip.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { Figure } from '../ui/figure.tsx'
import { usePaged } from '../ui/paged.ts'
import { Money } from '../ui/values.tsx'

const COLOURS: Record<string, string> = {
  符合: 'green',
  受限: 'orange',
  不得采用: 'red',
  按章程: 'blue',
  无法计算: 'default',
}

/** The plan with its steps, what stands against it, the alternatives side by side, and each household's part. */
export function DivisionPreview({ made, basis }: { made: WireDivision; basis: string }) {
  return (
    <>
      <section className="panel" aria-label="分配步骤">
        <h3>两个“可分配盈余”</h3>
        <div className="figures money-figures">
          <Figure
            label="社法口径"
            value={made.law}
            unit="元"
            formula="当年盈余 − 弥补亏损 − 提取公积金；60% 以它为底"
            clause="cooperative-law#第44条"
            clauseLabel="农民专业合作社法第44条"
          />
          <Figure
            label="报表口径"
            value={made.statement}
            unit="元"
            formula="盈余及盈余分配表第 16 行，含年初未分配盈余"
            clauseLabel="会农社02表第16行"
          />
        </div>
        <Steps steps={made.steps} />
        <Findings findings={made.findings} />
      </section>
      <section className="panel" aria-label="方案比较">
        <h3>方案比较</h3>
        <ul className="alternatives">
          {made.alternatives.map((one) => (
            <li key={one.key}>
              <strong>{one.label}</strong> <Tag color={COLOURS[one.verdict] ?? 'default'}>{one.verdict}</Tag>
              <div>{one.why}</div>
              {one.clause !== '' && <div className="faint">{one.clause}</div>}
            </li>
          ))}
        </ul>
        <Shares made={made} basis={basis} />
        <p className="faint">{TAX_OPEN}</p>
      </section>
    </>
  )
}

/** Each step of the arithmetic with its clause. */
export function Steps({ steps }: Pick<WireDivision, 'steps'>) {
  return (
    <DataRows
      compact
      rows={steps}
      rowKey={(row) => row.label}
      columns={[
        { key: 'label', title: '步骤', head: true, render: (row) => row.label },
        { key: 'formula', title: '算式', render: (row) => row.formula },
        { key: 'amount', title: '金额（元）', align: 'right', render: (row) => <Money yuan={row.amount} /> },
        { key: 'clause', title: '依据', render: (row) => row.clause },
      ]}
    />
  )
}

/** What a plan breaks or leaves open. */
export function Findings({ findings }: Pick<WireDivision, 'findings'>) {
  if (findings.length === 0) return null
  return (
    <Alert
      type="warning"
      title="请看这些问题"
      description={
        <ul>
          {findings.map((one) => (
            <li key={one.code}>
              {one.says}（{one.clause}）。{one.remedy}
            </li>
          ))}
        </ul>
      }
    />
  )
}

function Shares({ made, basis }: { made: WireDivision; basis: string }) {
  const [, patronage, holding] = made.alternatives
  return (
    <DataRows
      compact
      {...usePaged(made.shares)}
      rowKey={(row) => row.number}
      columns={[
        { key: 'name', title: '成员', head: true, render: (row) => `${row.number} ${row.name}` },
        {
          key: 'weight',
          title: basis,
          align: 'right',
          render: (row) => <span className="number">{row.weight}</span>,
        },
        {
          key: 'patronage',
          title: '按交易返还',
          align: 'right',
          render: (row) => <Money yuan={row.patronage} />,
        },
        { key: 'shares', title: '四项份额', align: 'right', render: (row) => <Money yuan={row.shares} /> },
        {
          key: 'remainder',
          title: '剩余分配',
          align: 'right',
          render: (row) => <Money yuan={row.remainder} />,
        },
        {
          key: 'total',
          title: '本方案合计',
          align: 'right',
          render: (row) => (
            <strong>
              <Money yuan={row.total} />
            </strong>
          ),
        },
        {
          key: 'a',
          title: patronage?.label ?? '',
          align: 'right',
          render: (row) => <Money yuan={row.others[1]} />,
        },
        {
          key: 'b',
          title: holding?.label ?? '',
          align: 'right',
          render: (row) => <Money yuan={row.others[2]} />,
        },
      ]}
    />
  )
}
