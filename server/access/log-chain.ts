/**
 * The chain of the logs of sign-ins and refusals: like that of the trail, under a key of its own. A line is a transaction
 * of its own there, so that a link holds what one round of the job found of one log.
 */
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import { withScope } from '#server/database/connect.ts'
import { hmacSm3, sm3 } from '#server/database/national.ts'
import { CHAINER, hashOf, hexOf, linkAll, START, type Chain, type Link } from './audit-chain.ts'

export const LOGS = ['signIns', 'refused', 'refusedCounts'] as const
export type LogName = (typeof LOGS)[number]

/** How digests are written; rises when a log gets a column. */
const FORM = 1
const ENTRIES = 1000

/** A link of a log: its name stands where the trail has the county. */
export type LogLink = Omit<Link, 'home' | 'txid'> & { log: LogName }

/** The table of each log, and one text per line that holds all of its columns. */
export const LOG_TABLES: Readonly<Record<LogName, { table: RawBuilder<unknown>; text: RawBuilder<string> }>> =
  {
    signIns: {
      table: sql`sign_in_log`,
      text: sql`jsonb_build_array(t.id, extract(epoch from t.at), t.username, t.outcome, t.address, t.agent)::text`,
    },
    refused: {
      table: sql`refused_act`,
      text: sql`jsonb_build_array(t.id, extract(epoch from t.at), extract(epoch from t.hour), t.nth, t.username, t.role,
        t.door, t.address, t.method, t.route, t.code)::text`,
    },
    refusedCounts: {
      table: sql`refused_act_count`,
      text: sql`jsonb_build_array(t.id, t.username, extract(epoch from t.hour), t.times, t.closed)::text`,
    },
  }

/** A link of a log in the shape of a link of the trail. */
export const asLink = <L extends { log: LogName }>({ log, ...link }: L) => ({ ...link, home: log, txid: '0' })

/** The hash that seals a link of a log: over all of its columns. */
export function hashOfLog(chain: Chain, link: Omit<LogLink, 'hash'>): Buffer {
  return hashOf(chain.logs.key, asLink(link))
}

export interface Cleared {
  number: bigint
  hash: Buffer
  cleared_at: Date
}

/** Seals up to where a log was cleared, so that whoever removes lines in the database can not say that they were cleared. */
export function sealOfCleared(chain: Chain, log: LogName, { number, hash, cleared_at }: Cleared): Buffer {
  return hmacSm3(chain.logs.key, `cleared|${log}|${number}|${cleared_at.toISOString()}|`, hash)
}

/** Links all lines that are committed, and the hours of refusals that are over; gives how many links were made. */
export function chainLogs(chain: Chain, now: Date): Promise<number> {
  return linkAll(chain, chain.logs.heads, async (trx) =>
    (await linkSome(trx, chain, now)).map(({ log, number, hash }) => ({ home: log, number, hash })),
  )
}

const OVER = sql`not closed and is_hour_over(hour)`

/** Whether anything of the logs waits for its link. */
export async function areLogsBehind(chain: Chain): Promise<boolean> {
  const { rows } = await withScope(chain.app, CHAINER, (trx) =>
    sql<{ waits: boolean }>`
      select exists (select from log_pending) or exists (select from refused_act_count where ${OVER}) as waits`.execute(
      trx,
    ),
  )
  return rows[0]?.waits === true
}

async function linkSome(trx: Transaction<unknown>, chain: Chain, now: Date): Promise<LogLink[]> {
  const { rows: taken } = await sql<{ log: LogName; id: bigint }>`
    delete from log_pending where (log, id) in (select log, id from log_pending order by log, id limit ${ENTRIES})
    returning log, id`.execute(trx)
  const { rows: hours } = await sql<{ id: bigint }>`
    update refused_act_count set closed = true
    where id in (select id from refused_act_count where ${OVER} order by id limit ${ENTRIES}) returning id`.execute(
    trx,
  )
  const links: LogLink[] = []
  for (const log of LOGS) {
    const ids = log === 'refusedCounts' ? hours : taken.filter((one) => one.log === log)
    const link = await linkOf(trx, chain, { log, ids: ids.map((one) => one.id), now })
    if (link) links.push(link)
  }
  return links
}

async function linkOf(
  trx: Transaction<unknown>,
  chain: Chain,
  of: { log: LogName; ids: readonly bigint[]; now: Date },
): Promise<LogLink | undefined> {
  const { log, now } = of
  const lines = await linesOf(trx, log, of.ids)
  if (lines.length === 0) return undefined
  const end = (await lastLink(trx, log)) ?? (await clearedTo(trx, log))
  const link = {
    log,
    number: (end?.number ?? 0n) + 1n,
    form: FORM,
    chained_at: now,
    ids: lines.map((one) => one.id),
    digests: Buffer.concat(lines.map((one) => sm3(one.says))),
    previous: end?.hash ?? START,
  }
  const sealed = { ...link, hash: hashOfLog(chain, link) }
  const { number, form, digests, previous, hash } = sealed
  await sql`
    insert into log_link (log, number, form, chained_at, ids, digests, previous, hash)
    values (${log}, ${number}::bigint, ${form}, ${now}, ${link.ids.map(String)}::bigint[], ${hexOf(digests)}::bytea,
      ${hexOf(previous)}::bytea, ${hexOf(hash)}::bytea)`.execute(trx)
  return sealed
}

/** The lines of these numbers that there are, in the order of their numbers. */
export async function linesOf(
  trx: Kysely<unknown>,
  log: LogName,
  ids: readonly bigint[],
): Promise<{ id: bigint; says: string }[]> {
  if (ids.length === 0) return []
  const { table, text } = LOG_TABLES[log]
  const { rows } = await sql<{ id: bigint; says: string }>`
    select t.id, ${text} as says from ${table} t where t.id = any (${ids.map(String)}::bigint[]) order by t.id`.execute(
    trx,
  )
  return rows
}

async function lastLink(
  trx: Kysely<unknown>,
  log: LogName,
): Promise<Pick<LogLink, 'number' | 'hash'> | undefined> {
  const { rows } = await sql<Pick<LogLink, 'number' | 'hash'>>`
    select number, hash from log_link where log = ${log} order by number desc limit 1`.execute(trx)
  return rows[0]
}

/** Up to where a log was cleared; undefined where it never was. */
export async function clearedTo(
  trx: Kysely<unknown>,
  log: LogName,
): Promise<(Cleared & { seal: Buffer }) | undefined> {
  const { rows } = await sql<Cleared & { seal: Buffer }>`
    select number, hash, cleared_at, seal from log_cleared where log = ${log}`.execute(trx)
  return rows[0]
}
