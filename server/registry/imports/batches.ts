/** The batches of imports: what was uploaded, what became of each row, kept for preview and as provenance. */
import { sql, type Kysely } from 'kysely'
import { asUuid } from '#server/database/columns.ts'
import type { UnitAnswers } from '#core/kernel/amount-units.ts'
import type { importPreview, WireImportRow } from '#contract/kernel/imports.ts'
import type { z } from 'zod'
import { insertRows } from './batch-rows.ts'
import type { Planned } from './run.ts'
import { sha256 } from './write.ts'

export type Preview = z.infer<typeof importPreview>

export interface Batch {
  id: string
  home: string
  area: string
  fileName: string
  bytes: Uint8Array
  asOf: string
  sender: string | null
  receiver: string | null
  /** The kept file, and how it was asked to be read. */
  file: string | null
  register: string | null
}

type Summary = Pick<Preview, 'counts' | 'sheets' | 'problems' | 'units'> & {
  file: string | null
  register: string | null
  undone?: Preview['undone']
}

/** Keeps a batch with its rows. */
export async function keepBatch(
  trx: Kysely<unknown>,
  batch: Batch,
  of: { planned: Planned; state: 'preview' | 'done' },
): Promise<void> {
  const summary: Summary = { ...summaryOf(of.planned), file: batch.file, register: batch.register }
  await sql`
    insert into import (home, id, area, file_name, sha256, as_of, state, sender, receiver, summary)
    values (${batch.home}, ${batch.id}, ${batch.area}, ${batch.fileName}, ${sha256(batch.bytes)}, ${batch.asOf}, ${of.state},
      ${batch.sender}, ${batch.receiver}, ${JSON.stringify(summary)}::jsonb)`.execute(trx)
  await insertRows(trx, batch, { rows: of.planned.plan.rows, renewed: false })
}

/** Sets what became of the rows when the batch was written, or what would after a question was answered. */
export async function renewBatch(
  trx: Kysely<unknown>,
  batch: Batch,
  of: { planned: Planned; state: 'preview' | 'done' },
): Promise<void> {
  const { planned, state } = of
  const summary: Summary = { ...summaryOf(planned), file: batch.file, register: batch.register }
  await insertRows(trx, batch, { rows: planned.plan.rows, renewed: true })
  await sql`
    update import set state = ${state}, summary = ${JSON.stringify(summary)}::jsonb
    where home = ${batch.home} and id = ${batch.id} and state = 'preview'`.execute(trx)
}

/** Counts, sheets as understood, and the problems of the file as a whole. */
export function summaryOf({
  prepared,
  plan,
}: Planned): Pick<Preview, 'counts' | 'sheets' | 'problems' | 'units'> {
  return {
    counts: plan.tally.counts(),
    sheets: prepared.sheets.map((sheet) => ({
      sheet: sheet.sheet,
      register: sheet.register?.id ?? null,
      registerLabel: sheet.register?.label ?? null,
      headingRow: sheet.headingRow,
      columns: sheet.columns,
      counts: plan.tally.countsOf(sheet.sheet),
    })),
    problems: prepared.problems,
    units: prepared.units,
  }
}

/** Answers given so far in a batch. */
export function answersOf(preview: Pick<Preview, 'units'>): UnitAnswers {
  return Object.fromEntries(
    preview.units.flatMap(({ key, answered, ground }) =>
      answered === null ? [] : [[key, { unit: answered, ground: ground ?? '' }]],
    ),
  )
}

/** The latest answers of this county on columns of amounts without a unit: they serve later lists of the same form. */
export async function earlierAnswers(trx: Kysely<unknown>, home: string): Promise<UnitAnswers> {
  const { rows } = await sql<{ units: Preview['units'] }>`
    select summary -> 'units' as units from import
    where home = ${home} and state in ('done', 'undone') and jsonb_array_length(coalesce(summary -> 'units', '[]')) > 0
    order by uploaded_at desc limit 50`.execute(trx)
  return Object.assign({}, ...rows.toReversed().map(answersOf)) as UnitAnswers
}

interface BatchRow {
  home: string
  id: string
  area: string
  file_name: string
  as_of: string
  state: Preview['state']
  uploaded_at: Date
  actor_name: string
  sender: string | null
  receiver: string | null
  summary: Summary
}

const SELECT = sql`
  select i.*, coalesce(u.name, i.actor) || coalesce('（代' || coalesce(away.name, i.acted_for) || '）', '') as actor_name
  from import i left join app_user u on u.username = i.actor left join app_user away on away.username = i.acted_for`

export async function listBatches(trx: Kysely<unknown>): Promise<Preview[]> {
  const { rows } = await sql<BatchRow>`
    ${SELECT} where i.kind = 'ledger' order by i.uploaded_at desc limit 100`.execute(trx)
  return rows.map(toPreview)
}

/** The batch as a page shows it, and as it is taken up again to be written. */
export async function findBatch(
  trx: Kysely<unknown>,
  id: string,
): Promise<{ preview: Preview; batch: Omit<Batch, 'bytes'> } | undefined> {
  const { rows } = await sql<BatchRow>`${SELECT} where i.id = ${asUuid(id)}`.execute(trx)
  const [row] = rows
  if (!row) return undefined
  const { home, area, sender, receiver, summary } = row
  const batch = {
    id,
    home,
    area,
    fileName: row.file_name,
    asOf: row.as_of,
    sender,
    receiver,
    file: summary.file,
    register: summary.register,
  }
  return { preview: toPreview(row), batch }
}

function toPreview(row: BatchRow): Preview {
  const { counts, sheets, problems, units, undone } = row.summary
  return {
    id: row.id,
    file: row.file_name,
    state: row.state,
    uploadedAt: row.uploaded_at.toISOString(),
    by: row.actor_name,
    counts,
    sheets,
    problems,
    // Batches of earlier versions asked nothing.
    units: units ?? [],
    undone: undone ?? null,
  }
}

/** Rows of a batch, by outcome and sheet. */
export async function batchRows(
  trx: Kysely<unknown>,
  id: string,
  asked: {
    outcomes?: readonly string[] | undefined
    sheet?: string | undefined
    page?: number | undefined
    size?: number | undefined
  },
): Promise<{ rows: WireImportRow[]; total: number }> {
  const size = asked.size ?? 100
  const { rows } = await sql<{ content: WireImportRow; area: string | null; total: bigint }>`
    select content, area_label(content ->> 'areaName') as area, count(*) over () as total from import_row
    where import = ${asUuid(id)} and (${asked.outcomes ?? null}::text[] is null or outcome = any (${asked.outcomes ?? null}::text[]))
      and (${asked.sheet ?? null}::text is null or sheet = ${asked.sheet ?? null})
    order by number limit ${size} offset ${((asked.page ?? 1) - 1) * size}`.execute(trx)
  return {
    rows: rows.map((row) => ({ ...row.content, areaName: row.area })),
    total: Number(rows[0]?.total ?? 0n),
  }
}

export async function dropBatch(trx: Kysely<unknown>, id: string): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update import set state = 'dropped' where id::text = ${id} and state = 'preview'`.execute(trx)
  return (numAffectedRows ?? 0n) > 0n
}
