import type { z } from 'zod'
import type { previewAreaChange } from '#contract/regions/area-changes.ts'
import { DataRows } from '../ui/data-rows.tsx'

export type Divided = z.infer<typeof previewAreaChange.response>['targets'][number]

/** The divided targets of what ends: which go on by themselves, which somebody has to divide anew. */
export function FollowingTargets({ targets }: { targets: readonly Divided[] }) {
  if (targets.length === 0) return null
  return (
    <section aria-label="已分解的任务" className="gap-below">
      <h4>已分解的任务 {targets.length} 项</h4>
      <DataRows
        rows={[...targets]}
        rowKey={(row) => `${row.label} ${row.by} ${row.area}`}
        columns={[
          {
            key: 'label',
            title: '任务',
            head: true,
            render: (row) => `${row.by.slice(0, 4)}年${row.label}`,
          },
          { key: 'name', title: '原来分给', width: 160, render: (row) => row.name },
          {
            key: 'says',
            title: '任务数',
            width: 110,
            align: 'right',
            render: (row) => <span className="number">{row.says}</span>,
          },
          {
            key: 'to',
            title: '办理后',
            width: 260,
            render: (row) => (row.to === null ? '要重新分解' : `归 ${row.to}，共 ${row.stands ?? row.says}`),
          },
        ]}
      />
    </section>
  )
}

/** The same in words. */
export function targetsSay(targets: readonly Divided[]): string[] {
  const [kept, open] = [targets.filter((one) => one.to !== null), targets.filter((one) => one.to === null)]
  return [
    ...(kept.length > 0 ? [`上面 ${kept.length} 项任务照数归到接续的地方，撤回变更时退回`] : []),
    ...(open.length > 0
      ? [`${open.length} 项任务分不清归谁（分到了几处，或两边的比率不同），办理后请到“任务分解”重新分解`]
      : []),
    ...(targets.length > 0 ? ['变更日期以前就到期的任务留在原来的地方'] : []),
  ]
}
