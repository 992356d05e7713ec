/** The SQL of users, grants and sessions. */
import { sql, type Kysely } from 'kysely'

export interface UserRow {
  id: string
  username: string
  name: string
  role: string
  area: string | null
  password_hash: string
  password_set_at: Date
  must_change: boolean
  disabled: boolean
  failed_attempts: number
  locked_until: Date | null
  last_sign_in: Date | null
}

export interface SessionRow extends UserRow {
  csrf: string
  created_at: Date
  last_seen_at: Date
  bodies: string[]
  national: boolean
}

type Db = Kysely<unknown>

export async function findUser(db: Db, username: string): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`select * from app_user where username = ${username}`.execute(db)
  return rows[0]
}

export async function getUser(db: Db, id: string): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`select * from app_user where id = ${id}`.execute(db)
  return rows[0]
}

/** All users with the bodies that each one sees. */
export async function listUsers(db: Db): Promise<(UserRow & { bodies: string[] })[]> {
  const { rows } = await sql<UserRow & { bodies: string[] }>`
    select u.*, coalesce(array_agg(g.value) filter (where g.kind = 'body'), '{}') as bodies
    from app_user u left join app_grant g on g.user_id = u.id group by u.id order by u.area nulls first, u.role, u.username`.execute(
    db,
  )
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

export async function setPassword(
  db: Db,
  password: { user: string; hash: string; mustChange: boolean; now: Date },
): Promise<void> {
  await sql`
    insert into app_user_password (user_id, set_at, password_hash)
    select id, password_set_at, password_hash from app_user where id = ${password.user} on conflict do nothing`.execute(
    db,
  )
  await sql`
    update app_user set password_hash = ${password.hash}, password_set_at = ${password.now}, must_change = ${password.mustChange},
      failed_attempts = 0, locked_until = null where id = ${password.user}`.execute(db)
  await sql`delete from app_session where user_id = ${password.user}`.execute(db)
}

/** The hashes of a user's last passwords, the newest first, the one in use included. */
export async function passwordHistory(db: Db, user: string, kept: number): Promise<string[]> {
  const { rows } = await sql<{ password_hash: string }>`
    select password_hash from (
      select password_hash, password_set_at as at from app_user where id = ${user}
      union all select password_hash, set_at from app_user_password where user_id = ${user}) held
    order by at desc limit ${kept}`.execute(db)
  return rows.map((row) => row.password_hash)
}

/** Counts a failed attempt; the one that reaches the limit locks the account, whatever the address it came from. */
export async function countFailure(
  db: Db,
  failure: { user: string; max: number; lockUntil: Date },
): Promise<void> {
  await sql`
    update app_user set failed_attempts = case when failed_attempts + 1 >= ${failure.max} then 0 else failed_attempts + 1 end,
      locked_until = case when failed_attempts + 1 >= ${failure.max} then ${failure.lockUntil}::timestamptz else locked_until end
    where id = ${failure.user}`.execute(db)
}

export async function openSession(
  db: Db,
  session: { tokenHash: Buffer; user: string; csrf: string; now: Date; address: string; agent: string },
): Promise<void> {
  await sql`
    insert into app_session (token_hash, user_id, csrf, created_at, last_seen_at, address, agent)
    values (${session.tokenHash}, ${session.user}, ${session.csrf}, ${session.now}, ${session.now}, ${session.address}, ${session.agent})`.execute(
    db,
  )
  await sql`
    update app_user set failed_attempts = 0, locked_until = null, last_sign_in = ${session.now} where id = ${session.user}`.execute(
    db,
  )
}

export async function findSession(db: Db, tokenHash: Buffer): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select u.*, s.csrf, s.created_at, s.last_seen_at,
      array(select value from app_grant where user_id = u.id and kind = 'body') as bodies,
      exists (select from app_grant where user_id = u.id and kind = 'national') as national
    from app_session s join app_user u on u.id = s.user_id where s.token_hash = ${tokenHash}`.execute(db)
  return rows[0]
}

export async function touchSession(db: Db, tokenHash: Buffer, now: Date): Promise<void> {
  await sql`update app_session set last_seen_at = ${now} where token_hash = ${tokenHash}`.execute(db)
}

export async function closeSession(db: Db, tokenHash: Buffer): Promise<void> {
  await sql`delete from app_session where token_hash = ${tokenHash}`.execute(db)
}

export async function logSignIn(
  db: Db,
  entry: { username: string; outcome: string; address: string; agent: string },
): Promise<void> {
  await sql`
    insert into sign_in_log (username, outcome, address, agent)
    values (${entry.username.slice(0, 64)}, ${entry.outcome}, ${entry.address}, ${entry.agent.slice(0, 200)})`.execute(
    db,
  )
}

export async function updateUser(
  db: Db,
  id: string,
  change: { name?: string | undefined; disabled?: boolean | undefined; area?: string | null | undefined },
): Promise<void> {
  await sql`
    update app_user set name = coalesce(${change.name ?? null}, name), disabled = coalesce(${change.disabled ?? null}, disabled),
      area = case when ${change.area !== undefined} then ${change.area ?? null} else area end where id = ${id}`.execute(
    db,
  )
  if (change.disabled) await sql`delete from app_session where user_id = ${id}`.execute(db)
}
