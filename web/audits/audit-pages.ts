import { lazy } from 'react'
import { auditDraw } from '#core/audits/audit-draw.ts'
import { auditNotice } from '#core/audits/audit-notice.ts'
import { bookAudit } from '#core/audits/book-audit.ts'
import type { ProcedurePages } from '../procedure/declared.ts'
import { missingOfReport } from './report-draft.ts'

/** 审计: each audit by itself; the plan of a year stands on its own page. */
export const bookAuditPages: ProcedurePages = {
  of: bookAudit,
  title: '审计的办理',
  says: '安排、进点、报告、问题整改、向成员通报、办结；全年的计划和进展看“审计计划”',
  empty: '还没有审计。在“审计计划”里列入',
  itemWord: '审计',
  units: false,
  Actions: lazy(async () => ({ default: (await import('./audit-detail.tsx')).AuditButtons })),
  Detail: lazy(async () => ({ default: (await import('./audit-detail.tsx')).AuditDetail })),
  parts: {
    arrange: lazy(async () => ({ default: (await import('./audit-parts.tsx')).ArrangePart })),
    report: lazy(async () => ({ default: (await import('./report-part.tsx')).ReportPart })),
    askWaiver: lazy(async () => ({ default: (await import('./audit-parts.tsx')).WaiverPart })),
  },
  asks: { report: { files: '审计报告原件', dueOn: '通报最后一天', missing: missingOfReport } },
}

/** 审计结果通报: what is told to the members, who signed, where it hangs. */
export const auditNoticePages: ProcedurePages = {
  of: auditNotice,
  title: '审计结果通报',
  says: '登记审计报告时自动生成：监事在纸上审签，张贴或在成员大会上通报，拍照登记',
  empty: '还没有通报。登记审计报告后自动生成',
  itemWord: '通报',
  units: false,
  Detail: lazy(async () => ({ default: (await import('./notice-detail.tsx')).NoticeDetail })),
  parts: {
    sign: lazy(async () => ({ default: (await import('./notice-detail.tsx')).SignNoticePart })),
    post: lazy(async () => ({ default: (await import('../disclosure/disclosure-detail.tsx')).PostPart })),
  },
}

/** 抽查抽取: the sample of the county, drawn in public. */
export const auditDrawPages: ProcedurePages = {
  of: auditDraw,
  title: '抽查抽取',
  says: '先定总体和家数，再当众报出种子数，名单由两者算出；谁都可以重算核对',
  empty: '还没有抽取。按“定下总体”开始',
  itemWord: '抽取',
  units: false,
  Actions: lazy(async () => ({ default: (await import('./draw-detail.tsx')).DrawButtons })),
  Detail: lazy(async () => ({ default: (await import('./draw-detail.tsx')).DrawDetail })),
  parts: {
    draw: lazy(async () => ({ default: (await import('./draw-parts.tsx')).DrawPart })),
    list: lazy(async () => ({ default: (await import('./draw-parts.tsx')).ListPart })),
  },
}
