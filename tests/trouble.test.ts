/** The database is killed, the disk is full: one sentence to the user, no damage, and it goes on by itself. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { openDatabase, withScope, type Database } from '#server/database/connect.ts'
import { isRunning } from '#server/database/lock.ts'
import { watchTheDatabase } from '#server/daily.ts'
import { makeServer } from '#server/http/server.ts'
import { must } from './must.ts'

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }
const MIB = 2 ** 20
const DISK_MIB = 140
let disk: string
let database: Database<unknown>
let server: FastifyInstance

/** A small disk of its own, where this account may mount one; else only the test of the full disk is left out. */
const mounted = (folder: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m,mode=711`, 'tmpfs', folder]).status === 0

let small = false

beforeAll(async () => {
  disk = mkdtempSync(path.join(os.tmpdir(), 'heshe-trouble-'))
  chmodSync(disk, 0o711)
  small = mounted(disk)
  database = must(await openDatabase<unknown>({ dataDir: disk, onLost: () => undefined }))
  await database.owner.query(
    'create table note (says text not null); grant select, insert on note to heshe_app',
  )
  server = await makeServer({ trustProxy: [], onFault: () => undefined })
  server.route<{ Body: { rows: number } }>({
    method: 'POST',
    url: '/notes',
    handler: async (request) => {
      await withScope(database.app, SYSTEM, (trx) =>
        sql`insert into note select repeat('记', 300) from generate_series(1, ${request.body.rows}::int)`.execute(
          trx,
        ),
      )
      return {}
    },
  })
})
afterAll(async () => {
  await server.close()
  await database.close()
  if (small) execFileSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
})

async function add(rows: number): Promise<{ status: number; code: string; says: string }> {
  const answer = await server.inject({ method: 'POST', url: '/notes', payload: { rows } })
  const [problem] = answer.json<{ problems?: { code: string; says: string }[] }>().problems ?? []
  return { status: answer.statusCode, code: problem?.code ?? '', says: problem?.says ?? '' }
}

async function held(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from note`.execute(database.app)
  return rows[0]!.n
}

test('on a full disk a write is refused with one sentence, nothing of it stays, and it works again once there is room', async (context) => {
  context.skip(!small, 'this account may not mount a small disk')
  expect(await add(10)).toMatchObject({ status: 200 })
  const filler = path.join(disk, 'filler')
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(filler, Buffer.alloc(bavail * bsize))
  expect(await add(8000)).toMatchObject({
    status: 507,
    code: 'disk-full',
    says: expect.stringMatching(/磁盘已满/),
  })
  expect(await held()).toBe(10)
  rmSync(filler)
  expect(await add(1000)).toMatchObject({ status: 200 })
  expect(await held()).toBe(1010)
  expect(statfsSync(disk).bavail * bsize).toBeGreaterThan(MIB)
})

test('a database that is killed is told in one sentence, comes up by itself, and what was acknowledged is there', async () => {
  const before = await held()
  expect(await add(7)).toMatchObject({ status: 200 })
  const note = readFileSync(path.join(database.dataDir, 'postgresql', 'postmaster.pid'), 'utf8')
  const pid = Number(note.split('\n')[0])
  process.kill(pid, 'SIGKILL')
  while (isRunning(pid)) await new Promise((resolve) => setImmediate(resolve))
  // A connection may outlive its server by a moment: what it still acknowledges counts.
  let late = 0
  let answer = await add(1)
  for (; answer.status === 200; answer = await add(1)) late += 1
  expect(answer).toMatchObject({
    status: 503,
    code: 'database-away',
    says: expect.stringMatching(/请稍后刷新再试/),
  })
  // Nobody does anything: the program looks after it by itself. Until then every request is told the same sentence.
  const stop = watchTheDatabase(database, () => undefined)
  const told = new Set<string>()
  const until = performance.now() + 60_000
  for (answer = await add(2); answer.status !== 200 && performance.now() < until; answer = await add(2))
    told.add(`${answer.status} ${answer.code}`)
  await stop()
  expect(answer.status).toBe(200)
  expect([...told].filter((one) => one !== '503 database-away')).toEqual([])
  expect(await held()).toBe(before + 9 + late)
})
