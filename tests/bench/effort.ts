/**
 * The work that processors did for something, in milliseconds: of this process with its threads and of the database with
 * all its processes. On a busy machine it is nearly what it is on a quiet one, which no clock on the wall is.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { Client } from 'pg'

/** Clock ticks of Linux are hundredths of a second. */
const TICK_MS = 10

let postmaster: number | undefined

/** Tells which database works for us; elsewhere than on Linux nothing is known of it. */
export async function watchDatabase(root: Client): Promise<void> {
  const { rows } = await root.query<{ pid: number }>('select pg_backend_pid() as pid')
  postmaster = statOf(rows[0]?.pid ?? 0)?.parent
}

/** What was worked so far; null where it can not be read. */
export function workedSoFar(): number | null {
  if (postmaster === undefined) return null
  const { user, system } = process.cpuUsage()
  const server = statOf(postmaster)
  if (!server) return null
  const children = readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined
    return stat && stat.parent === postmaster ? [stat.own] : []
  })
  const ticks = children.reduce((sum, one) => sum + one, server.own + server.ofEnded)
  return (user + system) / 1000 + ticks * TICK_MS
}

/** Parent and ticks of a process, and those of its children that have ended. */
function statOf(pid: number): { parent: number; own: number; ofEnded: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Behind the name, which may hold anything: state, parent … utime, stime, cutime, cstime.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const [own = 0, system = 0, ended = 0, endedSystem = 0] = fields.slice(11, 15)
    return { parent, own: own + system, ofEnded: ended + endedSystem }
  } catch {
    return undefined
  }
}
