/** 评级申报: applying with the figures of the day, scoring at the site, what a round allows. */
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { sheet as sheetShape, roundContent, type ApplicationContent } from '#contract/ratings/ratings.ts'
import { printFact } from '#core/kernel/say.ts'
import { ratingApplication } from '#core/ratings/rating-application.ts'
import { ratingRound } from '#core/ratings/rating-round.ts'
import { resultOf, sheetFaults } from '#core/ratings/scheme.ts'
import { factsById } from '#core/supervision/facts.ts'
import { refused } from '#core/values/problem.ts'
import { asUuid } from '#server/database/columns.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import type { Acting, Given, Handler } from '#server/procedure/act.ts'
import { findItem, openItems, type ItemRow } from '#server/procedure/store.ts'
import { factsOfJson } from '#server/supervision/judge.ts'

/** The tag of those for whom places are kept (H08). */
const PREFERRED = '党支部领办'

const visitPayload = z.object({
  sheet: sheetShape,
  evidence: z.record(z.string(), z.array(z.uuid()).max(20)).default({}),
})

export const APPLICATION_HANDLER: Handler = {
  of: ratingApplication,
  holds: async ({ trx }, item) => {
    const round = await roundOf(trx, item)
    return [
      ...(['applying', 'reviewing'].includes(round.state) ? ['reviewable'] : []),
      ...(round.state === 'noticed' ? ['inNotice'] : []),
    ]
  },
  payload: async ({ trx, today }, item, given) =>
    given.action === 'visit'
      ? scored(roundContent.parse((await roundOf(trx, item)).payload), given, today)
      : {},
}

async function roundOf(trx: Kysely<unknown>, item: Pick<ItemRow, 'parent'>): Promise<ItemRow> {
  const round = item.parent && (await findItem(trx, { procedure: ratingRound.id, id: item.parent }))
  if (!round) throw notFound('个评定批次')
  return round
}

/** The sheet as it was filled in, with its result. Errors: everything wrong with it, and what is still open. */
function scored(round: z.output<typeof roundContent>, given: Given, today: string): Record<string, unknown> {
  const taken = visitPayload.safeParse(given.payload)
  if (!taken.success) throw new Refusal(422, [refused('score-missing', '请逐项评分后再提交')])
  const { sheet, evidence } = taken.data
  const result = resultOf(round.scheme, sheet)
  const open = round.scheme.lines.filter((one) => result.open.includes(one.id))
  const problems = [
    ...sheetFaults(round.scheme, sheet),
    ...open.map((one) => refused('score-open', `“${one.item}”还没有评`, { field: one.id })),
  ]
  if (problems.length > 0) throw new Refusal(422, problems)
  return { sheet, evidence, result, visitedOn: today }
}

interface Applicant {
  home: string
  area: string
  name: string
  facts: Record<string, unknown> | null
  preferred: boolean
  applied: boolean
}

/** Applies for a cooperative in a round that takes applications; the figures of the day are kept with it. */
export async function applyFor(acting: Acting, of: { round: string; body: string }): Promise<string> {
  const { trx, today } = acting
  const round = await findItem(trx, { procedure: ratingRound.id, id: of.round })
  if (!round) throw notFound('个评定批次')
  if (round.state !== 'applying')
    throw new Refusal(422, [refused('round-closed', '本批次不在受理申报，请留意下一批次的通知')])
  const { rows } = await sql<Applicant>`
    select b.home, b.area, b.name, to_jsonb(f) as facts,
      exists (select from body_tag t where t.home = b.home and t.body = b.id and not t.ended and t.tag = ${PREFERRED}
        and (t.until is null or t.until >= ${today}::date)) as preferred,
      exists (select from procedure_item i where i.home = b.home and i.parent = ${asUuid(of.round)} and i.body = b.id) as applied
    from body b left join body_fact f on f.home = b.home and f.body = b.id
    where b.id = ${asUuid(of.body)} and not b.ended and b.home = ${round.home} and starts_with(b.area, ${round.area})`.execute(
    trx,
  )
  const [body] = rows
  if (!body) throw notFound('家合作社')
  if (body.applied) throw new Refusal(422, [refused('applied-already', '这家合作社在本批次已经申报')])
  const content = roundContent.parse(round.payload)
  const payload: ApplicationContent = {
    title: content.title,
    year: content.year,
    day: today,
    preferred: body.preferred,
    lines: content.scheme.lines,
    facts: factsOf(
      content.scheme.lines.map((one) => one.fact),
      body.facts ?? {},
    ),
  }
  const [id = ''] = await openItems(trx, ratingApplication, {
    items: [
      {
        home: body.home,
        area: body.area,
        body: of.body,
        parent: round.id,
        title: `${body.name} ${content.title}`,
        payload,
      },
    ],
    day: today,
  })
  return id
}

/** The figures that the lines of a scheme name, in words; unknown ones are left out. */
function factsOf(ids: readonly string[], row: Record<string, unknown>): ApplicationContent['facts'] {
  const values = factsOfJson(row)
  return Object.fromEntries(
    [...new Set(ids)].flatMap((id) => {
      const fact = factsById.get(id)
      const value = values[id]
      if (!fact || value === null || value === undefined) return []
      return [[id, { label: fact.label, value: printFact(value, fact) }]]
    }),
  )
}
