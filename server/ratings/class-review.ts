/** 分类认定: opening the reviews of a year with their inputs, and counting classes by township as of a day. */
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import type { Classes, ReviewInputs } from '#contract/ratings/classes.ts'
import { classify, classNames, PENDING_CLASS } from '#core/kernel/classify.ts'
import { hasBit } from '#core/kernel/compile-rules.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import { printFact } from '#core/kernel/say.ts'
import { classReview, FIVE } from '#core/ratings/class-review.ts'
import { bodyFacts } from '#core/supervision/facts.ts'
import { refused } from '#core/values/problem.ts'
import { columnName } from '#server/database/columns.ts'
import { Refusal } from '#server/http/refusal.ts'
import type { Acting, Handler } from '#server/procedure/act.ts'
import { openItems } from '#server/procedure/store.ts'
import { digitsBelow, namedAreas } from '#server/regions/seen-areas.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { factsOfJson, judgeBodies, unknownsOf, type Verdicts } from '#server/supervision/judge.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { clauseLabel } from '#server/supervision/summary.ts'

const proposed = z.object({ class: z.string().min(1) })

/** The class comes with the action; where it is not the computed one, it has its reason. */
export const CLASS_HANDLER: Handler = {
  of: classReview,
  payload: async (_acting, item, given) => {
    if (given.action === 'sendBack') return {}
    const computed = item.payload['computed']
    const taken = proposed.safeParse(given.payload ?? { class: item.payload['class'] ?? computed })
    if (!taken.success || taken.data.class === PENDING_CLASS)
      throw new Refusal(422, [refused('class-missing', '请选择认定为哪一类；“待定”的先查明再认定')])
    if (taken.data.class !== computed && !given.note?.trim())
      throw new Refusal(422, [
        refused('class-differs', `系统初判为“${String(computed)}”，认定为另一类的请在说明中写明理由`, {
          field: 'note',
        }),
      ])
    return { class: taken.data.class }
  },
}

interface BodyRow {
  home: string
  id: string
  area: string
  name: string
  haves: Record<string, unknown> | null
}

/** Opens the reviews of the year for every existing cooperative of the area that has none; gives both numbers. */
export async function openReviews(
  acting: Acting,
  services: SupervisionServices,
  area: string,
): Promise<{ opened: number; standing: number }> {
  const { trx, today } = acting
  const year = today.slice(0, 4)
  const bodies = await cooperatives(trx, { area, year })
  const fresh = bodies.filter((one) => !one.reviewed)
  const areas = await areasOn(trx, services, today)
  const judged = await judgeBodies(trx, areas, { area, day: today, stored: true, withFacts: true })
  const verdicts = new Map(judged.map((one) => [one.body, one]))
  const items = fresh.flatMap((body) => {
    const found = verdicts.get(body.id)
    if (!found) return []
    const inputs = inputsOf(found, { inForce: inForceAt(areas, body.area), body, today })
    return [
      {
        home: body.home,
        area: body.area,
        body: body.id,
        title: `${body.name} ${year}年分类认定`,
        subject: year,
        payload: inputs,
      },
    ]
  })
  await openItems(trx, classReview, { items, day: today })
  return { opened: items.length, standing: bodies.length - fresh.length }
}

async function cooperatives(
  trx: Kysely<unknown>,
  of: { area: string; year: string },
): Promise<(BodyRow & { reviewed: boolean })[]> {
  const { rows } = await sql<BodyRow & { reviewed: boolean }>`
    select b.home, b.id, b.area, b.name,
      (select to_jsonb(h) from five_haves h where h.home = b.home and h.body = b.id and not h.ended
        order by h.effective_on desc limit 1) as haves,
      exists (select from procedure_item i where i.home = b.home and i.body = b.id
        and i.procedure = ${classReview.id} and i.subject = ${of.year}) as reviewed
    from body b join body_fact f on f.home = b.home and f.body = b.id
    where not b.ended and f.existing and f.body_kind in ('农民专业合作社', '农民专业合作社联合社')
      and starts_with(b.area, ${of.area})
    order by b.area, b.name`.execute(trx)
  return rows
}

/** What the class rests on, in words that stand by themselves. */
function inputsOf(found: Verdicts, of: { inForce: InForce; body: BodyRow; today: string }): ReviewInputs {
  const { inForce, body, today } = of
  const verdictOf = (rule: { bit: number }) =>
    hasBit(found.failed, rule.bit) ? 'fails' : hasBit(found.known, rule.bit) ? 'passes' : 'unknown'
  const { class: computed, because } = classify(inForce.classes, inForce.rules, verdictOf)
  const values = factsOfJson(found.facts ?? {})
  const haves = body.haves ?? {}
  return {
    year: Number(today.slice(0, 4)),
    day: today,
    computed,
    because: inForce.rules
      .filter((rule) => because.includes(rule.id))
      .map((rule) => ({ label: rule.label, clause: clauseOf(rule, inForce) })),
    unknown: unknownsOf(found, inForce).map(({ rule }) => rule.label),
    facts: bodyFacts.flatMap((fact) => {
      const value = values[fact.id]
      return value === null || value === undefined
        ? []
        : [{ label: fact.label, value: printFact(value, fact) }]
    }),
    haves: FIVE.map(({ key, label, photos }) => ({
      label,
      has: typeof haves[key] === 'boolean' ? haves[key] : null,
      photos: idsOf(haves[columnName(photos)]),
    })),
    checkedOn: text(haves['checked_on']),
    checker: text(haves['checker']),
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const idsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

function clauseOf(rule: { document: string; clause: string }, inForce: InForce): string {
  const document = inForce.documents.find((one) => one.document.id === rule.document)?.document
  const heading = document?.clauses.find((one) => one.id === rule.clause)?.heading
  return clauseLabel(document?.title ?? rule.document, rule.clause, heading)
}

/** Classes of an area and of those right below it: as the rules give them and as they were confirmed, as of a day. */
export async function readClasses(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  asked: { area: string; areaName: string; day: string },
): Promise<Classes> {
  const { area, day } = asked
  const stored = day === services.clock.today()
  const areas = await areasOn(trx, services, day)
  const judged = await judgeBodies(trx, areas, { area, day, stored })
  const { rows } = await sql<{ body: string; class: string }>`
    select i.body, a.payload ->> 'class' as class from procedure_item i
    join procedure_action a on a.home = i.home and a.item = i.id and a.action = 'confirm'
    where i.procedure = ${classReview.id} and starts_with(i.area, ${area}) and a.on_day <= ${day}::date
      and i.subject = ${day.slice(0, 4)}`.execute(trx)
  const confirmed = new Map(rows.map((one) => [one.body, one.class]))
  const digits = digitsBelow(area)
  const below = (await namedAreas(trx, area, [])).filter((one) => one.standing)
  const classes = classNames(inForceAt(areas, area).classes)
  const row = (code: string, name: string, of: readonly Verdicts[]) => ({
    area: code,
    name,
    bodies: of.length,
    counts: classes.map((each) => ({
      class: each,
      computed: of.filter((one) => one.class === each).length,
      confirmed: of.filter((one) => confirmed.get(one.body) === each).length,
    })),
  })
  const byPlace = Map.groupBy(judged, (one) => one.area.slice(0, digits))
  return {
    ...asked,
    year: Number(day.slice(0, 4)),
    classes,
    rows: [
      row(area, asked.areaName, judged),
      ...below.map((one) => row(one.code, one.name, byPlace.get(one.code) ?? [])),
    ],
  }
}
