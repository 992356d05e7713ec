/** What the modules add to their procedures of the common tables. A new one appears here, as in core/reporting/procedures. */
import { jointMeeting } from '#core/targets/joint-meeting.ts'
import { bookRepayment } from '#server/accounting/book-repayment.ts'
import { DRAW_HANDLER } from '#server/audits/draws.ts'
import { AUDIT_HANDLER } from '#server/audits/handler.ts'
import { NOTICE_HANDLER } from '#server/audits/notice.ts'
import { DISCLOSURE_HANDLER } from '#server/disclosure/handler.ts'
import { freeToVote } from '#server/governance/free-to-vote.ts'
import { meetingHandler, type MeetingSubjects } from '#server/governance/meeting-handler.ts'
import { passedVote } from '#server/governance/passed-vote.ts'
import { memberHandlers, type CaseServices } from '#server/membership/case-handlers.ts'
import type { Handler } from '#server/procedure/act.ts'
import { APPLICATION_HANDLER } from '#server/ratings/applications.ts'
import { CLASS_HANDLER } from '#server/ratings/class-review.ts'
import { ROUND_HANDLER } from '#server/ratings/rounds.ts'
import { projectHandler, type ProjectServices } from '#server/reviews/project-handler.ts'
import { TASK_HANDLER } from '#server/targets/tasks.ts'
import { meetingSubjects } from './meeting-subjects.ts'

/** Handlers of every procedure, and what the meetings of members can decide on. */
export function procedureHandlers(
  services: Pick<CaseServices, 'keys' | 'onChange' | 'parametersAt'> & ProjectServices,
): {
  handlers: Handler[]
  subjects: MeetingSubjects
} {
  const members = memberHandlers({ ...services, judgeVote: passedVote, freeToVote, bookRepayment })
  const subjects = meetingSubjects(members)
  const handlers = [
    TASK_HANDLER,
    { of: jointMeeting },
    CLASS_HANDLER,
    ROUND_HANDLER,
    APPLICATION_HANDLER,
    DISCLOSURE_HANDLER,
    AUDIT_HANDLER,
    NOTICE_HANDLER,
    DRAW_HANDLER,
    ...members,
    meetingHandler(subjects),
    projectHandler(services),
  ]
  return { handlers, subjects }
}
