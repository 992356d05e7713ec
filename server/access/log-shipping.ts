/**
 * Logs go to another machine: the log of sign-ins, what was refused, and the trail link by link. How far each was sent
 * stands in the database and moves on only when the other machine has taken all of it, so that nothing is lost while it is
 * away; what was under way then is sent a second time.
 */
import { hostname } from 'node:os'
import type { Kysely, Transaction } from 'kysely'
import { withScope } from '#server/database/connect.ts'
import { CHAINER } from './audit-chain.ts'
import * as store from './log-shipping-store.ts'
import { frame, send, troubleOfSending, type LogLine, type LogTarget } from './syslog.ts'

const LINES = 500
/** Links or parts of links at once, and the entries of a part, after which none goes along: one act may have written many. */
export const AT_ONCE = { links: 50, entries: 2000 }
const DIGEST_BYTES = 32

export interface LogServices {
  app: Kysely<unknown>
  clock: { now: () => Date }
}

/** Sends what waits; gives how many lines went. Where the other machine is away the state says so and nothing moves on. */
export async function shipLogs({ app, clock }: LogServices): Promise<number> {
  let sent = 0
  for (;;) {
    const ends = await endsOf(app)
    if (ends === undefined) return sent
    const lines = await withScope(app, CHAINER, async (trx) => {
      const target = await store.readTarget(trx)
      if (!target?.is_on || !(await store.mayISend(trx))) return 0
      return shipSome(trx, { target, ends, now: clock.now() })
    })
    sent += lines
    if (lines === 0) return sent
  }
}

/** Tells the other machine one line; what went wrong, or undefined. */
export async function tryTarget(target: LogTarget, now: Date): Promise<string | undefined> {
  const line: LogLine = {
    at: now,
    kind: 'TEST',
    facility: 13,
    severity: 6,
    data: {},
    says: '禾社日志外送：试送一条',
  }
  try {
    await send(target, [frame(line, hostname())])
    return undefined
  } catch (error) {
    return troubleOfSending(error)
  }
}

/** Where the logs end now; undefined while sending is off. Who writes is waited for, so in a transaction of its own. */
async function endsOf(app: Kysely<unknown>): Promise<{ signIns: bigint; refused: bigint } | undefined> {
  return withScope(app, CHAINER, async (trx) => {
    if (!(await store.readTarget(trx))?.is_on) return undefined
    const signIns = await store.horizon(trx, 'signIns')
    return { signIns, refused: await store.horizon(trx, 'refused') }
  })
}

async function shipSome(
  trx: Transaction<unknown>,
  of: { target: LogTarget; ends: { signIns: bigint; refused: bigint }; now: Date },
): Promise<number> {
  const signIns = await store.nextSignIns(trx, { until: of.ends.signIns, limit: LINES })
  const refused = await store.nextRefused(trx, { until: of.ends.refused, limit: LINES })
  const links = await store.nextLinks(trx, AT_ONCE)
  const lines = [...signIns.map(signInLine), ...refused.map(refusedLine), ...(await linkLines(trx, links))]
  if (lines.length === 0) return 0
  const host = hostname()
  try {
    await send(
      of.target,
      lines.map((one) => frame(one, host)),
    )
  } catch (error) {
    await store.noteFailed(trx, { now: of.now, says: troubleOfSending(error) })
    return 0
  }
  await store.moveOn(trx, [
    ...lastOf(signIns, ({ id }) => ({ source: 'signIns', home: '', position: id })),
    ...lastOf(refused, ({ id }) => ({ source: 'refused', home: '', position: id })),
    ...[...new Map(links.map((one) => [one.home, one])).values()].map(({ home, number, part, parts }) => ({
      source: 'links',
      home,
      ...(part === parts ? { position: number } : { position: number - 1n, part }),
    })),
  ])
  await store.noteSent(trx, of.now)
  return lines.length
}

function lastOf<T, R>(rows: readonly T[], place: (row: T) => R): R[] {
  const last = rows.at(-1)
  return last === undefined ? [] : [place(last)]
}

function signInLine({ id, at, username, outcome, address }: store.SignInLine): LogLine {
  const known = username ?? ''
  return {
    at,
    kind: 'SIGNIN',
    facility: 10,
    severity: outcome === 'ok' ? 6 : 4,
    data: { id: String(id), user: known, outcome, address: address ?? '' },
    says: `登录 ${known || '不存在的账号'} ${outcome}`,
  }
}

function refusedLine({ id, at, username, code, method, route, ...row }: store.RefusedLine): LogLine {
  const { role, door, address } = row
  const data = { id: String(id), user: username, role, door, address: address ?? '', method, route, code }
  return { at, kind: 'REFUSED', facility: 10, severity: 4, data, says: `拒绝 ${username} ${method} ${route}` }
}

/** Each entry with its digest, then its link with the seal, after each of its parts: whoever keeps them can tell later what was altered here. */
async function linkLines(trx: Kysely<unknown>, links: readonly store.LinkLine[]): Promise<LogLine[]> {
  if (links.length === 0) return []
  const found = await store.entriesOf(trx, links)
  const entries = new Map(found.map((one) => [`${one.home} ${one.id}`, one]))
  return links.flatMap((link) => {
    const { home, number, chained_at: at, hash, ids, digests, part, parts } = link
    const told = ids.flatMap((id, index) => {
      const entry = entries.get(`${home} ${id}`)
      const digest = digests.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES).toString('hex')
      return entry ? [entryLine(entry, { number, digest })] : []
    })
    const data = {
      home,
      number: String(number),
      part: String(part),
      parts: String(parts),
      entries: String(link.entries),
      hash: hash.toString('hex'),
    }
    const says = `留痕链第 ${number} 环${parts > 1 ? `，第 ${part} 段，共 ${parts} 段` : ''}`
    const seal: LogLine = { at, kind: 'LINK', facility: 13, severity: 6, data, says }
    return [...told, seal]
  })
}

function entryLine(entry: store.EntryLine, of: { number: bigint; digest: string }): LogLine {
  const { home, id, at, actor, role, door, address, action, subject, record } = entry
  const data = {
    home,
    id: String(id),
    link: String(of.number),
    user: actor,
    role: role ?? '',
    door,
    address: address ?? '',
    action,
    subject,
    record: record ?? '',
    sm3: of.digest,
  }
  return { at, kind: 'AUDIT', facility: 13, severity: 6, data, says: `${actor} ${action} ${subject}` }
}
