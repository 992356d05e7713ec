/** The bodies that a form is about, and what stands of them now. */
import { sql, type Kysely } from 'kysely'
import type { Values } from '#core/kernel/field.ts'
import type { Register } from '#core/kernel/register.ts'
import { toValues } from '#server/database/columns.ts'
import type { AskedScope } from './services.ts'

export interface AskedBody {
  id: string
  home: string
  area: string
  name: string
  code: string | null
  kind: string | null
  foundedIn: number | null
  /** Code and name of its township; the county's code and 乡镇待定 where it is not known. */
  township: string
  townshipName: string
  village: string
}

export const TOWNSHIP_UNKNOWN = '乡镇待定'

/** Existing bodies of an area or of a list, by township and name. */
export async function bodiesOf(trx: Kysely<unknown>, scope: AskedScope): Promise<AskedBody[]> {
  const { area, bodies } = scope
  const within = area === undefined ? sql`true` : sql`b.area >= ${area} and b.area < ${`${area}A`}`
  const named = bodies === undefined ? sql`true` : sql`b.id::text = any (${[...bodies]}::text[])`
  const { rows } = await sql<AskedBody>`
    select b.id, b.home, b.area, coalesce(b.name, b.credit_code, '') as name, b.credit_code as code, b.body_kind as kind,
      extract(year from b.registered_on)::int as "foundedIn",
      case when length(b.area) >= 9 then left(b.area, 9) else b.home end as township,
      case when length(b.area) >= 9 then coalesce(t.name, left(b.area, 9)) else ${TOWNSHIP_UNKNOWN} end as "townshipName",
      coalesce(v.name, '') as village
    from body b
      left join area t on t.code = left(b.area, 9) and t.valid_to is null
      left join area v on length(b.area) = 12 and v.code = b.area and v.valid_to is null
    where not b.ended and b.registration_state is distinct from '注销' and b.registration_state is distinct from '迁出'
      and ${within} and ${named}
    order by township, b.area, b.name collate pinyin, b.id`.execute(trx)
  return rows
}

export interface StandingRow {
  body: string
  values: Values
  effectiveOn: string
  file: string | null
}

/** The records of these bodies in a register, the latest first, each with the file that it came from. */
export async function recordsOf(
  trx: Kysely<unknown>,
  register: Register,
  bodies: readonly string[],
): Promise<Map<string, StandingRow[]>> {
  const { rows } = await sql<
    Record<string, unknown> & { body: string; effective_on: string; came_from: string | null }
  >`
    select r.*, v.source ->> 'file' as came_from
    from ${sql.table(register.id)} r
      join ${sql.table(`${register.id}_version`)} v on v.home = r.home and v.id = r.id and v.version = r.version
    where r.body = any (${[...bodies]}::uuid[]) and not r.ended
    order by r.effective_on desc, r.id`.execute(trx)
  const found = new Map<string, StandingRow[]>()
  for (const row of rows) {
    const one = {
      body: row.body,
      values: toValues(register, row),
      effectiveOn: row.effective_on,
      file: row.came_from,
    }
    found.set(row.body, [...(found.get(row.body) ?? []), one])
  }
  return found
}

/** The name of a county, for the title of a form. */
export async function countyName(trx: Kysely<unknown>, home: string, fallback: string): Promise<string> {
  const { rows } = await sql<{
    name: string
  }>`select name from area where code = ${home} and valid_to is null`.execute(trx)
  return rows[0]?.name ?? fallback
}

/** Names of townships, of those that have ended the last; a county's own code stands for those that are not known. */
export async function areaNames(
  trx: Kysely<unknown>,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`
    select distinct on (code) code, name from area where code = any (${[...codes]}::text[])
    order by code, valid_to desc nulls first`.execute(trx)
  const known = new Map(rows.map((row) => [row.code, row.name]))
  return new Map(codes.map((code) => [code, code.length < 9 ? TOWNSHIP_UNKNOWN : (known.get(code) ?? code)]))
}
