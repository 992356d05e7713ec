/** What the procedure of audits adds: who audits, what the report says, cases for its points, who was let off. */
import { z } from 'zod'
import {
  auditArrangement,
  auditContent,
  auditReport,
  type AuditContent,
  type AuditReport,
} from '#contract/audits/audits.ts'
import {
  ARRANGED,
  bookAudit,
  HAS_POINTS,
  NO_WAIVER,
  SETTLED,
  TOLD,
  UNTOLD,
  WAIVER_ASKED,
} from '#core/audits/book-audit.ts'
import { maskWords } from '#core/disclosure/mask-words.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal } from '#server/http/refusal.ts'
import { dueNote, type Acting, type Given, type Handler } from '#server/procedure/act.ts'
import type { ItemRow } from '#server/procedure/store.ts'
import { DISMISSED_FROM, dismissPointCases, openPointCases } from '#server/supervision/audit-points.ts'
import { openNotice, withdrawNotice } from './notice.ts'
import { standingOf } from './store.ts'

const asking = z.object({ points: z.array(z.int().min(1)).min(1) })

export const AUDIT_HANDLER: Handler = {
  of: bookAudit,
  holds,
  payload: async (acting, item, given) => {
    const content = auditContent.parse(item.payload)
    if (given.action === 'arrange') return arranged(item, given)
    if (given.action === 'report') return { report: reported(given, acting.today) }
    if (given.action === 'raise') return { cases: await raised(acting, { item, content, given }) }
    if (given.action === 'askWaiver') return { asked: await asked(acting, { item, content, given }) }
    if (given.action === 'grantWaiver') return { asked: [], waived: await waived(acting, item, content) }
    return given.action === 'denyWaiver' ? { asked: [] } : {}
  },
  after,
}

/** A point is settled when its case was signed off, or when it was let go by two. */
async function holds({ trx }: Acting, item: ItemRow): Promise<string[]> {
  const content = auditContent.parse(item.payload)
  const points = content.report?.points ?? []
  const { notice, states } = await standingOf(trx, { home: item.home, item: item.id, cases: content.cases })
  const settled = points.every(
    (_, at) => content.waived.includes(at + 1) || states.get(content.cases[at] ?? '') === 'closed',
  )
  const all: [string, boolean][] = [
    [ARRANGED, content.auditor !== undefined && item.due_on !== null],
    [HAS_POINTS, points.length > 0],
    [SETTLED, settled],
    [TOLD, notice === 'posted'],
    [UNTOLD, notice !== 'posted'],
    [WAIVER_ASKED, content.asked.length > 0],
    [NO_WAIVER, content.asked.length === 0],
  ]
  return all.filter(([, held]) => held).map(([name]) => name)
}

/** Whoever was named before stays where nobody is named. Errors: audit-auditor. */
function arranged(item: ItemRow, given: Given): Record<string, unknown> {
  const read = auditArrangement.safeParse({ ...item.payload, ...given.payload })
  if (!read.success)
    throw new Refusal(422, [
      refused('audit-auditor', '请写明由谁审计（单位或人员名称）', { field: 'auditor' }),
    ])
  const month = Number((given.dueOn ?? '').slice(5, 7))
  return { ...read.data, quarter: Math.ceil(month / 3) }
}

/** The report without numbers of persons: they stand in its original. Errors: audit-report. */
function reported(given: Given, today: string): AuditReport {
  const read = auditReport.safeParse(given.payload ?? {})
  const faults = read.success
    ? [
        ...(read.data.reportedOn > today ? ['报告日期不能晚于今天'] : []),
        ...(read.data.from > read.data.to ? ['审计期间的起止日期写反了'] : []),
        ...(read.data.to > read.data.reportedOn ? ['审计期间不能晚于报告日期'] : []),
      ]
    : read.error.issues.map((issue) => issue.message)
  if (faults.length > 0 || !read.success)
    throw new Refusal(
      422,
      [...new Set(faults)].map((says) => refused('audit-report', says)),
    )
  const { summary, points } = read.data
  return {
    ...read.data,
    summary: maskWords(summary),
    points: points.map((one) => ({ ...one, says: maskWords(one.says), remedy: maskWords(one.remedy) })),
  }
}

interface Of {
  item: ItemRow
  content: AuditContent
  given: Given
}

/** A case for each point, to be mended by the day and person given. */
async function raised(acting: Acting, { item, content, given }: Of): Promise<string[]> {
  const dueOn = given.dueOn ?? acting.today
  return openPointCases(acting.trx, {
    home: item.home,
    body: item.body ?? '',
    area: item.area,
    bodyName: item.body_name ?? '',
    item: item.id,
    clause: content.clause,
    points: content.report?.points ?? [],
    owner: given.owner?.trim() ?? '',
    dueOn,
    dueNote: dueNote(dueOn, acting.calendar),
    day: acting.today,
    actorName: acting.caller.name,
  })
}

/** Points whose cases are not mended and not under examination. Errors: audit-waiver. */
async function asked(acting: Acting, { item, content, given }: Of): Promise<number[]> {
  const read = asking.safeParse(given.payload ?? {})
  const free = await freePoints(acting, item, content)
  if (!read.success || !read.data.points.every((one) => free.includes(one)))
    throw new Refusal(422, [
      refused('audit-waiver', '请选还在整改、没有报送结果的问题；已报送的请核验，已销号的不用申请', {
        field: 'points',
      }),
    ])
  return [...new Set(read.data.points)].toSorted((a, b) => a - b)
}

/** All that are let go: what was asked for, as long as nothing was reported of it meanwhile. Errors: audit-waiver. */
async function waived(acting: Acting, item: ItemRow, content: AuditContent): Promise<number[]> {
  const free = await freePoints(acting, item, content)
  const handedIn = content.asked.filter((one) => !free.includes(one))
  if (handedIn.length > 0)
    throw new Refusal(422, [
      refused(
        'audit-waiver',
        `问题 ${handedIn.join('、')} 申请以后已报送整改结果：请先核验或退回，或者“不同意免予整改”`,
      ),
    ])
  return [...content.waived, ...content.asked]
}

async function freePoints({ trx }: Acting, item: ItemRow, content: AuditContent): Promise<number[]> {
  const { states } = await standingOf(trx, { home: item.home, item: item.id, cases: content.cases })
  return (content.report?.points ?? []).flatMap((_, at) =>
    !content.waived.includes(at + 1) &&
    [...DISMISSED_FROM, 'dismissed'].includes(states.get(content.cases[at] ?? '') ?? '')
      ? [at + 1]
      : [],
  )
}

async function after(acting: Acting, item: ItemRow, given: Given): Promise<void> {
  const content = auditContent.parse(item.payload)
  const { trx, today } = acting
  if (given.action === 'report') {
    const report = reported(given, today)
    await openNotice(acting, { audit: item, content, report, dueOn: given.dueOn ?? today })
  }
  if (given.action === 'takeBack') await withdrawNotice(acting, item, given.note?.trim() ?? '')
  if (given.action === 'grantWaiver')
    await dismissPointCases(trx, {
      home: item.home,
      cases: content.asked.flatMap((point) => content.cases[point - 1] ?? []),
      note: `免予整改：${given.note?.trim() ?? ''}`,
      day: today,
      actorName: acting.caller.name,
    })
}
