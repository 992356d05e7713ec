/**
 * Seeded kills of the process, of the database and of both, at any moment of an import or a backup: nothing is lost that was
 * acknowledged, nothing stands half done, and the next one works. With those of cases and migrations (kills-steps.long.ts)
 * some two hundred.
 */
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceOf } from '#examples/county/chance.ts'
import type { Database } from '#server/database/connect.ts'
import { restoreBackup } from '#server/database/backup/read.ts'
import { emptyDatabase } from '../template.ts'
import { assertMixed, count, moment, timed, type Ends } from './ends.ts'
import { deploy, inspect, openIn, waitUntilQuiet, writeList, type Deployed } from './ledgers.ts'
import { blowOf, reviveAll, strike, victimsOf } from './victims.ts'

const SEED = 990101
const IMPORTS = 64
const BACKUPS = 56
const ROWS = 40

let at: Deployed
let database: Database<unknown>
beforeAll(async () => {
  at = await deploy()
  database = await openIn(at.data)
})
afterAll(async () => {
  await database.close()
  at.remove()
})

test(`${IMPORTS} kills of imports`, async () => {
  const chance = chanceOf(SEED, 'imports')
  const victims = victimsOf(at)
  const ends: Ends = { acknowledged: 0, not: 0 }
  const acknowledged: string[] = []
  const words = (file: string) => ['import', file, '--register', 'cooperative', '--as-of', '2026-03-20']
  const whole = async (): Promise<void> => {
    await waitUntilQuiet(database)
    const { held, wrong } = await inspect(database)
    expect(wrong).toEqual([])
    expect(held.files).toEqual(expect.arrayContaining(acknowledged))
  }
  const first = await victims.next()
  const list = writeList(at.work, 1, ROWS)
  const quick = await timed(async () => expect(await first.tell(words(list))).toEqual({ ok: true }))
  acknowledged.push(list)
  await first.kill()
  for (let turn = 0; turn < IMPORTS; turn += 1) {
    const victim = await victims.next()
    const file = writeList(at.work, turn + 2, ROWS)
    const blow = blowOf(chance)
    const answer = victim.tell(words(file))
    const told = await strike(victim, { data: at.data, blow, after: moment(chance, { turn, quick }), answer })
    if (told?.ok === true) acknowledged.push(file)
    count(ends, blow, told?.ok === true)
    if (blow !== 'process') await reviveAll(database)
    await whole()
  }
  const last = await victims.next()
  expect(await last.tell(words(writeList(at.work, 999, ROWS)))).toEqual({ ok: true })
  await last.kill()
  await victims.close()
  await whole()
  assertMixed('imports', ends)
})

test(`${BACKUPS} kills of backups`, async () => {
  const chance = chanceOf(SEED, 'backups')
  const victims = victimsOf(at)
  const ends: Ends = { acknowledged: 0, not: 0 }
  const words = (name: string) => ['backup', name, '--without-keys']
  const drafts = (): string[] => readdirSync(at.work).filter((name) => name.startsWith('.'))
  const first = await victims.next()
  const quick = await timed(async () => expect(await first.tell(words('first.heshe'))).toEqual({ ok: true }))
  await first.kill()
  const made: string[] = []
  for (let turn = 0; turn < BACKUPS; turn += 1) {
    const victim = await victims.next()
    const name = `b${made.length}.heshe`
    const blow = blowOf(chance)
    const answer = victim.tell(words(name))
    const told = await strike(victim, { data: at.data, blow, after: moment(chance, { turn, quick }), answer })
    if (told?.ok === true) expect(existsSync(path.join(at.work, name))).toBe(true)
    if (existsSync(path.join(at.work, name))) made.push(name)
    count(ends, blow, told?.ok === true)
    if (blow !== 'process') await reviveAll(database)
  }
  const last = await victims.next()
  expect(await last.tell(words(`b${made.length}.heshe`))).toEqual({ ok: true })
  made.push(`b${made.length}.heshe`)
  await last.kill()
  await victims.close()
  // Each took the name of the one that was killed before it: no draft of any is left.
  expect(drafts()).toEqual([])
  for (const name of made.filter((_, turn) => turn % 6 === 0 || turn === made.length - 1)) {
    const empty = await emptyDatabase()
    const task = { file: path.join(at.work, name), keyFolder: path.join(at.work, 'none'), passphrase: null }
    expect((await restoreBackup(empty.owner, task)).ok, name).toBe(true)
    await empty.close()
  }
  assertMixed('backups', ends)
})
