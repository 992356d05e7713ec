/** What can not be judged yet: body by rule, with the cells that are missing. Never a finding. */
import { sql, type Kysely } from 'kysely'
import { hasBit } from '#core/kernel/compile-rules.ts'
import type { Fact, Reading } from '#core/kernel/fact.ts'
import type { Register } from '#core/kernel/register.ts'
import { factsById } from '#core/supervision/facts.ts'
import type { PolicyArea } from './books.ts'
import { inForceAt } from './books.ts'
import { judgeBodies, unknownsOf, type Verdicts } from './judge.ts'
import type { CheckScope } from './findings.ts'

export interface UnknownBody {
  body: string
  home: string
  area: string
  rules: { rule: string; label: string }[]
  /** What to ask for: register and field. */
  missing: Cell[]
}

export interface Cell {
  register: string
  field: string
  label: string
}

/** Bodies over which some rule (or the given ones) is unknown, with what has to be asked for. */
export async function unknownBodies(
  trx: Kysely<unknown>,
  areas: readonly PolicyArea[],
  asked: CheckScope & {
    stored: boolean
    rules?: readonly string[] | undefined
    registers: readonly Register[]
  },
): Promise<UnknownBody[]> {
  const verdicts = await judgeBodies(trx, areas, { ...asked, withFacts: true })
  return verdicts.map((one) => unknownBody(one, areas, asked)).filter((one) => one.rules.length > 0)
}

function unknownBody(
  one: Verdicts,
  areas: readonly PolicyArea[],
  asked: { rules?: readonly string[] | undefined; registers: readonly Register[] },
): UnknownBody {
  const inForce = inForceAt(areas, one.area)
  const open = inForce.rules.some((rule) => !hasBit(one.known, rule.bit)) ? unknownsOf(one, inForce) : []
  const wanted = open.filter(({ rule }) => !asked.rules || asked.rules.includes(rule.id))
  return {
    body: one.body,
    home: one.home,
    area: one.area,
    rules: wanted.map(({ rule }) => ({ rule: rule.id, label: rule.label })),
    missing: cellsFor(
      wanted.flatMap(({ facts }) => [...facts]),
      asked.registers,
    ),
  }
}

/** The cells of forms from which these facts come: what a clerk can fill in, each once. */
export function cellsFor(facts: readonly string[], registers: readonly Register[]): Cell[] {
  const cells = new Map<string, Cell>()
  for (const id of new Set(facts)) {
    const all = (factsById.get(id)?.reads ?? []).flatMap((reading) => cellsOf(reading, registers))
    // What forms ask for comes first: a tag or a date of a tag is nothing to ask a clerk.
    const asked = all.filter((cell) => registers.find((one) => one.id === cell.register)?.askable)
    for (const cell of asked.length > 0 ? asked : all) cells.set(`${cell.register}.${cell.field}`, cell)
  }
  return [...cells.values()]
}

function cellsOf(reading: Reading, registers: readonly Register[]): Cell[] {
  const register = registers.find((one) => one.id === reading.register)
  if (!register) return []
  return reading.fields.flatMap((field) => {
    const declared = register.fields[field]
    return declared ? [{ register: register.id, field, label: declared.label }] : []
  })
}

/** The declaration of a fact. */
export function factOf(id: string): Fact | undefined {
  return factsById.get(id)
}

/** Names of bodies and places for a list. */
export async function namesOf(
  trx: Kysely<unknown>,
  bodies: readonly string[],
): Promise<Map<string, { name: string; areaName: string }>> {
  const { rows } = await sql<{ id: string; name: string; area_name: string }>`
    select id, name, area_label(area) as area_name from body where id = any (${[...bodies]}::uuid[])`.execute(
    trx,
  )
  return new Map(rows.map((row) => [row.id, { name: row.name, areaName: row.area_name }]))
}
