/**
 * The settings of the product, read once from the environment. All mistakes are told at once, each in one sentence.
 *
 * PORT (8080), HOST (127.0.0.1), HESHE_DATA (./data beside the program), DATABASE_URL, HESHE_APP_DATABASE_URL,
 * HESHE_TLS_CERT and HESHE_TLS_KEY (PEM files), HESHE_TRUST_PROXY (addresses of the proxy in front, or `loopback`),
 * HESHE_CIPHER (aes or sm4: with what new id numbers, accounts and files are closed).
 */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'

/** The folder in which the product's own files stand. */
export const ROOT = path.resolve(import.meta.dirname, '..')

/** Version of the program, as 系统运行, the interface and the backups name it; the newest heading of CHANGELOG.md is the same. */
export function programVersion(): string {
  const read: unknown = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  return read instanceof Object && 'version' in read ? String(read.version) : ''
}

export interface Config {
  port: number
  host: string
  /** Absolute path. */
  dataDir: string
  databaseUrl?: string
  appDatabaseUrl?: string
  /** The server speaks HTTPS itself. */
  tls?: { cert: Buffer; key: Buffer }
  /** Addresses whose X-Forwarded-* headers count; empty: nobody's. */
  trustProxy: string[]
  cipher: 'aes' | 'sm4'
  /** Passphrase of the automatic backups, where it is told by the environment. */
  backupPassphrase?: string
  /** True if only this machine can reach the server. Demonstration data may exist only then. */
  loopback: boolean
}

export type Environment = Readonly<Record<string, string | undefined>>

/** The settings, or every problem with them (codes `setting-…`). An empty variable counts as not set. */
export function readConfig(env: Environment): Outcome<Config> {
  const problems: Problem[] = []
  const take = <T>(outcome: Outcome<T>, otherwise: T): T => {
    if (outcome.ok) return outcome.value
    problems.push(...outcome.problems)
    return otherwise
  }
  const host = setting(env, 'HOST') ?? '127.0.0.1'
  const loopback = isLoopback(host)
  const databaseUrl = take(readUrl(env, 'DATABASE_URL'), undefined)
  const appDatabaseUrl = take(readUrl(env, 'HESHE_APP_DATABASE_URL'), undefined)
  const tls = take(readTls(env), undefined)
  const trustProxy = take(readProxies(env), [])
  const port = take(readPort(env), 0)
  const backupPassphrase = setting(env, 'HESHE_BACKUP_PASSPHRASE')
  const cipher = take(readCipher(env), 'aes')
  if (!loopback && !setting(env, 'HESHE_TLS_CERT') && !setting(env, 'HESHE_TRUST_PROXY')) {
    problems.push(
      refused(
        'setting-tls',
        `HOST=${host} 会让其他机器访问，必须用 HESHE_TLS_CERT 和 HESHE_TLS_KEY 提供证书，或用 HESHE_TRUST_PROXY 声明前面的 HTTPS 代理。`,
      ),
    )
  }
  if (appDatabaseUrl !== undefined && databaseUrl === undefined) {
    problems.push(refused('setting-database', '设置了 HESHE_APP_DATABASE_URL，还须同时设置 DATABASE_URL。'))
  }
  const [first, ...others] = problems
  if (first) return failed(first, ...others)
  return done({
    port,
    host,
    dataDir: path.resolve(ROOT, setting(env, 'HESHE_DATA') ?? 'data'),
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(appDatabaseUrl !== undefined && { appDatabaseUrl }),
    ...(tls && { tls }),
    trustProxy,
    cipher,
    ...(backupPassphrase !== undefined && { backupPassphrase }),
    loopback,
  })
}

function setting(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim()
  return value === '' ? undefined : value
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function readPort(env: Environment): Outcome<number> {
  const text = setting(env, 'PORT') ?? '8080'
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return done(port)
  return failed(
    refused('setting-port', `PORT=${text} 不是端口号，请填 0 到 65535 的整数（0 表示自动选择）。`),
  )
}

function readCipher(env: Environment): Outcome<Config['cipher']> {
  const name = setting(env, 'HESHE_CIPHER') ?? 'aes'
  if (name === 'aes' || name === 'sm4') return done(name)
  return failed(refused('setting-cipher', `HESHE_CIPHER=${name} 不认得，请填 aes 或 sm4。`))
}

function readUrl(env: Environment, name: string): Outcome<string | undefined> {
  const text = setting(env, name)
  if (text === undefined) return done(undefined)
  // The address may hold a password: it is never repeated in a message.
  const good = URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)
  if (good) return done(text)
  return failed(
    refused('setting-database', `${name} 不是数据库地址，应写成 postgres://用户:密码@主机:端口/数据库。`),
  )
}

function readTls(env: Environment): Outcome<Config['tls']> {
  const cert = setting(env, 'HESHE_TLS_CERT')
  const key = setting(env, 'HESHE_TLS_KEY')
  if (cert === undefined && key === undefined) return done(undefined)
  if (cert === undefined || key === undefined) {
    return failed(refused('setting-tls', 'HESHE_TLS_CERT（证书）和 HESHE_TLS_KEY（私钥）必须同时设置。'))
  }
  try {
    return done({ cert: readFileSync(path.resolve(ROOT, cert)), key: readFileSync(path.resolve(ROOT, key)) })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return failed(refused('setting-tls', `证书或私钥文件读不出来：${why}。请检查路径和读取权限。`))
  }
}

function readProxies(env: Environment): Outcome<string[]> {
  const parts = (setting(env, 'HESHE_TRUST_PROXY') ?? '').split(',').map((part) => part.trim())
  const proxies = parts.filter((part) => part !== '')
  const wrong = proxies.filter((proxy) => proxy !== 'loopback' && !isRange(proxy))
  if (wrong.length === 0) return done(proxies)
  return failed(
    refused(
      'setting-proxy',
      `HESHE_TRUST_PROXY 里的 ${wrong.join('、')} 不是地址，请填代理的 IP 地址或网段（如 10.0.0.5、10.0.0.0/24），本机代理填 loopback。`,
    ),
  )
}

/** An address or a network. A network of all addresses would trust anybody's word, so it needs at least /8. */
function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  if (bits === undefined) return true
  return /^\d+$/.test(bits) && Number(bits) >= 8 && Number(bits) <= (version === 4 ? 32 : 128)
}
