/** How the rules stand over one body on a day: its class with the ground, its findings, what can not be judged yet. */
import type { Kysely } from 'kysely'
import { classify, PENDING_CLASS } from '#core/kernel/classify.ts'
import { hasBit } from '#core/kernel/compile-rules.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import type { Verdict } from '#core/kernel/rule.ts'
import type { Dossier, WireFinding } from '#contract/registry.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { citationLabel, clashesOfRule } from '#server/supervision/citations.ts'
import {
  failuresOf,
  judgeBodies,
  unknownsOf,
  type Failure,
  type Verdicts,
} from '#server/supervision/judge.ts'
import { listFindings, toWireFinding } from '#server/supervision/lists.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { clauseLabel } from '#server/supervision/summary.ts'
import { cellsFor } from '#server/supervision/unknown.ts'

export type Judged = Pick<Dossier, 'class' | 'classGround' | 'findings' | 'unknown'>

const MANY = 500

/** Today's verdicts come from the table; those of another day are computed, and nothing of them is kept. */
export async function judgeBody(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  asked: { body: string; area: string; bodyName: string; areaName: string; day: string },
): Promise<Judged> {
  const { body, area, day } = asked
  const stored = day === services.clock.today()
  const areas = await areasOn(trx, services, day)
  const [verdicts] = await judgeBodies(trx, areas, { bodies: [body], day, stored, withFacts: true })
  const kept = await listFindings(trx, { body, area, open: '0', size: MANY })
  const findings = kept.rows.map((row) => toWireFinding(row, services.documents, areas))
  if (!verdicts) return { class: PENDING_CLASS, classGround: '还没有体检，没有归类', findings, unknown: [] }
  const inForce = inForceAt(areas, verdicts.area)
  return {
    ...classOf(verdicts, inForce),
    findings: stored
      ? findings
      : findingsOn(findings, failuresOf(verdicts, inForce), {
          ...asked,
          documents: services.documents,
          inForce,
        }),
    unknown: unknownsOf(verdicts, inForce).map(({ rule, facts }) => ({
      rule: rule.id,
      label: rule.label,
      missing: cellsFor(facts, services.registers).map((cell) => cell.label),
    })),
  }
}

/** The class by the class rule, and in words what put the body there. */
function classOf(verdicts: Verdicts, inForce: InForce): Pick<Dossier, 'class' | 'classGround'> {
  const found = classify(inForce.classes, inForce.rules, (rule): Verdict => {
    if (!hasBit(verdicts.known, rule.bit)) return 'unknown'
    return hasBit(verdicts.failed, rule.bit) ? 'fails' : 'passes'
  })
  const labels = (ids: readonly string[]): string => {
    const named = ids.map((id) => `“${inForce.rules.find((rule) => rule.id === id)?.label ?? id}”`)
    return named.length > 3 ? `${named.slice(0, 3).join('、')}等 ${named.length} 项` : named.join('、')
  }
  if (found.class === PENDING_CLASS)
    return {
      class: found.class,
      classGround:
        inForce.classes.length === 0
          ? '本地没有执行中的分类办法'
          : `${labels(found.waitsFor)}还没有查明，查明后才能归类`,
    }
  const rule = inForce.classes.find((one) => one.class === found.class)
  const document = inForce.documents.find((one) => one.document.id === rule?.document)?.document
  const by = document && rule ? `，按${clauseLabel(document.title, rule.clause)}` : ''
  const why =
    found.because.length > 0
      ? `${labels(found.because)}不符合要求${by}归入`
      : `没有发现严重或一般问题${by}归入`
  return { class: found.class, classGround: rule ? `${why}；${rule.guidance}` : why }
}

/** What would have been found on another day; where a finding of then is kept, with its dates and its case. */
function findingsOn(
  kept: readonly WireFinding[],
  failures: readonly Failure[],
  of: {
    body: string
    bodyName: string
    areaName: string
    day: string
    documents: readonly PolicyDocument[]
    inForce: InForce
  },
): WireFinding[] {
  return failures.map((one) => {
    const then = kept.find(
      (held) => held.rule === one.rule.id && held.openedOn <= of.day && (held.closedOn ?? '9999') > of.day,
    )
    const clause = `${one.rule.document}#${one.rule.clause}`
    return {
      id: then?.id ?? `${one.rule.id}@${of.day}`,
      rule: one.rule.id,
      label: one.rule.label,
      body: of.body,
      bodyName: of.bodyName,
      areaName: of.areaName,
      township: null,
      severity: one.rule.severity,
      value: one.value,
      threshold: one.threshold,
      says: one.says,
      remedy: one.rule.remedy,
      clause,
      clauseLabel: citationLabel(clause, of.documents),
      openedOn: then?.openedOn ?? of.day,
      closedOn: null,
      case: then?.case ?? null,
      clashes: clashesOfRule(one.rule.id, of.inForce, of.documents),
    }
  })
}
