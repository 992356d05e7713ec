/** One process at a time: a lock file that outlives no one, and the list of processes that use a cluster. */
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const POLL_MS = 15

/** Runs `work` while no other process holds the lock; undefined if it could not be had within `waitMs`. */
export async function withLock<T>(
  file: string,
  waitMs: number,
  work: () => Promise<T>,
): Promise<T | undefined> {
  mkdirSync(path.dirname(file), { recursive: true })
  const own = `${file}.${signature().replace(' ', '.')}.${counter()}`
  writeFileSync(own, signature())
  try {
    const end = performance.now() + waitMs
    while (!taken(own, file)) {
      if (performance.now() > end) return undefined
      await pause(POLL_MS)
    }
    sweep(file)
    try {
      return await work()
    } finally {
      rmSync(file, { force: true })
    }
  } finally {
    rmSync(own, { force: true })
  }
}

/** Writes down that this process uses what the folder stands for; returns what strikes it out again. */
export function enrol(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${process.pid}.${counter()}`)
  writeFileSync(file, signature())
  return () => rmSync(file, { force: true })
}

/** How many uses are written down by living processes; entries of dead ones are removed. */
export function countUsers(folder: string): number {
  let users = 0
  // The folder itself may be gone: someone threw the data away.
  const names = existsSync(folder) ? readdirSync(folder) : []
  for (const name of names) {
    const file = path.join(folder, name)
    if (alive(read(file))) users += 1
    else rmSync(file, { force: true })
  }
  return users
}

/** The process number with the moment it began, where the system tells it: numbers are used again, pairs are not. */
export function signature(pid: number = process.pid): string {
  return `${pid} ${beginning(pid)}`
}

/** Whether a process of this number runs. One that has ended and was not yet fetched by its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return statusOf(pid)[0] !== 'Z'
}

function alive(text: string | undefined): boolean {
  return text !== undefined && isSigned(text)
}

let uses = 0
function counter(): number {
  uses += 1
  return uses
}

/** Whether the process that signed so still runs. */
export function isSigned(text: string): boolean {
  const pid = Number(text.split(' ')[0])
  return pid > 0 && isRunning(pid) && signature(pid) === text
}

function beginning(pid: number): string {
  return statusOf(pid)[19] ?? '0'
}

/** Fields after the command's name, which stands in brackets and may hold spaces: state first, start time 20th. */
function statusOf(pid: number): string[] {
  const stat = read(`/proc/${pid}/stat`) ?? ''
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** Takes away what processes left that died while they waited. */
function sweep(file: string): void {
  const prefix = `${path.basename(file)}.`
  for (const name of readdirSync(path.dirname(file)).filter((each) => each.startsWith(prefix))) {
    const draft = path.join(path.dirname(file), name)
    const text = read(draft)
    if (text !== undefined && text !== '' && !alive(text)) rmSync(draft, { force: true })
  }
}

/** Linking is atomic and fails if the name exists. A lock left by a dead process is moved aside first, once. */
function taken(own: string, file: string): boolean {
  try {
    linkSync(own, file)
    return true
  } catch {
    const holder = read(file)
    if (holder === undefined || holder === '' || alive(holder)) return false
    const aside = `${own}.stale`
    try {
      renameSync(file, aside)
      // Someone may have cleared and taken the lock between the look and the move: give it back.
      if (read(aside) !== holder) linkSync(aside, file)
    } catch {
      // The lock went away meanwhile: the next turn sees how things stand.
    }
    rmSync(aside, { force: true })
    return false
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
