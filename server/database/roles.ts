/**
 * The two roles. `heshe_owner` owns every table and can not log in: migrations take it on with SET ROLE.
 * `heshe_app` logs in, owns nothing and can not bypass row security: the product works as this one alone.
 */
import { Client, escapeIdentifier, escapeLiteral, type ClientConfig } from 'pg'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'

export const OWNER = 'heshe_owner'
export const APP = 'heshe_app'
/** SQL floor of the product. */
const VERSION_MIN = 150_000

export interface RoleSettings {
  /** Logs in as an administrator of the database in which the product lives. */
  admin: ClientConfig
  /** Password for the application's role, if this program makes it; left out where the administrator made the role by hand. */
  appPassword?: string
}

interface Facts {
  version: number
  encoding: string
  database: string
  me: string
  superuser: boolean
  maker: boolean
  /** Whether heshe_owner exists, and whether this user may take it on. */
  owner: boolean
  takes: boolean
  app: boolean
  /** Whether heshe_app, made by whomever, could get round row security. */
  strong: boolean
}

/**
 * Sees to it that both roles exist with the rights they need in this database and no more.
 * Gives the role that migrations take on. Errors: database-version, -encoding, -roles.
 */
export async function ensureRoles(settings: RoleSettings): Promise<Outcome<{ owner: string }>> {
  const client = new Client(settings.admin)
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin')
    // Two starts at once: the second one waits and finds the work done.
    await client.query(`select pg_advisory_xact_lock(hashtext('heshe-roles'))`)
    const facts = await look(client)
    const problem = unfit(facts)
    if (problem) return failed(problem)
    const owner = await makeOwner(client, facts)
    const made = await makeApp(client, facts, settings.appPassword)
    if (made) return failed(made)
    await client.query(databaseGrants(facts.database, owner))
    await client.query('commit')
    return done({ owner })
  } catch (error) {
    return failed(denied(error))
  } finally {
    await client.end()
  }
}

async function look(client: Client): Promise<Facts> {
  const { rows } = await client.query<Facts>(`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
      current_database() as database, current_user as me, mine.rolsuper as superuser, mine.rolcreaterole as maker,
      exists (select from pg_roles where rolname = '${OWNER}') as owner,
      exists (select from pg_roles where rolname = '${OWNER}' and pg_has_role(current_user, oid, 'member')) as takes,
      exists (select from pg_roles where rolname = '${APP}') as app,
      exists (select from pg_roles where rolname = '${APP}' and (rolsuper or rolbypassrls or rolcreaterole
        or exists (select from pg_roles as o where o.rolname = '${OWNER}' and pg_has_role(pg_roles.oid, o.oid, 'member')))) as strong
    from pg_roles as mine where mine.rolname = current_user`)
  return rows[0]!
}

function unfit(facts: Facts): Problem | undefined {
  if (facts.version < VERSION_MIN) {
    return refused(
      'database-version',
      `数据库服务器版本过低（${Math.floor(facts.version / 10_000)}），需要 PostgreSQL 15 或更高版本。`,
    )
  }
  if (facts.encoding !== 'UTF8') {
    return refused(
      'database-encoding',
      `数据库 ${facts.database} 的编码是 ${facts.encoding}，请用 UTF8 编码新建一个数据库。`,
    )
  }
  if (facts.me === APP) {
    return refused('database-roles', `DATABASE_URL 不能用应用账号 ${APP}，请改用能建表的管理账号。`)
  }
  if (facts.strong) {
    return refused(
      'database-roles',
      `数据库账号 ${APP} 权限过大（超级用户、可绕过行级安全或属于 ${OWNER}），请先收回这些权限再启动。`,
    )
  }
  return undefined
}

/** An administrator who may not make roles owns the tables himself; they are then his to lose. */
async function makeOwner(client: Client, facts: Facts): Promise<string> {
  if (facts.takes) return OWNER
  if (!facts.superuser && !facts.maker) return facts.me
  if (!facts.owner) await client.query(`create role ${OWNER} nologin`)
  if (!facts.superuser) await client.query(`grant ${OWNER} to ${escapeIdentifier(facts.me)}`)
  return OWNER
}

async function makeApp(
  client: Client,
  facts: Facts,
  password: string | undefined,
): Promise<Problem | undefined> {
  if (facts.app) return undefined
  if (password === undefined || !(facts.superuser || facts.maker)) {
    return refused(
      'database-roles',
      `数据库里没有应用账号 ${APP}，而 DATABASE_URL 的账号 ${facts.me} 不能建账号。请数据库管理员执行 create role ${APP} login password '…'，并设置 HESHE_APP_DATABASE_URL。`,
    )
  }
  await client.query(
    `create role ${APP} login nosuperuser nocreatedb nocreaterole noinherit password ${escapeLiteral(password)}`,
  )
  return undefined
}

/** Statements: only the owner makes tables; the application connects, sees the schema and may compute in tables of its own session; everybody else gets nothing. */
export function databaseGrants(database: string, owner: string): string {
  const name = escapeIdentifier(database)
  const role = escapeIdentifier(owner)
  return `
    revoke create on schema public from public;
    revoke temporary on database ${name} from public;
    grant connect, temporary on database ${name} to ${APP};
    grant usage on schema public to ${APP};
    grant create, temporary on database ${name} to ${role};
    grant usage, create on schema public to ${role}`
}

function denied(error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error)
  return refused(
    'database-roles',
    `数据库账号和权限没有设好：${why}。DATABASE_URL 的账号应是该数据库的所有者。`,
  )
}
