import { lazy } from 'react'
import { auditDrawPages, auditNoticePages, bookAuditPages } from '../audits/audit-pages.ts'
import { disclosurePages } from '../disclosure/disclosure-pages.ts'
import { generalMeetingPages } from '../governance/meeting-pages.ts'
import { villageProjectPages } from '../reviews/project-pages.ts'
import { classReviewPages, ratingApplicationPages, ratingRoundPages } from '../ratings/rating-pages.ts'
import {
  memberChangePages,
  memberDeathPages,
  memberJoiningPages,
  memberLeavingPages,
  memberResettlementPages,
} from '../membership/case-pages.ts'
import { jointMeetingPages, policyTaskPages } from '../targets/task-pages.ts'
import type { ProcedurePages } from '../procedure/declared.ts'

const resettlement = lazy(async () => ({
  default: (await import('./resettlement-detail.tsx')).ResettlementDetail,
}))

/** Pages of every procedure of the common tables. A new one appears here. */
export const procedurePages: readonly ProcedurePages[] = [
  policyTaskPages,
  jointMeetingPages,
  classReviewPages,
  ratingRoundPages,
  ratingApplicationPages,
  memberJoiningPages,
  memberLeavingPages,
  memberDeathPages,
  memberChangePages,
  { ...memberResettlementPages, Detail: resettlement },
  disclosurePages,
  bookAuditPages,
  auditNoticePages,
  auditDrawPages,
  generalMeetingPages,
  villageProjectPages,
]
