/** The SQL of second factors: doors that work outside of any person's transaction, and the one by which another takes it off. */
import { sql, type Kysely } from 'kysely'

type Db = Kysely<unknown>

export interface HeldFactor {
  /** Closed by the keys of the deployment. */
  secret: Buffer
  /** Null while its owner is still setting it up. */
  on_since: Date | null
  last_step: bigint
  codes_left: number
}

export async function factorOf(db: Db, account: string): Promise<HeldFactor | undefined> {
  const { rows } = await sql<HeldFactor>`select * from second_factor_of(${account})`.execute(db)
  return rows[0]
}

/** False where one is in force already. */
export async function beginFactor(
  db: Db,
  of: { account: string; closed: Buffer; now: Date },
): Promise<boolean> {
  return isTrue(db, sql`begin_second_factor(${of.account}, ${of.closed}, ${of.now})`)
}

/** False where one is in force already, or another was begun since. */
export async function turnOn(
  db: Db,
  of: { account: string; closed: Buffer; step: number; hashes: Buffer[]; now: Date; address: string },
): Promise<boolean> {
  const { account, closed, step, hashes, now, address } = of
  return isTrue(db, sql`turn_on_second_factor(${account}, ${closed}, ${step}, ${hashes}, ${now}, ${address})`)
}

/** What a code is worth: right, right but used before, or wrong. */
export type Worth = 'ok' | 'used' | 'wrong'

/** Notes that the code of a step was used; `used` where it is the one that was used last, `wrong` where a later one was. */
export async function useStep(db: Db, of: { account: string; step: number }): Promise<Worth> {
  return worth(db, sql`use_second_step(${of.account}, ${of.step})`)
}

/** Uses a recovery code up; `used` where that was done before, `wrong` where there is no such code. */
export async function useRecoveryCode(
  db: Db,
  of: { account: string; hash: Buffer; now: Date; address: string },
): Promise<Worth> {
  return worth(db, sql`use_second_code(${of.account}, ${of.hash}, ${of.now}, ${of.address})`)
}

export async function renewCodes(
  db: Db,
  of: { account: string; hashes: Buffer[]; address: string },
): Promise<void> {
  await sql`select renew_second_codes(${of.account}, ${of.hashes}, ${of.address})`.execute(db)
}

/** By its owner outside of a transaction of a person; within one by the security administrator, whose address the scope tells. */
export async function turnOff(db: Db, of: { account: string; address: string | null }): Promise<boolean> {
  return isTrue(db, sql`turn_off_second_factor(${of.account}, ${of.address})`)
}

async function worth(db: Db, asked: ReturnType<typeof sql>): Promise<Worth> {
  const { rows } = await sql<{ worth: Worth }>`select ${asked} as worth`.execute(db)
  return rows[0]?.worth ?? 'wrong'
}

async function isTrue(db: Db, asked: ReturnType<typeof sql>): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select ${asked} as held`.execute(db)
  return rows[0]?.held === true
}
