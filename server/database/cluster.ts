/** The files and the life of one embedded PostgreSQL cluster: make it, start it, see whether it runs, stop it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { identity, type Account } from './account.ts'
import { program, type Binaries } from './binaries.ts'
import { isRunning } from './lock.ts'
import { lastLine, logTail, rotateLog } from './server-log.ts'

const WINDOWS = process.platform === 'win32'
const POLL_MS = 5
/** A start after a power cut replays the log, which may take minutes on a slow disk. */
const START_MS = 300_000
const ORPHANS_MS = 120_000
/** Linux allows 107 bytes for a socket's path, macOS 103; the socket's own name takes 20. */
const SOCKET_FOLDER_BYTES_MAX = 80
const PORT = 5432

export interface Cluster {
  /** PGDATA. */
  folder: string
  log: string
  account: Account | 'own'
  binaries: Binaries
  /** False only for throw-away databases: then a power cut may destroy it, and it is faster. */
  durable: boolean
  /** Asked for on Windows, where no socket folder guards the server. */
  password: string
}

export interface Running {
  pid: number
  /** Folder of the socket, or 127.0.0.1. */
  host: string
  port: number
}

/** Makes the cluster beside its final place and moves it there in one step, so that a killed start leaves no half cluster. */
export function makeCluster(cluster: Cluster): Outcome<void> {
  const draft = `${cluster.folder}.${process.pid}.new`
  fs.rmSync(draft, { recursive: true, force: true })
  fs.mkdirSync(draft, { recursive: true, mode: 0o700 })
  if (cluster.account !== 'own') fs.chownSync(draft, cluster.account.uid, cluster.account.gid)
  const passwordFile = path.join(os.tmpdir(), `heshe-${randomUUID()}`)
  if (WINDOWS) fs.writeFileSync(passwordFile, cluster.password, { mode: 0o600 })
  const access = WINDOWS
    ? ['--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    : ['--auth-local=trust', '--auth-host=reject']
  const sync = cluster.durable ? [] : ['--no-sync']
  const run = spawnSync(
    program(cluster.binaries, 'initdb'),
    ['-D', draft, '-U', 'postgres', '--encoding=UTF8', '--locale=C', '--no-instructions', ...access, ...sync],
    { ...identity(cluster.account), cwd: WINDOWS ? undefined : '/', encoding: 'utf8', env: environment() },
  )
  if (WINDOWS) fs.rmSync(passwordFile, { force: true })
  if (run.status !== 0) {
    fs.rmSync(draft, { recursive: true, force: true })
    return failed(
      refused(
        'embedded-init',
        `内嵌数据库无法建立在 ${cluster.folder}：${lastLine(run.stderr || String(run.error))}`,
      ),
    )
  }
  fs.renameSync(draft, cluster.folder)
  return done(undefined)
}

/** The server that runs on this cluster, if one does; what a dead one left behind is cleared away. Call under the lock. */
export async function findRunning(cluster: Cluster): Promise<Running | undefined> {
  const end = performance.now() + START_MS
  for (;;) {
    const note = readNote(cluster)
    if (!note) return undefined
    if (!isServerOf(note.pid, cluster)) {
      // PostgreSQL clears its own dead files, but not when the number now belongs to another process of the account.
      clear(cluster, note)
      return undefined
    }
    if (note.ready && reachable(note)) return note
    // A cleaner of the temporary folder took the socket away: nobody can join any more.
    if (note.ready) {
      await stopCluster(cluster, note)
      return undefined
    }
    if (performance.now() > end) return undefined
    await pause(POLL_MS)
  }
}

/** Starts the server. Processes of one that was killed end with their statement: until then the data are theirs. */
export async function startCluster(cluster: Cluster): Promise<Outcome<Running>> {
  const end = performance.now() + ORPHANS_MS
  for (;;) {
    const started = await tryStart(cluster)
    const orphans = !started.ok && /pre-existing shared memory/.test(started.problems[0]?.says ?? '')
    if (!orphans || performance.now() > end) return started
    await pause(50 * POLL_MS)
  }
}

/** A process of its own, which outlives a killed parent; waits until it answers. */
async function tryStart(cluster: Cluster): Promise<Outcome<Running>> {
  const place = WINDOWS
    ? { host: '127.0.0.1', port: await freePort() }
    : { host: socketFolder(cluster), port: PORT }
  rotateLog(cluster.log)
  const log = fs.openSync(cluster.log, 'a', 0o600)
  const child = WINDOWS
    ? launchOnWindows(cluster, settings(cluster, place), log)
    : launch(cluster, settings(cluster, place), log)
  fs.closeSync(log)
  let ended = false
  child.once('exit', () => (ended = true))
  child.once('error', () => (ended = true))
  child.unref()
  const end = performance.now() + START_MS
  while (performance.now() < end) {
    const note = readNote(cluster)
    if (note?.ready && (WINDOWS || note.pid === child.pid)) return done(note)
    if (ended && !WINDOWS) break
    await pause(POLL_MS)
  }
  return failed(
    refused(
      'embedded-start',
      `内嵌数据库没有启动：${logTail(cluster.log, child.pid)}（日志：${cluster.log}）`,
    ),
  )
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. Resolves when the server is gone. */
export async function stopCluster(cluster: Cluster, running: Running): Promise<void> {
  if (WINDOWS) {
    spawnSync(program(cluster.binaries, 'pg_ctl'), ['stop', '-D', cluster.folder, '-m', 'fast', '-w'], {
      stdio: 'ignore',
    })
    return
  }
  interrupt(running)
  while (isServerOf(running.pid, cluster)) await pause(POLL_MS)
  removeSocketFolder(running)
}

/** The same, without waiting: for the last moment of a process that ends. */
export function signalStop(cluster: Cluster): void {
  const note = readNote(cluster)
  if (note && isServerOf(note.pid, cluster)) interrupt(note)
}

function interrupt(running: Running): void {
  try {
    process.kill(running.pid, 'SIGINT')
  } catch {
    // It is gone already, which is what we want.
  }
}

function settings(cluster: Cluster, place: { host: string; port: number }): string[] {
  const values = {
    port: String(place.port),
    listen_addresses: WINDOWS ? place.host : '',
    ...(!WINDOWS && { unix_socket_directories: place.host, unix_socket_permissions: '0700' }),
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    max_connections: '100',
    jit: 'off',
    log_checkpoints: 'off',
    ...(!cluster.durable && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      wal_level: 'minimal',
      max_wal_senders: '0',
    }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function launch(cluster: Cluster, options: string[], log: number): ChildProcess {
  return spawn(program(cluster.binaries, 'postgres'), ['-D', cluster.folder, ...options], {
    ...identity(cluster.account),
    cwd: '/',
    // Its own session: Ctrl+C in the terminal reaches us, and we then end it in good order.
    detached: true,
    stdio: ['ignore', log, log],
    env: environment(),
  })
}

/** There the server refuses an administrator's account; pg_ctl takes the privileges away first. */
function launchOnWindows(cluster: Cluster, options: string[], log: number): ChildProcess {
  const joined = options.map((option) => (option === '-c' ? option : `"${option}"`)).join(' ')
  return spawn(program(cluster.binaries, 'pg_ctl'), ['start', '-D', cluster.folder, '-w', '-o', joined], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
    env: environment(),
  })
}

/** postmaster.pid: 1 process, 2 folder, 3 start, 4 port, 5 socket folder, 6 address, 7 memory key, 8 state. */
function readNote(cluster: Cluster): (Running & { ready: boolean }) | undefined {
  let text: string
  try {
    text = fs.readFileSync(path.join(cluster.folder, 'postmaster.pid'), 'utf8')
  } catch {
    return undefined
  }
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  if (!(pid > 0)) return undefined
  const host = WINDOWS ? '127.0.0.1' : (lines[4] ?? '')
  return { pid, host, port: Number(lines[3]), ready: lines[7] === 'ready' }
}

function isServerOf(pid: number, cluster: Cluster): boolean {
  if (!isRunning(pid)) return false
  if (WINDOWS) return true
  const words = commandOf(pid)
  return words.includes('postgres') && words.includes(cluster.folder)
}

function commandOf(pid: number): string {
  if (process.platform === 'linux') {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    } catch {
      return ''
    }
  }
  return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout
}

function clear(cluster: Cluster, note: Running): void {
  fs.rmSync(path.join(cluster.folder, 'postmaster.pid'), { force: true })
  removeSocketFolder(note)
}

function removeSocketFolder(running: Running): void {
  if (!WINDOWS && path.basename(running.host).startsWith('heshe-'))
    fs.rmSync(running.host, { recursive: true, force: true })
}

function reachable(running: Running): boolean {
  return WINDOWS || fs.existsSync(path.join(running.host, `.s.PGSQL.${running.port}`))
}

/**
 * A short folder that only the server's account (and root) can enter: whoever can open the socket is trusted.
 * A name that someone else has taken in the public temporary folder is passed over.
 */
function socketFolder(cluster: Cluster): string {
  const key = createHash('sha256').update(cluster.folder).digest('hex').slice(0, 12)
  const base = Buffer.byteLength(os.tmpdir()) <= SOCKET_FOLDER_BYTES_MAX - 24 ? os.tmpdir() : '/tmp'
  const uid = cluster.account === 'own' ? process.getuid?.() : cluster.account.uid
  for (let turn = 0; ; turn += 1) {
    const folder = path.join(base, `heshe-${key}${turn === 0 ? '' : `-${turn}`}`)
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    const seen = fs.lstatSync(folder)
    // Freshly made by root: give it away before anyone can be in it.
    if (cluster.account !== 'own' && seen.isDirectory() && seen.uid === 0) {
      fs.chownSync(folder, cluster.account.uid, cluster.account.gid)
      return folder
    }
    if (seen.isDirectory() && seen.uid === uid && (seen.mode & 0o077) === 0) return folder
  }
}

function environment(): NodeJS.ProcessEnv {
  // Nothing of the caller's PG* variables may steer the server; Windows needs its own few.
  if (!WINDOWS) return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'Asia/Shanghai' }
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')))
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : PORT
}
