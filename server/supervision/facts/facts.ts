/** The facts of bodies as of a day, in one set-based statement; today's stand in the wide table. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { factColumns } from '#core/kernel/fact.ts'
import type { FactValue } from '#core/kernel/literal.ts'
import { bodyFacts } from '#core/supervision/facts.ts'
import { audits } from './audits.ts'
import { board } from './board.ts'
import { campaign } from './campaign.ts'
import type { FactGroup } from './group.ts'
import { grants } from './grants.ts'
import { members } from './members.ts'
import { money } from './money.ts'
import { running } from './running.ts'
import { standing } from './standing.ts'

const GROUPS = [standing, running, campaign, money, audits, grants, board, members]
const EXPRESSIONS: Readonly<Record<string, string>> = Object.assign(
  {},
  ...GROUPS.map((group) => group.columns),
)

/** The columns of the wide table in order of declaration. */
export const FACT_COLUMNS = bodyFacts.flatMap(factColumns)

/** Columns that have no expression, and expressions that no fact declares: both empty, by test. */
export function uncovered(): string[] {
  const declared = new Set(FACT_COLUMNS.map((one) => one.name))
  return [
    ...FACT_COLUMNS.filter((one) => EXPRESSIONS[one.name] === undefined).map((one) => one.name),
    ...Object.keys(EXPRESSIONS).filter((name) => !declared.has(name)),
  ]
}

/** Which bodies, on which day. Without bodies: all that the caller sees. */
export interface Asked {
  day: string
  bodies?: readonly string[] | undefined
  /** Everything at or below this area. */
  area?: string | undefined
}

/** A select of home, body, area and every fact column. */
export function factsQuery(asked: Asked): RawBuilder<unknown> {
  const ctes = GROUPS.flatMap((group: FactGroup) =>
    Object.entries(group.with).map(([name, select]) => {
      const how = group.once?.includes(name) === true ? 'materialized ' : ''
      return sql`, ${sql.raw(`${name} as ${how}(${select})`)}`
    }),
  )
  const columns = FACT_COLUMNS.map((one) => `(${EXPRESSIONS[one.name]})::${one.sqlType} as ${one.name}`).join(
    ',\n',
  )
  const which = asked.bodies ? sql`and r.id = any (${[...asked.bodies]}::uuid[])` : sql``
  const where = asked.area ? sql`and c.area >= ${asked.area} and c.area < ${`${asked.area}A`}` : sql``
  return sql`
    with asked as (select ${asked.day}::date as day),
    bodies as materialized (
      select r.home, r.id, c.area, ${sql.raw(BODY_FIELDS.map((name) => `r.${name}`).join(', '))}
      from body_at(${asked.day}::date) r join body c on c.home = r.home and c.id = r.id where not r.ended ${which} ${where})
    ${sql.join(ctes, sql``)}
    select b.home, b.id as body, b.area, ${sql.raw(columns)}
    from bodies b cross join asked a ${sql.raw(GROUPS.map((group) => group.from).join('\n'))}`
}

const BODY_FIELDS = [
  'name',
  'credit_code',
  'old_registration_no',
  'body_kind',
  'registered_on',
  'registration_state',
  'address',
  'legal_representative',
  'phone',
]

/** Computes today's facts of these bodies and keeps them in the wide table; a row moves on a revision where a figure is another one. */
export async function refreshFacts(trx: Kysely<unknown>, asked: Asked): Promise<void> {
  const figures = ['area', ...FACT_COLUMNS.map((one) => one.name)]
  const names = ['home', 'body', ...figures]
  const all = (table: string): string => figures.map((name) => `${table}.${name}`).join(', ')
  const differ = `(${all('body_fact')}) is distinct from (${all('excluded')})`
  const set = ['day', ...figures].map((name) => `${name} = excluded.${name}`)
  set.push(`revision = body_fact.revision + (${differ})::int`)
  await sql`
    insert into body_fact (${sql.raw(names.join(', '))}, day)
    select ${sql.raw(names.join(', '))}, ${asked.day}::date from (${factsQuery(asked)}) computed
    on conflict (home, body) do update set ${sql.raw(set.join(', '))}
    where body_fact.day <> excluded.day or ${sql.raw(differ)}`.execute(trx)
}

/** A row of fact columns → facts by id, in the types of the kernel; NULL is unknown. */
export function toFactValues(row: Record<string, unknown>): Record<string, FactValue | null> {
  return Object.fromEntries(
    bodyFacts.map((fact) => {
      if (fact.type === 'ratio') {
        const [num, den] = [row[`${fact.id}_num`], row[`${fact.id}_den`]]
        return [fact.id, typeof num === 'bigint' && typeof den === 'bigint' && den > 0n ? { num, den } : null]
      }
      const held = row[fact.id] ?? null
      return [fact.id, fact.type === 'count' && held !== null ? Number(held) : (held as FactValue | null)]
    }),
  )
}
