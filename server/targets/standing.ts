/** 目标任务: the targets of the documents in force at a place, each beside the figures of the place and of what lies right below. */
import type { Kysely } from 'kysely'
import type { TargetCell, TargetRow, Targets } from '#contract/targets.ts'
import type { Ratio } from '#core/kernel/literal.ts'
import type { Target } from '#core/kernel/policy.ts'
import { printLiteral, printRatio } from '#core/kernel/say.ts'
import { areaFacts } from '#core/supervision/area-facts.ts'
import { missingOf, standingOf, type Course } from '#core/targets/progress.ts'
import { rollUp } from '#core/targets/roll-up.ts'
import { addDays } from '#core/values/day.ts'
import { digitsBelow, namedAreas, NOTHING_BELOW, pathCodes, type Top } from '#server/regions/seen-areas.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { areaFigures, type AreaFigures } from './area-figures.ts'
import { readEntries, shareOf, wantedIn, type Entry } from './entries.ts'
import type { LocalTargets } from './local-store.ts'

type Place = Pick<TargetCell, 'area' | 'name'>
type Figures = ReadonlyMap<string, AreaFigures>

interface Seen {
  day: string
  own: Place
  below: readonly Place[]
  figures: Figures
  /** Figures on the day on which the way of a target begins. */
  baselines: ReadonlyMap<string, Figures>
  local: LocalTargets
}

const FACTS = new Map(areaFacts.map((one) => [one.id, one]))

/** The targets of a place on a day; one statement per beginning of a plan beside that of the day. */
export async function readStandings(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  asked: { area: string; day: string; top: Top },
): Promise<Targets> {
  const { area, day, top } = asked
  const digits = digitsBelow(area)
  const { own, below, path } = await placesAt(trx, asked)
  const { entries, local } = await readEntries(trx, services, { area, digits, day })
  const baselines = new Map<string, Figures>()
  const measured = entries.filter((one) => one.target.fact !== null)
  const beginnings = new Set(measured.map(baselineDay).filter((from) => from < day))
  for (const from of beginnings) baselines.set(from, await areaFigures(trx, { area, digits, day: from }))
  const seen: Seen = {
    day,
    own,
    below: top.bodiesOnly === true ? [] : below,
    figures: await areaFigures(trx, { area, digits, day }),
    baselines,
    local,
  }
  return { area, areaName: own.name, day, path, targets: entries.map((one) => rowOf(one, seen)) }
}

/** The area with its name, the standing areas right below it, and the way down to it. */
export async function placesAt(
  trx: Kysely<unknown>,
  { area, top }: { area: string; top: Top },
): Promise<{ own: Place; below: Place[]; path: Place[] }> {
  const path = pathCodes(top.top, area)
  const areas = await namedAreas(trx, area, path)
  const nameOf = (code: string): string =>
    code === top.top ? top.topName : (areas.find((one) => one.code === code)?.name ?? code)
  const below = areas.filter((one) => one.parent === area && one.standing)
  return {
    own: { area, name: nameOf(area) },
    below: digitsBelow(area) === NOTHING_BELOW ? [] : below.map(({ code, name }) => ({ area: code, name })),
    path: path.map((code) => ({ area: code, name: nameOf(code) })),
  }
}

/** A flow counts what came in its period: what stood the day before it is taken off. */
export function baselineDay({ target, from }: Entry): string {
  return target.kind === 'flow' ? addDays(from, -1) : from
}

function rowOf(entry: Entry, seen: Seen): TargetRow {
  const { target } = entry
  const fact = target.fact === null ? undefined : FACTS.get(target.fact)
  const side = target.comparator === 'at_least' ? '不低于' : '不高于'
  const wantedAt = (value: Target['value']): string => `${side}${printLiteral(value, fact?.unit ?? '')}`
  const cell = (place: Place): TargetCell => {
    const value = wantedIn(entry, place.area, seen.local)
    const share = shareOf(entry.id, place.area, seen.local)
    return {
      ...cellOf(place, { entry, seen, value }),
      wanted: value && wantedAt(value),
      owner: share?.owner ?? null,
    }
  }
  const below = seen.below.map(cell)
  const set = below.some((one) => one.wanted !== null)
  return {
    id: entry.id,
    label: target.label,
    document: entry.document,
    documentTitle: entry.documentTitle,
    clause: entry.clause,
    clauseLabel: entry.clauseLabel,
    wanted: wantedAt(target.value),
    from: entry.from,
    by: target.by,
    kind: target.kind,
    base: target.base,
    answered: entry.answered?.source ?? null,
    version: entry.version,
    fact: target.fact,
    formula: fact?.formula ?? null,
    rollUp: rollUp({ ...target, parts: partsOf(entry, seen) }),
    missing: missingOf(target),
    rows: fact === undefined ? null : rowsBehind(fact.id, seen.own.area),
    own: cell(seen.own),
    below: fact === undefined && !set ? [] : below,
  }
}

/** The parts as they hold now: what the office wrote for an area stands before what the document says. */
function partsOf({ id, target }: Entry, { below, local }: Seen): Target['parts'] {
  const written = below.flatMap(({ area, name }) => {
    const share = shareOf(id, area, local)
    return share === undefined || !/^\d+$/.test(share.value ?? '')
      ? []
      : [{ area, name, value: Number(share.value) }]
  })
  return [...target.parts.filter((one) => !written.some((other) => other.area === one.area)), ...written]
}

interface CellOf {
  entry: Entry
  seen: Seen
  value: Target['value'] | null
}

function cellOf(place: Place, { entry, seen, value: set }: CellOf): Omit<TargetCell, 'wanted' | 'owner'> {
  const { target, from } = entry
  const figure = (of: Figures | undefined): Ratio | null =>
    target.fact === null ? null : (of?.get(place.area)?.[target.fact] ?? null)
  const baseline = figure(seen.baselines.get(baselineDay(entry)))
  const whole = figure(seen.figures)
  const actual = target.kind === 'flow' && whole !== null && baseline !== null ? less(whole, baseline) : whole
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
  const found = standingOf(course, { day: seen.day, actual, baseline })
  const live = missingOf(target).length === 0
  return {
    ...shown,
    gap: live ? (print(found.gap)?.replace('%', '个百分点') ?? null) : null,
    pace: live ? print(found.pace) : null,
    forecast: live ? print(found.forecast) : null,
    state: live ? found.state : '待补正',
  }
}

function less(a: Ratio, b: Ratio): Ratio {
  return { num: a.num * b.den - b.num * a.den, den: a.den * b.den }
}

/** A figure as two whole numbers; null for what is no figure. */
export function valueOf(value: Target['value']): Ratio | null {
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
  led_of_county_rate: ['/registers/body_tag', {}],
  led_villages_rate: ['/registers/body_tag', {}],
  star_bodies: ['/procedures/rating_application', {}],
  five_star_bodies: ['/procedures/rating_application', {}],
  star_members: ['/registers/member_summary', {}],
}

function rowsBehind(fact: string, area: string): string | null {
  const [page, filter] = ROWS[fact] ?? []
  return page === undefined ? null : `${page}?${new URLSearchParams({ area, ...filter }).toString()}`
}
