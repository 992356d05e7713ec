/** The rows of a batch, as they are kept and shown. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Value } from '#core/kernel/field.ts'
import { wireOfValue } from '#core/kernel/kinds/table.ts'
import type { Register } from '#core/kernel/register.ts'
import type { WireValue } from '#contract/kernel.ts'
import type { WireImportRow } from '#contract/kernel/imports.ts'
import { mask } from '#server/register/present.ts'
import type { Packs } from './packs.ts'
import type { PlannedRow } from './plan.ts'

interface Head {
  number: number
  sheet: string
  row: number
  register: string
  outcome: PlannedRow['outcome']
  record: string | null
}

/**
 * Rows as `insertRows` takes them: a line with what the columns hold, then each row as the page shows it, a line of
 * JSON, which never breaks.
 */
export function rowsAsText(rows: readonly PlannedRow[]): string {
  const heads = rows.map(({ candidate, outcome, version }): Head => ({
    number: candidate.number,
    sheet: candidate.sheet,
    row: candidate.row,
    register: candidate.register.id,
    outcome,
    record: version?.id ?? null,
  }))
  return [JSON.stringify(heads), ...rows.map((row) => JSON.stringify(toWireRow(row)))].join('\n')
}

/** Rows of a batch that is new can not stand yet; looking for them costs as much as writing them. */
const NEW_ROWS = sql``
const RENEWED_ROWS = sql`
  on conflict (home, import, number) do update set outcome = excluded.outcome, record = excluded.record, content = excluded.content`

/** Writes the rows of a batch; in the place of those that stand where it is renewed. */
export async function insertRows(
  trx: Kysely<unknown>,
  batch: { home: string; id: string },
  { rows, renewed }: { rows: Packs; renewed: boolean },
): Promise<void> {
  for (const text of rows.texts())
    await insertSome(trx, batch, { text, held: renewed ? RENEWED_ROWS : NEW_ROWS })
}

/** Column by column: rows as one JSON would be taken apart twice. */
async function insertSome(
  trx: Kysely<unknown>,
  batch: { home: string; id: string },
  { text, held }: { text: string; held: RawBuilder<unknown> },
): Promise<void> {
  const line = text.indexOf('\n')
  const heads = JSON.parse(text.slice(0, line)) as Head[]
  const all = <K extends keyof Head>(key: K): Head[K][] => heads.map((head) => head[key])
  await sql`
    insert into import_row (home, import, number, sheet, row, register, outcome, record, content)
    select ${batch.home}, ${batch.id}::uuid, n.number, n.sheet, n.row, n.register, n.outcome, n.record, n.content::jsonb
    from rows from (unnest(${all('number')}::int[], ${all('sheet')}::text[], ${all('row')}::int[], ${all('register')}::text[],
      ${all('outcome')}::text[], ${all('record')}::uuid[]), string_to_table(${text.slice(line + 1)}, E'\\n'))
      n (number, sheet, row, register, outcome, record, content)
    ${held}`.execute(trx)
}

function toWireRow(row: PlannedRow): WireImportRow {
  const { candidate } = row
  const wire = (field: string, value: Value | null | undefined): WireValue =>
    wireField(candidate.register, field, value)
  return {
    sheet: candidate.sheet,
    row: candidate.row,
    register: candidate.register.id,
    outcome: row.outcome,
    bodyName: row.body?.name ?? candidate.subject.name,
    areaName: row.body?.area ?? null,
    ground: row.placement?.ground ?? null,
    values: Object.fromEntries(
      Object.entries(candidate.values).map(([field, value]) => [field, wire(field, value)]),
    ),
    changes: row.changes.map(({ field, before, after }) => ({
      field,
      before: wire(field, before),
      after: wire(field, after),
    })),
    problems: row.problems,
  }
}

function wireField(register: Register, key: string, value: Value | null | undefined): WireValue {
  const field = register.fields[key]
  if (!field || value === null || value === undefined) return null
  return field.kind === 'secret' ? mask(String(value), field.of) : wireOfValue(value, field)
}
