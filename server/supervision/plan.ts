/** 一社一策 of a body, from what stands and what was found. */
import { sql, type Kysely } from 'kysely'
import { asUuid } from '#server/database/columns.ts'
import { printFact } from '#core/kernel/say.ts'
import { bodyFacts } from '#core/supervision/facts.ts'
import { inForceAt } from './books.ts'
import { toFactValues } from './facts/facts.ts'
import { listFindings, toWireFinding } from './lists.ts'
import { bodyPlan } from './papers.ts'
import { areasOn, type SupervisionServices } from './services.ts'
import { unknownBodies } from './unknown.ts'

interface PlanBody {
  id: string
  name: string
  credit_code: string | null
  body_kind: string | null
  registered_on: string | null
  legal_representative: string | null
  area: string
  area_name: string
  measures: { says: string; dueOn: string | null; owner: string | null }[] | null
}

/** Figures that a plan opens with, where they are known. */
const SHOWN = [
  'operating_status',
  'members',
  'farmers',
  'household_funds',
  'village_funds',
  'household_dividend_arrears',
  'village_dividend_arrears',
  'loss_amount',
  'debt_amount',
]

export interface Plan {
  body: string
  name: string
  bytes: Uint8Array
}

/** The plan as .docx; undefined where the caller may not see the body. */
export async function planOf(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  id: string,
): Promise<Plan | undefined> {
  const { value } = await plansOf(trx, services, [asUuid(id)]).next()
  return value
}

/** The plans of these bodies, one after the other; what they say is asked for once for all of them. */
export async function* plansOf(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  ids: readonly string[],
): AsyncGenerator<Plan, undefined> {
  if (ids.length === 0) return undefined
  const day = services.clock.today()
  const { bodies, findings, facts } = await standing(trx, ids)
  const areas = await areasOn(trx, services, day)
  const asked = { day, stored: true, bodies: ids, registers: services.registers }
  const unknown = new Map((await unknownBodies(trx, areas, asked)).map((one) => [one.body, one]))
  for (const body of bodies) {
    const bytes = await bodyPlan(
      {
        name: body.name,
        creditCode: body.credit_code,
        kind: body.body_kind,
        registeredOn: body.registered_on,
        areaName: body.area_name,
        legalRepresentative: body.legal_representative,
        facts: shownFacts(facts.get(body.id) ?? {}),
        unknown: (unknown.get(body.id)?.missing ?? []).map((cell) => cell.label),
        findings: (findings.get(body.id) ?? []).map((one) => toWireFinding(one, services.documents)),
        problemKinds: inForceAt(areas, body.area).problemKinds,
        measures: body.measures ?? [],
      },
      { office: services.deployment.areaName, day },
    )
    yield { body: body.id, name: body.name, bytes }
  }
  return undefined
}

/** What stands of the bodies: themselves, their findings, their figures. */
async function standing(trx: Kysely<unknown>, ids: readonly string[]) {
  const { rows: bodies } = await sql<PlanBody>`
    select b.*, area_label(b.area) as area_name,
      (select c.measures from problem_case c where c.home = b.home and c.body = b.id order by c.opened_on desc limit 1) as measures
    from body b where b.id = any (${[...ids]}::uuid[]) order by b.area, b.name collate pinyin`.execute(trx)
  const { rows: found } = await listFindings(trx, { bodies: ids, size: 1_000_000 })
  const { rows: facts } = await sql<Record<string, unknown> & { body: string }>`
    select * from body_fact where body = any (${[...ids]}::uuid[])`.execute(trx)
  return {
    bodies,
    findings: Map.groupBy(found, (one) => one.body),
    facts: new Map(facts.map((one) => [one.body, one])),
  }
}

function shownFacts(row: Record<string, unknown>): { label: string; value: string }[] {
  const values = toFactValues(row)
  return bodyFacts
    .filter((fact) => SHOWN.includes(fact.id) && values[fact.id] !== null)
    .map((fact) => ({ label: fact.label, value: printFact(values[fact.id], fact) }))
}
