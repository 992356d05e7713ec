import type { AuditPoint } from '#contract/audits/audits.ts'

const SHORTEST = 2
const lacks = (text: string | undefined): boolean => (text ?? '').trim().length < SHORTEST

/** What a report cannot be entered without and is not typed so far; its days stand there before anything is typed. */
export function missingOfReport(payload: Readonly<Record<string, unknown>>): string[] {
  const typed = payload as { reportedOn?: string; from?: string; to?: string; summary?: string }
  const { points = [] } = payload as { points?: readonly AuditPoint[] }
  const wants: readonly [string, boolean][] = [
    ['报告日期', typed.reportedOn === ''],
    ['审计期间', typed.from === '' || typed.to === ''],
    ['审计结论', lacks(typed.summary)],
    ...points.map((one, at): [string, boolean] => [`第 ${at + 1} 条问题`, lacks(one.says)]),
  ]
  return wants.filter(([, missing]) => missing).map(([word]) => word)
}
