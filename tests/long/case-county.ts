/** A data folder with the demonstration county in it, and somebody who takes steps of cases over HTTP until the server dies. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { must } from '../must.ts'
import type { ProblemCase } from '#contract/supervision.ts'
import { openDatabase, withScope, type Database } from '#server/database/connect.ts'
import { demoSignIns } from '#server/demo.ts'
import { systemClock } from '#server/clock.ts'
import { ALL, openIn } from './ledgers.ts'
import { victimsOf } from './victims.ts'

const CASES = 4

export interface CaseCounty {
  data: string
  work: string
  database: Database<unknown>
  /** Takes steps on all cases at once until the server answers no more; gives how many were acknowledged. */
  act: (address: string) => Promise<number>
  /** Every sentence that does not hold. */
  wrong: () => Promise<string[]>
  acknowledged: () => number
  close: () => Promise<void>
}

export interface Seat {
  cookie: string
  csrf: string
}

/** Starts the product once on an empty folder, which puts the county in, and has some cases assigned. */
export async function openCounty(): Promise<CaseCounty> {
  const work = mkdtempSync(path.join(os.tmpdir(), 'heshe-steps-'))
  const empty = must(
    await openDatabase<unknown>({
      dataDir: path.join(os.tmpdir(), `heshe-steps-data-${path.basename(work)}`),
    }),
  )
  const data = empty.dataDir
  await empty.close()
  const victims = victimsOf({ data, work })
  const victim = await victims.next()
  const { address } = (await victim.tell(['serve']))!
  const seat = await signIn(
    address!,
    demoSignIns(systemClock.today()).find((one) => one.username === 'xian')!,
  )
  await call(address!, seat, { method: 'POST', path: '/api/cases/batch', body: { area: '990101101' } })
  const { cases } = await call<{ cases: ProblemCase[] }>(address!, seat, {
    method: 'GET',
    path: `/api/cases?size=${CASES}`,
  })
  const held = new Map<string, number>()
  for (const { id, version } of cases) {
    const assign = { action: 'assign', version, owner: 'zhen1', dueOn: '2099-12-31' }
    const path_ = `/api/cases/${id}/actions`
    held.set(
      id,
      (await call<ProblemCase>(address!, seat, { method: 'POST', path: path_, body: assign })).version,
    )
  }
  await victim.kill()
  await victims.close()
  const database = await openIn(data)
  return {
    data,
    work,
    database,
    ...stepper(database, { seat, held }),
    close: async () => {
      await database.close()
      for (const one of [work, data]) rmSync(one, { recursive: true, force: true })
    },
  }
}

function stepper(
  database: Database<unknown>,
  { seat, held }: { seat: Seat; held: Map<string, number> },
): Pick<CaseCounty, 'act' | 'wrong' | 'acknowledged'> {
  let acknowledged = 0
  /** Measures as the last acknowledged step of each case said them. */
  const said = new Map<string, string>()
  const stepsOn = async (address: string, id: string): Promise<number> => {
    for (let steps = 0; ; steps += 1) {
      const says = `措施 ${acknowledged} ${id.slice(-4)}`
      const body = { action: 'plan', version: held.get(id)!, measures: [{ says, dueOn: null, owner: null }] }
      try {
        const one = await call<ProblemCase>(address, seat, {
          method: 'POST',
          path: `/api/cases/${id}/actions`,
          body,
        })
        held.set(id, one.version)
        said.set(id, says)
        acknowledged += 1
      } catch (error) {
        if (error instanceof Refused) throw error
        return steps
      }
    }
  }
  return {
    acknowledged: () => acknowledged,
    act: async (address) => {
      const steps = await Promise.all([...held.keys()].map((id) => stepsOn(address, id)))
      return steps.reduce((sum, one) => sum + one, 0)
    },
    wrong: async () => {
      const rows = await casesOf(database, [...held.keys()])
      return rows.flatMap((one) => {
        const known = held.get(one.id)!
        const wrong = faultsOf(one, { known, said: said.get(one.id) })
        // A step whose answer was lost on the way stands, or does not; from here on it is known, and what it says.
        held.set(one.id, one.version)
        if (one.measures[0] !== undefined) said.set(one.id, one.measures[0].says)
        return wrong
      })
    },
  }
}

interface CaseRow {
  id: string
  version: number
  actions: number
  last: number
  measures: { says: string }[]
  told: { says: string }[] | null
}

async function casesOf(database: Database<unknown>, ids: string[]): Promise<CaseRow[]> {
  const { rows } = await withScope(database.app, ALL, (trx) =>
    sql<CaseRow>`
      select c.id, c.version, c.measures, a.actions, a.last, (select measures from case_action x
          where x.home = c.home and x.case_id = c.id and x.measures is not null order by number desc limit 1) as told
      from problem_case c cross join lateral (select count(*)::int as actions, max(number) as last from case_action x
        where x.home = c.home and x.case_id = c.id) a
      where c.id = any (${ids}::uuid[]) order by c.id`.execute(trx),
  )
  return rows
}

function faultsOf(one: CaseRow, of: { known: number; said: string | undefined }): string[] {
  const wrong: string[] = []
  if (one.version < of.known) wrong.push(`${one.id}: version ${one.version}, acknowledged was ${of.known}`)
  if (one.version > of.known + 1) wrong.push(`${one.id}: version ${one.version} out of nowhere`)
  if (one.actions !== one.last) wrong.push(`${one.id}: ${one.actions} steps up to number ${one.last}`)
  if (JSON.stringify(one.measures) !== JSON.stringify(one.told ?? []))
    wrong.push(`${one.id}: the case is not the fold of its steps`)
  if (one.version === of.known && of.said !== undefined && one.measures[0]?.says !== of.said)
    wrong.push(`${one.id}: says ${one.measures[0]?.says}, acknowledged was ${of.said}`)
  return wrong
}

/** The server is there and says no: that is no kill. */
export class Refused extends Error {}

/** Calls the server; throws Refused where it says no, anything else where it gives no answer. */
export async function call<T>(
  address: string,
  { cookie, csrf }: Seat,
  of: { method: 'GET' | 'POST'; path: string; body?: object },
): Promise<T> {
  const answer = await fetch(address + of.path, {
    method: of.method,
    headers: { cookie, 'x-heshe-csrf': csrf, ...(of.body && { 'content-type': 'application/json' }) },
    ...(of.body && { body: JSON.stringify(of.body) }),
  })
  const text = await answer.text()
  // Of a server whose database is gone: as little an acknowledgement as no answer.
  if (answer.status >= 500) throw new Error(text)
  if (!answer.ok) throw new Refused(text)
  return JSON.parse(text) as T
}

/** Signs in over HTTP; the session outlives the server. */
export async function signIn(
  address: string,
  { username, password }: { username: string; password: string },
): Promise<Seat> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { cookie, csrf: ((await answer.json()) as { csrf: string }).csrf }
}
