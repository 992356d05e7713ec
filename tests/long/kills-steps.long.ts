/**
 * Seeded kills of the process, of the database and of both, in the middle of the steps of cases over HTTP and of migrations:
 * nothing is lost that was acknowledged, nothing stands half done, and it goes on from there.
 */
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chanceOf } from '#examples/county/chance.ts'
import { openPool } from '#server/database/connect.ts'
import { openEmbedded, type Connection } from '#server/database/embedded.ts'
import { migrate, MIGRATIONS } from '#server/database/migrate.ts'
import { databaseGrants, OWNER } from '#server/database/roles.ts'
import { everything } from '../everything.ts'
import { must } from '../must.ts'
import { openCounty, type CaseCounty } from './case-county.ts'
import { assertMixed, count, moment, timed, type Ends } from './ends.ts'
import { deploy } from './ledgers.ts'
import { blowOf, reviveAll, strike, victimsOf, type Victim } from './victims.ts'

const SEED = 990101
const STEPS = 50
const MIGRATION_KILLS = 34
/** The state before these migrations: enough of them to be hit in the middle. */
const OLD = '202611262400-choose-clash.sql'

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
})

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
  const at = await deploy()
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
  at.remove()
  console.log(`stopped behind ${cut.size} different migrations`)
  assertMixed('migrations', ends)
  expect(cut.size).toBeGreaterThan(1)
})
