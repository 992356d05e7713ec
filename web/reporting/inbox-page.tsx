import { Flex, Tag } from 'antd'
import type { z } from 'zod'
import { type inboxItem, readInbox } from '#contract/reporting.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { Go } from '../ui/go.tsx'
import { ordered } from '../ui/order.ts'
import { Page } from '../ui/page.tsx'
import { DayText } from '../ui/values.tsx'
import { FirstSteps } from './first-steps.tsx'
import './inbox.css'

type InboxItem = z.infer<typeof inboxItem>

/** 我的待办: what waits for me, what is late, what I sent and where it is stuck. */
export function InboxPage() {
  const session = useSession()
  // The badge in the head keeps its answer for minutes; who opens the page sees what waits now.
  const inbox = useCall(readInbox, {}, { staleTime: 0, refetchInterval: 60_000 })
  const waiting = inbox.data?.waiting ?? []
  const sent = inbox.data?.sent ?? []
  const late = waiting.filter((one) => one.late)
  const rest = waiting.filter((one) => !one.late)
  return (
    <Page
      title="我的待办"
      says={`${session.user.name}（${session.user.roleLabel}）· ${session.areaName} · ${session.today}`}
      error={inbox.error}
      loading={inbox.isPending}
    >
      <FirstSteps />
      <MyBodies />
      {late.length > 0 && <InboxSection title="已逾期" tone="late" items={late} />}
      <InboxSection
        title="等我办理"
        items={rest}
        empty={late.length > 0 ? '没有其他要办的事。' : '没有等您办理的事。'}
        {...(session.permissions.includes('check') && { emptyTo: '/overview' })}
      />
      <InboxSection title="我发出的" items={sent} empty="还没有发出的事项。" />
    </Page>
  )
}

/** The dossiers of who sees single bodies: a chair, an accountant. */
function MyBodies() {
  const { bodies } = useSession()
  if (bodies.length === 0) return null
  return (
    <section className="inbox-section" aria-label="我的合作社">
      <h3>我的合作社</h3>
      <ul className="inbox-list">
        {bodies.map((one) => (
          <li key={one.id}>
            <Go to={`/bodies/${one.id}`} className="inbox-line">
              <span className="inbox-words">
                <strong>{one.name === '' ? '合作社档案' : one.name}</strong>
                <span className="faint">一社一档：资料、问题、整改和变动经过</span>
              </span>
              <span aria-hidden className="inbox-arrow">
                ›
              </span>
            </Go>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface SectionProps {
  title: string
  items: readonly InboxItem[]
  tone?: 'late'
  empty?: string
  emptyTo?: string
}

function InboxSection(props: SectionProps) {
  const lines = ordered(props.items, (a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'))
  return (
    <section className={`inbox-section ${props.tone ?? ''}`} aria-label={props.title}>
      <h3>
        {props.title}
        {props.items.length > 0 && <span className="inbox-count">{props.items.length}</span>}
      </h3>
      {lines.length === 0 ? (
        <p className="inbox-empty">
          {props.empty} {props.emptyTo !== undefined && <Go to={props.emptyTo}>打开辖区总览</Go>}
        </p>
      ) : (
        <ul className="inbox-list">
          {lines.map((one) => (
            <li key={`${one.kind}-${one.link}-${one.title}`}>
              <InboxLine item={one} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function InboxLine(props: { item: InboxItem }) {
  const { item } = props
  return (
    <Go to={item.link} className={item.late ? 'inbox-line late' : 'inbox-line'}>
      <span className="inbox-figure">{item.count}</span>
      <span className="inbox-words">
        <strong>{item.title}</strong>
        <span className="faint">{item.says}</span>
      </span>
      <Flex
        gap="small"
        align="center"
        className={item.late || item.dueOn !== null ? 'inbox-due' : 'inbox-due bare'}
      >
        {item.late && <Tag color="red">逾期</Tag>}
        {item.dueOn !== null && (
          <span>
            <DayText day={item.dueOn} /> 前
          </span>
        )}
        <span aria-hidden className="inbox-arrow">
          ›
        </span>
      </Flex>
    </Go>
  )
}
