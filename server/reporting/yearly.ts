/** A yearly report filled in: each figure with its source, last year's, what it is held against, and the rows behind it. */
import type { Kysely } from 'kysely'
import type { ReportCell, WireReportLine, YearlyAnswer } from '#contract/reporting/yearly.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import type { Literal } from '#core/kernel/literal.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { printLiteral } from '#core/kernel/say.ts'
import {
  judgeStandard,
  pickFigure,
  printFigure,
  printSum,
  type AreaSum,
  type ReportLine,
  type Source,
  type YearlyReport,
  type YearRow,
} from '#core/reporting/yearly-report.ts'
import { printWanYuan } from '#core/values/money.ts'
import { digitsBelow, namedAreas } from '#server/regions/seen-areas.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { citationLabel } from '#server/supervision/citations.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { cellsAsked, yearOfAreas, yearOfBody, type YearAsked } from './yearly-store.ts'

export interface YearlyAsked {
  report: YearlyReport
  year: number
  area: string
  areaName: string
  body: { id: string; name: string } | null
}

const NO_REGISTER = '没有台账记这一项，请自行填写'

/** The report of a year, with the year before beside it. */
export async function readYearlyReport(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  of: YearlyAsked,
): Promise<YearlyAnswer> {
  const { report, year } = of
  const made = report.per === 'body' ? await ofBody(trx, services, of) : await ofAreas(trx, services, of)
  return {
    id: report.id,
    label: report.label,
    per: report.per,
    says: report.says,
    unverified: report.unverified,
    year,
    subject: report.per === 'area' ? of.areaName : (of.body?.name ?? null),
    area: of.area,
    ...made,
    filled: made.lines.filter((one) => one.cells.some((each) => each.value !== null)).length,
    asked: await cellsAsked(trx, { year, area: of.area }),
  }
}

type Made = Pick<YearlyAnswer, 'columns' | 'lines'>

function endOf(year: number, today: string): YearAsked {
  const last = `${year}-12-31`
  return { year, day: last < today ? last : today }
}

async function ofBody(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  { report, year, body, area }: YearlyAsked,
): Promise<Made> {
  if (body === null) return { columns: [], lines: [] }
  const today = services.clock.today()
  const now = await yearOfBody(trx, { ...endOf(year, today), body: body.id }, report.lines)
  const before = await yearOfBody(trx, { ...endOf(year - 1, today), body: body.id }, report.lines)
  const place = typeof now?.['area'] === 'string' ? now['area'] : area
  // The form goes in now: it is the standard of today that it has to meet.
  const inForce = inForceAt(await areasOn(trx, services, today), place)
  return {
    columns: [{ id: body.id, name: body.name }],
    lines: report.lines.map((line) => ({
      ...told(line),
      cells: [bodyCell(line, { now, before, body: body.id })],
      standard: standardOf(line, { now, inForce, documents: services.documents }),
    })),
  }
}

const told = ({ id, label, unit, formula }: ReportLine) => ({ id, label, unit, formula })

function bodyCell(
  line: ReportLine,
  of: { now: YearRow | undefined; before: YearRow | undefined; body: string },
): ReportCell {
  const found = of.now && pickFigure(line, of.now)
  const earlier = of.before && pickFigure(line, of.before)
  const { source, differs } = found ?? {}
  const open = source ?? line.sources[0]
  return {
    value: found ? printFigure(found.value, line.kind) : null,
    note: found ? null : line.sources.length === 0 ? NO_REGISTER : `${namesOf(line)}里没有这一年的数`,
    source: source?.says ?? null,
    differs: differs ? `${differs.source.says}是 ${printFigure(differs.value, line.kind)}` : null,
    before: earlier ? printFigure(earlier.value, line.kind) : null,
    beforePartial: false,
    rows: open === undefined ? null : rowsOfBody(open, of.body),
  }
}

const namesOf = (line: ReportLine): string => line.sources.map((one) => one.says).join('、')

/** Registers are narrowed to the cooperative; ledgers of one body have a page of their own. */
function rowsOfBody({ rows }: Source, body: string): string {
  if (rows.page === '/registers/body') return `/bodies/${body}`
  if (!rows.page.startsWith('/registers/')) return `${rows.page}/${body}`
  return `${rows.page}?${new URLSearchParams({ body, ...rows.filter }).toString()}`
}

function standardOf(
  line: ReportLine,
  of: { now: YearRow | undefined; inForce: InForce; documents: readonly PolicyDocument[] },
): WireReportLine['standard'] {
  const held = line.standard === undefined ? undefined : of.inForce.parameters.get(line.standard)
  if (held === undefined) return null
  const { parameter, confirmed } = held
  const found = of.now && pickFigure(line, of.now)
  const clause = `${parameter.document}#${parameter.clause}`
  return {
    label: parameter.label,
    wanted: `不低于${line.kind === 'wan' && held.value.type === 'money' ? printWanYuan(held.value.value) : printLiteral(held.value, parameter.unit)}`,
    state: judgeStandard(typeof found?.value === 'bigint' ? found.value : null, {
      value: measureOf(held.value),
      confirmed,
    }),
    clause,
    clauseLabel: citationLabel(clause, of.documents),
  }
}

/** In the measure of the line: fen, a count, hundredths of a percent rounded up, so that nothing passes that falls short. */
function measureOf(literal: Literal): bigint {
  if (literal.type === 'money') return literal.value
  if (literal.type === 'count') return BigInt(literal.value)
  if (literal.type !== 'ratio') return 0n
  const { num, den } = literal.value
  return (num * 10_000n + den - 1n) / den
}

async function ofAreas(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  { report, year, area, areaName }: YearlyAsked,
): Promise<Made> {
  const today = services.clock.today()
  const digits = digitsBelow(area)
  const now = await yearOfAreas(trx, { ...endOf(year, today), area, digits }, report.lines)
  const before = await yearOfAreas(trx, { ...endOf(year - 1, today), area, digits }, report.lines)
  const below = await namedAreas(trx, area, [])
  const columns = [
    { id: area, name: areaName },
    ...below.filter((one) => one.standing).map((one) => ({ id: one.code, name: one.name })),
  ]
  return {
    columns,
    lines: report.lines.map((line) => ({
      ...told(line),
      standard: null,
      cells: columns.map((column) =>
        areaCell(line, {
          now: now.get(column.id)?.get(line.id),
          before: before.get(column.id)?.get(line.id),
          area: column.id,
        }),
      ),
    })),
  }
}

function areaCell(
  line: ReportLine,
  { now, before, area }: { now: AreaSum | undefined; before: AreaSum | undefined; area: string },
): ReportCell {
  const [first] = line.sources
  const print = (one: AreaSum | undefined) => (one === undefined ? null : printSum(one, line.kind))
  const value = print(now)
  const missing = now === undefined ? 0 : now.bodies - now.known
  const query = new URLSearchParams({ ...(area !== '' && { area }), ...first?.rows.filter })
  return {
    value,
    note:
      first === undefined
        ? NO_REGISTER
        : value === null
          ? now !== undefined && now.known > 0
            ? `知道的 ${now.known} 家都没有，还有 ${missing} 家不知道，不能算 0`
            : `${namesOf(line)}里没有这一年的数`
          : missing > 0
            ? `${now?.bodies ?? 0} 家里有 ${missing} 家不知道，没有计入`
            : null,
    source: value === null ? null : namesOf(line),
    differs: null,
    before: print(before),
    beforePartial: before !== undefined && before.known < before.bodies,
    rows: first === undefined ? null : `${first.rows.page}?${query.toString()}`,
  }
}
