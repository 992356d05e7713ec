/** A change of policy is compared by the database: as if every body were judged twice, and with little brought back. */
import { sql, type Kysely, type KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasBit } from '#core/kernel/compile-rules.ts'
import type { InForce, PolicyBooks } from '#core/kernel/in-force.ts'
import type { Rule } from '#core/kernel/rule.ts'
import { withScope } from '#server/database/connect.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../tests/small-county.ts'
import { inForceAt, loadBooks, policyAreas } from './books.ts'
import { FACT_COLUMNS } from './facts/facts.ts'
import { judgeBodies, type Verdicts } from './judge.ts'
import { compareFindings } from './what-if.ts'

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }
const BODIES = 20_000

let county: SmallCounty
let books: PolicyBooks

beforeAll(async () => {
  county = await smallCounty()
  await layFigures()
  books = await withScope(county.db, SYSTEM, (trx) => loadBooks(trx, county.services.documents))
})
afterAll(() => county.database.close())

/** Figures of any kind and of none, in several towns and beyond the county; nobody has to have such bodies. */
async function layFigures(): Promise<void> {
  await county.database.owner.query('alter table body_fact drop constraint body_fact_home_body_area_fkey')
  const areas = [TOWN_A, TOWN_B, `${TOWN_B}201`, HOME, '990102101']
  const chance = (name: string): string => `abs(hashint8(hashtext('${name}') + n::bigint * 7919))`
  const value: Record<string, (name: string) => string> = {
    boolean: (name) => `${chance(name)} % 2 = 0`,
    date: (name) => `date '2015-01-01' + ${chance(name)} % 4000`,
    text: (name) => `(array['农民专业合作社', '存续', '注销'])[1 + ${chance(name)} % 3]`,
  }
  const columns = FACT_COLUMNS.map(({ name, sqlType }) => {
    const some = value[sqlType]?.(name) ?? `${chance(name)} % 13`
    return `case when ${chance(`${name}?`)} % 3 = 0 then null else (${some})::${sqlType} end`
  })
  const lay = sql.raw(`
    insert into body_fact (home, body, area, day, ${FACT_COLUMNS.map((one) => one.name).join(', ')})
    select '${HOME}', gen_random_uuid(), (array['${areas.join("', '")}'])[1 + n % ${areas.length}], '${TODAY}', ${columns.join(', ')}
    from generate_series(1, ${BODIES}) n`)
  await withScope(county.db, SYSTEM, (trx) => lay.execute(trx))
}

type Books = PolicyBooks['overrides'][number]

const members = (value: number, area: string): Books => ({
  document: 'cooperative-law',
  parameter: 'minimum_members',
  area,
  from: TODAY,
  value: { type: 'count', value },
  ground: '试验',
})

/** Thoughts of every kind: a value of the county, of a town, a document adopted in a town, one given up. */
function thoughts(): Record<string, PolicyBooks> {
  const [given] = books.adoptions
  return {
    value: { ...books, overrides: [...books.overrides, members(8, HOME)] },
    'value of a town': { ...books, overrides: [...books.overrides, members(9, TOWN_B)] },
    'adopted document': {
      ...books,
      adoptions: [...books.adoptions, { ...given!, document: 'nanchuan-2021', area: TOWN_A }],
    },
    'document given up': { ...books, adoptions: books.adoptions.filter((one) => one !== given) },
    nothing: { ...books },
  }
}

/** The rows that statements bring to the program. */
function counted(trx: Kysely<unknown>): { trx: Kysely<unknown>; brought: () => number } {
  let rows = 0
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      rows += result.rows.length
      return result
    },
  }
  return { trx: trx.withPlugin(plugin), brought: () => rows }
}

interface Plain {
  counts: Record<string, { opens: number; closes: number; unknown: number }>
  /** Body, label and direction of every turn. */
  turns: Set<string>
}

interface Asks {
  rule: Rule
  before: boolean
  asked: boolean
}

const asks = new Map<InForce, Asks[]>()

/** Every rule of two policies, and which of them asks it. */
function asksOf(old: InForce, now: InForce): Asks[] {
  const kept = asks.get(now)
  if (kept) return kept
  const [before, asked] = [old, now].map(({ rules }) => new Set(rules.map((one) => one.id)))
  const rules = [...new Map([...old.rules, ...now.rules].map((one) => [one.id, one])).values()]
  const all = rules.map((rule) => ({ rule, before: before!.has(rule.id), asked: asked!.has(rule.id) }))
  asks.set(now, all)
  return all
}

/** The same by judging every body twice and comparing one by one. */
async function plainly(trx: Kysely<unknown>, after: PolicyBooks, area: string): Promise<Plain> {
  const [earlier, later] = [policyAreas(books, TODAY), policyAreas(after, TODAY)]
  const judged = (areas: typeof earlier): Promise<Verdicts[]> =>
    judgeBodies(trx, areas, { day: TODAY, area, stored: true })
  const was = new Map((await judged(earlier)).map((one) => [one.body, one]))
  const plain: Plain = { counts: {}, turns: new Set() }
  for (const is of await judged(later)) {
    const then = was.get(is.body)!
    for (const { rule, before, asked } of asksOf(inForceAt(earlier, is.area), inForceAt(later, is.area))) {
      const failed = asked && hasBit(is.failed, rule.bit)
      const failedThen = before && hasBit(then.failed, rule.bit)
      const unknown = asked && !hasBit(is.known, rule.bit) && !(before && !hasBit(then.known, rule.bit))
      if (failed === failedThen && !unknown) continue
      const of = (plain.counts[rule.id] ??= { opens: 0, closes: 0, unknown: 0 })
      if (failed && !failedThen) of.opens += 1
      if (failedThen && !failed) of.closes += 1
      if (unknown) of.unknown += 1
      if (failed !== failedThen) plain.turns.add(`${is.body} ${rule.label} ${failed ? 'opens' : 'closes'}`)
    }
  }
  return plain
}

/** Looks at every thought from a place, and holds what is said against what judging every body twice says. */
async function holdAgainst(scoped: Kysely<unknown>, area: string, names: readonly string[]): Promise<void> {
  for (const [name, after] of Object.entries(thoughts())) {
    const { trx, brought } = counted(scoped)
    const said = await compareFindings(trx, { before: books, after, area, day: TODAY })
    expect(brought(), name).toBeLessThan(700)
    if (!names.includes(name)) continue
    const plain = await plainly(scoped, after, area)
    const counts = Object.fromEntries(
      said.rules.map(({ rule, opens, closes, unknown }) => [rule, { opens, closes, unknown }]),
    )
    expect(counts, name).toEqual(plain.counts)
    const told = said.rows.map((one) => `${one.body} ${one.rule} ${one.opens ? 'opens' : 'closes'}`)
    expect(new Set(told).size, name).toBe(Math.min(200, plain.turns.size))
    expect(told.filter((one) => !plain.turns.has(one))).toEqual([])
    expect(said.opens + said.closes, name).toBe(plain.turns.size)
    expect(said.rows.filter((one) => one.opens && one.says === '')).toEqual([])
  }
}

test(
  'a thought of any kind says of every body what judging it twice says',
  { timeout: 180_000 },
  async () => {
    await withScope(county.db, SYSTEM, (trx) => holdAgainst(trx, TOWN_B, Object.keys(thoughts())))
  },
)

test('of 20,000 bodies some hundred rows are brought back', { timeout: 180_000 }, async () => {
  await withScope(county.db, SYSTEM, async (trx) => {
    await holdAgainst(trx, HOME, ['value'])
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from body_fact where area >= ${HOME} and area < ${`${HOME}A`}`.execute(trx)
    const all = await compareFindings(trx, { before: books, after: books, area: HOME, day: TODAY })
    expect(all).toEqual({ bodies: rows[0]!.n, opens: 0, closes: 0, rules: [], rows: [] })
    expect(rows[0]!.n).toBe((BODIES / 5) * 4)
  })
})
