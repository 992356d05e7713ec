/** Imports that are killed at any moment, and a database server that is: nothing half done, nothing lost that was acknowledged. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceOf } from '#examples/county/chance.ts'
import type { Database } from '#server/database/connect.ts'
import {
  deploy,
  inspect,
  isWriting,
  openIn,
  serverProcess,
  startImport,
  waitUntilQuiet,
  writeList,
  type Deployed,
  type Import,
} from './ledgers.ts'

const KILLS = 16
const SERVER_KILLS = 3
const SEED = 990101

let at: Deployed
/** Files whose import was told to have succeeded. */
const acknowledged: string[] = []
let seed = 0

beforeAll(async () => {
  at = await deploy()
})
afterAll(() => at.remove())

async function settle(running: Import, file: string): Promise<boolean> {
  const { code, out } = await running.ended
  // The answer stands on standard output only after the commit; a command that failed says one too, with no row read.
  const done = code !== 2 && out !== '' && (JSON.parse(out) as { rows: { read: number } }).rows.read > 0
  if (done) acknowledged.push(file)
  expect(code === null || code === 1 || code === 0 || code === 2).toBe(true)
  return done
}

async function assertWhole(database: Database<unknown>): Promise<void> {
  await waitUntilQuiet(database)
  const { held, wrong } = await inspect(database)
  expect(wrong).toEqual([])
  expect(held.files).toEqual(expect.arrayContaining(acknowledged))
}

/** A short list by the same command: it has to be taken. */
async function assertNextWorks(): Promise<void> {
  seed += 1
  const file = writeList(at.work, seed, 20)
  expect(await settle(startImport(at, file), file)).toBe(true)
}

/** Waits until the import has begun to write; false where it ended before. */
async function untilWriting(database: Database<unknown>, running: Import): Promise<boolean> {
  while (running.child.exitCode === null) {
    if (await isWriting(database)) return true
    await pause(10)
  }
  return false
}

test('an import that is killed has written all or nothing, and the next one works', async () => {
  const chance = chanceOf(SEED, 'kills')
  let database = await openIn(at.data)
  const first = writeList(at.work, 0)
  const whole = startImport(at, first)
  await untilWriting(database, whole)
  const began = performance.now()
  expect(await settle(whole, first)).toBe(true)
  const writing = performance.now() - began
  const ends = { beforeWriting: 0, whileWriting: 0, acknowledged: 0 }
  for (let turn = 0; turn < KILLS; turn += 1) {
    seed += 1
    const file = writeList(at.work, seed)
    const running = startImport(at, file)
    // One in five before it writes at all; the others at any moment from the first row to beyond the commit
    // (a list that changes every record takes longer than the first one, which makes them).
    const early = turn % 5 === 4
    if (!early) await untilWriting(database, running)
    await pause(early ? chance.int(0, 1500) : chance.int(0, Math.round(writing * 2)))
    const wrote = await isWriting(database)
    running.child.kill('SIGKILL')
    if (await settle(running, file)) ends.acknowledged += 1
    else ends[wrote ? 'whileWriting' : 'beforeWriting'] += 1
    // Every other time the server goes down and comes up again in between.
    if (turn % 4 === 3) {
      await waitUntilQuiet(database)
      await database.close()
      database = await openIn(at.data)
    }
    await assertWhole(database)
    if (turn % 4 === 0) await assertNextWorks()
  }
  await assertNextWorks()
  await assertWhole(database)
  await database.close()
  console.log(`${KILLS} kills, writing takes ${Math.round(writing)} ms: ${JSON.stringify(ends)}`)
  expect(ends.whileWriting).toBeGreaterThan(0)
})

test('a database server that is killed during an import comes up again whole', async () => {
  const chance = chanceOf(SEED, 'server kills')
  let during = 0
  for (let turn = 0; turn < SERVER_KILLS; turn += 1) {
    const database = await openIn(at.data)
    seed += 1
    const file = writeList(at.work, seed)
    const running = startImport(at, file)
    await untilWriting(database, running)
    await pause(chance.int(0, 2000))
    during += Number(await isWriting(database))
    process.kill(serverProcess(at.data), 'SIGKILL')
    // Every other time the whole machine, so to say: the command goes with it.
    if (turn % 2 === 1) running.child.kill('SIGKILL')
    await settle(running, file)
    await database.close()
    const again = await openIn(at.data)
    await assertWhole(again)
    await assertNextWorks()
    await assertWhole(again)
    await again.close()
  }
  console.log(`${SERVER_KILLS} kills of the server, ${during} of them while an import was writing`)
  expect(during).toBeGreaterThan(0)
})
