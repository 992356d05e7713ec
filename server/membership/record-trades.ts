/** Writing member trades: a batch whole or not at all, a mistake reversed, a confirmation kept. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { outsideMembership } from '#core/membership/after-leaving.ts'
import { readTrade, type Trade, type TypedTrade } from '#core/membership/trade.ts'
import type { Day } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { at, refused, type Problem } from '#core/values/problem.ts'
import type { LedgerBody } from './store.ts'
import { leavingOf } from './trade-store.ts'

/** Reads the lines and keeps them all, or tells everything wrong by line. Errors: those of `readTrade`, trade-after-leaving, trade-refused. */
export async function recordTrades(
  trx: Kysely<unknown>,
  of: LedgerBody,
  given: { rows: readonly TypedTrade[]; today: Day },
): Promise<Outcome<{ kept: number; amount: bigint }>> {
  const problems: Problem[] = []
  const remarks: Problem[] = []
  const trades: Trade[] = []
  const left = await leavingOf(trx, { ...of, members: given.rows.map((row) => row.member) })
  for (const [index, row] of given.rows.entries()) {
    const read = readTrade(row, given.today)
    const late = left.has(row.member) ? outsideMembership(row.day, left.get(row.member)!, given.today) : null
    if (late !== null) (late.severity === 'refused' ? problems : remarks).push(at(late, { row: index + 1 }))
    if (read.ok) trades.push(read.value)
    else problems.push(...read.problems.map((one) => at(one, { row: index + 1 })))
  }
  if (problems.length > 0) return { ok: false, problems }
  const outcome = await kept(async () => {
    await insert(trx, of, trades)
    return { kept: trades.length, amount: trades.reduce((sum, one) => sum + one.amount, 0n) }
  })
  return outcome.ok ? { ...outcome, remarks } : outcome
}

async function insert(trx: Kysely<unknown>, of: LedgerBody, trades: readonly Trade[]): Promise<void> {
  const rows = trades.map((trade) => ({
    ...Object.fromEntries(
      Object.entries(trade).map(([key, value]) => [key, typeof value === 'bigint' ? String(value) : value]),
    ),
    id: randomUUIDv7(),
  }))
  await sql`
    insert into trade (home, id, body, area, member, day, direction, product, unit, grade, gross, tare, deducted, quantity, price, amount, slip, note)
    select ${of.home}, r.id, ${of.body}::uuid, ${of.area}, r.member, r.day, r.direction, r.product, r.unit, r.grade, r.gross, r.tare,
      r.deducted, r.quantity, r.price, r.amount, r.slip, r.note
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (id uuid, member uuid, day date, direction text, product text, unit text,
      grade text, gross bigint, tare bigint, deducted bigint, quantity bigint, price bigint, amount bigint, slip text, note text)`.execute(
    trx,
  )
}

/** Takes a line back as of its own day, once. Errors: trade-missing, trade-reversed-already, trade-refused. */
export async function reverseTrade(
  trx: Kysely<unknown>,
  of: { id: string; reason: string },
): Promise<Outcome<{ id: string }>> {
  const found = await sql<{ reverses: string | null }>`
    select reverses from trade where id = ${of.id}::uuid`.execute(trx)
  const line = found.rows[0]
  if (!line) return failed(refused('trade-missing', '没有找到这笔交易，请刷新页面后再找'))
  if (line.reverses !== null)
    return failed(refused('trade-reversed-already', '冲销不能再冲销；要恢复原来的交易，请重新记一笔'))
  const id = randomUUIDv7()
  return kept(async () => {
    await sql`
      insert into trade (home, id, body, area, member, day, direction, product, unit, grade, gross, tare, deducted, quantity, price, amount, slip, note, reverses)
      select home, ${id}, body, area, member, day, direction, product, unit, grade, -gross, -tare, -deducted, -quantity, price, -amount,
        slip, ${of.reason.trim()}, id from trade where id = ${of.id}::uuid`.execute(trx)
    return { id }
  })
}

export interface Confirmation {
  members: readonly string[]
  from: Day
  to: Day
  way: 'signed' | 'phone'
  note?: string | undefined
  file?: string | undefined
}

/** Keeps that members have seen their lines of these days; who has none is left out. Errors: trade-confirm-days, trade-confirm-none. */
export async function confirmTrades(
  trx: Kysely<unknown>,
  of: LedgerBody,
  given: Confirmation,
): Promise<Outcome<{ confirmed: number }>> {
  const { members, from, to, way } = given
  if (to < from)
    return failed(refused('trade-confirm-days', '截止日期早于开始日期，请改日期', { field: 'to' }))
  const { numAffectedRows } = await sql`
    insert into trade_confirmation (home, id, body, area, member, from_day, to_day, way, amount, file, note)
    select ${of.home}, gen_random_uuid(), ${of.body}::uuid, ${of.area}, t.member, ${from}::date, ${to}::date, ${way}, sum(t.amount),
      ${given.file ?? null}::uuid, ${given.note?.trim() || null}
    from trade t where t.home = ${of.home} and t.body = ${of.body} and t.member = any (${members}::uuid[])
      and t.day between ${from}::date and ${to}::date group by t.member`.execute(trx)
  const confirmed = Number(numAffectedRows ?? 0n)
  if (confirmed === 0)
    return failed(refused('trade-confirm-none', '这段时间内所选成员没有交易，没有可确认的；请改日期或成员'))
  return done({ confirmed })
}

async function kept<T>(write: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return done(await write())
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('HT'))
      return failed(refused('trade-refused', `${error.message}；没有记入，请核对后重试`))
    if (error instanceof DatabaseError && error.constraint === 'trade_reversed_once')
      return failed(refused('trade-reversed-already', '这笔交易已经冲销过，不能再冲'))
    throw error
  }
}
