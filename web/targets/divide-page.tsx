import { Alert, Button, Flex, Select } from 'antd'
import { useState } from 'react'
import { MATRIX_SHEET_PATH, readDivision, writeDivision, type Division } from '#contract/targets/division.ts'
import { LeaveGuard } from '../register/leave-guard.tsx'
import { link, useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ScopeBar, useScope } from '../supervision/scope-bar.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { ReadTable } from './read-table.tsx'
import { DivisionGrid } from './division-grid.tsx'
import { SaveDivision } from './save-division.tsx'
import { changedCells, heldBy, type Draft } from './division-draft.ts'

/** 任务分解: what each area below has to reach, typed, pasted or read from the office's own table. */
export function DividePage() {
  const { query, address } = useScope()
  const area = query.area
  const answer = useCall(readDivision, { query: area === undefined ? {} : { area } }, { keep: true })
  const data = answer.data
  return (
    <Page
      title={data === undefined ? '任务分解' : `${data.areaName} · 任务分解`}
      says="把目标分到下级辖区，写明责任单位；可以直接填，也可以从 Excel 粘贴或上传现成的分解表"
      crumbs={[{ label: '目标任务', to: '/targets' }, { label: '任务分解' }]}
      error={answer.error}
      loading={answer.isPending}
      actions={
        <Button href={link(MATRIX_SHEET_PATH, {}, area === undefined ? {} : { area })} download>
          下载分解表
        </Button>
      }
    >
      <ScopeBar withDay={false} {...(data !== undefined && { areaName: data.areaName })} />
      {data !== undefined && <Matrix key={`${data.area} ${address.get('year') ?? ''}`} division={data} />}
    </Page>
  )
}

function Matrix(props: { division: Division }) {
  const { division } = props
  const { address } = useScope()
  const { today } = useSession()
  const [draft, setDraft] = useState<Draft>({})
  const years = [...new Set(division.targets.map((one) => one.by.slice(0, 4)))].toSorted()
  const year = address.get('year') ?? years.findLast((one) => one <= today.slice(0, 4)) ?? years[0]
  const shown = division.targets.filter((one) => one.by.startsWith(year ?? ''))
  const held = heldBy(division)
  const cells = changedCells(draft, held)
  const act = useAct(writeDivision, { done: '分解任务已保存', onDone: () => setDraft({}) })
  if (division.targets.length === 0)
    return (
      <EmptyState says="这个辖区还没有目标可以分解" next={<Go to="/targets">先采用方案或自定一项目标</Go>} />
    )
  if (division.areas.length === 0)
    return <EmptyState says="这个辖区下面没有可以分解的辖区" next={<Go to="/targets">回到目标进度</Go>} />
  return (
    <>
      <LeaveGuard when={() => cells.length > 0} />
      <ReadTable division={division} year={year ?? ''} onRead={(next) => setDraft(next(draft))} />
      <section className="panel" aria-label="分解表">
        <Flex wrap gap="middle" align="center" className="gap-below">
          <Labelled label="完成年度">
            <Select
              aria-label="完成年度"
              value={year ?? null}
              style={{ width: 120 }}
              options={years.map((one) => ({ value: one, label: `${one}年` }))}
              onChange={(next) => address.set({ year: next ?? undefined })}
            />
          </Labelled>
          <span className="faint">共 {shown.length} 项目标；空着的格子是没有分解</span>
        </Flex>
        {!division.whole && (
          <Alert type="info" showIcon className="gap-below" title="本级的任务由上级下达，这里只分解到下级" />
        )}
        <DivisionGrid division={division} targets={shown} draft={draft} onChange={setDraft} />
      </section>
      {cells.length > 0 && (
        <SaveDivision
          division={division}
          cells={cells}
          busy={act.isPending}
          onDrop={() => setDraft({})}
          onSave={(ground) => act.mutate({ body: { area: division.area, ground, cells } })}
        />
      )}
    </>
  )
}
