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

/** The plan as .docx; undefined where the caller may not see the body. */
export async function planOf(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  id: string,
): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  const { rows } = await sql<PlanBody>`
    select b.*, area_label(b.area) as area_name,
      (select c.measures from problem_case c where c.home = b.home and c.body = b.id order by c.opened_on desc limit 1) as measures
    from body b where b.id = ${asUuid(id)}`.execute(trx)
  const [body] = rows
  if (!body) return undefined
  const day = services.clock.today()
  const areas = await areasOn(trx, services, day)
  const { rows: findings } = await listFindings(trx, { body: id, size: 500 })
  const [unknown] = await unknownBodies(trx, areas, {
    day,
    stored: true,
    bodies: [id],
    registers: services.registers,
  })
  const bytes = await bodyPlan(
    {
      name: body.name,
      creditCode: body.credit_code,
      kind: body.body_kind,
      registeredOn: body.registered_on,
      areaName: body.area_name,
      legalRepresentative: body.legal_representative,
      facts: await shownFacts(trx, id),
      unknown: (unknown?.missing ?? []).map((cell) => cell.label),
      findings: findings.map((one) => toWireFinding(one, services.documents)),
      problemKinds: inForceAt(areas, body.area).problemKinds,
      measures: body.measures ?? [],
    },
    { office: services.deployment.areaName, day },
  )
  return { name: body.name, bytes }
}

async function shownFacts(trx: Kysely<unknown>, body: string): Promise<{ label: string; value: string }[]> {
  const { rows } = await sql<
    Record<string, unknown>
  >`select * from body_fact where body = ${asUuid(body)}`.execute(trx)
  const values = toFactValues(rows[0] ?? {})
  return bodyFacts
    .filter((fact) => SHOWN.includes(fact.id) && values[fact.id] !== null)
    .map((fact) => ({ label: fact.label, value: printFact(values[fact.id], fact) }))
}
