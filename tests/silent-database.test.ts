/** A database on another machine that falls silent: the line stands, and nothing comes over it any more. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watchTheDatabase } from '#server/daily.ts'
import { openDatabase, withScope, type Database } from '#server/database/connect.ts'
import { openEmbedded, type Embedded } from '#server/database/embedded.ts'
import { troubleOf } from '#server/http/trouble.ts'
import { must } from './must.ts'

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }
const SILENT_MS = 1_000
let folder: string
let server: Embedded
let wire: Wire
let database: Database<unknown>

interface Wire {
  port: number
  /** From now on no byte passes, and no line breaks: whoever dials is let in and hears nothing. */
  freeze: () => void
  thaw: () => void
  close: () => void
}

/** A wire between the program and the server's own socket. */
async function layWire(socketPath: string): Promise<Wire> {
  let frozen = false
  const ends = new Set<net.Socket>()
  const hold = (end: net.Socket): void => {
    ends.add(end)
    end.on('error', () => undefined).once('close', () => ends.delete(end))
    if (frozen) end.pause()
  }
  const listener = net.createServer((near) => {
    const far = net.connect(socketPath)
    near.on('data', (bytes) => far.write(bytes)).on('close', () => far.destroy())
    far.on('data', (bytes) => near.write(bytes)).on('close', () => near.destroy())
    hold(near)
    hold(far)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('the wire has no port')
  return {
    port: address.port,
    freeze: () => {
      frozen = true
      ends.forEach((end) => end.pause())
    },
    thaw: () => {
      frozen = false
      ends.forEach((end) => end.resume())
    },
    close: () => {
      listener.close()
      ends.forEach((end) => end.destroy())
    },
  }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-silent-'))
  chmodSync(folder, 0o711)
  server = must(await openEmbedded({ dataDir: folder, durable: false }))
  const { host, port, user } = server.connection
  wire = await layWire(path.join(host, `.s.PGSQL.${port}`))
  database = must(
    await openDatabase<unknown>({
      dataDir: path.join(folder, 'program'),
      databaseUrl: `postgres://${user}@127.0.0.1:${wire.port}/postgres`,
      onLost: () => undefined,
    }),
  )
  await database.owner.query(
    'create table note (says text not null); grant select, insert on note to heshe_app',
  )
})
afterAll(async () => {
  await database.close()
  wire.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const write = (says: string): Promise<unknown> =>
  withScope(database.app, SYSTEM, (trx) => sql`insert into note values (${says})`.execute(trx))

const told = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => troubleOf(error)?.problems[0]?.code ?? String(error),
  )

test('who waits for a silent database is told after a while, and it goes on by itself when it speaks again', async () => {
  expect(await told(write('before'))).toBe('done')
  const stop = watchTheDatabase(database, () => undefined, SILENT_MS)
  wire.freeze()
  // More than there are lines: some hold one, the others stand in the queue for it.
  const waiting = await Promise.all(Array.from({ length: 20 }, () => told(write('lost'))))
  expect(new Set(waiting)).toEqual(new Set(['database-away']))
  wire.thaw()
  const until = performance.now() + 60_000
  let answer = await told(write('after'))
  while (answer !== 'done' && performance.now() < until) answer = await told(write('after'))
  await stop()
  expect(answer).toBe('done')
  const { rows } = await sql<{ says: string }>`select says from note order by says`.execute(database.app)
  expect(rows.map(({ says }) => says)).toEqual(['after', 'before'])
}, 120_000)

test('a database that is only busy is not hung up on', async () => {
  const stop = watchTheDatabase(database, () => undefined, SILENT_MS)
  const slow = withScope(database.app, SYSTEM, (trx) => sql`select pg_sleep(8)`.execute(trx))
  expect(await told(slow)).toBe('done')
  await stop()
}, 60_000)
