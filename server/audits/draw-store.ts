/** The SQL of draws. */
import { sql, type Kysely } from 'kysely'
import type { DrawBody, DrawFilters } from '#contract/audits/draws.ts'
import { asUuid } from '#server/database/columns.ts'

type Trx = Kysely<unknown>

export interface DrawRow {
  home: string
  item: string
  area: string
  area_name: string
  code: string
  title: string
  state: string
  year: number
  filters: DrawFilters
  population: DrawBody[]
  population_hash: string
  size: number
  opened_on: string
  voided: number
  seed: string | null
  keys: string[] | null
  drawn_on: string | null
  host: string | null
  witnesses: string[] | null
}

/** A draw with what came of it. */
export async function findDraw(trx: Trx, item: string): Promise<DrawRow | undefined> {
  const { rows } = await sql<DrawRow>`
    select d.home, d.item, d.area, coalesce(nullif(area_label(d.area), ''), d.area) as area_name, i.code, i.title, i.state, d.year,
      d.filters, d.population, d.population_hash, d.size, i.opened_on,
      (select count(*)::int from audit_draw o join procedure_item x on x.home = o.home and x.id = o.item
        where o.home = d.home and o.area = d.area and o.year = d.year and x.state = 'void' and x.code < i.code) as voided,
      r.seed, r.keys, r.drawn_on, r.host, r.witnesses
    from audit_draw d join procedure_item i on i.home = d.home and i.id = d.item
    left join audit_drawn r on r.home = d.home and r.item = d.item where d.item = ${asUuid(item)}`.execute(
    trx,
  )
  return rows[0]
}

export interface NewDraw {
  home: string
  item: string
  area: string
  year: number
  filters: DrawFilters
  population: readonly DrawBody[]
  hash: string
  size: number
}

export async function insertDraw(trx: Trx, one: NewDraw): Promise<void> {
  await sql`insert into audit_draw (home, item, area, year, filters, population, population_hash, size)
    values (${one.home}, ${one.item}::uuid, ${one.area}, ${one.year}, ${JSON.stringify(one.filters)}::jsonb,
      ${JSON.stringify(one.population)}::jsonb, ${one.hash}, ${one.size})`.execute(trx)
}

export interface NewResult {
  home: string
  item: string
  area: string
  seed: string
  keys: readonly string[]
  drawnOn: string
  host: string
  witnesses: readonly string[]
}

export async function insertResult(trx: Trx, one: NewResult): Promise<void> {
  await sql`insert into audit_drawn (home, item, area, seed, keys, drawn_on, host, witnesses)
    values (${one.home}, ${one.item}::uuid, ${one.area}, ${one.seed}, ${JSON.stringify(one.keys)}::jsonb, ${one.drawnOn}::date,
      ${one.host}, ${[...one.witnesses]}::text[])`.execute(trx)
}
