import { lazy } from 'react'
import { disclosure } from '#core/disclosure/disclosure.ts'
import type { ProcedurePages } from '../procedure/declared.ts'

/** 财务公开: what was made of each quarter, who signed, where it hangs. */
export const disclosurePages: ProcedurePages = {
  of: disclosure,
  title: '财务公开的办理',
  says: '一季一期：结账时自动制作，监事在纸上审签，张贴后拍照登记',
  empty: '还没有制作过。结完季度最后一个月的账会自动制作，也可以在“财务公开”里制作',
  itemWord: '合作社和季度',
  units: false,
  Detail: lazy(async () => ({ default: (await import('./disclosure-detail.tsx')).DisclosureDetail })),
  parts: {
    sign: lazy(async () => ({ default: (await import('./disclosure-detail.tsx')).SignPart })),
    post: lazy(async () => ({ default: (await import('./disclosure-detail.tsx')).PostPart })),
  },
}
