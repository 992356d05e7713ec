/** 体检指标: every figure of a body, how it is computed, and the rows it was computed from, each with where they came from. */
import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import type { bodyFacts as endpoint } from '#contract/registry.ts'
import type { Fact, Reading } from '#core/kernel/fact.ts'
import type { Register } from '#core/kernel/register.ts'
import type { FactValue } from '#core/kernel/literal.ts'
import { printFact } from '#core/kernel/say.ts'
import { bodyFacts } from '#core/supervision/facts.ts'
import { columnName } from '#server/database/columns.ts'
import { notFound } from '#server/http/refusal.ts'
import { factsQuery, toFactValues } from '#server/supervision/facts/facts.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import {
  dossierActions,
  findBody,
  type BodyKey,
  type DossierAction,
  type Names,
  type VersionRow,
} from './dossier-store.ts'
import { namesOfHeld, readHeld, type Held } from './held-registers.ts'
import { printed } from './timeline.ts'

type Facts = z.input<typeof endpoint.response>
type Row = Facts['facts'][number]['rows'][number]

/** Rows shown of one register under one figure: the latest of a long roll say enough. */
const ROWS_MAX = 20

/** All facts of a body as of a day (today's from the table). Errors: 404 where the body is not seen. */
export async function readBodyFacts(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  asked: { body: string; day?: string | undefined },
): Promise<Facts> {
  const today = services.clock.today()
  const day = asked.day ?? today
  const body = await findBody(trx, asked.body)
  if (!body) throw notFound('个主体')
  const values = toFactValues((await wideRow(trx, body, day === today ? null : day)) ?? {})
  const held = await readHeld(trx, { registers: services.registers, body, day })
  const names = await namesOfHeld(trx, held, [])
  const actions = (await dossierActions(trx, body)).filter((one) => one.on_day <= day)
  const show = { held, around: { names, keys: services.keys } }
  return {
    facts: bodyFacts.map((fact) => ({
      id: fact.id,
      label: fact.label,
      // The value is printed as an officer writes it, its unit in it.
      unit: '',
      value: printedFact(fact, values[fact.id]),
      formula: fact.formula,
      rows: fact.id === ACCEPTED ? acceptanceRows(body, actions) : rowsOf(fact, show),
    })),
  }
}

function printedFact(fact: Fact, value: FactValue | null | undefined): string | null {
  return value === null || value === undefined ? null : printFact(value, fact)
}

/** Comes from the log of the acceptance, which is no register. */
const ACCEPTED = 'dossier_accepted'

async function wideRow(
  trx: Kysely<unknown>,
  body: BodyKey,
  day: string | null,
): Promise<Record<string, unknown> | undefined> {
  const stored = sql`select * from body_fact where home = ${body.home} and body = ${body.id}`
  const { rows } = await sql<
    Record<string, unknown>
  >`${day === null ? stored : factsQuery({ day, bodies: [body.id] })}`.execute(trx)
  return rows[0]
}

interface Show {
  held: readonly Held[]
  around: Parameters<typeof printed>[2]
}

function rowsOf(fact: Fact, show: Show): Row[] {
  return fact.reads.flatMap((reading) => {
    const held = show.held.find((one) => one.register.id === reading.register)
    if (!held) return []
    const rows = held.register.key.length === 0 ? held.rows.slice(0, 1) : held.rows.slice(0, ROWS_MAX)
    return rows.flatMap((row) => cellsOf(held.register, { reading, row, show }))
  })
}

function cellsOf(register: Register, of: { reading: Reading; row: VersionRow; show: Show }): Row[] {
  const { reading, row, show } = of
  const at = { register: register.id, record: row.id }
  if (reading.fields.length === 0)
    return [{ ...at, field: '', label: '记录', value: '有', from: fromOf(row, null, show.around.names) }]
  return reading.fields.flatMap((key) => {
    const field = register.fields[key]
    const value = field ? printed(field, row[columnName(key)], show.around) : ''
    return field && value !== ''
      ? [{ ...at, field: key, label: field.label, value, from: fromOf(row, key, show.around.names) }]
      : []
  })
}

/** File, sheet and cell, or the person who typed it; and from when it holds. */
function fromOf(row: VersionRow, field: string | null, names: Names): string {
  const { source } = row
  const who = names.users.get(row.actor) ?? row.actor
  if (!source?.file) return `${who}填报，自 ${row.effective_on}`
  const column = field === null ? '' : (source.columns?.[field] ?? '')
  const cell =
    source.row === undefined ? '' : column === '' ? `第 ${source.row} 行` : `${column}${source.row}`
  return `${[source.file, source.sheet, cell].filter(Boolean).join(' ')}，自 ${row.effective_on}`
}

function acceptanceRows(body: BodyKey, actions: readonly DossierAction[]): Row[] {
  const accepted = actions.at(-1)?.action === 'accept' ? actions.at(-1) : undefined
  if (!accepted) return []
  const value = accepted.receipt ?? '已接收'
  return [
    {
      register: 'body',
      record: body.id,
      field: '',
      label: '备案回执',
      value,
      from: `${accepted.actor_name}接收，自 ${accepted.on_day}`,
    },
  ]
}
