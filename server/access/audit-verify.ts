/** Verifies the chain of the trail: says of each entry and link that was altered or removed where it stood. */
import { sql, type Kysely, type Transaction } from 'kysely'
import { dayOf } from '#server/clock.ts'
import { withScope } from '#server/database/connect.ts'
import { sm3 } from '#server/database/national.ts'
import { Findings, NAMED_MAX, type Break } from './audit-findings.ts'
import {
  CHAINER,
  digestOf,
  ENTRY_TEXT,
  hashOf,
  holdChain,
  readHeads,
  type Chain,
  type Heads,
  type Link,
} from './audit-chain.ts'
import { settledOf } from './chain-inquiry.ts'
import { verifyLogs } from './log-verify.ts'

export interface Verified {
  links: number
  /** Entries that stand in a link. */
  entries: number
  /** Entries that wait for their link; no fault. */
  pending: number
  /** All faults that no inquiry settled; `breaks` names the first of them. */
  broken: number
  /** Faults that an inquiry settled. */
  settled: number
  breaks: Break[]
}

const PAGE = 200

/** Reads the whole trail and its chain. */
export async function verifyTrail(chain: Chain): Promise<Verified> {
  return withScope(chain.app, CHAINER, async (trx) => {
    await holdChain(trx)
    const found = new Findings(await settledOf(trx, chain))
    const ends: Heads = {}
    for await (const link of allLinks(trx, chain.key, found)) {
      ends[link.home] = { number: String(link.number), hash: link.hash.toString('hex') }
    }
    compareHeads(readHeads(chain.heads), ends, found)
    await findUnlinked(trx, found)
    const { links, entries, pending, broken, settled, breaks } = found
    return { links, entries, pending, broken, settled, breaks }
  })
}

/** What is told of the trail and of the logs beside it; `broken` and `breaks` are of both. */
export interface VerifiedAll extends Verified {
  logLinks: number
  logEntries: number
  /** Lines that wait for their link, and hours of refusals that are not over. */
  logPending: number
}

/** Verifies trail and logs. */
export async function verifyAll(chain: Chain): Promise<VerifiedAll> {
  const trail = await verifyTrail(chain)
  const logs = await verifyLogs(chain)
  return {
    ...trail,
    broken: trail.broken + logs.broken,
    settled: trail.settled + logs.settled,
    breaks: [...trail.breaks, ...logs.breaks].slice(0, NAMED_MAX),
    logLinks: logs.links,
    logEntries: logs.entries,
    logPending: logs.pending,
  }
}

/** Verifies both and keeps the answer, so that a page can tell when that was. */
export async function verifyAndKeep(chain: Chain, by: { actor: string; now: Date }): Promise<VerifiedAll> {
  const all = await verifyAll(chain)
  await withScope(chain.app, CHAINER, (trx) =>
    sql`insert into audit_check (at, actor, links, entries, pending, broken, settled, breaks, log_links, log_entries, log_pending)
      values (${by.now}, ${by.actor}, ${all.links}, ${all.entries}, ${all.pending}, ${all.broken}, ${all.settled},
      ${JSON.stringify(all.breaks)}::jsonb, ${all.logLinks}, ${all.logEntries}, ${all.logPending})`.execute(
      trx,
    ),
  )
  return all
}

/** Walks the chain of each county from its first link; what is wrong with a link or its entries is added to the findings. */
async function* allLinks(trx: Transaction<unknown>, key: Buffer, found: Findings): AsyncGenerator<Link> {
  let last: Link | undefined
  for (;;) {
    const { rows } = await sql<Link>`
      select home, number, txid, form, chained_at, ids, digests, previous, hash from audit_link
      where (home, number) > (${last?.home ?? ''}, ${last?.number ?? 0n}::bigint)
      order by home, number limit ${PAGE}`.execute(trx)
    const whole: Link[] = []
    for (const link of rows) {
      const before = last?.home === link.home ? last : undefined
      if (judgeLink(link, { key, before, found })) whole.push(link)
      last = link
      yield link
    }
    await compareEntries(trx, whole, found)
    if (rows.length < PAGE) return
  }
}

/** Whether the link can be trusted; gaps before it are told. */
function judgeLink(link: Link, at: { key: Buffer; before: Link | undefined; found: Findings }): boolean {
  const { found, before } = at
  found.links += 1
  const day = dayOf(link.chained_at)
  const expected = (before?.number ?? 0n) + 1n
  const missing = link.number - expected
  // A number that was altered upwards leaves a gap as well; few of many are named.
  for (let number = expected; number < link.number && number < expected + BigInt(NAMED_MAX); number += 1n)
    found.add({
      code: 'audit-link-removed',
      table: 'audit_link',
      home: link.home,
      id: String(number),
      day: null,
      stands: null,
    })
  const follows =
    missing > 0n || (before ? before.hash.equals(link.previous) : link.previous.every((byte) => byte === 0))
  const sealed = hashOf(at.key, link).equals(link.hash)
  if (sealed && follows) return true
  found.add({
    code: 'audit-link-altered',
    table: 'audit_link',
    home: link.home,
    id: String(link.number),
    day,
    stands: digestOf(link),
  })
  return false
}

async function compareEntries(trx: Kysely<unknown>, links: readonly Link[], found: Findings): Promise<void> {
  const homes = links.flatMap((link) => link.ids.map(() => link.home))
  const ids = links.flatMap((link) => link.ids)
  const { rows } = await sql<{ home: string; id: bigint; says: string }>`
    select a.home, a.id, ${ENTRY_TEXT} as says from audit a
    join unnest(${homes}::text[], ${ids}::bigint[]) as l (home, id) on l.home = a.home and l.id = a.id`.execute(
    trx,
  )
  const digests = new Map(rows.map((row) => [`${row.home} ${row.id}`, sm3(row.says)]))
  for (const link of links) {
    const day = dayOf(link.chained_at)
    link.ids.forEach((id, index) => {
      const place = { table: 'audit', home: link.home, id: String(id), day } as const
      const digest = digests.get(`${link.home} ${id}`)
      if (!digest) found.add({ code: 'audit-removed', ...place, stands: null })
      else if (!digest.equals(link.digests.subarray(32 * index, 32 * index + 32)))
        found.add({ code: 'audit-altered', ...place, stands: digest })
      else found.entries += 1
    })
  }
}

/** A chain that ends before the link that was noted outside of the database has lost its end. */
function compareHeads(noted: Heads, ends: Heads, found: Findings): void {
  for (const [home, head] of Object.entries(noted)) {
    const end = BigInt(ends[home]?.number ?? 0)
    const at = { table: 'audit_link', home, day: null } as const
    for (
      let number = end + 1n;
      number <= BigInt(head.number) && number <= end + BigInt(NAMED_MAX);
      number += 1n
    )
      found.add({ code: 'audit-link-removed', ...at, id: String(number), stands: null })
    if (end === BigInt(head.number) && ends[home]?.hash !== head.hash)
      found.add({ code: 'audit-link-altered', ...at, id: head.number, stands: sm3(ends[home]?.hash ?? '') })
  }
}

/** Entries in no link: those that wait for it are counted, all others came round the trigger or changed their number. */
async function findUnlinked(trx: Kysely<unknown>, found: Findings): Promise<void> {
  const { rows } = await sql<{ home: string; id: bigint; at: Date; waits: boolean; says: string }>`
    select a.home, a.id, a.at, p.txid is not null as waits, ${ENTRY_TEXT} as says
    from audit a left join (select home, unnest(ids) as id from audit_link) l on l.home = a.home and l.id = a.id
    left join audit_pending p on p.home = a.home and p.txid = a.txid
    where l.id is null order by a.home, a.id`.execute(trx)
  for (const row of rows)
    if (row.waits) found.pending += 1
    else
      found.add({
        code: 'audit-unlinked',
        table: 'audit',
        home: row.home,
        id: String(row.id),
        day: dayOf(row.at),
        stands: sm3(row.says),
      })
}
