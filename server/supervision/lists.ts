/** Lists of findings and of what is unknown. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { asUuid } from '#server/database/columns.ts'
import type { WireFinding } from '#contract/registry.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { inForceAt, type PolicyArea } from './books.ts'
import { citationLabel, clashesOfRule } from './citations.ts'

export interface FindingRow {
  id: string
  home: string
  rule: string
  /** −1 where no rule judged it. */
  bit: number
  label: string
  body: string
  body_name: string
  area: string
  area_name: string
  township: string
  severity: WireFinding['severity']
  value: string
  threshold: string
  says: string
  remedy: string
  clause: string
  opened_on: string
  closed_on: string | null
  case_id: string | null
  problem_kind: string | null
}

export interface FindingFilter {
  area?: string | undefined
  body?: string | undefined
  bodies?: readonly string[] | undefined
  rule?: string | undefined
  severity?: string | undefined
  open?: string | undefined
  /** Only those that stand in no case yet. */
  caseless?: boolean | undefined
  ids?: readonly string[] | undefined
  case?: string | undefined
  page?: number | undefined
  size?: number | undefined
}

/** Findings by severity and place; open ones unless asked otherwise. */
export async function listFindings(
  trx: Kysely<unknown>,
  filter: FindingFilter,
): Promise<{ rows: FindingRow[]; total: number }> {
  const size = filter.size ?? 100
  const { rows } = await sql<FindingRow & { total: bigint }>`
    select f.*, b.name as body_name, area_label(f.area) as area_name, area_label(left(f.area, 9)) as township, count(*) over () as total
    from finding f join body b on b.home = f.home and b.id = f.body
    where ${sql.join(conditions(filter), sql` and `)}
    order by array_position(array['serious', 'ordinary', 'hint'], f.severity), f.area, b.name collate pinyin, f.bit
    limit ${size} offset ${((filter.page ?? 1) - 1) * size}`.execute(trx)
  return { rows, total: Number(rows[0]?.total ?? 0n) }
}

function conditions(filter: FindingFilter): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [sql`not b.ended`]
  if (filter.open !== '0') all.push(sql`f.closed_on is null`)
  if (filter.area) all.push(sql`f.area >= ${filter.area} and f.area < ${`${filter.area}A`}`)
  if (filter.body) all.push(sql`f.body = ${asUuid(filter.body)}`)
  if (filter.bodies) all.push(sql`f.body = any (${[...filter.bodies]}::uuid[])`)
  if (filter.rule) all.push(sql`f.rule = any (string_to_array(${filter.rule}, ','))`)
  if (filter.severity) all.push(sql`f.severity = any (string_to_array(${filter.severity}, ','))`)
  if (filter.caseless) all.push(sql`f.case_id is null`)
  if (filter.ids) all.push(sql`f.id = any (${[...filter.ids]}::uuid[])`)
  if (filter.case) all.push(sql`f.case_id = ${asUuid(filter.case)}`)
  return all
}

/**
 * A finding as it travels, its clause named as the document names it; given what is in force where, it tells which clashes
 * of clauses it stands in.
 */
export function toWireFinding(
  row: FindingRow,
  documents: readonly PolicyDocument[],
  areas: readonly PolicyArea[] = [],
): WireFinding {
  return {
    id: row.id,
    rule: row.rule,
    label: row.label,
    body: row.body,
    bodyName: row.body_name,
    areaName: row.area_name,
    township: row.area.length >= 9 ? row.township : null,
    severity: row.severity,
    value: row.value,
    threshold: row.threshold,
    says: row.says,
    remedy: row.remedy,
    clause: row.clause,
    clauseLabel: citationLabel(row.clause, documents),
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    case: row.case_id,
    clashes: areas.length === 0 ? [] : clashesOfRule(row.rule, inForceAt(areas, row.area), documents),
  }
}
