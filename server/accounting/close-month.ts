/** Month-end and year-end as a list of checks: what must be done, what had better be looked at, and the closing itself. */
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { closingEntries, type ClosingEntry } from '#core/accounting/closing.ts'
import { addDays, addMonths } from '#core/values/day.ts'
import { printYuan } from '#core/values/money.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { trialBalance, yearFigures, type BalanceRow } from './balances.ts'
import { postVoucher } from './post-voucher.ts'
import { openReviews } from './review-vouchers.ts'
import { reconciliationOf } from './cash/reconcile.ts'
import { openLinesUntil } from './cash/store.ts'
import { countOpenTrades } from './trades/store.ts'
import { makeStatements } from './statements.ts'
import { holdBook, type BookRow } from './store.ts'

export interface ClosingCheck {
  label: string
  state: 'ok' | 'warn' | 'must'
  says: string
}

/** What is still to be done until the end of the month: lines of statements and trades. */
interface Open {
  lines: number
  trades: number
}

export type OpenBook = BookRow & { started_on: string }

/** First day of the month that closes next. */
export function nextMonth(book: OpenBook): string {
  return book.closed_through === null ? book.started_on : addDays(book.closed_through, 1)
}

/** What stands before the closing of the next month. */
export async function closingChecks(
  trx: Kysely<unknown>,
  book: OpenBook,
): Promise<{ month: string; checks: ClosingCheck[]; entries: ClosingEntry[]; open: Open }> {
  const { home, body } = book
  const month = nextMonth(book)
  const last = addDays(addMonths(month, 1), -1)
  const open = {
    lines: await openLinesUntil(trx, { home, body, day: last }),
    trades: await countOpenTrades(trx, book, last),
  }
  const rows = await trialBalance(trx, { home, body, month })
  const entries = month.endsWith('-12-01')
    ? closingEntries(await yearFigures(trx, { home, body, month }))
    : []
  const made = await makeStatements(trx, { home, body, month, startedOn: book.started_on })
  const wrong = made.ok ? made.value.checks.filter((one) => !one.ok) : []
  const checks: ClosingCheck[] = [
    ...(await voucherChecks(trx, book, month)),
    ...reviewed(await openReviews(trx, { home, body, month })),
    balanced(rows),
    suspense(rows),
    ...notNegative(rows),
    check('三张报表的勾稽', wrong.length === 0, {
      good: '全部相符',
      bad: wrong.map((one) => one.says).join('；'),
      state: 'warn',
    }),
    depreciated(rows),
    ...tradesBooked(open.trades),
    ...(await moneyChecks(trx, book, { day: last, open: open.lines })),
    ...(month.endsWith('-12-01')
      ? [
          ...costMoved(rows),
          check('年末结转', entries.length === 0, {
            good: '收入、支出和各项分配都已结转',
            bad: '收入、支出或各项分配还没有结转，请先点“结转”',
            state: 'must',
          }),
        ]
      : []),
  ]
  return { month, checks, entries, open }
}

function check(
  label: string,
  ok: boolean,
  of: { good: string; bad: string; state: 'warn' | 'must' },
): ClosingCheck {
  return ok ? { label, state: 'ok', says: of.good } : { label, state: of.state, says: of.bad }
}

async function voucherChecks(trx: Kysely<unknown>, book: OpenBook, month: string): Promise<ClosingCheck[]> {
  const { rows } = await sql<{ count: number; bare: number }>`
    select count(*)::int as count, (count(*) filter (where not exists (
      select from voucher_file f where f.home = v.home and f.voucher = v.id)))::int as bare
    from voucher v where v.home = ${book.home} and v.body = ${book.body} and v.phase = 'current'
      and v.day >= ${month}::date and v.day < ${addMonths(month, 1)}::date`.execute(trx)
  const { count = 0, bare = 0 } = rows[0] ?? {}
  return [
    check('本月凭证', count > 0, {
      good: `${count} 张`,
      bad: '本月一张凭证也没有，请确认没有漏记',
      state: 'warn',
    }),
    check('票据和照片', bare === 0, {
      good: '每张凭证都有附件',
      bad: `${bare} 张凭证没有附票据或照片`,
      state: 'warn',
    }),
  ]
}

/** Where statements are imported: that each line of the month is explained, and that bank and books agree. */
async function moneyChecks(
  trx: Kysely<unknown>,
  { home, body }: OpenBook,
  { day, open }: { day: string; open: number },
): Promise<ClosingCheck[]> {
  const { table } = await reconciliationOf(trx, { home, body, day })
  const explained = check('流水', open === 0, {
    good: '都已记账或注明不入账',
    bad: `到月末还有 ${open} 笔没有说明是什么收支`,
    state: 'warn',
  })
  if (table === null) return open === 0 ? [] : [explained]
  return [
    explained,
    check('银行存款余额调节表', table.difference === '0.00', {
      good: '调节后两边相等',
      bad: `调节后还差 ${table.difference} 元，请核对有没有漏导的流水或记错的凭证`,
      state: 'warn',
    }),
  ]
}

/** Nothing is said where the book does not ask for reviews. */
function reviewed(open: number | null): ClosingCheck[] {
  if (open === null) return []
  return [
    check('凭证审核', open === 0, {
      good: '都已由制单以外的人审核',
      bad: `还有 ${open} 张没有审核；在“凭证”里筛“待审核”，由制单以外的人一次审核`,
      state: 'must',
    }),
  ]
}

/** Nothing is said where the members' trades are no part of the books. */
function tradesBooked(open: number): ClosingCheck[] {
  if (open === 0) return []
  return [
    {
      label: '成员交易',
      state: 'warn',
      says: `到月末还有 ${open} 笔没有记入账簿；在“成员交易”里一次记入`,
    },
  ]
}

const sum = (rows: readonly BalanceRow[], of: (row: BalanceRow) => bigint): bigint =>
  rows.reduce((total, row) => total + of(row), 0n)

function balanced(rows: readonly BalanceRow[]): ClosingCheck {
  const off = sum(rows, (row) => row.end)
  return check('试算平衡', off === 0n, {
    good: `借贷发生额各 ${printYuan(sum(rows, (row) => row.debit))} 元，相等`,
    bad: `相差 ${printYuan(off)} 元，请联系技术人员核对账簿`,
    state: 'must',
  })
}

function suspense(rows: readonly BalanceRow[]): ClosingCheck {
  const left = rows.find((row) => row.account === '181')?.end ?? 0n
  return check('待处理财产损溢（181）', left === 0n, {
    good: '没有余额',
    bad: `还有 ${printYuan(left)} 元，制度要求结账前处理完`,
    state: 'must',
  })
}

function notNegative(rows: readonly BalanceRow[]): ClosingCheck[] {
  const red = rows.filter((row) => ['101', '102', '109', '121'].includes(row.account) && row.end < 0n)
  return [
    check('现金、存款、存货不为负', red.length === 0, {
      good: '没有负数',
      bad: `科目 ${red.map((row) => row.account).join('、')} 是负数，请核对有没有漏记或记反`,
      state: 'warn',
    }),
  ]
}

/**
 * What was sold and still stands as stock makes the surplus too high, and everybody's part of it. Nothing is said where
 * nothing is in stock or in the making, or nothing was sold.
 */
export function costMoved(rows: readonly BalanceRow[]): ClosingCheck[] {
  const [stock, making, sales] = ['121', '401', '501'].map((code) => rows.find((row) => row.account === code))
  const left = (stock?.end ?? 0n) + (making?.end ?? 0n)
  const sold = sales?.year_credit ?? 0n
  const moved = stock?.year_credit ?? 0n
  if (left <= 0n || sold === 0n) return []
  return [
    check('卖掉的产品的成本', moved > 0n, {
      good: `本年从库存转出 ${printYuan(moved)} 元，还在库、在产 ${printYuan(left)} 元，请与盘点的数核对`,
      bad: `本年收入 ${printYuan(sold)} 元，库存和生产成本 ${printYuan(left)} 元一分也没有转出；已经卖掉的先用“结转销售成本”转出（自产的先“产品收回入库”），否则盈余多算、多分`,
      state: 'warn',
    }),
  ]
}

function depreciated(rows: readonly BalanceRow[]): ClosingCheck {
  const assets = rows.find((row) => row.account === '151')?.begin ?? 0n
  const taken = rows.find((row) => row.account === '152')?.credit ?? 0n
  return check('固定资产折旧', assets === 0n || taken !== 0n, {
    good: assets === 0n ? '没有要提折旧的固定资产' : `本月已提 ${printYuan(taken)} 元`,
    bad: '账上有固定资产，本月还没有提折旧；在“资产”里先给每项建卡（期初的用“按期初余额建卡”），再“计提折旧”',
    state: 'warn',
  })
}

/** Closes the next month. Errors: close-order, close-blocked. */
export async function closeMonth(
  trx: Kysely<unknown>,
  book: OpenBook,
  month: string,
): Promise<Outcome<void>> {
  // Nothing is posted between what is checked and what is closed.
  await holdBook(trx, book)
  const list = await closingChecks(trx, book)
  if (list.month !== month)
    return failed(
      refused('close-order', `要按月份顺序结账，现在应结 ${list.month.slice(0, 7)}；请刷新后再结`),
    )
  const blocked = list.checks.filter((one) => one.state === 'must')
  if (blocked.length > 0)
    return failed(
      refused('close-blocked', `还不能结账：${blocked.map((one) => `${one.label}${one.says}`).join('；')}`),
    )
  try {
    await sql`insert into book_close (home, body, month, area, checks)
      values (${book.home}, ${book.body}, ${month}, ${book.area}, ${JSON.stringify(list.checks)}::jsonb)`.execute(
      trx,
    )
  } catch (error) {
    // Somebody closed it in this very moment.
    if (error instanceof DatabaseError && error.code?.startsWith('HB'))
      return failed(refused('close-blocked', `还不能结账：${error.message}；请刷新后再结`))
    throw error
  }
  return done(undefined)
}

/** Posts what has to be carried over at the end of the year; gives how many vouchers. Errors: carry-not-december, those of posting. */
export async function carryOver(trx: Kysely<unknown>, book: OpenBook): Promise<Outcome<number>> {
  // Two who carry over at once: the second finds nothing left to carry.
  await holdBook(trx, book)
  const { month, entries } = await closingChecks(trx, book)
  if (!month.endsWith('-12-01'))
    return failed(
      refused('carry-not-december', `年末结转在结 12 月的账时办理，现在应结 ${month.slice(0, 7)}`),
    )
  for (const { summary, lines } of entries) {
    const { home, body, area } = book
    const on = addDays(addMonths(month, 1), -1)
    const posted = await postVoucher(trx, { home, body, area, on, summary, lines, phase: 'closing' })
    if (!posted.ok) return posted
  }
  return done(entries.length)
}
