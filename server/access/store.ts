/** The SQL of users, grants and sessions. What belongs to sign-in goes through the doors that the database opens for it. */
import { sql, type Kysely } from 'kysely'

/** An account as its own sign-in sees it: read outside of any person's transaction only. */
export interface Account {
  id: string
  username: string
  name: string
  role: string
  area: string | null
  password_hash: string
  password_set_at: Date
  /** The password in use was given by somebody else, to be changed at once. */
  must_change: boolean
  disabled: boolean
  locked_until: Date | null
}

/** An account as the directory shows it. */
export interface UserRow {
  id: string
  username: string
  name: string
  role: string
  area: string | null
  disabled: boolean
}

export interface ManagedUser extends UserRow {
  locked_until: Date | null
  last_sign_in: Date | null
  second_factor: boolean
  /** When somebody last signed in, called with a token of it, or was given its password. */
  used_at: Date
  bodies: { id: string; name: string }[]
  area_name: string | null
}

export interface SessionRow extends UserRow {
  csrf: string
  created_at: Date
  last_seen_at: Date
  password_set_at: Date
  must_change: boolean
  bodies: string[]
  national: boolean
  /** What the security administrator has set. */
  rules: Record<string, number>
  /** One is in force. */
  second_factor: boolean
  /** Set while the session stands in for somebody: role, area and bodies are then his. */
  stands_in: { id: string; username: string; name: string; until: string; ownRole: string } | null
}

type Db = Kysely<unknown>

/** The account that somebody tries to sign in to, or whose password is to be changed by its owner. */
export async function accountToVerify(
  db: Db,
  of: { username: string } | { id: string },
): Promise<Account | undefined> {
  const id = 'id' in of ? of.id : null
  const username = 'username' in of ? of.username : null
  const { rows } = await sql<Account>`select * from account_to_verify(${id}, ${username})`.execute(db)
  return rows[0]
}

export async function isNameTaken(trx: Db, username: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from app_user where username = ${username}) as taken`.execute(trx)
  return rows[0]?.taken === true
}

/** One account, or all: with what the security administrator is told of them. */
export async function managedUsers(trx: Db, id?: string): Promise<ManagedUser[]> {
  const { rows } = await sql<ManagedUser>`
    with held as (
      select g.user_id, jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name) order by b.name) as bodies
      from app_grant g join bodies_to_grant('', array(select value::uuid from app_grant where kind = 'body')) b on b.id::text = g.value
      where g.kind = 'body' group by 1)
    select u.id, u.username, u.name, u.role, u.area, u.disabled, s.locked_until, s.last_sign_in, coalesce(s.second_factor, false) as second_factor, s.used_at, coalesce(h.bodies, '[]') as bodies,
      (select a.name from area a where a.code = u.area order by a.valid_to desc nulls first limit 1) as area_name
    from app_user u left join account_states() s on s.id = u.id left join held h on h.user_id = u.id
    where ${id === undefined ? sql`true` : sql`u.id = ${id}`}
    order by u.area nulls first, u.role, u.username`.execute(trx)
  return rows
}

/** How many accounts that may sign in nobody has used since that moment. */
export async function unusedSince(trx: Db, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from account_states() s join app_user u on u.id = s.id
    where not u.disabled and s.used_at < ${since}`.execute(trx)
  return rows[0]?.count ?? 0
}

/** Cooperatives by a part of their name, to be tied to an account: names and nothing else. */
export async function bodiesToGrant(
  trx: Db,
  words: string,
): Promise<{ id: string; name: string; area: string }[]> {
  const { rows } = await sql<{ id: string; name: string; area: string }>`
    select * from bodies_to_grant(${words}, '{}') limit 20`.execute(trx)
  return rows
}

export interface NewUser {
  id: string
  username: string
  name: string
  role: string
  area: string | null
  bodies: readonly string[]
  passwordHash: string
  mustChange: boolean
  now: Date
}

export async function insertUser(db: Db, user: NewUser): Promise<void> {
  await sql`
    insert into app_user (id, username, name, role, area, password_hash, password_set_at, must_change)
    values (${user.id}, ${user.username}, ${user.name}, ${user.role}, ${user.area}, ${user.passwordHash}, ${user.now}, ${user.mustChange})`.execute(
    db,
  )
  await sql`
    insert into app_grant (user_id, kind, value)
    select ${user.id}::uuid, 'body', b from unnest(${[...user.bodies]}::text[]) b
    union all select ${user.id}::uuid, 'area', ${user.area} where ${user.area}::text is not null`.execute(db)
}

/** By the owner outside of any transaction of a person, or for another by the security administrator. Every session ends. */
export async function setPassword(
  db: Db,
  password: { user: string; hash: string; mustChange: boolean; now: Date },
): Promise<void> {
  const { user, hash, mustChange, now } = password
  await sql`select set_password(${user}, ${hash}, ${mustChange}, ${now})`.execute(db)
}

/** The hashes of a user's last passwords, the newest first, the one in use included. */
export async function passwordHistory(db: Db, user: string, kept: number): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`select last_passwords(${user}, ${kept}) as hash`.execute(db)
  return rows.map((row) => row.hash)
}

/** Opens a session; the oldest of the user beyond `max` end. */
export async function openSession(
  db: Db,
  session: {
    tokenHash: Buffer
    user: string
    csrf: string
    now: Date
    address: string
    agent: string
    max: number
  },
): Promise<void> {
  const { tokenHash, user, csrf, now, address, agent, max } = session
  await sql`select open_session(${user}, ${tokenHash}, ${csrf}, ${now}, ${address}, ${agent}, ${max})`.execute(
    db,
  )
}

/** The session of a token, with whom it stands in for on this day. */
export async function findSession(db: Db, tokenHash: Buffer, today: string): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`select * from find_session(${tokenHash}, ${today})`.execute(db)
  return rows[0]
}

/** False where that substitution is not this account's or does not hold on the day. */
export async function standIn(
  db: Db,
  of: { tokenHash: Buffer; substitution: string | null; csrf: string; today: string; address: string },
): Promise<boolean> {
  const { tokenHash, substitution, csrf, today, address } = of
  const { rows } = await sql<{ stands: boolean }>`
    select stand_in(${tokenHash}, ${substitution}, ${csrf}, ${today}, ${address}) as stands`.execute(db)
  return rows[0]?.stands === true
}

export async function touchSession(db: Db, tokenHash: Buffer, now: Date): Promise<void> {
  await sql`select touch_session(${tokenHash}, ${now})`.execute(db)
}

export async function closeSession(db: Db, tokenHash: Buffer): Promise<void> {
  await sql`select close_session(${tokenHash})`.execute(db)
}

/**
 * Takes an attempt before it is looked at, counted as wrong: the one that reaches the limit locks the account, whatever
 * the address it came from. False where it is locked; a name without an account is locked like one that has.
 */
export async function takeAttempt(
  db: Db,
  of: { username: string; address: string; agent: string; max: number; lockUntil: Date; now: Date },
): Promise<boolean> {
  const { username, address, agent, max, lockUntil, now } = of
  const { rows } = await sql<{ taken: boolean }>`
    select take_attempt(${username}, ${address}, ${agent}, ${max}, ${lockUntil}, ${now}) as taken`.execute(db)
  return rows[0]?.taken === true
}

/** An attempt that was taken and turned out not to be wrong counts no longer. */
export async function giveAttemptBack(db: Db, username: string): Promise<void> {
  await sql`select give_attempt_back(${username})`.execute(db)
}

/** Notes what became of an attempt; that of a name without an account was noted when it was taken. */
export async function noteSignIn(
  db: Db,
  entry: { username: string; outcome: string; address: string; agent: string },
): Promise<void> {
  const { username, outcome, address, agent } = entry
  await sql`select note_sign_in(${username}, ${outcome}, ${address}, ${agent})`.execute(db)
}

export interface UserChange {
  name?: string | undefined
  disabled?: boolean | undefined
  /** A new area or role replaces the grant of the old area. */
  area?: string | undefined
  role?: string | undefined
}

/** Changes an account of somebody else; sessions end where rights changed (the database sees to it). */
export async function updateUser(trx: Db, id: string, change: UserChange): Promise<void> {
  const { name = null, disabled = null, area = null, role = null } = change
  await sql`
    update app_user set name = coalesce(${name}, name), disabled = coalesce(${disabled}, disabled),
      area = coalesce(${area}, area), role = coalesce(${role}, role) where id = ${id}`.execute(trx)
  if (area === null) return
  await sql`delete from app_grant where user_id = ${id} and kind = 'area'`.execute(trx)
  await sql`insert into app_grant (user_id, kind, value) values (${id}, 'area', ${area})`.execute(trx)
}

export async function unlock(trx: Db, id: string): Promise<void> {
  await sql`select unlock_account(${id})`.execute(trx)
}
