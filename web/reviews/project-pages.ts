import { lazy } from 'react'
import { villageProject } from '#core/reviews/village-project.ts'
import type { ProcedurePages } from '../procedure/declared.ts'

/** 项目论证: how a village's project is paid, what the village owes, who approved it. */
export const villageProjectPages: ProcedurePages = {
  of: villageProject,
  title: '项目论证',
  says: '村里提方案，镇里开会论证；要借款的会新增村级债务，先被拦住，改资金来源或由县级研究同意',
  empty: '还没有项目，按“登记项目方案”开始',
  itemWord: '项目',
  units: false,
  Head: lazy(async () => ({ default: (await import('./unallowed-page.tsx')).ProjectHead })),
  Actions: lazy(async () => ({ default: (await import('./project-detail.tsx')).ProjectButtons })),
  Detail: lazy(async () => ({ default: (await import('./project-detail.tsx')).ProjectDetail })),
  parts: {
    allow: lazy(async () => ({ default: (await import('./allow-part.tsx')).AllowPart })),
    revise: lazy(async () => ({ default: (await import('./fund-fields.tsx')).RevisePart })),
  },
  asks: {
    argue: { files: '论证会记录' },
    allow: { files: '研究同意的会议纪要' },
  },
}
