import type { ReactNode } from 'react'
import type { WireSharePreview } from '#contract/membership.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { usePaged } from '../ui/paged.ts'
import { Money } from '../ui/values.tsx'

/** What becomes of all shares, in sentences. */
export function sentencesOf({ before, after, reserve }: WireSharePreview): ReactNode[] {
  return [
    <>
      股金合计由 <Money yuan={before.total} unit /> 变为 <Money yuan={after.total} unit />
    </>,
    `单个成员最多持股由 ${before.largest} 变为 ${after.largest}`,
    `村集体持股由 ${before.collective} 变为 ${after.collective}，农民成员由 ${before.farmers} 变为 ${after.farmers}`,
    ...(reserve === null
      ? []
      : [
          <>
            转出成员账户里的公积金份额按转让的股金所占比例随之转给受让成员：
            <Money yuan={reserve} unit />
          </>,
        ]),
    ...after.warnings.map((one) => `${one.says}。${one.remedy}`),
  ]
}

/** Whose share changes, before and after. */
export function ShareChanges(props: { changes: WireSharePreview['changes'] }) {
  const changed = props.changes.filter(
    (one) => one.before !== one.after || one.percentBefore !== one.percentAfter,
  )
  return (
    <DataRows
      compact
      {...usePaged(changed)}
      rowKey={(row) => row.member}
      columns={[
        { key: 'name', title: '成员', head: true, render: (row) => row.name },
        { key: 'before', title: '原来（元）', align: 'right', render: (row) => <Money yuan={row.before} /> },
        { key: 'after', title: '之后（元）', align: 'right', render: (row) => <Money yuan={row.after} /> },
        {
          key: 'percent',
          title: '占比',
          align: 'right',
          render: (row) => `${row.percentBefore} → ${row.percentAfter}`,
        },
      ]}
    />
  )
}
