/** The databases of the command line: the deployment's own, and one that is thrown away. */
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import type { Kysely, Transaction } from 'kysely'
import { done, type Outcome } from '#core/values/outcome.ts'
import { assemble, type Assembled } from '../assemble.ts'
import type { Clock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { bringUpAndTell } from '../daily.ts'
import { openDatabase, withScope, type Database, type Scope } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'

export interface Opened {
  database: Database<unknown>
  services: Assembled
}

/** Opens the deployment's database, beside a running server or alone, and ends with it closed. */
export async function inDeployment<T>(
  clock: Clock,
  work: (opened: Opened) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return inDatabase(async (database) => {
    const brought = await bringUpAndTell(database)
    if (!brought.ok) return brought
    const services = await assemble(database, clock)
    return services.ok ? work({ database, services: services.value }) : services
  })
}

/** Opens it as it is, whatever state its tables are in, and ends with it closed. */
export async function inDatabase<T>(
  work: (database: Database<unknown>) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const config = readConfig(process.env)
  if (!config.ok) return config
  const opened = await openDatabase<unknown>({
    ...config.value,
    onLost: (error) => console.error(error.message),
  })
  if (!opened.ok) return opened
  for (const remark of opened.remarks) console.error(remark.says)
  try {
    return await work(opened.value)
  } finally {
    await opened.value.close()
  }
}

/** A database of its own in a folder that is removed however the work ends. */
export async function inThrowAway<T>(
  work: (database: Database<unknown>) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const folders = [path.join(tmpdir(), `heshe-check-${randomUUID()}`)]
  const remove = (): void => {
    for (const folder of folders) {
      stopServerOf(folder)
      removeWhole(folder)
    }
  }
  const unhook = exitOnSignals()
  process.once('exit', remove)
  try {
    const opened = await openDatabase<unknown>({ dataDir: folders[0]!, durable: false })
    if (!opened.ok) return opened
    folders.push(opened.value.dataDir)
    // Behind the database's own hook, which stops the server.
    process.off('exit', remove)
    process.once('exit', remove)
    try {
      const migrated = await migrate(opened.value.owner)
      return migrated.ok ? await work(opened.value) : migrated
    } finally {
      await opened.value.close()
    }
  } finally {
    remove()
    process.off('exit', remove)
    unhook()
  }
}

const REMOVALS = 40

/** Again and again: a server that is just ending takes files away and leaves others behind while this goes on. */
function removeWhole(folder: string): void {
  for (let tries = 0; tries < REMOVALS; tries += 1) {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch (error) {
      if (tries === REMOVALS - 1) throw error
    }
    if (!existsSync(folder)) return
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  }
}

/** Stops a server that was still starting, and of which nobody else knows yet. */
function stopServerOf(folder: string): void {
  try {
    const [pid] = readFileSync(path.join(folder, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGQUIT')
  } catch {
    // None runs.
  }
}

/** A signal ends the process at once, but through its exit hooks. */
function exitOnSignals(): () => void {
  const exits = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
  const hooks = Object.entries(exits).map(([signal, code]) => {
    const hook = (): void => process.exit(code)
    process.on(signal, hook)
    return () => process.off(signal, hook)
  })
  return () => hooks.forEach((off) => off())
}

/** The system user of the command line, who sees the country; the trail says who of the operating system it was. */
export function cliScope(command: string): Scope {
  return {
    user: 'cli',
    role: 'system',
    national: 'on',
    door: 'cli',
    address: osUser(),
    reason: `命令行 heshe ${command}`,
  }
}

/** 操作系统用户 zhang@pc1 */
export function osUser(): string {
  return `操作系统用户 ${userInfo().username}`
}

/** One transaction as the command line's own user; it leaves nothing behind where it failed or is not to be kept. */
export async function inTransaction<T>(
  app: Kysely<unknown>,
  of: { command: string; keep: boolean },
  work: (trx: Transaction<unknown>) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  let answer: Outcome<T> | undefined
  const undo = new Error('rolled back')
  try {
    await withScope(app, cliScope(of.command), async (trx) => {
      answer = await work(trx)
      if (!answer.ok || !of.keep) throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
  return answer ?? done(undefined as T)
}
