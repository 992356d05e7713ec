/** Which targets a change of policy would bring or take away, and how they would stand on today's figures. */
import type { Kysely } from 'kysely'
import type { WhatIfResult } from '#contract/supervision/what-if.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import type { PolicyDocument, Target } from '#core/kernel/policy.ts'
import { printLiteral } from '#core/kernel/say.ts'
import { missingOf, standingOf } from '#core/targets/progress.ts'
import { digitsBelow } from '#server/regions/seen-areas.ts'
import { areaFigures, type AreaFigures } from './area-figures.ts'

const NONE = '没有这个目标'

/** The targets of documents that hold on one side only. */
export async function compareTargets(
  trx: Kysely<unknown>,
  of: { before: InForce; after: InForce; day: string },
): Promise<WhatIfResult['targets']> {
  const { before, after, day } = of
  const [added, gone] = [targetsBeside(after, before), targetsBeside(before, after)]
  if (added.length + gone.length === 0) return []
  const digits = digitsBelow(after.area)
  const figures = (await areaFigures(trx, { area: after.area, digits, day, stored: true })).get(after.area)
  const told = ({ document, target }: Held) => ({
    id: `${document.id}/${target.id}`,
    label: target.label,
    wanted: `${target.comparator === 'at_least' ? '不低于' : '不高于'}${printLiteral(target.value, '')}（${target.by}前）`,
    state: stateOf(target, { document, figures, day }),
  })
  return [
    ...added.map(told).map(({ state, ...one }) => ({ ...one, before: NONE, after: state })),
    ...gone.map(told).map(({ state, ...one }) => ({ ...one, before: state, after: NONE })),
  ]
}

interface Held {
  document: PolicyDocument
  target: Target
}

function targetsBeside(of: InForce, other: InForce): Held[] {
  const held = new Set(other.documents.map((one) => one.document.id))
  return of.documents
    .filter((one) => !held.has(one.document.id))
    .flatMap(({ document }) => document.targets.map((target) => ({ document, target })))
}

function stateOf(
  target: Target,
  of: { document: PolicyDocument; figures: AreaFigures | undefined; day: string },
): string {
  if (missingOf(target).length > 0) return '待补正'
  const { value } = target
  const wanted =
    value.type === 'ratio'
      ? value.value
      : value.type === 'count'
        ? { num: BigInt(value.value), den: 1n }
        : null
  if (wanted === null) return '未知'
  const actual = target.fact === null ? null : (of.figures?.[target.fact] ?? null)
  const from = of.document.term?.from ?? of.document.from
  const course = { comparator: target.comparator, value: wanted, kind: target.kind, from, by: target.by }
  return standingOf(course, { day: of.day, actual, baseline: null }).state
}
