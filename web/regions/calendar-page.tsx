import { setCalendarYear, workingDays } from '#contract/regions.ts'
import { useAct, useCall } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { Page } from '../ui/page.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { CalendarForm } from './calendar-form.tsx'

interface Year {
  year: number
  source: string | null
  holidays: number
}

/** The working calendar by year: deadlines count by it, and a year without a notice says so. */
export function CalendarPage() {
  const found = useCall(workingDays)
  const set = useAct(setCalendarYear, { done: '已录入', invalidate: [workingDays] })
  const missing = found.data?.years.find((one) => one.source === null)?.year
  return (
    <Page
      title="工作日历"
      crumbs={[{ label: '系统' }, { label: '工作日历' }]}
      says="整改期限按工作日计算。没有录入放假通知的年份按周一至周五计，期限旁注明“节假日待确认”。"
      error={found.error}
      loading={found.isLoading}
    >
      <div className="panel">
        <DataRows<Year>
          rows={found.data?.years ?? []}
          rowKey={(row) => String(row.year)}
          columns={[
            { key: 'year', title: '年度', head: true, render: (row) => `${row.year} 年` },
            {
              key: 'source',
              title: '依据',
              render: (row) => row.source ?? <StatusTag status="待确认" hint="还没有录入放假通知" />,
            },
            { key: 'holidays', title: '放假天数', align: 'right', render: (row) => row.holidays },
          ]}
        />
      </div>
      <CalendarForm
        key={missing ?? 0}
        year={missing}
        busy={set.isPending}
        onSend={(body) => set.mutate({ body })}
      />
    </Page>
  )
}
