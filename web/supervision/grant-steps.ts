/** Where what helps a grant is done. */
import { STEP_WORDS } from '#core/supervision/grant-words.ts'
import type { WireGrant, WireGrantFinding, WireGrantPage } from '#contract/supervision/grants.ts'

/** The page of a grant. */
export function grantTo(of: Pick<WireGrant, 'body' | 'name'>): string {
  return `/grants/${of.body}?name=${encodeURIComponent(of.name)}`
}

type Shown = Pick<WireGrant, 'body' | 'name' | 'project'>

/** An address for the step; null where it is done on the page of the grant itself. */
export function stepTo(
  row: Shown,
  step: WireGrantFinding['step'],
  page?: Pick<WireGrantPage, 'vouchers' | 'lines'>,
): string | null {
  const fill = (register: string, field: string): string =>
    `/registers/${register}/new?${new URLSearchParams({ body: row.body, [`fill.${field}`]: row.name, back: grantTo(row) })}`
  const bare = page?.vouchers.find((one) => SPENDS.includes(one.kind) && one.files.length === 0)
  const dark = page?.lines.find((one) => one.photos.length === 0 && Number(one.spent ?? 0) > 0)
  const untold = page?.lines.find((one) => one.spent === null) ?? page?.lines[0]
  const lineTo = (of: { id: string } | undefined): string | null =>
    of === undefined ? null : `/registers/grant_line/${of.id}?edit=1`
  const steps: Readonly<Record<WireGrantFinding['step'], string | null>> = {
    register: fill('grant_project', 'name'),
    budget: fill('grant_line', 'project'),
    record: `/books/${row.body}?tab=vouchers`,
    attach: bare === undefined ? null : `/vouchers/${bare.id}`,
    assign: null,
    photo: lineTo(dark),
    card: `/books/${row.body}?tab=assets`,
    assets: `/books/${row.body}?tab=assets`,
    divide: `/surplus/${row.body}`,
    report: row.project === null ? null : `/registers/grant_project/${row.project}?edit=1`,
    spent: lineTo(untold) ?? fill('grant_line', 'project'),
  }
  return steps[step]
}

/** Vouchers that spend the grant's money. */
export const SPENDS: readonly string[] = ['out', 'both']

/** Who does the step: those who keep the books, or those who keep the register. */
export function mayStep(step: WireGrantFinding['step'], of: { role: string; mayPlace: boolean }): boolean {
  const ofBooks = ['record', 'attach', 'assign', 'card', 'assets', 'divide'].includes(step)
  return ofBooks ? of.mayPlace : ['county', 'township', 'chair', 'accountant'].includes(of.role)
}

/** What an office asks of a cooperative about a grant, one line a finding. */
export function chaseWords(
  of: Pick<WireGrant, 'bodyName' | 'name'>,
  findings: readonly Pick<WireGrantFinding, 'label' | 'says' | 'step'>[],
): string {
  return [
    `${of.bodyName}：贵社“${of.name}”还有 ${findings.length} 项没有办妥，请抓紧办理。`,
    ...findings.map((one, at) => `${at + 1}. ${one.label}：${one.says}。请${STEP_WORDS[one.step]}。`),
  ].join('\n')
}
