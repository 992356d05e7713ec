/** Writes a plan: versions, search words, open questions and the batch itself, in the caller's one transaction. */
import { createHash, randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import { bodyNameKey } from '#core/values/body-name.ts'
import type { Keys } from '#server/database/crypt.ts'
import { firstLetters } from '#server/files/first-letters.ts'
import { insertVersions, ROWS_AT_ONCE, versionsAsJson, type Version } from '#server/register/write.ts'
import { Packs } from './packs.ts'
import type { ImportPlan, PlannedRow } from './plan.ts'

/** What a plan writes, packed, a thousand rows at a time as the statements take them. */
export class PackedWrites {
  /** Where the records of the rows lie that are written. */
  readonly places = new Set<string>()
  /** Versions that will be written. */
  versions = 0
  private readonly by: { bodyRegister: Register; keys: Keys }
  private readonly registers = new Map<Register, { packs: Packs; rows: number }>()
  private readonly search = new Packs()
  private readonly questions = new Packs()
  private readonly bodies = new Set<string>()
  private readonly touched = new Set<string>()
  private readonly made: readonly string[]
  /** Where the bodies lie that were made for rows of other sheets. */
  readonly madeAt: ReadonlySet<string>

  constructor(by: { bodyRegister: Register; keys: Keys }, made: readonly Version[]) {
    this.by = by
    this.made = made.map((one) => one.id)
    this.madeAt = new Set(made.map((one) => one.area))
    for (let start = 0; start < made.length; start += ROWS_AT_ONCE)
      this.pack(by.bodyRegister, made.slice(start, start + ROWS_AT_ONCE))
  }

  /** Takes up what is to be written of these rows; they themselves are not kept. */
  add(rows: readonly PlannedRow[]): void {
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
      this.addSome(rows.slice(start, start + ROWS_AT_ONCE))
  }

  /** Appends every version; gives the bodies whose records changed. */
  async write(trx: Kysely<unknown>): Promise<string[]> {
    const { bodyRegister } = this.by
    await this.writeRegister(trx, bodyRegister)
    for (const text of this.search.texts()) await insertSearch(trx, text)
    await addOldNames(trx, [...this.bodies])
    for (const register of this.registers.keys())
      if (register !== bodyRegister) await this.writeRegister(trx, register)
    for (const text of this.questions.texts()) await insertQuestions(trx, text)
    return [...new Set([...this.touched, ...this.made])]
  }

  private async writeRegister(trx: Kysely<unknown>, register: Register): Promise<void> {
    const held = this.registers.get(register)
    if (!held) return
    for (const text of held.packs.texts()) await insertVersions(trx, register, text)
    await countAnew(trx, register, held.rows)
  }

  private addSome(rows: readonly PlannedRow[]): void {
    for (const register of new Set(rows.map((row) => row.candidate.register)))
      this.pack(
        register,
        rows.flatMap((row) => (row.version && row.candidate.register === register ? [row.version] : [])),
      )
    for (const { version, body, candidate } of rows) {
      if (version) this.places.add(version.area)
      if (version && body && candidate.register.belongsTo !== 'area') this.touched.add(body.id)
    }
    const questions = questionsOf(rows)
    if (questions.length > 0) this.questions.add(JSON.stringify(questions))
  }

  private pack(register: Register, versions: readonly Version[]): void {
    const held = this.registers.get(register) ?? { packs: new Packs(), rows: 0 }
    this.registers.set(register, held)
    if (versions.length === 0) return
    held.rows += versions.length
    this.versions += versions.length
    held.packs.add(versionsAsJson(register, versions, this.by.keys))
    if (register !== this.by.bodyRegister) return
    for (const { id } of versions) this.bodies.add(id)
    this.search.add(JSON.stringify(searchRows(versions)))
  }
}

/** Appends every version of a plan that stands whole; gives the bodies whose records changed. */
export async function writePlan(
  trx: Kysely<unknown>,
  plan: ImportPlan,
  by: { bodyRegister: Register; keys: Keys },
): Promise<string[]> {
  const writes = new PackedWrites(by, plan.made)
  writes.add(plan.rows)
  return writes.write(trx)
}

/** From so many rows on the database should know how many there are now. */
const MANY_ROWS = 2000

async function countAnew(trx: Kysely<unknown>, register: Register, rows: number): Promise<void> {
  if (rows >= MANY_ROWS) await sql`select count_anew(${[register.id]}::text[])`.execute(trx)
}

type Searched = Pick<Version, 'home' | 'id' | 'values'>

/** Keeps the words by which bodies are found: name, former names, codes, initials of the name in pinyin. */
export async function writeSearch(trx: Kysely<unknown>, bodies: readonly Searched[]): Promise<void> {
  if (bodies.length === 0) return
  for (let start = 0; start < bodies.length; start += ROWS_AT_ONCE)
    await insertSearch(trx, JSON.stringify(searchRows(bodies.slice(start, start + ROWS_AT_ONCE))))
  await addOldNames(trx, [...new Set(bodies.map((one) => one.id))])
}

/** Of a body that comes twice the later words hold. */
function searchRows(bodies: readonly Searched[]): ReturnType<typeof searchRow>[] {
  return [...new Map(bodies.map((one) => [one.id, one])).values()].map(searchRow)
}

async function insertSearch(trx: Kysely<unknown>, rows: string): Promise<void> {
  await sql`
    insert into body_search (home, body, words, initials, name_key)
    select home, body, lower(words), initials, name_key from jsonb_populate_recordset(null::body_search, ${rows}::jsonb)
    on conflict (home, body) do update set words = excluded.words, initials = excluded.initials, name_key = excluded.name_key
      where (body_search.words, body_search.initials, body_search.name_key)
        is distinct from (excluded.words, excluded.initials, excluded.name_key)`.execute(trx)
}

/** Names and codes of records that were merged into these bodies find them too. */
async function addOldNames(trx: Kysely<unknown>, bodies: readonly string[]): Promise<void> {
  if (bodies.length === 0) return
  await sql`
    update body_search s set words = s.words || ' ' || old.words
    from (select g.home, body_kept(g.home, g.merged) as kept, string_agg(m.words, ' ') as words
      from body_merge g join body_search m on m.home = g.home and m.body = g.merged
      where g.undone_at is null and body_kept(g.home, g.merged) = any (${bodies}::uuid[]) group by 1, 2) old
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

function questionsOf(rows: readonly PlannedRow[]): object[] {
  return rows.flatMap(({ body, placement, outcome, problems }) =>
    body &&
    placement?.question &&
    outcome !== 'refused' &&
    problems.some((one) => one.code === 'address-asked')
      ? [{ home: body.home, id: randomUUIDv7(), area: body.area, body: body.id, ...placement.question }]
      : [],
  )
}

async function insertQuestions(trx: Kysely<unknown>, questions: string): Promise<void> {
  await sql`
    insert into area_question (home, id, area, body, address, question, candidates, keys)
    select home, id, area, body, address, question, candidates, keys
    from jsonb_populate_recordset(null::area_question, ${questions}::jsonb)
    on conflict (home, body) where answered_at is null do nothing`.execute(trx)
}

/** The fingerprint of a file's content. */
export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
