import { Button } from 'antd'
import type { z } from 'zod'
import { type auditCheck, readAuditChain, verifyAuditChain } from '#contract/access/audit-chain.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useMay } from '../shell/session.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { DayText } from '../ui/values.tsx'
import { Inquiries, SettleBreaks } from './chain-inquiry.tsx'

type Check = z.infer<typeof auditCheck>
type Log = z.output<typeof readAuditChain.response>['logs'][number]
type County = z.output<typeof readAuditChain.response>['counties'][number]

/** 留痕核对: whether the trail is what was chained, when that was last verified, and verifying it now. */
export function AuditChainPage() {
  const answer = useCall(readAuditChain)
  const mayVerify = useMay('verifyAudit')
  const verify = useAct(verifyAuditChain, { done: '核对完毕' })
  const [last] = answer.data?.checks ?? []
  return (
    <Page
      title="留痕核对"
      says="每次办理的留痕在提交以后连成一环，密钥不在数据库里；改动、删除任何一条都核对得出来。每晚自动核对一次"
      error={answer.error}
      loading={answer.isPending}
      actions={
        mayVerify && (
          <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate({})}>
            立即核对
          </Button>
        )
      }
    >
      <section className="panel" aria-label="最近一次核对">
        {last === undefined ? (
          <EmptyState says={mayVerify ? '还没有核对过，请按“立即核对”' : '还没有核对过'} />
        ) : (
          <LastCheck check={last} settles={mayVerify} />
        )}
        {mayVerify && last !== undefined && last.breaks.length > 0 && (
          <SettleBreaks key={last.at} breaks={last.breaks} onSettled={() => verify.mutate({})} />
        )}
        <p className="faint">现有 {answer.data?.pending ?? 0} 条留痕待入链，通常几秒内入链。</p>
      </section>
      <section className="panel" aria-label="各县的链">
        <h3>各县的链</h3>
        <p className="faint">末环摘要可抄存在别处；以后对不上，就是末尾被整段换过。</p>
        <DataRows
          rows={answer.data?.counties ?? []}
          rowKey={(row) => row.home}
          columns={COUNTIES}
          empty={<EmptyState says="还没有留痕" />}
        />
      </section>
      <LogChains logs={answer.data?.logs ?? []} />
      <Inquiries rows={answer.data?.inquiries ?? []} />
      <section className="panel" aria-label="历次核对">
        <h3>历次核对</h3>
        <DataRows
          rows={answer.data?.checks ?? []}
          rowKey={(row) => row.at}
          columns={CHECKS}
          empty={<EmptyState says="还没有核对过" />}
        />
      </section>
    </Page>
  )
}

function LogChains({ logs }: { logs: readonly Log[] }) {
  return (
    <section className="panel" aria-label="日志的链">
      <h3>日志的链</h3>
      <p className="faint">
        登录日志、越权记录也连成链，一并核对；过了安全设置里的保留期从头清除，余下的从封印处接着核对。
      </p>
      <DataRows
        rows={logs}
        rowKey={(row) => row.log}
        columns={LOGS}
        empty={<EmptyState says="还没有入链的日志" />}
      />
    </section>
  )
}

/** Who settles breaks has them to choose from right below. */
function LastCheck({ check, settles }: { check: Check; settles: boolean }) {
  const rest = check.broken - check.breaks.length
  return (
    <>
      <h3>
        {check.broken === 0
          ? '✓ 没有发现改动或删除'
          : `✗ 发现 ${check.broken} 处改动或删除，请保留现场并上报`}
      </h3>
      <p>
        <DayText day={check.at} time /> 由 {check.actor} 核对：{check.links} 环、{check.entries}{' '}
        条与入链时一致；登录日志、越权记录 {check.logLinks} 环、{check.logEntries} 条一致。
        {check.settled > 0 && `另有 ${check.settled} 处已经查处，结论见下面。`}
      </p>
      {check.breaks.length > 0 && (
        <ul>
          {(settles ? [] : check.breaks).map((one) => (
            <li key={one.says}>{one.says}</li>
          ))}
          {rest > 0 && <li>另有 {rest} 处没有逐条列出</li>}
        </ul>
      )}
    </>
  )
}

const COUNTIES: readonly RowColumn<County>[] = [
  { key: 'name', title: '归属', head: true, width: 200, render: (row) => row.name },
  { key: 'number', title: '环数', width: 90, render: (row) => <span className="number">{row.number}</span> },
  { key: 'at', title: '末环时间', width: 150, render: (row) => <DayText day={row.at} time /> },
  {
    key: 'hash',
    title: '末环摘要',
    width: 420,
    render: (row) => <code style={{ overflowWrap: 'anywhere' }}>{row.hash}</code>,
  },
]

const LOGS: readonly RowColumn<Log>[] = [
  { key: 'name', title: '日志', head: true, width: 200, render: (row) => row.name },
  { key: 'number', title: '环数', width: 90, render: (row) => <span className="number">{row.number}</span> },
  { key: 'at', title: '末环时间', width: 150, render: (row) => <DayText day={row.at} time /> },
  {
    key: 'clearedAt',
    title: '最近清除',
    width: 150,
    render: (row) => (row.clearedAt === null ? '没有清除过' : <DayText day={row.clearedAt} time />),
  },
  {
    key: 'hash',
    title: '末环摘要',
    width: 420,
    render: (row) => <code style={{ overflowWrap: 'anywhere' }}>{row.hash}</code>,
  },
]

const CHECKS: readonly RowColumn<Check>[] = [
  { key: 'at', title: '时间', head: true, width: 150, render: (row) => <DayText day={row.at} time /> },
  { key: 'actor', title: '核对人', width: 180, render: (row) => row.actor },
  { key: 'links', title: '环', width: 90, render: (row) => <span className="number">{row.links}</span> },
  {
    key: 'entries',
    title: '一致',
    width: 90,
    render: (row) => <span className="number">{row.entries}</span>,
  },
  {
    key: 'pending',
    title: '待入链',
    width: 90,
    render: (row) => <span className="number">{row.pending}</span>,
  },
  {
    key: 'broken',
    title: '结果',
    width: 160,
    render: (row) => (row.broken === 0 ? '没有发现改动' : `${row.broken} 处改动或删除`),
  },
]
