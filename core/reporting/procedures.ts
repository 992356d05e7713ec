import { auditDraw } from '../audits/audit-draw.ts'
import { auditNotice } from '../audits/audit-notice.ts'
import { bookAudit } from '../audits/book-audit.ts'
import { disclosure } from '../disclosure/disclosure.ts'
import { generalMeeting } from '../governance/general-meeting.ts'
import type { ItemProcedure } from '../kernel/item-procedure.ts'
import { memberProcedures } from '../membership/member-procedures.ts'
import { classReview } from '../ratings/class-review.ts'
import { ratingApplication } from '../ratings/rating-application.ts'
import { ratingRound } from '../ratings/rating-round.ts'
import { villageProject } from '../reviews/village-project.ts'
import { jointMeeting } from '../targets/joint-meeting.ts'
import { policyTask } from '../targets/policy-task.ts'

/** Every procedure of the common tables. A new one appears here. */
export const itemProcedures: readonly ItemProcedure[] = [
  policyTask,
  jointMeeting,
  classReview,
  ratingRound,
  ratingApplication,
  ...memberProcedures,
  generalMeeting,
  villageProject,
  disclosure,
  bookAudit,
  auditNotice,
  auditDraw,
]
