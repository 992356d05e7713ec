/** Verifies the chains of the logs: says of each line and link that was altered or removed where it stood. */
import { sql, type Kysely, type Transaction } from 'kysely'
import { dayOf } from '#server/clock.ts'
import { withScope } from '#server/database/connect.ts'
import { sm3 } from '#server/database/national.ts'
import { CHAINER, digestOf, holdChain, readHeads, START, type Chain } from './audit-chain.ts'
import { Findings, NAMED_MAX } from './audit-findings.ts'
import { settledOf } from './chain-inquiry.ts'
import {
  asLink,
  clearedTo,
  hashOfLog,
  linesOf,
  LOGS,
  LOG_TABLES,
  sealOfCleared,
  type LogLink,
  type LogName,
} from './log-chain.ts'

/** Where a chain goes on: the last link that was seen, or up to which it was cleared. */
export type End = Pick<LogLink, 'number' | 'hash'>

const PAGE = 100

/** Reads the logs and their chains, from where they were cleared. */
export async function verifyLogs(chain: Chain): Promise<Findings> {
  return withScope(chain.app, CHAINER, async (trx) => {
    await holdChain(trx)
    const found = new Findings(await settledOf(trx, chain))
    const heads = readHeads(chain.logs.heads)
    for (const log of LOGS) {
      const end = await walk(trx, { chain, log, found })
      compareHead(heads[log], { log, end, found })
      await findUnlinked(trx, log, found)
    }
    return found
  })
}

interface Walk {
  chain: Chain
  log: LogName
  found: Findings
}

async function walk(trx: Transaction<unknown>, of: Walk): Promise<End> {
  let end = await beginning(trx, of)
  for (;;) {
    const links = await linksAfter(trx, of.log, { number: end.number, limit: PAGE })
    end = await judgeLinks(trx, links, { ...of, end })
    if (links.length < PAGE) return end
  }
}

/** Where the chain of a log begins now: a mark of what was cleared that does not bear its seal is told. */
export async function beginning(trx: Kysely<unknown>, { chain, log, found }: Walk): Promise<End> {
  const mark = await clearedTo(trx, log)
  if (!mark) return { number: 0n, hash: START }
  if (!sealOfCleared(chain, log, mark).equals(mark.seal))
    found.add({
      code: 'log-cleared-altered',
      table: 'log_cleared',
      home: log,
      id: String(mark.number),
      day: dayOf(mark.cleared_at),
      stands: sm3(
        JSON.stringify([String(mark.number), mark.hash.toString('hex'), mark.cleared_at.toISOString()]),
      ),
    })
  return mark
}

/** The links after a number, in order. */
export async function linksAfter(
  trx: Kysely<unknown>,
  log: LogName,
  of: { number: bigint; limit: number },
): Promise<LogLink[]> {
  const { rows } = await sql<LogLink>`
    select log, number, form, chained_at, ids, digests, previous, hash from log_link
    where log = ${log} and number > ${of.number}::bigint order by number limit ${of.limit}`.execute(trx)
  return rows
}

/** Judges these links and the lines in them; gives where the chain ends with them. */
export async function judgeLinks(
  trx: Kysely<unknown>,
  links: readonly LogLink[],
  of: Walk & { end: End },
): Promise<End> {
  let { end } = of
  const whole: LogLink[] = []
  for (const link of links) {
    if (judgeLink(link, { ...of, end })) whole.push(link)
    end = link
  }
  for (const link of whole) await compareLines(trx, link, of.found)
  return end
}

function judgeLink(link: LogLink, { chain, found, end }: Walk & { end: End }): boolean {
  found.links += 1
  tellMissing({ from: end.number + 1n, to: link.number - 1n }, { log: link.log, found })
  const follows = link.number > end.number + 1n || end.hash.equals(link.previous)
  if (follows && hashOfLog(chain, link).equals(link.hash)) return true
  const place = { table: 'log_link', home: link.log, id: String(link.number) }
  found.add({
    code: 'log-link-altered',
    ...place,
    day: dayOf(link.chained_at),
    stands: digestOf(asLink(link)),
  })
  return false
}

/** Links that are not there; of very many few are named. */
function tellMissing(of: { from: bigint; to: bigint }, at: { log: LogName; found: Findings }): void {
  for (let number = of.from; number <= of.to && number < of.from + BigInt(NAMED_MAX); number += 1n)
    at.found.add({
      code: 'log-link-removed',
      table: 'log_link',
      home: at.log,
      id: String(number),
      day: null,
      stands: null,
    })
}

async function compareLines(trx: Kysely<unknown>, link: LogLink, found: Findings): Promise<void> {
  const lines = new Map((await linesOf(trx, link.log, link.ids)).map((one) => [one.id, one.says]))
  link.ids.forEach((id, index) => {
    const place = { table: link.log, home: link.log, id: String(id), day: dayOf(link.chained_at) }
    const says = lines.get(id)
    if (says === undefined) found.add({ code: 'log-removed', ...place, stands: null })
    else if (!sm3(says).equals(link.digests.subarray(32 * index, 32 * index + 32)))
      found.add({ code: 'log-altered', ...place, stands: sm3(says) })
    else found.entries += 1
  })
}

/** A chain that ends before the link that was noted outside of the database has lost its end. */
function compareHead(
  head: { number: string; hash: string } | undefined,
  of: { log: LogName; end: End; found: Findings },
): void {
  if (!head) return
  const { log, end, found } = of
  tellMissing({ from: end.number + 1n, to: BigInt(head.number) }, { log, found })
  if (end.number === BigInt(head.number) && end.hash.toString('hex') !== head.hash)
    found.add({
      code: 'log-link-altered',
      table: 'log_link',
      home: log,
      id: head.number,
      day: null,
      stands: sm3(end.hash.toString('hex')),
    })
}

/** Lines in no link: those that wait for it are counted, all others came round the trigger or changed their number. */
async function findUnlinked(trx: Kysely<unknown>, log: LogName, found: Findings): Promise<void> {
  const counts = log === 'refusedCounts'
  const waits = counts
    ? sql`not t.closed`
    : sql`exists (select from log_pending p where p.log = ${log} and p.id = t.id)`
  const { rows } = await sql<{ id: bigint; at: Date; waits: boolean; says: string }>`
    select t.id, ${counts ? sql`t.hour` : sql`t.at`} as at, ${waits} as waits, ${LOG_TABLES[log].text} as says
    from ${LOG_TABLES[log].table} t left join (select unnest(ids) as id from log_link where log = ${log}) l on l.id = t.id
    where l.id is null order by t.id`.execute(trx)
  for (const row of rows)
    if (row.waits) found.pending += 1
    else
      found.add({
        code: 'log-unlinked',
        table: log,
        home: log,
        id: String(row.id),
        day: dayOf(row.at),
        stands: sm3(row.says),
      })
}
