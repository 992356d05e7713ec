/** Books over HTTP: chair and accountant of a body write, township, county, leaders and auditors read. */
import type { z } from 'zod'
import * as contract from '#contract/accounting.ts'
import { readKeys } from '#core/accounting/behind.ts'
import { may, type Role } from '#core/access/role.ts'
import { entryOf } from '#core/accounting/template.ts'
import { templateOf } from '#core/accounting/templates.ts'
import type { VoucherLine } from '#core/accounting/voucher.ts'
import { addDays } from '#core/values/day.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { Clock } from '#server/clock.ts'
import { passedItems } from '#server/governance/resolutions.ts'
import { forbidden, notFound, Refusal, take } from '#server/http/refusal.ts'
import { route, type Call, type Caller, type Edge } from '#server/http/route.ts'
import { sumsBehind, type Behind } from './behind.ts'
import { openBook, postVoucher } from './post-voucher.ts'
import { boundByDivision, reverseVoucher } from './reverse-voucher.ts'
import { reviewRuleOf } from './review-vouchers.ts'
import * as store from './store.ts'
import { codeOf, toWireBook, toWireVoucher } from './wire.ts'

export const reads = (role: string): boolean => may(role as Role, 'readBooks')
export const writes = (role: string): boolean => may(role as Role, 'keepBooks')

/** The endpoints of books and vouchers. */
export function bookRoutes(edge: Edge, services: { clock: Clock }): void {
  route(edge, { endpoint: contract.listBooks, guard: reads, says: '可见的账簿' }, async ({ trx, query }) => {
    const { q, opened, page = 1 } = query
    const found = await store.listBooks(trx, {
      page,
      ...(q !== undefined && { q }),
      ...(opened !== undefined && { opened: opened === '1' }),
    })
    return { books: found.rows.map(toWireBook), total: found.total }
  })
  route(edge, { endpoint: contract.readBook, guard: reads, says: '一本账' }, async (call) => {
    const book = await bookOf(call)
    const { members, parties, opening } = await store.namesOf(call.trx, book)
    return {
      ...toWireBook(book),
      mayWrite: keeps(call.caller, book),
      members: members.map((one) => ({ ...one, share: wireOfFen(one.share) })),
      parties,
      resolutions: (await passedItems(call.trx, book)).map((one) => ({ value: one.ref, label: one.says })),
      hasOpening: opening,
      beginsWithBody: book.begins_with_body,
      review: await reviewRuleOf(call.trx, book),
    }
  })
  route(edge, { endpoint: contract.openBook, guard: writes, says: '建账' }, async (call) => {
    const { home, body, area } = await writableBook(call)
    take(await openBook(call.trx, { home, body, area, startedOn: call.body.startedOn }))
    return {}
  })
  voucherRoutes(edge, services)
  attachRoute(edge)
}

function voucherRoutes(edge: Edge, services: { clock: Clock }): void {
  route(edge, { endpoint: contract.listVouchers, guard: reads, says: '凭证列表' }, vouchersOf)
  route(
    edge,
    { endpoint: contract.readVoucher, guard: reads, says: '一张凭证' },
    async ({ trx, params, caller }) => {
      const found = await store.findVoucher(trx, params.id)
      if (!found) throw notFound('张凭证')
      const bound = await boundByDivision(trx, found)
      return {
        ...toWireVoucher(found),
        bodyName: found.body_name,
        mayWrite: keeps(caller, found),
        mayReview:
          keeps(caller, found) &&
          found.reviewer === null &&
          found.maker !== caller.name &&
          found.actor !== caller.username,
        standsBecause: bound?.says ?? null,
      }
    },
  )
  route(edge, { endpoint: contract.postVoucher, guard: writes, says: '记账（模板或分录）' }, async (call) => {
    const book = await writableBook(call)
    const { home, body, area } = book
    const { on, summary, template, files, opening } = call.body
    if (opening !== true && on > services.clock.today())
      throw new Refusal(422, [refused('voucher-future', '凭证日期不能晚于今天，请改日期', { field: 'on' })])
    const lines = take(linesOf(call.body))
    const day = opening === true && book.started_on !== null ? addDays(book.started_on, -1) : on
    const posted = take(
      await postVoucher(call.trx, {
        home,
        body,
        area,
        on: day,
        summary,
        lines,
        phase: opening === true ? 'opening' : 'current',
        ...(template !== undefined && { source: { template, answers: call.body.answers } }),
        ...(files !== undefined && { files }),
      }),
    )
    return { id: posted.id, code: codeOf({ year: Number(day.slice(0, 4)), number: posted.number }) }
  })
  route(
    edge,
    { endpoint: contract.reverseVoucher, guard: writes, says: '红字冲销' },
    async ({ trx, params, body, caller }) => {
      const found = await store.findVoucher(trx, params.id)
      if (!found) throw notFound('张凭证')
      if (!keeps(caller, found)) throw forbidden()
      const posted = take(await reverseVoucher(trx, { id: params.id, ...body }))
      return { id: posted.id, code: codeOf({ year: Number(body.on.slice(0, 4)), number: posted.number }) }
    },
  )
}

async function vouchersOf(call: Call<typeof contract.listVouchers>) {
  const { home, body } = await bookOf(call)
  const { account, page = 1, behind: asked, until, ...rest } = call.query
  const behind = behindOf(asked, until)
  const filter = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined && value !== ''),
  )
  const found = await store.listVouchers(call.trx, {
    home,
    body,
    page,
    ...filter,
    ...(account !== undefined && account !== '' && { accounts: account.split(',') }),
    ...(behind !== null && { behind }),
  })
  const sums = behind === null ? null : await sumsBehind(call.trx, { home, body }, behind)
  return {
    vouchers: found.rows.map(toWireVoucher),
    total: found.total,
    sums: sums && { debit: wireOfFen(sums.debit), credit: wireOfFen(sums.credit) },
  }
}

/** What lies behind a figure, as it was asked for; null where it was not. */
function behindOf(asked: string | undefined, until: string | undefined): Behind | null {
  if (asked === undefined || asked === '') return null
  const keys = readKeys(asked)
  if (keys === null || until === undefined)
    throw new Refusal(400, [refused('input-malformed', '没有认出要看哪个数的凭证，请从报表重新点开')])
  return { keys, month: `${until}-01` }
}

/** What came later is added to what is there: it is evidence, the entry stays as it is, also in a closed month. */
function attachRoute(edge: Edge): void {
  route(
    edge,
    { endpoint: contract.attachToVoucher, guard: writes, says: '给凭证补附票据和照片' },
    async ({ trx, params, body, caller }) => {
      const found = await store.findVoucher(trx, params.id)
      if (!found) throw notFound('张凭证')
      if (!keeps(caller, found)) throw forbidden()
      return { files: await store.attachFiles(trx, { ...found, files: body.files }) }
    },
  )
}

/** The lines that a template makes, or those typed. */
function linesOf(body: z.output<typeof contract.postVoucher.body>): Outcome<VoucherLine[]> {
  if (body.template !== undefined) {
    const template = templateOf(body.template)
    if (!template) return failed(refused('template-unknown', '没有这种业务，请刷新页面后重新选择'))
    return entryOf(template, body.answers ?? {})
  }
  const lines = (body.lines ?? []).map((line, index) => ({ line, row: index + 1 }))
  const wrong = lines.filter(({ line }) =>
    [line.debit, line.credit].some((one) => one && fenOfWire(one) === null),
  )
  if (wrong.length > 0)
    return {
      ok: false,
      problems: wrong.map(({ row }) =>
        refused('template-amount', `第 ${row} 行的金额应是最多两位小数的数，请改正`, { row }),
      ),
    }
  return done(
    lines.map(({ line: { debit, credit, ...rest } }) => ({
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && value !== '')),
      account: rest.account,
      debit: fenOfWire(debit ?? '') ?? 0n,
      credit: fenOfWire(credit ?? '') ?? 0n,
    })),
  )
}

type BookCall = Pick<Call, 'trx' | 'caller'> & { params: { body: string } }

/** The body's book, or not found. */
export async function bookOf({ trx, params }: BookCall): Promise<store.BookRow> {
  const found = await store.findBook(trx, params.body)
  if (!found) throw notFound('家合作社')
  return found
}

/** The same for who keeps it. */
export async function writableBook(call: BookCall): Promise<store.BookRow> {
  const book = await bookOf(call)
  if (!keeps(call.caller, book)) throw forbidden()
  return book
}

/** Whether this person keeps the books of that body. */
export function keeps(caller: Caller, of: { body: string }): boolean {
  return writes(caller.role) && caller.bodies.includes(of.body)
}
