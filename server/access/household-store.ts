/** The SQL of the households' door: through the functions that the database opens for it. */
import { sql, type Kysely } from 'kysely'

type Db = Kysely<unknown>

/** What stands behind a code; `locked` alone where there is nothing to try. */
export interface Tried {
  home: string | null
  member: string | null
  number: string | null
  code_ends_on: string | null
  pin_hash: string | null
  locked: boolean
}

/** Counts the attempt, then tells what there is to compare with; undefined where nobody has this code. */
export async function takeAttempt(
  db: Db,
  of: { code: Buffer; max: number; since: Date },
): Promise<Tried | undefined> {
  const { rows } = await sql<Tried>`select * from household_try(${of.code}, ${of.max}, ${of.since})`.execute(
    db,
  )
  return rows[0]
}

export interface Attempt {
  code: Buffer
  door: 'first' | 'again' | 'change'
  outcome: 'ok' | 'wrong' | 'locked'
  now: Date
  address: string
  agent: string
  max: number
}

/** Keeps how it ended; the last wrong one locks. */
export async function noteAttempt(db: Db, one: Attempt): Promise<void> {
  await sql`select household_tried(${one.code}, ${one.door}, ${one.outcome}, ${one.now}, ${one.address}, ${one.agent}, ${one.max})`.execute(
    db,
  )
}

/** Wrong attempts of this address, and of everybody at the door of first entries. */
export async function pressure(
  db: Db,
  of: { address: string; since: Date; sinceAll: Date },
): Promise<{ mine: number; everyone: number }> {
  const { rows } = await sql<{ mine: number; everyone: number }>`
    select * from household_pressure(${of.address}, ${of.since}, ${of.sinceAll})`.execute(db)
  return rows[0] ?? { mine: 0, everyone: 0 }
}

/** False where somebody was there before. */
export async function setPin(
  db: Db,
  of: { home: string; member: string; hash: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ set: boolean }>`
    select household_set_pin(${of.home}, ${of.member}::uuid, ${of.hash}, ${of.now}) as set`.execute(db)
  return rows[0]?.set === true
}

/** Counts the attempt of a household that is in; undefined where it has no code any more. */
export async function takeChange(
  db: Db,
  of: { home: string; member: string; max: number; since: Date },
): Promise<{ code: Buffer; pin_hash: string | null; locked: boolean } | undefined> {
  const { rows } = await sql<{ code: Buffer; pin_hash: string | null; locked: boolean }>`
    select * from household_try_change(${of.home}, ${of.member}::uuid, ${of.max}, ${of.since})`.execute(db)
  return rows[0]
}

/** `inCode` where the new one is a part of the code, `gone` where somebody changed it meanwhile. */
export async function changePin(
  db: Db,
  of: {
    home: string
    member: string
    old: string
    hash: string
    codesWith: readonly Buffer[]
    token: Buffer
    now: Date
  },
): Promise<'changed' | 'inCode' | 'gone'> {
  const { rows } = await sql<{ came: 'changed' | 'inCode' | 'gone' }>`
    select household_change_pin(${of.home}, ${of.member}::uuid, ${of.old}, ${of.hash}, ${[...of.codesWith]}::bytea[],
      ${of.token}, ${of.now}) as came`.execute(db)
  return rows[0]?.came ?? 'gone'
}

/** Clears what is kept longer than the security administrator says; for the work of the day. */
export async function clearAttempts(trx: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ cleared: bigint }>`select clear_household_attempts(${now}) as cleared`.execute(
    trx,
  )
  return Number(rows[0]?.cleared ?? 0n)
}

export async function openSession(
  db: Db,
  of: {
    home: string
    member: string
    tokenHash: Buffer
    csrf: string
    now: Date
    address: string
    agent: string
    max: number
  },
): Promise<void> {
  await sql`select open_household_session(${of.home}, ${of.member}::uuid, ${of.tokenHash}, ${of.csrf}, ${of.now}, ${of.address}, ${of.agent}, ${of.max})`.execute(
    db,
  )
}

export interface HouseholdSessionRow {
  home: string
  member: string
  body: string
  csrf: string
  created_at: Date
  last_seen_at: Date
  rules: Record<string, number>
}

export async function findSession(db: Db, token: Buffer): Promise<HouseholdSessionRow | undefined> {
  const { rows } = await sql<HouseholdSessionRow>`select * from find_household_session(${token})`.execute(db)
  return rows[0]
}

export async function touchSession(db: Db, token: Buffer, now: Date): Promise<void> {
  await sql`select touch_household_session(${token}, ${now})`.execute(db)
}

export async function closeSession(db: Db, token: Buffer): Promise<void> {
  await sql`select close_household_session(${token})`.execute(db)
}

export interface HouseholdSelf {
  home: string
  body: string
  area: string
  body_name: string
  member: string
  number: string
  name: string
}

/** Who the household of this transaction is; undefined where its record has ended. */
export async function householdSelf(trx: Db): Promise<HouseholdSelf | undefined> {
  const { rows } = await sql<HouseholdSelf>`select * from household_self()`.execute(trx)
  return rows[0]
}
