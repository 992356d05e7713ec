/**
 * Seeded kills of the process, of the database and of both in the middle of closing a year, of posting a division and of the
 * bank's return: each is there whole or not at all, what was acknowledged is there, and doing it again succeeds once.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceOf } from '#examples/county/chance.ts'
import type { Database } from '#server/database/connect.ts'
import { call, Refused, signIn, type Seat } from './case-county.ts'
import { deploy, openIn, waitUntilQuiet, type Deployed } from './ledgers.ts'
import { blowOf, reviveAll, strike, victimsOf, type Blow } from './victims.ts'
import { standingYears, standOf, USER, type Act, type Standing, type Stood } from './year-county.ts'

const SEED = 990101
const KILLS = 36
const ACTS: readonly Act[] = ['close', 'post', 'pay']

let at: Deployed
let database: Database<unknown>
let years: Standing[]
beforeAll(async () => {
  at = await deploy()
  database = await openIn(at.data)
  years = await standingYears(
    database,
    Array.from({ length: KILLS + ACTS.length }, (_, turn) => ACTS[turn % ACTS.length]!),
  )
})
afterAll(async () => {
  await database.close()
  at.remove()
})

type Step = readonly [key: keyof Stood, path: string, body?: object]

/** The requests of an act, in order. */
function stepsOf(one: Standing): readonly Step[] {
  if (one.act === 'post') return [['posted', `/api/surplus-plans/${one.plan}/post`, { on: '2026-03-05' }]]
  if (one.act === 'pay') {
    const results = one.members.map((member) => ({ member, outcome: 'paid' }))
    return [['paid', `/api/surplus-batches/${one.batch}/results`, { day: '2026-03-06', results }]]
  }
  return [
    ['carried', `/api/books/${one.body}/carry`],
    ['closed', `/api/books/${one.body}/close`, { month: '2025-12-01' }],
  ]
}

/** Takes the steps until the server dies; gives those that were acknowledged. */
async function take(address: string, seat: Seat, one: Standing): Promise<(keyof Stood)[]> {
  const said: (keyof Stood)[] = []
  try {
    for (const [key, path, body] of stepsOf(one)) {
      await call(address, seat, { method: 'POST', path, ...(body && { body }) })
      said.push(key)
    }
  } catch (error) {
    if (error instanceof Refused) throw error
  }
  return said
}

/** Does what does not stand yet, which has to be taken, and once more, which has to be refused or to change nothing. */
async function again(address: string, seat: Seat, one: Standing): Promise<void> {
  const { stood } = await standOf(database, one)
  for (const [key, path, body] of stepsOf(one))
    if (!stood[key]) await call(address, seat, { method: 'POST', path, ...(body && { body }) })
  for (const [key, path, body] of stepsOf(one)) {
    const twice = call<{ posted?: number }>(address, seat, { method: 'POST', path, ...(body && { body }) })
    const told = await twice.then(
      ({ posted }) => posted ?? -1,
      (error: unknown) => (error instanceof Refused ? 'refused' : Promise.reject(error as Error)),
    )
    expect(['refused', 0], key).toContain(told)
  }
  const after = await standOf(database, one)
  expect(after.wrong).toEqual([])
  for (const [key] of stepsOf(one)) expect(after.stood[key], key).toBe(true)
}

test(`${KILLS} kills at the end of a year`, async () => {
  const chance = chanceOf(SEED, 'year end')
  const victims = victimsOf(at)
  const ends = { acknowledged: 0, stood: 0, nothing: 0, inPart: 0 }
  const blows: Partial<Record<Blow, number>> = {}
  const quick: Partial<Record<Act, number>> = {}
  const first = await victims.next()
  const { address } = (await first.tell(['serve']))!
  const seat = await signIn(address!, USER)
  for (const one of years.slice(0, ACTS.length)) {
    const began = performance.now()
    await take(address!, seat, one)
    quick[one.act] = performance.now() - began
    await again(address!, seat, one)
  }
  await first.kill()
  let before: Standing | null = null
  for (const one of years.slice(ACTS.length)) {
    const victim = await victims.next()
    const serving = (await victim.tell(['serve']))!
    if (before !== null) await again(serving.address!, seat, before)
    const blow = blowOf(chance)
    const turn = years.indexOf(one)
    // One time in six just when it was acknowledged, else at any moment of it.
    const after = turn % 6 === 5 ? Number.POSITIVE_INFINITY : chance.int(0, Math.round(quick[one.act]! * 0.9))
    const doing = take(serving.address!, seat, one)
    await strike(victim, { data: at.data, blow, after, answer: doing.then(() => null) })
    const said = await doing
    if (blow !== 'process') await reviveAll(database)
    await waitUntilQuiet(database)
    const { stood, wrong } = await standOf(database, one)
    expect(wrong).toEqual([])
    for (const key of said) expect(stood[key], `${one.act} ${key} was acknowledged`).toBe(true)
    const steps = stepsOf(one).filter(([key]) => stood[key]).length
    const end = said.length === stepsOf(one).length ? 'acknowledged' : steps === 0 ? 'nothing' : 'stood'
    ends[end] += 1
    ends.inPart += Number(steps === 1 && one.act === 'close')
    blows[blow] = (blows[blow] ?? 0) + 1
    before = one
  }
  const last = await victims.next()
  await again((await last.tell(['serve']))!.address!, seat, before!)
  await last.kill()
  await victims.close()
  console.log(`${KILLS} kills: ${JSON.stringify({ ...ends, ...blows, quick })}`)
  expect(ends.acknowledged).toBeGreaterThan(0)
  expect(ends.nothing).toBeGreaterThan(2)
})
