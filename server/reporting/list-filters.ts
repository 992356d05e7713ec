/** What the list of bodies can be narrowed by beyond its own fields: facts, verdicts and findings. */
import { sql, type RawBuilder } from 'kysely'
import { WORD_BITS } from '#core/kernel/compile-rules.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import type { Register } from '#core/kernel/register.ts'
import { UNKNOWN, type ExtraFilters } from '#server/register/list.ts'
import { HAS_FIVE, RUNNING, UNCHECKED } from '#server/supervision/five-haves.ts'

/** The filters of a register: only the roll of bodies has some. Conditions are on the alias `r`. */
export function listFilters(documents: readonly PolicyDocument[]): (register: Register) => ExtraFilters {
  const bits = new Map(documents.flatMap((one) => one.rules).map((rule) => [rule.id, rule.bit]))
  // Without a prototype, so that no word of the address finds a function that is not a filter.
  const ofBodies: ExtraFilters = Object.assign(Object.create(null) as ExtraFilters, {
    class: (value: string) =>
      sql`exists (select from body_verdict v where ${ofBody('v')} and v.class = any (${wordsOf(value)}::text[]))`,
    status: (value: string) => statusIs(value),
    finding: (value: string) => openFinding(wordsOf(value)),
    unknown: (value: string) => unknownRule(wordsOf(value).map((rule) => bits.get(rule))),
    existing: (value: string) => fact(sql`f.existing = ${value === '1'}`),
    accepted: (value: string) => fact(sql`f.dossier_accepted = ${value === '1'}`),
    fiveHaves: (value: string) => fact(sql.raw(`${RUNNING} and ${fiveHaves(value)}`)),
    areaDigits: (value: string) => sql`length(r.area) = ${Number.parseInt(value, 10) || 0}`,
  })
  const none: ExtraFilters = Object.create(null) as ExtraFilters
  return (register) => (register.belongsTo === 'none' ? ofBodies : none)
}

/** Asks for bodies with whatever finding. */
export const ANY = 'any'

const wordsOf = (value: string): string[] => value.split(',')

function ofBody(alias: string): RawBuilder<unknown> {
  return sql.raw(`${alias}.home = r.home and ${alias}.body = r.id`)
}

/** Bodies with an open finding of one of these rules; `any` takes every rule. */
function openFinding(rules: readonly string[]): RawBuilder<unknown> {
  const which = rules.includes(ANY) ? sql`true` : sql`f.rule = any (${[...rules]}::text[])`
  return sql`exists (select from finding f where ${ofBody('f')} and f.closed_on is null and ${which})`
}

function fact(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from body_fact f where ${ofBody('f')} and ${condition})`
}

/** Of bodies that nobody has looked at there is no status, and perhaps not one fact. */
function statusIs(value: string): RawBuilder<unknown> {
  const words = wordsOf(value)
  const known = fact(sql`f.operating_status = any (${words.filter((one) => one !== UNKNOWN)}::text[])`)
  if (!words.includes(UNKNOWN)) return known
  return sql`(${known} or not ${fact(sql`f.operating_status is not null`)})`
}

/** 1: all five; 0: not all five; ∅: of these, those that nobody has checked. */
function fiveHaves(value: string): string {
  if (value === UNKNOWN) return UNCHECKED
  return value === '1' ? HAS_FIVE : `not ${HAS_FIVE}`
}

function unknownRule(bits: readonly (number | undefined)[]): RawBuilder<unknown> {
  const tests = bits
    .filter((bit) => bit !== undefined)
    .map((bit) => `(v.known[${Math.floor(bit / WORD_BITS) + 1}] & ${1n << BigInt(bit % WORD_BITS)}) = 0`)
  if (tests.length === 0) return sql`false`
  return sql`exists (select from body_verdict v where ${ofBody('v')} and (${sql.raw(tests.join(' or '))}))`
}
