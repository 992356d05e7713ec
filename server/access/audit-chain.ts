/**
 * The chain of the trail (等保 2.0: 审计记录防删改). What one transaction left in one county is one link: the SM3 digest of
 * each entry, and an HMAC-SM3 over all of them and the link before, under a key that is not in the database. Links are
 * made after the commit by a job; writers never wait for each other.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql, type Kysely, type Transaction } from 'kysely'
import { z } from 'zod'
import { AUDIT_HEADS, LOG_HEADS } from '#server/database/backup/read.ts'
import { withScope } from '#server/database/connect.ts'
import type { Keys } from '#server/database/crypt.ts'
import { deriveKey, hmacSm3, sm3 } from '#server/database/national.ts'

/** How digests are written; rises when the trail gets a column. */
const FORM = 1
/** What the first link of a chain follows. */
export const START = Buffer.alloc(32)
const GROUPS = 500
const ENTRIES = 5000

/** The system user who chains and verifies. */
export const CHAINER = { user: 'system', role: 'system', national: 'on', door: 'daily' }

/** One text per entry that holds all of its columns; the same on every server. */
export const ENTRY_TEXT = sql<string>`jsonb_build_array(a.home, a.id, extract(epoch from a.at), a.area, a.actor, a.role,
  a.door, a.address, a.action, a.subject, a.record, a.before, a.after, a.reason, a.source, a.txid::text)::text`

export interface Chain {
  app: Kysely<unknown>
  key: Buffer
  /** Where the last link of each county is noted, outside of the database: who cuts the end off is told. */
  heads: string
  /** The same for the logs of sign-ins and refusals. */
  logs: { key: Buffer; heads: string }
}

export interface Link {
  home: string
  number: bigint
  txid: string
  form: number
  chained_at: Date
  ids: bigint[]
  digests: Buffer
  previous: Buffer
  hash: Buffer
}

/** Where a chain ends. */
type Head = Pick<Link, 'home' | 'number' | 'hash'>

/** The chain of a deployment: its key comes from the deployment's keys. */
export function chainOf(app: Kysely<unknown>, keys: Keys, dataDir: string): Chain {
  return {
    app,
    key: deriveKey(keys.hash, 'audit-chain'),
    heads: path.join(dataDir, AUDIT_HEADS),
    logs: { key: deriveKey(keys.hash, 'log-chain'), heads: path.join(dataDir, LOG_HEADS) },
  }
}

/** Holds the chain until the transaction ends: one links or verifies at a time. Who writes the trail is not held up. */
export async function holdChain(trx: Transaction<unknown>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('heshe-chain'))`.execute(trx)
}

/** Links all that is committed and not yet linked; gives how many links were made. */
export function chainTrail(chain: Chain, now: Date): Promise<number> {
  return linkAll(chain, chain.heads, (trx) => linkSome(trx, chain, now))
}

/** Links some in a transaction of its own until nothing is left, and notes the ends in the file; gives how many links were made. */
export async function linkAll(
  chain: Chain,
  heads: string,
  some: (trx: Transaction<unknown>) => Promise<readonly Head[]>,
): Promise<number> {
  let made = 0
  for (;;) {
    const links = await withScope(chain.app, CHAINER, async (trx) => {
      await holdChain(trx)
      return some(trx)
    })
    if (links.length === 0) return made
    made += links.length
    noteHeads(heads, links)
  }
}

/** Whether anything waits for its link. */
export async function isBehind(chain: Chain): Promise<boolean> {
  const { rows } = await withScope(chain.app, CHAINER, (trx) =>
    sql<{ waits: boolean }>`select exists (select from audit_pending) as waits`.execute(trx),
  )
  return rows[0]?.waits === true
}

interface Group {
  home: string
  txid: string
}

async function linkSome(trx: Transaction<unknown>, chain: Chain, now: Date): Promise<Link[]> {
  const { rows: groups } = await sql<Group>`
    delete from audit_pending where (home, txid) in
      (select home, txid from audit_pending order by home, txid limit ${GROUPS}) returning home, txid`.execute(
    trx,
  )
  if (groups.length === 0) return []
  const ends = await lastLinks(trx, [...new Set(groups.map((one) => one.home))])
  const links: Link[] = []
  for await (const { home, txid, ids, digests } of entriesOf(trx, groups)) {
    const end = ends.get(home)
    const link = {
      home,
      txid,
      ids,
      form: FORM,
      number: (end?.number ?? 0n) + 1n,
      chained_at: now,
      digests: Buffer.concat(digests),
      previous: end?.hash ?? START,
    }
    const linked = { ...link, hash: hashOf(chain.key, link) }
    ends.set(home, linked)
    links.push(linked)
  }
  await keepLinks(trx, links)
  return links
}

/** The end of the chain of each of these counties; read by the key, however long the chains are. */
async function lastLinks(
  trx: Kysely<unknown>,
  homes: readonly string[],
): Promise<Map<string, Pick<Link, 'number' | 'hash'>>> {
  const { rows } = await sql<Pick<Link, 'home' | 'number' | 'hash'>>`
    select h.home, l.number, l.hash from unnest(${[...homes]}::text[]) h (home) cross join lateral (
      select number, hash from audit_link where home = h.home order by number desc limit 1) l`.execute(trx)
  return new Map(rows.map((row) => [row.home, row]))
}

interface Entries extends Group {
  ids: bigint[]
  digests: Buffer[]
}

/** The entries of each group with their digests, in the order of home, transaction and number; read some at a time. */
async function* entriesOf(trx: Kysely<unknown>, groups: readonly Group[]): AsyncGenerator<Entries> {
  let held: Entries | undefined
  let after = { home: '', txid: '0', id: 0n }
  for (;;) {
    const { rows } = await sql<{ home: string; txid: string; id: bigint; says: string }>`
      select a.home, a.txid, a.id, ${ENTRY_TEXT} as says from audit a
      join unnest(${groups.map((one) => one.home)}::text[], ${groups.map((one) => one.txid)}::xid8[]) as g (home, txid)
        on g.home = a.home and g.txid = a.txid
      where (a.home, a.txid, a.id) > (${after.home}, ${after.txid}::xid8, ${after.id}::bigint)
      order by a.home, a.txid, a.id limit ${ENTRIES}`.execute(trx)
    for (const row of rows) {
      if (held && (held.home !== row.home || held.txid !== row.txid)) {
        yield held
        held = undefined
      }
      held ??= { home: row.home, txid: row.txid, ids: [], digests: [] }
      held.ids.push(row.id)
      held.digests.push(sm3(row.says))
    }
    const last = rows.at(-1)
    if (!last || rows.length < ENTRIES) break
    after = last
  }
  if (held) yield held
}

async function keepLinks(trx: Kysely<unknown>, links: readonly Link[]): Promise<void> {
  const rows = links.map((link) => ({
    ...link,
    number: link.number.toString(),
    ids: link.ids.map(String),
    digests: hexOf(link.digests),
    previous: hexOf(link.previous),
    hash: hexOf(link.hash),
  }))
  const names = sql.raw('home, number, txid, form, chained_at, ids, digests, previous, hash')
  await sql`
    insert into audit_link (${names}) select ${names}
    from jsonb_populate_recordset(null::audit_link, ${JSON.stringify(rows)}::jsonb)`.execute(trx)
}

/** As PostgreSQL reads bytes. */
export const hexOf = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`

/** The hash that seals a link: over all of its columns. */
export function hashOf(key: Buffer, link: Omit<Link, 'hash'>): Buffer {
  const head = [
    link.home,
    link.number,
    link.txid,
    link.form,
    link.chained_at.toISOString(),
    link.ids.length,
    ...link.ids,
  ]
  return hmacSm3(key, `${head.join('|')}|`, link.digests, link.previous)
}

/** What a link is now, its hash with it: altered once more, it is another. */
export const digestOf = (link: Link): Buffer => hashOf(link.hash, link)

const heads = z.record(z.string(), z.object({ number: z.string(), hash: z.string() }))
export type Heads = z.infer<typeof heads>

/** The last link of each county as noted beside the database; nothing where nobody noted one yet. */
export function readHeads(file: string): Heads {
  try {
    return heads.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
}

/** Notes the last of these links beside the database. */
export function noteHeads(file: string, links: readonly Head[]): void {
  const noted = readHeads(file)
  for (const { home, number, hash } of links)
    if (BigInt(noted[home]?.number ?? 0) < number)
      noted[home] = { number: String(number), hash: hash.toString('hex') }
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify(noted), { mode: 0o600, flush: true })
  renameSync(draft, file)
}
