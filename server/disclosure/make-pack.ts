/** Making the pack of a month or quarter: what the books, trades and roll say, frozen, and the item that carries it to the wall. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import type { PackContent } from '#contract/disclosure/disclosures.ts'
import { disclosure } from '#core/disclosure/disclosure.ts'
import { handSheets, type HandSheet } from '#core/disclosure/hands.ts'
import { maskWords } from '#core/disclosure/mask-words.ts'
import { moneySheet, type MoneySheet } from '#core/disclosure/pack.ts'
import { dueOf, type Period } from '#core/disclosure/period.ts'
import { printParts } from '#core/membership/trade.ts'
import { wireOfFen, type Fen } from '#core/values/money.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { openItems } from '#server/procedure/store.ts'
import { bookedRewards, type BookedReward } from '#server/surplus/reward-store.ts'
import * as store from './pack-store.ts'

export interface Making {
  period: Period
  kind: 'books' | 'paper'
  plan: string
  operation: string
  today: string
  /** Day of the following month by which it has to hang; null where nobody confirmed one. */
  dueDay: number | null
}

/** Makes the pack and opens its item. Errors: disclosure-early, disclosure-made, disclosure-books, disclosure-sums, disclosure-refused. */
export async function makePack(
  trx: Kysely<unknown>,
  of: store.DisclosureBody,
  making: Making,
): Promise<Outcome<{ id: string }>> {
  const { period, kind, today } = making
  if (today <= period.to)
    return failed(refused('disclosure-early', `${period.label}还没有结束，${period.to} 之后再制作`))
  await store.lockPacks(trx, of)
  const standing = await store.standingItem(trx, of, period)
  if (standing)
    return failed(
      refused('disclosure-made', `${period.label}已经制作（${standing.code}），要重做请先在那里撤回`),
    )
  if (kind === 'books' && of.started_on === null)
    return failed(refused('disclosure-books', '本社没有在这里记账，请用“登记纸质公开”'))
  const money = kind === 'books' ? await moneyOf(trx, of, period) : done(null)
  if (!money.ok) return money
  const content: PackContent = {
    plan: maskWords(making.plan),
    operation: maskWords(making.operation),
    members: await store.membersIn(trx, of, period),
    trades: (await store.tradedIn(trx, of, period)).map((one) => ({
      ...one,
      quantity: printParts(one.quantity, 3),
      amount: wireOfFen(one.amount),
    })),
    money: money.value,
  }
  return keep(trx, of, { making, content })
}

async function keep(
  trx: Kysely<unknown>,
  of: store.DisclosureBody,
  { making, content }: { making: Making; content: PackContent },
): Promise<Outcome<{ id: string }>> {
  const { period, kind, today, dueDay } = making
  const pack = randomUUIDv7()
  try {
    await sql`insert into disclosure_pack (home, id, body, area, from_day, to_day, kind, content)
      values (${of.home}, ${pack}, ${of.body}::uuid, ${of.area}, ${period.from}::date, ${period.to}::date, ${kind},
        ${JSON.stringify(content)}::jsonb)`.execute(trx)
  } catch (error) {
    if (error instanceof DatabaseError && error.code?.startsWith('HD'))
      return failed(refused('disclosure-refused', `${error.message}；没有制作`))
    throw error
  }
  const [id = ''] = await openItems(trx, disclosure, {
    items: [
      {
        home: of.home,
        area: of.area,
        body: of.body,
        title: `${of.name} ${period.label}财务公开`,
        dueOn: dueOf(period, dueDay),
        payload: { pack, from: period.from, to: period.to, label: period.label, kind },
      },
    ],
    day: today,
  })
  return done({ id })
}

/** Accounts whose balance is what others owe us (debit) or we owe (credit). */
const DEBTS = ['113', '114', '201', '211', '212', '213', '221', '222', '231']

async function moneyOf(
  trx: Kysely<unknown>,
  of: store.DisclosureBody,
  period: Period,
): Promise<Outcome<PackContent['money']>> {
  const balances = await store.balancesOf(trx, of, period)
  const accounts = balances.filter((one) => ['101', '102', '109'].includes(one.account))
  const sheet = moneySheet(await store.moneyItems(trx, of, period), accounts)
  if (!sheet.ok) return sheet
  const hands = handSheets(await store.handItems(trx, of, period), await store.handHolders(trx, of, period))
  if (!hands.ok) return hands
  const grants = await store.grantsLeft(trx, of, period)
  return done({
    ...toWireSheet(sheet.value),
    hands: hands.value.map(toWireHand),
    rewards: (await bookedRewards(trx, of, period)).map(toWireReward),
    results: balances
      .filter((one) => one.account.startsWith('5') && one.happened !== 0n)
      .map((one) => ({ label: one.label, amount: wireOfFen(absolute(one.happened)) })),
    debts: [
      ...balances
        .filter((one) => DEBTS.includes(one.account) && one.closing !== 0n)
        .map((one) => ({
          label: `${one.label}（${one.closing > 0n ? '别人欠社' : '社欠别人'}）`,
          amount: wireOfFen(absolute(one.closing)),
        })),
      ...grants.map((one) => ({ label: `补助结余：${maskWords(one.label)}`, amount: wireOfFen(one.amount) })),
    ],
  })
}

function toWireReward({ day, voucher, payee, what, amount, resolution, post }: BookedReward) {
  return {
    day,
    voucher,
    payee: `${maskWords(payee)}${post === null ? '' : `（${post}）`}`,
    what,
    amount: wireOfFen(amount),
    resolution: resolution === null ? null : maskWords(resolution),
  }
}

const absolute = (fen: Fen): Fen => (fen < 0n ? -fen : fen)

function toWireSheet(sheet: MoneySheet) {
  return {
    opening: wireOfFen(sheet.opening),
    in: wireOfFen(sheet.in),
    out: wireOfFen(sheet.out),
    closing: wireOfFen(sheet.closing),
    accounts: sheet.accounts.map((one) => ({
      label: one.label,
      opening: wireOfFen(one.opening),
      in: wireOfFen(one.in),
      out: wireOfFen(one.out),
      closing: wireOfFen(one.closing),
    })),
    items: sheet.items.map((one) => ({ ...one, in: wireOfFen(one.in), out: wireOfFen(one.out) })),
  }
}

function toWireHand(hand: HandSheet) {
  return {
    ...hand,
    opening: wireOfFen(hand.opening),
    in: wireOfFen(hand.in),
    out: wireOfFen(hand.out),
    moved: wireOfFen(hand.moved),
    other: wireOfFen(hand.other),
    closing: wireOfFen(hand.closing),
    items: hand.items.map((one) => ({ ...one, in: wireOfFen(one.in), out: wireOfFen(one.out) })),
  }
}
