import { Button, Flex, Input } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { type auditEntry, listAudit } from '#contract/access.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { actorInWords, doorInWords } from '../ui/door.ts'
import { EmptyState } from '../ui/empty.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { LogPager } from '../ui/log-pager.tsx'
import { Page } from '../ui/page.tsx'
import { DayText, Unknown } from '../ui/values.tsx'
import { AuditDiff } from './audit-diff.tsx'
import { LogDays } from './log-days.tsx'

type Entry = z.infer<typeof auditEntry>
const KEYS = ['actor', 'subject', 'record', 'from', 'to', 'before'] as const
const PAGE_SIZE = 50

/** 操作日志: who did what, when, from where, with the values before and after; nobody can change it. */
export function AuditPage() {
  const address = useAddress()
  const query: Partial<Record<(typeof KEYS)[number], string>> = {}
  for (const key of KEYS) {
    const value = address.get(key)
    if (value !== undefined) query[key] = value
  }
  const answer = useCall(listAudit, { query: { ...query, size: PAGE_SIZE } }, { keep: true })
  const entries = answer.data?.entries ?? []
  return (
    <Page
      title="操作日志"
      says="只增不改；查看全号、导出、代录等都在内"
      error={answer.error}
      loading={answer.isPending}
    >
      <AuditFilters />
      <section className="panel">
        <DataRows
          rows={entries}
          rowKey={(row) => row.id}
          columns={COLUMNS}
          empty={<EmptyState says="没有符合条件的记录，请放宽条件" />}
        />
        <LogPager entries={entries} more={answer.data?.more === true} />
      </section>
    </Page>
  )
}

function AuditFilters() {
  const address = useAddress()
  const [actor, setActor] = useState(address.get('actor') ?? '')
  const set = (key: string) => (value: string | undefined) => address.set({ [key]: value, before: undefined })
  return (
    <Flex wrap gap="middle" align="center" className="panel no-print">
      <Labelled label="操作人">
        <Input.Search
          allowClear
          value={actor}
          placeholder="账号或姓名"
          style={{ width: 200 }}
          onChange={(event) => setActor(event.target.value)}
          onSearch={(text) => set('actor')(text.trim() === '' ? undefined : text.trim())}
        />
      </Labelled>
      <LogDays />
      {KEYS.some((key) => address.get(key) !== undefined) && (
        <Button
          type="link"
          onClick={() => {
            setActor('')
            address.set(Object.fromEntries(KEYS.map((key) => [key, undefined])))
          }}
        >
          清除条件
        </Button>
      )}
    </Flex>
  )
}

const COLUMNS: readonly RowColumn<Entry>[] = [
  { key: 'at', title: '时间', width: 150, render: (row) => <DayText day={row.at} time /> },
  { key: 'actor', title: '操作人', width: 90, render: (row) => actorInWords(row.actor) },
  { key: 'action', title: '做了什么', head: true, width: 110, render: (row) => row.action },
  { key: 'subject', title: '对象', width: 200, render: (row) => row.subjectLabel },
  { key: 'diff', title: '变动', width: 320, render: (row) => <AuditDiff entry={row} /> },
  { key: 'reason', title: '原因', width: 130, render: (row) => row.reason ?? <Unknown /> },
  {
    key: 'door',
    title: '途径',
    width: 120,
    render: (row) => (
      <>
        {doorInWords(row.door)}
        {row.address !== null && <div className="faint number">{row.address}</div>}
      </>
    ),
  },
]
