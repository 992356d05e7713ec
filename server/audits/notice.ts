/** 审计结果通报: made when the report comes in, signed by a supervisor, shown to the members. */
import type { AuditContent, AuditReport, NoticeContent } from '#contract/audits/audits.ts'
import { auditNotice } from '#core/audits/audit-notice.ts'
import { AUDIT_KINDS } from '#core/audits/kinds.ts'
import { maskWords } from '#core/disclosure/mask-words.ts'
import { hung, signedBySupervisor } from '#server/disclosure/handler.ts'
import { actionOf, type Acting, type Handler } from '#server/procedure/act.ts'
import { appendActions, openItems, type ItemRow } from '#server/procedure/store.ts'
import { noticeOf } from './store.ts'

/** The supervisor signs on paper, the wall or the meeting is proved by a photograph: as with the quarter's sheet. */
export const NOTICE_HANDLER: Handler = {
  of: auditNotice,
  payload: async (acting, item, given) => {
    if (given.action === 'sign') return signedBySupervisor(acting, item, given)
    return given.action === 'post' ? hung(acting, item, given) : {}
  },
}

/** Opens the notice of a report, whose numbers of persons are masked by now; one that was taken back is made anew. */
export async function openNotice(
  acting: Acting,
  of: { audit: ItemRow; content: AuditContent; report: AuditReport; dueOn: string },
): Promise<void> {
  const { audit, content, report, dueOn } = of
  const { trx, today } = acting
  const told: NoticeContent = {
    kindLabel: AUDIT_KINDS[content.kind],
    year: content.year,
    from: report.from,
    to: report.to,
    auditor: content.auditor ?? '',
    reportedOn: report.reportedOn,
    subject: maskWords(content.about),
    summary: report.summary,
    points: report.points.map(({ says, remedy }) => ({ says, remedy })),
  }
  const before = await noticeOf(trx, { home: audit.home, item: audit.id })
  if (before) {
    const given = { action: 'remake', version: before.version, dueOn }
    const next = { item: before, given, state: 'made', lead: null, helpers: [], payload: told }
    return appendActions(trx, [actionOf(acting, next)])
  }
  await openItems(trx, auditNotice, {
    items: [
      {
        home: audit.home,
        area: audit.area,
        body: audit.body,
        parent: audit.id,
        title: `${audit.title}结果通报`.slice(0, 200),
        dueOn,
        payload: told,
      },
    ],
    day: today,
  })
}

/** The notice of a report that was taken back is told to nobody. */
export async function withdrawNotice(acting: Acting, audit: ItemRow, note: string): Promise<void> {
  const item = await noticeOf(acting.trx, { home: audit.home, item: audit.id })
  if (!item) return
  const given = { action: 'withdraw', version: item.version, note }
  await appendActions(acting.trx, [
    actionOf(acting, { item, given, state: 'withdrawn', lead: null, helpers: [], payload: {} }),
  ])
}
