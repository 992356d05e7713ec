/** Closing of months over HTTP: of one book, and of all that one person keeps. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { z } from 'zod'
import * as contract from '#contract/accounting.ts'
import { actOnMonths, listMonthEnds } from '#contract/accounting/month-end.ts'
import { depreciationEntry, workMissing } from '#core/accounting/depreciation.ts'
import { wireOfFen } from '#core/values/money.ts'
import { failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { Clock } from '#server/clock.ts'
import { alone } from '#server/database/connect.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { refusalOf } from '#server/http/server.ts'
import { listCards, listRuns } from './assets/store.ts'
import { carryOver, closeMonth, closingChecks, type OpenBook } from './close-month.ts'
import { actOnMonth, type OnClosed } from './month-end.ts'
import { repeatable, repeatMonth } from './repeat-month.ts'
import { bookOf, keeps, reads, writableBook, writes } from './routes.ts'
import { openedBooks, type BookRow } from './store.ts'
import { toWireBook } from './wire.ts'

interface ClosingServices {
  clock: Clock
  onClosed: OnClosed
}

/** The endpoints of closing. */
export function closingRoutes(edge: Edge, services: ClosingServices): void {
  route(edge, { endpoint: contract.closingList, guard: reads, says: '结账检查' }, async (call) =>
    closingListOf(call.trx, opened(await bookOf(call))),
  )
  route(edge, { endpoint: contract.repeatMonth, guard: writes, says: '照上月再记' }, async (call) => {
    const book = opened(await writableBook(call))
    return { posted: take(await repeatMonth(call.trx, book, call.body.vouchers)) }
  })
  route(edge, { endpoint: contract.carryOver, guard: writes, says: '年末结转' }, async (call) => {
    const book = opened(await writableBook(call))
    return { posted: take(await carryOver(call.trx, book)) }
  })
  route(edge, { endpoint: contract.closeMonth, guard: writes, says: '结账' }, async (call) => {
    const book = opened(await writableBook(call))
    take(await closeMonth(call.trx, book, call.body.month))
    await services.onClosed(call.trx, { body: book.body, month: call.body.month })
    return {}
  })
  route(edge, { endpoint: listMonthEnds, guard: writes, says: '自己记的各家账的月末' }, async (call) => {
    const ends = []
    for (const book of await keptBooks(call))
      ends.push({ book: toWireBook(book), list: await closingListOf(call.trx, book) })
    return { ends }
  })
  route(edge, { endpoint: actOnMonths, guard: writes, says: '各家账一次办月末的一件事' }, async (call) => ({
    results: await actOnEach(call, services),
  }))
}

const keptBooks = async ({ trx, caller }: Pick<Call, 'trx' | 'caller'>) =>
  (await openedBooks(trx, caller.bodies)).filter((one) => one.depth !== 'report')

/** Each book whole or not at all, always in the same order, so that two who do this at once do not wait for each other. */
async function actOnEach(call: Call<typeof actOnMonths>, services: ClosingServices) {
  const { trx, caller } = call
  const { act, books } = call.body
  const kept = new Map((await keptBooks(call)).map((one) => [one.body, one]))
  const today = services.clock.today()
  const asked = books.map(({ body, month }) => {
    const book = kept.get(body)
    if (book === undefined || !keeps(caller, book)) throw notFound('家的账')
    return { book, month }
  })
  const said = new Map<string, Outcome<string>>()
  for (const { book, month } of asked.toSorted((a, b) => (a.book.body < b.book.body ? -1 : 1)))
    said.set(
      book.body,
      await faultTold(call, book.body_name, () =>
        alone(trx, () => actOnMonth(trx, book, { act, month, today, onClosed: services.onClosed })),
      ),
    )
  return [...said].map(([body, one]) => ({
    body,
    good: one.ok,
    says: one.ok ? one.value : one.problems.map((each) => each.says).join('；'),
  }))
}

/** What breaks in one book is told beside its name and noted as a fault; the others go on. */
async function faultTold<T>(
  { request }: Pick<Call, 'request'>,
  name: string,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await work()
  } catch (error) {
    const refusal = refusalOf(error as Error)
    if (refusal.status >= 500) request.server.tellFault(error, request)
    const says = refusal.problems.map((one) => one.says).join('；')
    return failed(refused('month-end-fault', `${name}没有办成：${says}`))
  }
}

async function closingListOf(
  trx: Kysely<unknown>,
  book: OpenBook,
): Promise<z.input<typeof contract.closingList.response>> {
  const { month, checks, entries, open } = await closingChecks(trx, book)
  const closed = await sql<{ month: string; actor: string; at: Date }>`
    select distinct on (month) month, actor, closed_at as at from book_close
    where home = ${book.home} and body = ${book.body} and month <= ${book.closed_through}::date
    order by month desc, number desc`.execute(trx)
  return {
    month,
    checks,
    entries: entries.map(({ summary, lines }) => ({
      summary,
      lines: lines.map((line) => ({
        account: line.account,
        item: line.item ?? null,
        debit: wireOfFen(line.debit ?? 0n),
        credit: wireOfFen(line.credit ?? 0n),
      })),
    })),
    closed: closed.rows.map((one) => ({ ...one, at: one.at.toISOString() })),
    todo: { ...open, ...(await monthlyOf(trx, book, month)) },
  }
}

/** What the month makes by itself: depreciation, and what the month before had of wages, interest and tax. */
async function monthlyOf(trx: Kysely<unknown>, book: OpenBook, month: string) {
  const ran = (await listRuns(trx, book)).some((one) => one.month === month)
  const cards = ran ? [] : await listCards(trx, book)
  const { shares } = depreciationEntry(cards, month)
  const repeat = await repeatable(trx, book)
  return {
    depreciation: {
      assets: shares.length + workMissing(cards, month).length,
      total: wireOfFen(shares.reduce((sum, one) => sum + one.amount, 0n)),
    },
    repeat: repeat.map(({ id, summary, total }) => ({ id, summary, total: wireOfFen(total) })),
  }
}

/** The book, once it was opened. */
export function opened(book: BookRow): OpenBook & { body_name: string } {
  const { started_on } = book
  if (started_on === null)
    throw new Refusal(422, [refused('book-missing', '这家合作社还没有建账，请先在“建账”中选择启用月份')])
  return { ...book, started_on }
}
