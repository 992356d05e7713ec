/**
 * Some two hundred seeded kills, of the process, of the database and of both, at any moment of an import, a step of a case,
 * a backup, a migration: nothing is lost that was acknowledged, nothing stands half done, and the next one works.
 */
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceOf, type Chance } from '#examples/county/chance.ts'
import { openPool, type Database } from '#server/database/connect.ts'
import { openEmbedded, type Connection } from '#server/database/embedded.ts'
import { restoreBackup } from '#server/database/backup/read.ts'
import { migrate, MIGRATIONS } from '#server/database/migrate.ts'
import { databaseGrants, OWNER } from '#server/database/roles.ts'
import { everything } from '../everything.ts'
import { must } from '../must.ts'
import { emptyDatabase } from '../template.ts'
import { openCounty, type CaseCounty } from './case-county.ts'
import { deploy, inspect, openIn, waitUntilQuiet, writeList, type Deployed } from './ledgers.ts'
import { blowOf, reviveAll, strike, victimsOf, type Blow, type Victim } from './victims.ts'

const SEED = 990101
const IMPORTS = 64
const STEPS = 50
const BACKUPS = 56
const MIGRATION_KILLS = 34
const ROWS = 40
/** The state before these migrations: enough of them to be hit in the middle. */
const OLD = '202611262400-choose-clash.sql'

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

type Ends = Record<'acknowledged' | 'not', number> & Partial<Record<Blow, number>>
const count = (ends: Ends, blow: Blow, acknowledged: boolean): void => {
  ends[acknowledged ? 'acknowledged' : 'not'] += 1
  ends[blow] = (ends[blow] ?? 0) + 1
}
/** Both happened: a blow that always comes too early or too late shows nothing. How often depends on the machine. */
function assertMixed(what: string, ends: Ends): void {
  console.log(`${what}: ${JSON.stringify(ends)}`)
  expect(ends.acknowledged).toBeGreaterThan(0)
  expect(ends.not).toBeGreaterThan(2)
}

/** Any moment of the work, or a little after it; one time in six just when it has been acknowledged. */
function moment(chance: Chance, { turn, quick }: { turn: number; quick: number }): number {
  return turn % 6 === 5 ? Number.POSITIVE_INFINITY : chance.int(0, Math.round(quick * 1.2))
}

/** How long it takes where nobody strikes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

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

test(`${STEPS} kills of steps of cases over HTTP`, async () => {
  const chance = chanceOf(SEED, 'steps')
  const county: CaseCounty = await openCounty()
  const victims = victimsOf(county)
  const ends: Ends = { acknowledged: 0, not: 0 }
  try {
    const quick = await untilFirstStep(await victims.next(), county)
    for (let turn = 0; turn < STEPS; turn += 1) {
      const victim = await victims.next()
      const { address } = (await victim.tell(['serve']))!
      const blow = chance.hit(1, 2) ? 'process' : 'both'
      const acting = county.act(address!)
      await strike(victim, {
        data: county.data,
        blow,
        after: chance.int(0, 3 * quick),
        answer: Promise.resolve(null),
      })
      const steps = await acting
      count(ends, blow, steps > 0)
      if (blow !== 'process') await reviveAll(county.database)
      expect(await county.wrong()).toEqual([])
    }
    console.log(`${county.acknowledged()} steps acknowledged`)
    expect(county.acknowledged()).toBeGreaterThan(STEPS / 5)
  } finally {
    await victims.close()
    await county.close()
  }
  console.log(`steps: ${JSON.stringify(ends)}`)
}, 1_800_000)

/** How long a server that was just started takes to its first step, on this machine as busy as it is. Nobody strikes. */
async function untilFirstStep(victim: Victim, county: CaseCounty): Promise<number> {
  const { address } = (await victim.tell(['serve']))!
  const began = performance.now()
  const acting = county.act(address!)
  while (county.acknowledged() === 0) await new Promise((resolve) => setImmediate(resolve))
  const took = performance.now() - began
  await victim.kill()
  await acting
  expect(await county.wrong()).toEqual([])
  return Math.round(took)
}

test(`${MIGRATION_KILLS} kills of migrations`, async () => {
  const chance = chanceOf(SEED, 'migrations')
  await database.close()
  const held = must(await openEmbedded({ dataDir: at.data }))
  const victims = victimsOf(at)
  let server = held
  const names = readdirSync(MIGRATIONS).toSorted()
  const ends: Ends = { acknowledged: 0, not: 0 }
  const cut = new Set<number>()
  const run = async (name: string, statement: string): Promise<void> => {
    const pool = openPool({ ...server.connection, database: name, max: 1 })
    await pool.query(statement).finally(() => pool.end())
  }
  const owner = (name: string) =>
    openPool({ ...(server.connection as Connection), database: name, max: 1, options: `-c role=${OWNER}` })
  const renew = async (name: string, template: string): Promise<void> => {
    await run('postgres', `drop database if exists ${name} with (force)`)
    await run('postgres', `create database ${name} template ${template}`)
    await run(name, databaseGrants(name, OWNER))
  }
  await renew('old', 'template0')
  const old = owner('old')
  must(await migrate(old, MIGRATIONS, OLD))
  await old.query(`insert into setting (name, value, set_by) values ('area', '990101', 'test')`)
  await old.end()
  await renew('heshe', 'old')
  const first = await victims.next()
  const quick = await timed(() => first.tell(['migrate']))
  await first.kill()
  const guards = async (): Promise<string[]> => {
    const pool = owner('heshe')
    return (await everything(pool).finally(() => pool.end()))['guards']!
  }
  const whole = await guards()
  for (let turn = 0; turn < MIGRATION_KILLS; turn += 1) {
    await renew('heshe', 'old')
    const victim = await victims.next()
    const blow = blowOf(chance)
    const answer = victim.tell(['migrate'])
    const told = await strike(victim, { data: at.data, blow, after: moment(chance, { turn, quick }), answer })
    count(ends, blow, told?.ok === true)
    if (blow !== 'process') {
      const again = must(await openEmbedded({ dataDir: at.data }))
      await server.close()
      server = again
    }
    const pool = owner('heshe')
    const { rows } = await pool.query<{ name: string }>('select name from migration order by name')
    // In order and without a gap; each with all that it makes, or the rest could not go on from there.
    expect(rows.map(({ name }) => name)).toEqual(names.slice(0, rows.length))
    if (told?.ok === true) expect(rows).toHaveLength(names.length)
    cut.add(rows.length)
    must(await migrate(pool))
    await pool.end()
    expect(await guards()).toEqual(whole)
  }
  await victims.close()
  await server.close()
  database = await openIn(at.data)
  console.log(`stopped behind ${cut.size} different migrations`)
  assertMixed('migrations', ends)
  expect(cut.size).toBeGreaterThan(1)
})
