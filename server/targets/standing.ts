/** 目标任务: the targets of the documents in force at a place, each beside the figures of the place and of what lies right below. */
import type { Kysely } from 'kysely'
import type { TargetCell, TargetRow, Targets } from '#contract/targets.ts'
import type { Ratio } from '#core/kernel/literal.ts'
import type { PolicyDocument, Target } from '#core/kernel/policy.ts'
import { printLiteral, printRatio } from '#core/kernel/say.ts'
import { areaFacts } from '#core/supervision/area-facts.ts'
import { missingOf, standingOf, type Course } from '#core/targets/progress.ts'
import { rollUp } from '#core/targets/roll-up.ts'
import { digitsBelow, namedAreas, NOTHING_BELOW, pathCodes, type Top } from '#server/regions/seen-areas.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { clauseLabel } from '#server/supervision/summary.ts'
import { areaFigures, type AreaFigures } from './area-figures.ts'

type Place = Pick<TargetCell, 'area' | 'name'>
type Figures = ReadonlyMap<string, AreaFigures>

interface Seen {
  day: string
  own: Place
  below: readonly Place[]
  figures: Figures
  /** Figures on the day on which each document's way begins. */
  baselines: ReadonlyMap<string, Figures>
}

const FACTS = new Map(areaFacts.map((one) => [one.id, one]))

/** The targets of a place on a day; one statement per beginning of a plan beside that of the day. */
export async function readStandings(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  asked: { area: string; day: string; top: Top },
): Promise<Targets> {
  const { area, day, top } = asked
  const path = pathCodes(top.top, area)
  const areas = await namedAreas(trx, area, path)
  const nameOf = (code: string): string =>
    code === top.top ? top.topName : (areas.find((one) => one.code === code)?.name ?? code)
  const plans = inForceAt(await areasOn(trx, services, day), area).documents.filter(
    (one) => one.document.targets.length > 0,
  )
  const digits = digitsBelow(area)
  const baselines = new Map<string, Figures>()
  const beginnings = new Set(plans.map((one) => beginningOf(one.document)).filter((from) => from < day))
  for (const from of beginnings) baselines.set(from, await areaFigures(trx, { area, digits, day: from }))
  const seen: Seen = {
    day,
    own: { area, name: nameOf(area) },
    below:
      digits === NOTHING_BELOW || top.bodiesOnly === true
        ? []
        : areas
            .filter((one) => one.parent === area && one.standing)
            .map(({ code, name }) => ({ area: code, name })),
    figures: await areaFigures(trx, { area, digits, day }),
    baselines,
  }
  return {
    area,
    areaName: seen.own.name,
    day,
    path: path.map((code) => ({ area: code, name: nameOf(code) })),
    targets: plans.flatMap(({ document, area: bound }) =>
      document.targets.map((target) => rowOf(target, { document, bound, seen })),
    ),
  }
}

/** The way to a target begins with the term of its plan. */
function beginningOf(document: PolicyDocument): string {
  return document.term?.from ?? document.from
}

function rowOf(target: Target, of: { document: PolicyDocument; bound: string; seen: Seen }): TargetRow {
  const { document, bound, seen } = of
  const fact = target.fact === null ? undefined : FACTS.get(target.fact)
  const heading = document.clauses.find((one) => one.id === target.clause)?.heading
  const side = target.comparator === 'at_least' ? '不低于' : '不高于'
  const missing = missingOf(target)
  const wantedAt = (value: Target['value']): string => `${side}${printLiteral(value, fact?.unit ?? '')}`
  const cell = (place: Place): TargetCell => {
    const value = wantedIn(target, { area: place.area, bound })
    return { ...cellOf(place, { target, document, seen, value }), wanted: value && wantedAt(value) }
  }
  return {
    id: `${document.id}/${target.id}`,
    label: target.label,
    document: document.id,
    documentTitle: document.title,
    clause: `${document.id}#${target.clause}`,
    clauseLabel: clauseLabel(document.title, target.clause, heading),
    wanted: wantedAt(target.value),
    from: beginningOf(document),
    by: target.by,
    kind: target.kind,
    base: target.base,
    formula: fact?.formula ?? null,
    rollUp: rollUp(target),
    missing,
    rows: fact === undefined ? null : rowsBehind(fact.id, seen.own.area),
    own: cell(seen.own),
    below: fact === undefined && target.parts.length === 0 ? [] : seen.below.map(cell),
  }
}

/** What is set for an area: its own part; a rate everywhere; the figure of the whole where the plan binds, and not below. */
function wantedIn(target: Target, at: { area: string; bound: string }): Target['value'] | null {
  const part = target.parts.find((one) => one.area === at.area)
  if (part !== undefined) return { type: 'count', value: part.value }
  return target.value.type === 'ratio' || at.area === at.bound ? target.value : null
}

interface CellOf {
  target: Target
  document: PolicyDocument
  seen: Seen
  value: Target['value'] | null
}

function cellOf(place: Place, { target, document, seen, value: set }: CellOf): Omit<TargetCell, 'wanted'> {
  const from = beginningOf(document)
  const figure = (of: Figures | undefined): Ratio | null =>
    target.fact === null ? null : (of?.get(place.area)?.[target.fact] ?? null)
  const actual = figure(seen.figures)
  const rate = target.value.type === 'ratio'
  const print = (value: Ratio | null): string | null => (value === null ? null : printed(value, rate))
  const shown = {
    ...place,
    actual: actual && (rate ? printRatio(actual, [target.value]) : print(actual)),
    parts: actual && rate ? `${actual.num}/${actual.den}` : null,
  }
  const value = set && valueOf(set)
  if (value === null) return { ...shown, gap: null, pace: null, forecast: null, state: '' }
  const course: Course = { comparator: target.comparator, value, kind: target.kind, from, by: target.by }
  const found = standingOf(course, { day: seen.day, actual, baseline: figure(seen.baselines.get(from)) })
  const live = missingOf(target).length === 0
  return {
    ...shown,
    gap: live ? (print(found.gap)?.replace('%', '个百分点') ?? null) : null,
    pace: live ? print(found.pace) : null,
    forecast: live ? print(found.forecast) : null,
    state: live ? found.state : '待补正',
  }
}

function valueOf(value: Target['value']): Ratio | null {
  if (value.type === 'ratio') return value.value
  if (value.type === 'count') return { num: BigInt(value.value), den: 1n }
  return value.type === 'money' ? { num: value.value, den: 1n } : null
}

/** A figure with one decimal, cut off towards zero; a rate in percent. */
function printed({ num, den }: Ratio, rate: boolean): string {
  const tenths = (num * (rate ? 1000n : 10n)) / den
  const size = tenths < 0n ? -tenths : tenths
  const whole = `${tenths < 0n ? '-' : ''}${size / 10n}`
  return rate ? `${whole}.${size % 10n}%` : size % 10n === 0n ? whole : `${whole}.${size % 10n}`
}

const ROWS: Readonly<Record<string, [page: string, filter: Readonly<Record<string, string>>]>> = {
  five_haves_rate: ['/registers/body', { fiveHaves: '1' }],
  dossier_accepted_rate: ['/registers/body', { existing: '1', status: '正常', accepted: '1' }],
  annual_report_rate: ['/registers/annual_report', {}],
  area_members: ['/registers/member_summary', {}],
  demonstration_bodies: ['/registers/body_tag', {}],
  led_bodies: ['/registers/body_tag', {}],
}

function rowsBehind(fact: string, area: string): string | null {
  const [page, filter] = ROWS[fact] ?? []
  return page === undefined ? null : `${page}?${new URLSearchParams({ area, ...filter }).toString()}`
}
