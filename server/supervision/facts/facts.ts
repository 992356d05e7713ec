/** The facts of bodies as of a day, in one set-based statement; today's stand in the wide table. */
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { factColumns } from '#core/kernel/fact.ts'
import type { FactValue } from '#core/kernel/literal.ts'
import { bodyFacts } from '#core/supervision/facts.ts'
import { programVersion } from '#server/config.ts'
import { MIGRATIONS } from '#server/database/migrate.ts'
import { audits } from './audits.ts'
import { board } from './board.ts'
import { campaign } from './campaign.ts'
import type { FactGroup } from './group.ts'
import { grants } from './grants.ts'
import { meetings } from './meetings.ts'
import { members } from './members.ts'
import { money } from './money.ts'
import { running } from './running.ts'
import { standing } from './standing.ts'

const GROUPS = [standing, running, campaign, money, audits, grants, board, members, meetings]
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

/** The same, and the table in which these bodies as of the day were laid aside. */
interface Laid extends Asked {
  laid?: RawBuilder<unknown>
}

/** A select of home, body, area and every fact column. */
export function factsQuery(asked: Laid): RawBuilder<unknown> {
  const ctes = GROUPS.flatMap((group: FactGroup) =>
    Object.entries(group.with).map(([name, select]) => {
      const how = group.once?.includes(name) === true ? 'materialized ' : ''
      return sql`, ${sql.raw(`${name} as ${how}(${select})`)}`
    }),
  )
  const columns = FACT_COLUMNS.map((one) => `(${EXPRESSIONS[one.name]})::${one.sqlType} as ${one.name}`).join(
    ',\n',
  )
  const bodies = asked.laid
    ? sql`bodies as (select * from ${asked.laid})`
    : sql`bodies as materialized (${bodiesQuery(asked)})`
  return sql`
    with asked as (select ${asked.day}::date as day), ${bodies} ${sql.join(ctes, sql``)}
    select b.home, b.id as body, b.area, ${sql.raw(columns)}
    from bodies b cross join asked a ${sql.raw(GROUPS.map((group) => group.from).join('\n'))}`
}

/** The bodies as of the day that are asked about, with what figures read of them. */
function bodiesQuery({ day, bodies, area }: Asked): RawBuilder<unknown> {
  const which = bodies ? sql`and r.id = any (${[...bodies]}::uuid[])` : sql``
  const where = area ? sql`and c.area >= ${area} and c.area < ${`${area}A`}` : sql``
  return sql`select r.home, r.id, c.area, ${sql.raw(BODY_FIELDS.map((name) => `r.${name}`).join(', '))}
    from body_at(${day}::date) r join body c on c.home = r.home and c.id = r.id where not r.ended ${which} ${where}`
}

/** So few are looked up one by one, by their indexes. */
const ONE_BY_ONE = 20

/** Memory that each sort and each hash table may take while many bodies are computed; of the server it is 4 MB. */
const MEMORY = '64MB'

/** Runs what goes over many bodies with so much memory that 100,000 of them are sorted and joined without the disk. */
export const withMemory = <T>(trx: Kysely<unknown>, work: () => Promise<T>): Promise<T> =>
  withSettings(trx, { work_mem: MEMORY }, work)

/** Runs it with these settings of the planner, and puts back what they were. */
async function withSettings<T>(
  trx: Kysely<unknown>,
  settings: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const names = Object.keys(settings)
  const set = (values: readonly string[]) =>
    sql.join(names.map((name, index) => sql`set_config(${name}, ${values[index]}, true)`))
  const held = sql.join(names.map((name) => sql`current_setting(${name})`))
  const { rows } = await sql<{ before: string[] }>`
    select array[${held}] as before, ${set(Object.values(settings))}`.execute(trx)
  const done = await work()
  await sql`select ${set(rows[0]!.before)}`.execute(trx)
  return done
}

/**
 * Runs what reads the tables of many bodies. The planner takes all bodies for one row, since it cannot see through row security
 * and the state of a day, and would walk every voucher once for each body: where there are many, tables are joined whole.
 */
export async function joinedWhole<T>(
  trx: Kysely<unknown>,
  { bodies }: Pick<Asked, 'bodies'>,
  work: () => Promise<T>,
): Promise<T> {
  if (areFew(bodies)) return work()
  return withSettings(trx, { enable_nestloop: 'off', work_mem: MEMORY }, work)
}

const areFew = (bodies: Asked['bodies']): boolean => bodies !== undefined && bodies.length <= ONE_BY_ONE

/**
 * Hands the select of the figures to what uses it. Where the bodies are many they are laid aside first and counted, for else
 * the planner takes them for some thirty, looks up for each what one pass would tell, and sorts where hashing would do.
 */
export async function withFacts<T>(
  trx: Kysely<unknown>,
  asked: Asked,
  use: (figures: RawBuilder<unknown>) => Promise<T>,
): Promise<T> {
  if (areFew(asked.bodies)) return use(factsQuery(asked))
  return joinedWhole(trx, asked, async () => {
    const laid = sql.table(`bodies_${randomUUID().slice(0, 8)}`)
    await sql`create temp table ${laid} on commit drop as ${bodiesQuery(asked)} order by r.home, r.id`.execute(
      trx,
    )
    await sql`analyze ${laid} (home, id)`.execute(trx)
    const done = await use(factsQuery({ ...asked, laid }))
    await sql`drop table ${laid}`.execute(trx)
    return done
  })
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

/** More than so many are computed as all there are: to name them would cost more than it spares. */
export const NAMED_AT_MOST = 10_000

/**
 * Computes today's facts and keeps them in the wide table; a row moves on a revision where a figure is another one. Of named
 * bodies always; without names of those that were touched since or are of another day (docs/decisions/0065). Gives which they
 * were, undefined for all there are.
 */
export async function refreshFacts(
  trx: Kysely<unknown>,
  asked: Asked,
): Promise<readonly string[] | undefined> {
  // The marks go before anything is read: what is written meanwhile leaves one of its own, for the next time.
  const outdated = [...new Set([...(await takeMarks(trx, asked)), ...(await ofAnotherDay(trx, asked))])]
  const bodies = asked.bodies ?? (outdated.length > NAMED_AT_MOST ? undefined : outdated)
  if (bodies?.length === 0) return bodies
  const figures = ['area', ...FACT_COLUMNS.map((one) => one.name)]
  const names = ['home', 'body', ...figures]
  const all = (table: string): string => figures.map((name) => `${table}.${name}`).join(', ')
  const differ = `(${all('body_fact')}) is distinct from (${all('excluded')})`
  const set = ['day', ...figures].map((name) => `${name} = excluded.${name}`)
  set.push(`revision = body_fact.revision + (${differ})::int`)
  const insert = (computed: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    insert into body_fact (${sql.raw(names.join(', '))}, day)
    select ${sql.raw(names.join(', '))}, ${asked.day}::date from (${computed}) computed
    on conflict (home, body) do update set ${sql.raw(set.join(', '))}
    where body_fact.day <> excluded.day or ${sql.raw(differ)}`
  await withFacts(trx, { ...asked, bodies }, (computed) => insert(computed).execute(trx))
  return bodies
}

/** Takes away the marks that the database made of these bodies and says which they were, more than are named not all. */
async function takeMarks(trx: Kysely<unknown>, { bodies, area }: Asked): Promise<string[]> {
  if (!bodies) await sql`select mark_for_program(${program()})`.execute(trx)
  const { rows } = await sql<{ body: string }>`
    select body from take_fact_marks(${bodies ? [...bodies] : null}::uuid[], ${area || null}) body
    limit ${NAMED_AT_MOST + 1}`.execute(trx)
  return rows.map((one) => one.body)
}

/** Bodies whose figures are of another day; a body that has none is marked since it was written. */
async function ofAnotherDay(trx: Kysely<unknown>, { day, bodies, area }: Asked): Promise<string[]> {
  if (bodies) return []
  const where = area ? sql`and area >= ${area} and area < ${`${area}A`}` : sql``
  const { rows } = await sql<{ body: string }>`
    select body from body_fact where day <> ${day} ${where} limit ${NAMED_AT_MOST + 1}`.execute(trx)
  return rows.map((one) => one.body)
}

/** What figures are computed with: how they are said here, and the functions that migrations made. */
function program(): string {
  known ??= createHash('sha256')
    .update(
      JSON.stringify([
        GROUPS,
        BODY_FIELDS,
        FACT_COLUMNS,
        readdirSync(MIGRATIONS).toSorted(),
        programVersion(),
      ]),
    )
    .digest('hex')
  return known
}

let known: string | undefined

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
