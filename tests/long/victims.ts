/** Processes to be killed, the next one always warm, and the blow: at the process, at the database, at both. */
import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Chance } from '#examples/county/chance.ts'
import { ROOT } from '#server/config.ts'
import type { Database } from '#server/database/connect.ts'
import { COMPILED } from '../run-heshe.ts'
import { serverProcess } from './ledgers.ts'

const NODE = path.join(ROOT, 'node_modules', '.bin', 'node')
const VICTIM = path.join(import.meta.dirname, 'victim.ts')
const REVIVALS = 200

export interface Told {
  ready?: boolean
  ok?: boolean
  address?: string
}

export interface Victim {
  child: ChildProcess
  /** Sends the words of a command; gives its answer, null where it died before. */
  tell: (words: readonly string[]) => Promise<Told | null>
  /** Kills it and waits until it is gone. */
  kill: () => Promise<void>
}

/** Gives warm victims of one data folder, one after the other. */
export function victimsOf(of: { data: string; work: string }): {
  next: () => Promise<Victim>
  close: () => Promise<void>
} {
  let warm = start(of)
  return {
    next: async () => {
      const victim = await warm
      warm = start(of)
      return victim
    },
    close: async () => (await warm).kill(),
  }
}

async function start({ data, work }: { data: string; work: string }): Promise<Victim> {
  const env = {
    ...process.env,
    NODE_COMPILE_CACHE: COMPILED,
    HESHE_DATA: data,
    DATABASE_URL: '',
    PORT: '0',
    HOST: '127.0.0.1',
  }
  const child = spawn(NODE, [VICTIM], { cwd: work, env, stdio: ['pipe', 'pipe', 'ignore'] })
  const gone = Promise.withResolvers<null>()
  child.once('close', () => gone.resolve(null))
  child.stdin.on('error', () => undefined)
  const waiting: ((told: Told) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('@')) waiting.shift()?.(JSON.parse(line.slice(1)) as Told)
  })
  const answer = (): Promise<Told | null> =>
    Promise.race([gone.promise, new Promise<Told>((resolve) => waiting.push(resolve))])
  if (!(await answer())) throw new Error('a process to be killed did not start')
  return {
    child,
    tell: (words) => {
      const told = answer()
      child.stdin.write(`${JSON.stringify(words)}\n`)
      return told
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone.promise
    },
  }
}

export type Blow = 'process' | 'database' | 'both'

/** One in two hits the process, the others the database, alone or with the process. */
export const blowOf = (chance: Chance): Blow =>
  chance.weighted<Blow>([
    ['process', 2],
    ['database', 1],
    ['both', 1],
  ])

/** Strikes after so many milliseconds, without end when the answer has come; gives what the victim answered. */
export async function strike(
  victim: Victim,
  of: { data: string; blow: Blow; after: number; answer: Promise<Told | null> },
): Promise<Told | null> {
  await (of.after === Number.POSITIVE_INFINITY ? of.answer : pause(of.after))
  if (of.blow !== 'process') process.kill(serverProcess(of.data), 'SIGKILL')
  if (of.blow !== 'database') victim.child.kill('SIGKILL')
  const told = await of.answer
  await victim.kill()
  return told
}

/** The database up again, with connections that live. */
export async function reviveAll(database: Database<unknown>): Promise<void> {
  await database.revive()
  for (let turn = 0; turn < REVIVALS; turn += 1) {
    try {
      // As many at once as the pool may hold: each dead connection is met once.
      await Promise.all(Array.from({ length: 16 }, () => sql`select 1`.execute(database.app)))
      return
    } catch {
      await pause(25)
    }
  }
  throw new Error('the database does not come up again')
}
