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

/** The plan whose clauses bind the cooperatives that a party branch leads, where a place has adopted it. */
export const LED_PLAN = 'party-led-2022'

const OF_LED: Readonly<Partial<Record<AuditKind, string>>> = {
  yearly: `${LED_PLAN}#四(二)8`,
  sample: `${LED_PLAN}#四(二)8`,
  term: `${LED_PLAN}#四(二)8`,
  leaving: `${LED_PLAN}#四(二)8`,
  special: `${LED_PLAN}#五(三)`,
}

/** What asks for an audit: the plan where it binds the cooperative, else the law, under which it is audited all the same. */
export function auditClause(kind: AuditKind, led: boolean): string {
  return (led ? OF_LED[kind] : undefined) ?? 'cooperative-law#第45条'
}
