/** 审计的种类和由谁来审. */

export const AUDIT_KINDS = {
  yearly: '年度审计',
  sample: '抽查审计',
  term: '任期经济责任审计',
  leaving: '离任经济责任审计',
  special: '专项审计',
  internal: '监事内部审计',
} as const
export type AuditKind = keyof typeof AUDIT_KINDS

export const AUDITORS = {
  own: '镇、县自己的人员',
  agency: '农经站、代理记账机构',
  firm: '会计师事务所',
  supervisors: '本社监事',
} as const
export type AuditorKind = keyof typeof AUDITORS

/** What asks for an audit of each kind: the plan of the place, and for the supervisors' own one the law. */
export const AUDIT_CLAUSES: Readonly<Record<AuditKind, string>> = {
  yearly: 'party-led-2022#四(二)8',
  sample: 'party-led-2022#四(二)8',
  term: 'party-led-2022#四(二)8',
  leaving: 'party-led-2022#四(二)8',
  special: 'party-led-2022#五(三)',
  internal: 'cooperative-law#第45条',
}
