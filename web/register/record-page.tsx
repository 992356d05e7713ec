import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { readRecord, recordHistory, type WireRecord } from '#contract/kernel.ts'
import type { Register } from '#core/kernel/register.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { PageMissing } from '../shell/fallback.tsx'
import { useSession } from '../shell/session.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText } from '../ui/values.tsx'
import { registerOf } from './declared.ts'
import { RecordEnd } from './record-end.tsx'
import { RecordEdit } from './record-edit.tsx'
import { RecordHistory } from './record-history.tsx'
import { RecordValues } from './record-values.tsx'

/** What other modules put above the values of a record, by register. */
export type Beside = Readonly<Record<string, (id: string) => ReactNode>>

/** One record of any register: what it says, where each value came from, how it came to be, and its form. */
export function RecordPage(props: { beside: Beside }) {
  const register = registerOf(usePathParam('register'))
  const id = usePathParam('id')
  if (register === undefined) return <PageMissing />
  return (
    <RecordView key={`${register.id}/${id}`} register={register} id={id} beside={props.beside[register.id]} />
  )
}

function RecordView(props: {
  register: Register
  id: string
  beside: ((id: string) => ReactNode) | undefined
}) {
  const { register, id } = props
  const session = useSession()
  const address = useAddress()
  // A link from the dossier leads straight into the form.
  const [editing, setEditing] = useState(address.get('edit') === '1')
  const [ending, setEnding] = useState(false)
  const params = { register: register.id, id }
  const found = useCall(readRecord, { params })
  const history = useCall(recordHistory, { params })
  const record = found.data
  const mayWrite = register.write.includes(session.user.role) && record !== undefined && !record.ended
  const asForm = mayWrite && editing
  return (
    <Page
      title={record?.bodyName ?? register.label}
      crumbs={[
        { label: register.label, to: `/registers/${register.id}` },
        { label: asForm ? '修改' : '明细' },
      ]}
      error={found.error}
      loading={found.isLoading}
      says={record !== undefined && <Head record={record} register={register} />}
      actions={
        mayWrite &&
        !asForm && (
          <>
            {!ending && <Button onClick={() => setEnding(true)}>终止</Button>}
            <Button type="primary" onClick={() => setEditing(true)}>
              修改
            </Button>
          </>
        )
      }
    >
      {record !== undefined && mayWrite && ending && !asForm && (
        <RecordEnd register={register} record={record} onDone={() => setEnding(false)} />
      )}
      {record !== undefined && asForm && (
        <RecordEdit register={register} record={record} onDone={() => setEditing(false)} />
      )}
      {record !== undefined && !asForm && props.beside?.(record.id)}
      {record !== undefined && !asForm && (
        <RecordValues register={register} record={record} versions={history.data?.versions ?? []} />
      )}
      {!asForm && <RecordHistory register={register} versions={history.data?.versions ?? []} />}
    </Page>
  )
}

function Head(props: { record: WireRecord; register: Register }) {
  const { record, register } = props
  return (
    <>
      {register.label} · {record.areaName} · 自 <DayText day={record.effectiveOn} /> 起有效 · 第{' '}
      {record.version} 版{record.ended && <StatusTag status="已终止" />}
      {record.body !== null && (
        <>
          {' · '}
          <Go to={`/bodies/${record.body}`}>打开主体档案</Go>
        </>
      )}
    </>
  )
}
