/** The SQL of what came back: the batch, its files, its rows, what was decided, what became of it. */
import { sql, type Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import type { RowOutcome } from '#core/registry/import-plan.ts'
import type { Problem } from '#core/values/problem.ts'
import type { WireValue } from '#contract/kernel.ts'
import type { ReturnBatch } from '#contract/registry.ts'
import type { ReturnedRow } from './read-file.ts'
import { valuesOf, wireOf } from './store.ts'

export interface BatchFile {
  number: number
  name: string
  sha256: Buffer
  /** The kept content; null where it could not be kept. */
  file: string | null
  handout: string | null
  area: string | null
  problems: Problem[]
}

export interface BatchRow extends ReturnedRow {
  number: number
  file: number
}

export interface ReturnHead {
  home: string
  id: string
  area: string
  state: ReturnBatch['state']
  sender: string | null
  receiver: string
}

export interface OpenReturn {
  head: ReturnHead
  files: BatchFile[]
  rows: BatchRow[]
  /** Conflict → the choice that was made last. */
  choices: ReadonlyMap<string, string>
}

/** Conflicts that wait for a person, by form and township. */
export interface Waiting {
  handout: string | null
  area: string | null
  count: number
}

interface Content {
  key: string | null
  code: string | null
  name: string | null
  village: string
  values: Record<string, WireValue>
  letters: Record<string, string>
  problems: Problem[]
}

/** Keeps a batch with its files and rows as they were read. */
export async function keepReturn(trx: Kysely<unknown>, batch: Omit<OpenReturn, 'choices'>): Promise<void> {
  const { head, files, rows } = batch
  const { home, id } = head
  await sql`
    insert into handout_return (home, id, area, state, sender, receiver)
    values (${home}, ${id}, ${head.area}, 'preview', ${head.sender}, ${head.receiver})`.execute(trx)
  for (const one of files)
    await sql`
      insert into handout_return_file (home, return, number, name, sha256, file, handout, area, problems)
      values (${home}, ${id}, ${one.number}, ${one.name}, ${one.sha256}, ${one.file}, ${one.handout}, ${one.area},
        ${JSON.stringify(one.problems)}::jsonb)`.execute(trx)
  const answers = rows.map(({ number, file, sheet, row, register, values, ...rest }) => {
    const { key, code, name, village, letters, problems } = rest
    const content: Content = { key, code, name, village, letters, problems, values: wireOf(register, values) }
    return { home, return: id, number, file, sheet, row, register: register.id, content }
  })
  for (let start = 0; start < answers.length; start += 5000)
    await sql`
      insert into handout_answer (home, return, number, file, sheet, row, register, content)
      select home, return, number, file, sheet, row, register, content
      from jsonb_populate_recordset(null::handout_answer, ${JSON.stringify(answers.slice(start, start + 5000))}::jsonb)`.execute(
      trx,
    )
}

/** A batch with all that is needed to settle it, locked against a second hand; undefined where it is not to be seen. */
export async function openReturn(
  trx: Kysely<unknown>,
  id: string,
  registers: readonly Register[],
): Promise<OpenReturn | undefined> {
  const heads = await sql<ReturnHead>`
    select home, id, area, state, sender, receiver from handout_return where id::text = ${id} for update`.execute(
    trx,
  )
  const [head] = heads.rows
  if (!head) return undefined
  const files = await sql<BatchFile>`
    select number, name, sha256, file, handout, area, problems from handout_return_file
    where home = ${head.home} and return = ${head.id} order by number`.execute(trx)
  const answers = await sql<{
    number: number
    file: number
    sheet: string
    row: number
    register: string
    content: Content
  }>`
    select number, file, sheet, row, register, content from handout_answer
    where home = ${head.home} and return = ${head.id} order by number`.execute(trx)
  const choices = await sql<{ conflict: string; choice: string }>`
    select conflict, choice from handout_choice where home = ${head.home} and return = ${head.id} order by number`.execute(
    trx,
  )
  const rows = answers.rows.flatMap(({ register: registerId, content, ...place }) => {
    const register = registers.find((one) => one.id === registerId)
    return register ? [{ ...place, ...content, register, values: valuesOf(register, content.values) }] : []
  })
  return {
    head,
    files: files.rows,
    rows,
    choices: new Map(choices.rows.map((one) => [one.conflict, one.choice])),
  }
}

/** What the page shows of a batch, as it was settled last. */
export async function readSummary(trx: Kysely<unknown>, id: string): Promise<ReturnBatch | undefined> {
  const { rows } = await sql<{ summary: ReturnBatch }>`
    select summary from handout_return where id::text = ${id} and summary is not null`.execute(trx)
  return rows[0]?.summary
}

export async function keepSummary(
  trx: Kysely<unknown>,
  head: ReturnHead,
  of: { summary: ReturnBatch; waiting: readonly Waiting[] },
): Promise<void> {
  await sql`
    update handout_return set state = ${of.summary.state}, summary = ${JSON.stringify(of.summary)}::jsonb,
      waiting = ${JSON.stringify(of.waiting)}::jsonb
    where home = ${head.home} and id = ${head.id}`.execute(trx)
}

export interface TakenRow {
  number: number
  rowKey: string | null
  handout: string | null
  area: string | null
  outcome: RowOutcome
  answered: number
}

/** Notes what became of each row when the batch was written. */
export async function keepOutcomes(
  trx: Kysely<unknown>,
  head: ReturnHead,
  of: { rows: readonly TakenRow[]; at: Date },
): Promise<void> {
  const rows = of.rows.map(({ rowKey, ...rest }) => ({ ...rest, row_key: rowKey }))
  for (let start = 0; start < rows.length; start += 5000)
    await sql`
      update handout_answer a set row_key = t.row_key, handout = t.handout, area = t.area, outcome = t.outcome,
        answered = t.answered, taken_at = case when a.outcome <> 'refused' then a.taken_at else ${of.at} end
      from jsonb_populate_recordset(null::handout_answer, ${JSON.stringify(rows.slice(start, start + 5000))}::jsonb) t
      where a.home = ${head.home} and a.return = ${head.id} and a.number = t.number`.execute(trx)
}

export async function keepChoice(
  trx: Kysely<unknown>,
  head: ReturnHead,
  of: { conflict: string; choice: string },
): Promise<void> {
  await sql`
    insert into handout_choice (home, return, number, conflict, choice)
    select ${head.home}, ${head.id}, coalesce(max(number), 0) + 1, ${of.conflict}, ${of.choice}
    from handout_choice where home = ${head.home} and return = ${head.id}`.execute(trx)
}

/** Earlier batches that read a file with one of these contents: which, under which name, whether it is still open. */
export async function findSame(
  trx: Kysely<unknown>,
  contents: readonly Buffer[],
): Promise<{ return: string; sha256: Buffer; name: string; state: string; at: Date; files: number }[]> {
  const { rows } = await sql<{
    return: string
    sha256: Buffer
    name: string
    state: string
    at: Date
    files: bigint
  }>`
    select f.return, f.sha256, f.name, r.state, r.returned_at as at,
      (select count(*) from handout_return_file o where o.home = f.home and o.return = f.return) as files
    from handout_return_file f join handout_return r on r.home = f.home and r.id = f.return
    where r.state <> 'dropped' and f.sha256 = any (${[...contents]}::bytea[]) and not f.problems @> '[{"code":"outside-area"}]'
    order by r.returned_at desc`.execute(trx)
  return rows.map((row) => ({ ...row, files: Number(row.files) }))
}
