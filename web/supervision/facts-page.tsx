import type { z } from 'zod'
import { bodyFacts } from '#contract/registry.ts'
import { registerOf } from '../register/declared.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { NumberText, Unknown } from '../ui/values.tsx'

type Fact = z.infer<typeof bodyFacts.response>['facts'][number]

/** 体检指标: every figure that the check used for one body, how it is computed and from which rows. */
export function FactsPage() {
  const id = usePathParam('id')
  const day = useAddress().get('day')
  const answer = useCall(bodyFacts, { params: { id }, query: day === undefined ? {} : { day } })
  return (
    <Page
      title="体检指标"
      crumbs={[{ label: '一社一档', to: `/bodies/${id}` }, { label: '体检指标' }]}
      says="体检用到的每个数：怎么算的，取自哪张台账的哪一条"
      error={answer.error}
      loading={answer.isPending}
    >
      <section className="panel">
        <DataRows
          rows={answer.data?.facts ?? []}
          rowKey={(row) => row.id}
          columns={COLUMNS}
          empty={
            <EmptyState says="还没有可算的指标，先补填资料" next={<Go to={`/bodies/${id}`}>回到档案</Go>} />
          }
        />
      </section>
    </Page>
  )
}

const COLUMNS: readonly RowColumn<Fact>[] = [
  { key: 'label', title: '指标', head: true, width: 200, render: (row) => row.label },
  {
    key: 'value',
    title: '数值',
    width: 140,
    align: 'right',
    render: (row) => <NumberText value={row.value} unit={row.unit === '是否' ? '' : row.unit} />,
  },
  { key: 'formula', title: '怎么算', width: 320, render: (row) => row.formula },
  {
    key: 'rows',
    title: '取自',
    width: 380,
    render: (row) =>
      row.rows.length === 0 ? (
        <Unknown />
      ) : (
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {row.rows.map((one) => (
            <li key={`${one.record}-${one.field}`}>
              <Go to={`/registers/${one.register}/${one.record}`}>
                {registerOf(one.register)?.label ?? '台账'}·{one.label}
              </Go>
              ：{one.value} <span className="faint">（{one.from} 起）</span>
            </li>
          ))}
        </ul>
      ),
  },
]
