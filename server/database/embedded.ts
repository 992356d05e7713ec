/**
 * The embedded PostgreSQL server: the real one, from npm, as a child process. Every process that opens it is
 * written down; the last to leave stops it, so that a command beside a running product never takes it away.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { noted, refused } from '#core/values/problem.ts'
import { canEnter, chooseAccount, type Account } from './account.ts'
import { readyBinaries } from './binaries.ts'
import {
  findRunning,
  makeCluster,
  signalStop,
  startCluster,
  stopCluster,
  type Cluster,
  type Running,
} from './cluster.ts'
import { countUsers, enrol, withLock } from './lock.ts'
import { openSecrets } from './secrets.ts'

/** Where root keeps what an ordinary account cannot reach in its own place. */
const SYSTEM_FOLDER = '/var/lib/heshe'
const LOCK_MS = 330_000

export interface Connection {
  /** Folder of the Unix socket, or an address. */
  host: string
  port: number
  user: string
  password?: string
  database: string
}

export interface Embedded {
  /** As the server's superuser, to the maintenance database. */
  connection: Connection
  /** Where the data really stand: another folder than asked for, if the server's account cannot reach that one. */
  dataDir: string
  /** False if the server was running already. */
  started: boolean
  /** Leaves the server; stops it if no other process uses it. */
  close: () => Promise<void>
}

export interface EmbeddedSettings {
  dataDir: string
  /** False for throw-away databases of tests and of `check`: no waiting for the disk. */
  durable?: boolean
}

/**
 * Opens the embedded server of this data folder: makes it on the first start, starts it if it does not run, joins it
 * if it does. Errors (all with a Chinese sentence): embedded-missing, -unusable, -account, -folder, -version, -init, -start, -busy.
 */
export async function openEmbedded({
  dataDir,
  durable = true,
}: EmbeddedSettings): Promise<Outcome<Embedded>> {
  const placed = place(path.resolve(dataDir))
  if (!placed.ok) return placed
  const { folder, account } = placed.value
  const binaries = readyBinaries(account, account === 'own' ? folder : SYSTEM_FOLDER)
  if (!binaries.ok) return binaries
  const cluster: Cluster = {
    folder: path.join(folder, 'postgresql'),
    log: path.join(folder, 'postgresql.log'),
    account,
    binaries: binaries.value,
    durable,
    password: process.platform === 'win32' ? openSecrets(folder).get('postgres') : '',
  }
  const run = path.join(folder, 'run')
  const opened = await withLock(path.join(run, 'lock'), LOCK_MS, async () => join(cluster, run))
  if (!opened)
    return failed(
      refused('embedded-busy', `另一个进程长时间占用 ${run}/lock，数据库未能打开。请结束该进程后重试。`),
    )
  if (!opened.ok) return opened
  const { running, started, leave } = opened.value
  const password = cluster.password === '' ? {} : { password: cluster.password }
  return done(
    {
      connection: {
        host: running.host,
        port: running.port,
        user: 'postgres',
        database: 'postgres',
        ...password,
      },
      dataDir: folder,
      started,
      close: leave,
    },
    placed.remarks,
  )
}

interface Joined {
  running: Running
  started: boolean
  leave: () => Promise<void>
}

/** Under the lock: find or start the server, and write this process down as a user of it. */
async function join(cluster: Cluster, run: string): Promise<Outcome<Joined>> {
  if (!fs.existsSync(path.join(cluster.folder, 'PG_VERSION'))) {
    const made = makeCluster(cluster)
    if (!made.ok) return made
  }
  const wrong = wrongVersion(cluster)
  if (wrong) return failed(wrong)
  const found = await findRunning(cluster)
  const started = found ? done(found) : await startCluster(cluster)
  if (!started.ok) return started
  return done({ running: started.value, started: !found, leave: enter(cluster, run) })
}

/** Writes this process down and sees to it that it is struck out however the process ends. */
function enter(cluster: Cluster, run: string): () => Promise<void> {
  const users = path.join(run, 'users')
  const strikeOut = enrol(users)
  const atExit = (): void => {
    strikeOut()
    if (countUsers(users) === 0) signalStop(cluster)
  }
  const unhook = endOnSignals(atExit)
  process.once('exit', atExit)
  let left: Promise<void> | undefined
  const leave = async (): Promise<void> => {
    await withLock(path.join(run, 'lock'), LOCK_MS, async () => {
      strikeOut()
      // Not the server that this process found when it came: that one may have been replaced since.
      const running = countUsers(users) === 0 ? await findRunning(cluster) : undefined
      if (running) await stopCluster(cluster, running)
    })
    process.off('exit', atExit)
    unhook()
  }
  return () => (left ??= leave())
}

/** A signal that nobody else listens to ends the process in good order, with the signal's own exit code. */
function endOnSignals(tidy: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const hooks = signals.map((signal) => {
    const hook = (): void => {
      if (process.listenerCount(signal) > 1) return
      tidy()
      process.off(signal, hook)
      process.kill(process.pid, signal)
    }
    process.on(signal, hook)
    return () => process.off(signal, hook)
  })
  return () => hooks.forEach((off) => off())
}

/** Where the data of this folder stand, as far as anything was made yet; makes nothing. */
export function standingFolder(dataDir: string): string {
  const asked = path.resolve(dataDir)
  const spare = path.join(SYSTEM_FOLDER, nameOf(asked))
  return fs.existsSync(path.join(spare, 'postgresql')) ? spare : asked
}

interface Placed {
  folder: string
  account: Account | 'own'
}

/** The folder and the account: as asked for, or below /var/lib/heshe if root's server could not reach it. */
function place(asked: string): Outcome<Placed> {
  const spare = path.join(SYSTEM_FOLDER, nameOf(asked))
  const folder = standingFolder(asked)
  try {
    makeFolder(folder)
    const account = chooseAccount(path.join(folder, 'postgresql'))
    if (account === 'missing') {
      return failed(
        refused(
          'embedded-account',
          '数据库不能以 root 身份运行，而本机没有 postgres、nobody 等普通账号。请新建一个账号 postgres，或换普通用户启动。',
        ),
      )
    }
    if (canEnter(account, folder))
      return done({ folder: fs.realpathSync(folder), account }, moved(asked, folder))
    makeFolder(spare)
    return done({ folder: fs.realpathSync(spare), account }, moved(asked, spare))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return failed(
      refused(
        'embedded-folder',
        `数据目录 ${folder} 不能使用：${why}。请换一个用户启动，或用 HESHE_DATA 指定可写的目录。`,
      ),
    )
  }
}

function makeFolder(folder: string): void {
  const root = process.getuid?.() === 0
  fs.mkdirSync(path.dirname(folder), { recursive: true })
  // Root's server runs under another account, which has to pass through but not to look around.
  fs.mkdirSync(folder, { recursive: true, mode: root ? 0o711 : 0o700 })
  fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)
}

function moved(asked: string, folder: string): ReturnType<typeof noted>[] {
  if (asked === folder) return []
  return [noted('data-elsewhere', `数据存放在 ${folder}：数据库账号进不了 ${asked}。`)]
}

/** Readable, and never the same for two folders. */
function nameOf(folder: string): string {
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 8)
  return `${folder.split(path.sep).filter(Boolean).slice(-2).join('-')}-${key}`
}

function wrongVersion(cluster: Cluster): ReturnType<typeof refused> | undefined {
  const share = path.join(cluster.binaries.native, 'share')
  const made = fs.readFileSync(path.join(cluster.folder, 'PG_VERSION'), 'utf8').trim()
  const ours = majorOf(share)
  if (ours === undefined || made === ours) return undefined
  return refused(
    'embedded-version',
    `数据目录 ${cluster.folder} 由 PostgreSQL ${made} 建立，本程序自带 ${ours}，不能直接打开。请用原版本程序备份，再恢复到新目录。`,
  )
}

function majorOf(share: string): string | undefined {
  const head = path.join(share, 'postgresql', 'postgres.bki')
  if (!fs.existsSync(head)) return undefined
  return /^# PostgreSQL (\d+)/.exec(fs.readFileSync(head, 'utf8').slice(0, 200))?.[1]
}
