import { Tag } from 'antd'
import { readAccountTies } from '#contract/surplus/accounts.ts'
import { useCall } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { Money } from '../ui/values.tsx'

/** The sums of all accounts beside the books, and where to look where they differ. */
export function AccountTies({ body, year }: { body: string; year: number }) {
  const ties = useCall(readAccountTies, { params: { body }, query: { year } }).data?.ties
  if (ties === undefined) return null
  return (
    <section className="panel no-print" aria-label="与账簿核对">
      <h3>{year} 年全部成员账户与账簿核对</h3>
      {ties.length === 0 ? (
        <p className="faint">账簿里没有这一年的账，请与年终报表的股金、盈余公积、专项基金核对</p>
      ) : (
        <DataRows
          compact
          rows={ties}
          rowKey={(row) => row.label}
          tone={(row) => (row.gap === '0.00' ? '' : 'bad')}
          columns={[
            { key: 'label', title: '核对什么', head: true, render: (row) => row.label },
            {
              key: 'accounts',
              title: '成员账户合计（元）',
              align: 'right',
              render: (row) => <Money yuan={row.accounts} />,
            },
            {
              key: 'books',
              title: '账簿（元）',
              align: 'right',
              render: (row) => <Money yuan={row.books} />,
            },
            {
              key: 'gap',
              title: '相差（元）',
              align: 'right',
              render: (row) =>
                row.gap === '0.00' ? <Tag color="green">相符</Tag> : <Money yuan={row.gap} />,
            },
            ...(ties.some((one) => one.gap !== '0.00')
              ? [
                  {
                    key: 'says',
                    title: '怎么办',
                    render: (row: (typeof ties)[number]) => (row.gap === '0.00' ? '' : row.says),
                  },
                ]
              : []),
          ]}
        />
      )}
    </section>
  )
}
