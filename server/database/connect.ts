/** Opens the database, embedded or on a server, with the two roles in place. */
import { Socket } from 'node:net'
import type { Kysely } from 'kysely'
import { Client, DatabaseError, Pool, types, type CustomTypesConfig, type PoolConfig } from 'pg'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { openEmbedded, type Connection } from './embedded.ts'
import { prepareRepeated } from './prepare-repeated.ts'
import { APP, ensureRoles } from './roles.ts'
import { openKysely } from './scope.ts'
import { openSecrets, type CipherName, type Secrets } from './secrets.ts'

export { alone, withScope, type Scope } from './scope.ts'

const DATABASE = 'heshe'
const APP_CONNECTIONS_MAX = 16
/** Longer nobody waits for a line, be it that all are busy or that the server does not answer. */
const CONNECT_MS = 30_000
/** A transaction that its process forgot must not hold its locks for ever. */
const IDLE_IN_TRANSACTION_MS = 120_000

export interface DatabaseSettings {
  dataDir: string
  /** An administrator of the database; without it the embedded server is used. */
  databaseUrl?: string
  /** The application's own login, if the administrator made it by hand. */
  appDatabaseUrl?: string
  /** Throw-away data: no waiting for the disk. Embedded only. */
  durable?: boolean
  /** With what new secrets are closed; AES if absent. */
  cipher?: CipherName
  /** Told of connections that were lost while nobody used them. */
  onLost?: (error: Error) => void
}

export interface Database<Schema> {
  /** For everything the product does: bound by row security. Use it through `withScope`. */
  app: Kysely<Schema>
  /** For migrations only: owns the tables. */
  owner: Pool
  kind: 'embedded' | 'server'
  /** Where this deployment's files stand. */
  dataDir: string
  secrets: Secrets
  /** Starts the embedded server again where it was killed; a server elsewhere is waited for. */
  revive: () => Promise<void>
  /** Whether the server answers within so many milliseconds; a line that breaks or is refused rejects. */
  answers: (withinMs: number) => Promise<boolean>
  /** Hangs up every line: who waits for a server that does not answer is told so, and the next request dials anew. */
  hangUp: () => void
  close: () => Promise<void>
}

/**
 * Opens `databaseUrl`, else the embedded server below `dataDir`, with both roles in place; tables are `migrate`'s work.
 * Errors: those of the embedded server, database-unreachable, database-login, database-version, -encoding, -roles.
 */
export async function openDatabase<Schema>(settings: DatabaseSettings): Promise<Outcome<Database<Schema>>> {
  const { databaseUrl } = settings
  if (databaseUrl !== undefined) {
    const secrets = openSecrets(settings.dataDir, settings.cipher)
    const login = appLogin(databaseUrl, settings.appDatabaseUrl, secrets)
    return connect({ ...settings, kind: 'server', admin: { connectionString: databaseUrl }, login, secrets })
  }
  const { dataDir, durable = true } = settings
  const embedded = await openEmbedded({ dataDir, durable })
  if (!embedded.ok) return embedded
  const { connection } = embedded.value
  let { close } = embedded.value
  const secrets = openSecrets(embedded.value.dataDir, settings.cipher)
  await ensureDatabase(connection)
  const opened = await connect<Schema>({
    ...settings,
    dataDir: embedded.value.dataDir,
    kind: 'embedded',
    admin: { ...connection, database: DATABASE },
    login: { ...connection, database: DATABASE, user: APP, password: secrets.get(APP) },
    secrets,
  })
  if (!opened.ok) {
    await close()
    return opened
  }
  const inner = opened.value.close
  const closeAll = async (): Promise<void> => {
    await inner()
    await close()
  }
  const revive = async (): Promise<void> => {
    const again = await openEmbedded({ dataDir, durable })
    if (!again.ok) return
    const leave = close
    close = again.value.close
    // Written down anew first, so that leaving the old entry stops nothing.
    await leave()
  }
  return done({ ...opened.value, revive, close: closeAll }, embedded.remarks)
}

interface ConnectSettings extends DatabaseSettings {
  kind: 'embedded' | 'server'
  admin: PoolConfig
  login: PoolConfig
  secrets: Secrets
}

async function connect<Schema>(settings: ConnectSettings): Promise<Outcome<Database<Schema>>> {
  const { login, secrets, kind, dataDir } = settings
  const admin = { ...settings.admin, connectionTimeoutMillis: CONNECT_MS }
  if (settings.appDatabaseUrl !== undefined && new URL(settings.appDatabaseUrl).username !== APP) {
    return failed(
      refused('database-roles', `HESHE_APP_DATABASE_URL 的账号必须是 ${APP}：表的权限只授给了它。`),
    )
  }
  const makes = settings.appDatabaseUrl === undefined ? { appPassword: secrets.get(APP) } : {}
  let roles
  try {
    roles = await ensureRoles({ admin, ...makes })
  } catch (error) {
    return failed(unreachable(error, 'DATABASE_URL'))
  }
  if (!roles.ok) return roles
  const lines = new Set<Socket>()
  const shared = { connectionTimeoutMillis: CONNECT_MS, stream: () => newLine(lines) }
  const owner = openPool(
    { ...admin, ...shared, max: 2, options: `-c role=${roles.value.owner} -c timezone=Asia/Shanghai` },
    settings,
  )
  const pool = openPool(
    {
      ...login,
      ...shared,
      max: APP_CONNECTIONS_MAX,
      options: `-c timezone=Asia/Shanghai -c jit=off -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
    },
    settings,
  )
  // A line of its own, where nobody's long work can be in the way.
  const asking = openPool({ ...login, ...shared, max: 1 }, settings)
  prepareRepeated(pool)
  let closed: Promise<unknown> | undefined
  const close = async (): Promise<void> => {
    await (closed ??= Promise.all([pool.end(), owner.end(), asking.end()]))
  }
  try {
    const client = await pool.connect()
    client.release()
  } catch (error) {
    await close()
    return failed(loginFailed(error, settings))
  }
  const app = openKysely<Schema>(pool)
  return done({
    app,
    owner,
    kind,
    dataDir,
    secrets,
    close,
    revive: async () => undefined,
    answers: (withinMs) => answers(asking, withinMs),
    hangUp: () => lines.forEach((line) => line.destroy()),
  })
}

/** A socket that the set knows for as long as it is open. */
function newLine(lines: Set<Socket>): Socket {
  const line = new Socket()
  lines.add(line)
  line.once('close', () => lines.delete(line))
  return line
}

/** False after so many milliseconds of silence; rejects where the line breaks or is refused. */
async function answers(pool: Pool, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs)
  })
  const asked = pool.query('select 1').then(() => true)
  // Whoever comes second must not cry into the void.
  asked.catch(() => undefined)
  try {
    return await Promise.race([asked, silence])
  } finally {
    clearTimeout(timer)
  }
}

/** A pool that gives int8 as bigint, dates as 'YYYY-MM-DD', numerics as strings, and does not fall over a lost connection. */
export function openPool(config: PoolConfig, { onLost }: Pick<DatabaseSettings, 'onLost'> = {}): Pool {
  const pool = new Pool({ application_name: 'heshe', types: { getTypeParser }, ...config })
  pool.on('error', (error) => {
    // While it closes, the server may hang up first.
    if (!pool.ending) onLost?.(error)
  })
  // One that is lost while it is in use fails the statement under way; its own cry would end the whole process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

const asText = (value: string): string => value
const OIDS = {
  int8: 20,
  date: 1082,
  int8Array: 1016,
  dateArray: 1182,
  numericArray: 1231,
} as const
/** Items of a flat array of numbers or dates, which are never quoted. */
function items(value: string): (string | null)[] {
  if (value === '{}') return []
  return value
    .slice(1, -1)
    .split(',')
    .map((item) => (item === 'NULL' ? null : item))
}

const getTypeParser: CustomTypesConfig['getTypeParser'] = (oid, format) => {
  if (format === 'binary') return types.getTypeParser(oid, 'binary')
  const number: number = oid
  switch (number) {
    case OIDS.int8:
      return (value: string) => BigInt(value)
    case OIDS.date:
      return asText
    case OIDS.int8Array:
      return (value: string) => items(value).map((item) => (item === null ? null : BigInt(item)))
    case OIDS.dateArray:
    case OIDS.numericArray:
      return items
    default:
      return types.getTypeParser(oid, 'text')
  }
}

async function ensureDatabase(connection: Connection): Promise<void> {
  const client = new Client(connection)
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE} template template0`)
  } catch (error) {
    // Another process that started at the same moment was quicker.
    if (!(error instanceof DatabaseError && ['42P04', '23505'].includes(error.code ?? ''))) throw error
  } finally {
    await client.end()
  }
}

function appLogin(adminUrl: string, appUrl: string | undefined, secrets: Secrets): PoolConfig {
  if (appUrl !== undefined) return { connectionString: appUrl }
  const url = new URL(adminUrl)
  url.username = APP
  url.password = secrets.get(APP)
  return { connectionString: url.href }
}

function loginFailed(error: unknown, { appDatabaseUrl, secrets, kind }: ConnectSettings): Problem {
  const badPassword = error instanceof DatabaseError && ['28P01', '28000'].includes(error.code ?? '')
  if (!badPassword || appDatabaseUrl !== undefined) return unreachable(error, 'HESHE_APP_DATABASE_URL')
  if (kind === 'embedded') return unreachable(error, '内嵌数据库')
  return refused(
    'database-login',
    `数据库账号 ${APP} 的密码与 ${secrets.folder}/${APP} 不符。请从首次启动的机器复制该文件，或设置 HESHE_APP_DATABASE_URL。`,
  )
}

function unreachable(error: unknown, setting: string): Problem {
  const why =
    error instanceof AggregateError
      ? error.errors.map(String).join('；')
      : error instanceof Error
        ? error.message
        : String(error)
  return refused(
    'database-unreachable',
    `连接不上数据库（${setting}）：${why}。请检查地址、端口、账号和密码。`,
  )
}
