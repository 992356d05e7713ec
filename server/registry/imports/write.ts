/** Writes a plan: versions, search words, open questions and the batch itself, in the caller's one transaction. */
import { createHash, randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import { bodyNameKey } from '#core/values/body-name.ts'
import type { Keys } from '#server/database/crypt.ts'
import { firstLetters } from '#server/files/first-letters.ts'
import { writeVersions, type Version } from '#server/register/write.ts'
import type { ImportPlan, PlannedRow } from './plan.ts'

/** Appends every version of the plan; gives the bodies whose records changed. */
export async function writePlan(
  trx: Kysely<unknown>,
  plan: ImportPlan,
  by: { bodyRegister: Register; keys: Keys },
): Promise<string[]> {
  const { bodyRegister, keys } = by
  const versionsOf = (register: Register): Version[] =>
    plan.rows.flatMap((row) => (row.version && row.candidate.register === register ? [row.version] : []))
  const bodies = [...plan.made, ...versionsOf(bodyRegister)]
  await writeVersions(trx, bodyRegister, { rows: bodies, keys })
  await countAnew(trx, bodyRegister, bodies.length)
  await writeSearch(trx, bodies)
  const others = new Set(plan.rows.map((row) => row.candidate.register).filter((one) => one !== bodyRegister))
  for (const register of others) {
    const rows = versionsOf(register)
    await writeVersions(trx, register, { rows, keys })
    await countAnew(trx, register, rows.length)
  }
  await writeQuestions(trx, plan.rows)
  const touched = plan.rows.flatMap((row) =>
    row.version && row.body && row.candidate.register.belongsTo !== 'area' ? [row.body.id] : [],
  )
  return [...new Set([...touched, ...plan.made.map((one) => one.id)])]
}

/** From so many rows on the database should know how many there are now. */
const MANY_ROWS = 2000

async function countAnew(trx: Kysely<unknown>, register: Register, rows: number): Promise<void> {
  if (rows >= MANY_ROWS) await sql`select count_anew(${[register.id]}::text[])`.execute(trx)
}

/** Search words that a statement takes at once; no more of them stand in memory as text. */
const WORDS_AT_ONCE = 1000

/** Keeps the words by which bodies are found: name, former names, codes, initials of the name in pinyin. */
export async function writeSearch(
  trx: Kysely<unknown>,
  bodies: readonly Pick<Version, 'home' | 'id' | 'values'>[],
): Promise<void> {
  if (bodies.length === 0) return
  const rows = [...new Map(bodies.map((one) => [one.id, searchRow(one)])).values()]
  for (let start = 0; start < rows.length; start += WORDS_AT_ONCE) {
    const some = JSON.stringify(rows.slice(start, start + WORDS_AT_ONCE))
    await sql`
      insert into body_search (home, body, words, initials, name_key)
      select home, body, lower(words), initials, name_key from jsonb_populate_recordset(null::body_search, ${some}::jsonb)
      on conflict (home, body) do update set words = excluded.words, initials = excluded.initials, name_key = excluded.name_key
        where (body_search.words, body_search.initials, body_search.name_key)
          is distinct from (excluded.words, excluded.initials, excluded.name_key)`.execute(trx)
  }
  await addOldNames(
    trx,
    rows.map((one) => one.body),
  )
}

/** Names and codes of records that were merged into these bodies find them too. */
async function addOldNames(trx: Kysely<unknown>, bodies: readonly string[]): Promise<void> {
  await sql`
    update body_search s set words = s.words || ' ' || old.words
    from (select g.home, body_kept(g.home, g.merged) as kept, string_agg(m.words, ' ') as words
      from body_merge g join body_search m on m.home = g.home and m.body = g.merged
      where g.undone_at is null and body_kept(g.home, g.merged) = any (${[...bodies]}::uuid[]) group by 1, 2) old
    where s.home = old.home and s.body = old.kept`.execute(trx)
}

function searchRow(body: Pick<Version, 'home' | 'id' | 'values'>) {
  const { name, creditCode, oldRegistrationNo, formerNames } = body.values
  const shown = String(name ?? '')
  return {
    home: body.home,
    body: body.id,
    words: [name, formerNames, creditCode, oldRegistrationNo].filter(Boolean).join(' '),
    initials: firstLetters(shown, { nonZh: 'consecutive' }),
    name_key: bodyNameKey(shown),
  }
}

async function writeQuestions(trx: Kysely<unknown>, rows: readonly PlannedRow[]): Promise<void> {
  const questions = rows.flatMap(({ body, placement, outcome, problems }) =>
    body &&
    placement?.question &&
    outcome !== 'refused' &&
    problems.some((one) => one.code === 'address-asked')
      ? [{ home: body.home, id: randomUUIDv7(), area: body.area, body: body.id, ...placement.question }]
      : [],
  )
  if (questions.length === 0) return
  await sql`
    insert into area_question (home, id, area, body, address, question, candidates, keys)
    select home, id, area, body, address, question, candidates, keys
    from jsonb_populate_recordset(null::area_question, ${JSON.stringify(questions)}::jsonb)
    on conflict (home, body) where answered_at is null do nothing`.execute(trx)
}

/** The fingerprint of a file's content. */
export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
