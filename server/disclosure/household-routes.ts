/** A household's own paths: its shares, its trades, its money by year, and what it has to say to them. */
import type { z } from 'zod'
import * as contract from '#contract/disclosure/household.ts'
import { readOwnMeetings } from '#contract/governance/own-meetings.ts'
import type { Endpoint } from '#contract/kernel.ts'
import { HOUSEHOLD } from '#core/access/household.ts'
import { shareKind } from '#core/membership/share-kinds.ts'
import { printParts } from '#core/membership/trade.ts'
import { CALCULATOR, TAX_OPEN } from '#core/surplus/slip.ts'
import type { Day } from '#core/values/day.ts'
import { wireOfFen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import { householdSelf, type HouseholdSelf } from '#server/access/household-store.ts'
import type { Clock } from '#server/clock.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { confirmTrades } from '#server/membership/record-trades.ts'
import { totalsOf, tradesOf, tradeYears, type TradeRow } from '#server/membership/trade-store.ts'
import { householdMoney } from '#server/surplus/member-accounts.ts'
import { notPaidWords, slipsOf } from '#server/surplus/plan-slips.ts'
import { ownMeetings } from './own-meetings.ts'
import { ownSettlements } from './own-settlements.ts'
import { peopleOf } from './household-people.ts'
import * as store from './household-store.ts'

/** The household's endpoints. */
export function householdRoutes(edge: Edge, services: { clock: Clock }): void {
  ownRoute(edge, { endpoint: contract.readMoney, says: '本户的股金、分配和答复' }, async ({ trx }, self) => {
    const day = services.clock.today()
    return { ...(await moneyOf(trx, self, day)), people: await peopleOf(trx, edge.keys, { self, day }) }
  })
  ownRoute(edge, { endpoint: readOwnMeetings, says: '本社已通知的成员大会和决议' }, async ({ trx }) => ({
    meetings: await ownMeetings(trx),
  }))
  ownRoute(edge, { endpoint: contract.readOwnTrades, says: '本户的交易' }, async ({ trx, query }, self) => {
    const years = await tradeYears(trx, self)
    const year = query.year ?? years[0] ?? Number(services.clock.today().slice(0, 4))
    const { member } = self
    const { rows } = await tradesOf(trx, { ...self, year, member, page: null })
    const totals = await totalsOf(trx, { ...self, from: `${year}-01-01`, to: `${year}-12-31`, member })
    return {
      year,
      years,
      totals: totals.map(({ direction, product, unit, quantity, amount }) => ({
        direction,
        product,
        unit,
        quantity: printParts(quantity, 3),
        amount: wireOfFen(amount),
      })),
      lines: rows.map(toOwnTrade),
    }
  })
  ownRoute(edge, { endpoint: contract.confirmOwnTrades, says: '本户确认交易' }, async ({ trx, body }, self) =>
    take(
      await confirmTrades(trx, { ...self, area_name: '' }, { ...body, members: [self.member], way: 'phone' }),
    ),
  )
  ownRoute(
    edge,
    { endpoint: contract.sayToOffice, says: '本户确认、异议或询问' },
    async ({ trx, body }, self) => {
      mustSay(body)
      return { id: await store.insertEntry(trx, self, body) }
    },
  )
}

/** An objection and a question say something. */
export function mustSay(said: { kind: string; text?: string | undefined }): void {
  if (said.kind !== 'confirm' && said.text === undefined)
    throw new Refusal(422, [refused('household-says-nothing', '请写清哪里不对、要问什么', { field: 'text' })])
}

/** A path for households alone; one whose record has ended is signed out. */
export function ownRoute<E extends Endpoint>(
  edge: Edge,
  declared: { endpoint: E; says: string },
  handler: (call: Call<E>, self: HouseholdSelf) => Promise<z.input<E['response']>>,
): void {
  route(edge, { ...declared, guard: (role) => role === HOUSEHOLD }, async (call) => {
    const self = await householdSelf(call.trx)
    if (!self) throw new Refusal(401, [refused('signed-out', '登录已失效，请重新登录')])
    return handler(call, self)
  })
}

async function moneyOf(
  trx: Call['trx'],
  self: HouseholdSelf,
  day: Day,
): Promise<Omit<z.input<typeof contract.readMoney.response>, 'people'>> {
  const moves = await store.sharesOfMember(trx, self)
  const rolled = moves.length === 0 ? await store.rolledContribution(trx, self) : null
  const money = await householdMoney(trx, self)
  const plans = new Map((await store.plansOfMember(trx, self)).map((plan) => [plan.year, plan]))
  const entries = await store.ownEntries(trx, self)
  const years: contract.MoneyYear[] = []
  // A plan a year: there are as many as years that the cooperative divided in.
  for (const one of money) {
    const plan = plans.get(one.year)
    const [slip] = plan ? await slipsOf(trx, plan, { member: self.member, day }) : []
    years.push({
      year: one.year,
      patronage: wireOfFen(one.patronage),
      remainder: wireOfFen(one.remainder),
      total: wireOfFen(one.patronage + one.remainder),
      converted: wireOfFen(one.converted),
      paid: wireOfFen(one.paid),
      pending: wireOfFen(one.pending),
      owed: wireOfFen(one.owed),
      notPaid: one.failed === null ? null : notPaidWords(one.failed),
      traded: slip?.traded ?? [],
      whole: slip?.whole ?? '',
      lines: slip?.lines ?? [],
    })
  }
  return {
    owed: wireOfFen(money.reduce((sum, one) => sum + one.owed, 0n)),
    shares: {
      total: wireOfFen(moves.reduce((sum, one) => sum + one.amount, 0n)),
      rolled: rolled === null ? null : wireOfFen(rolled),
      moves: moves.map((one) => ({
        day: one.day,
        says: shareKind(one.kind)?.label ?? one.kind,
        amount: wireOfFen(one.amount),
      })),
    },
    years,
    settlements: await ownSettlements(trx),
    entries: entries.map(({ id, kind, about, year, text, entered_at, proxy, answers }) => ({
      id,
      kind,
      about,
      year,
      text,
      proxy,
      at: entered_at.toISOString(),
      answers: answers.map((one) => ({ text: one.text, at: one.at })),
    })),
    rule: CALCULATOR,
    tax: TAX_OPEN,
  }
}

function toOwnTrade(row: TradeRow): contract.OwnTrade {
  return {
    id: row.id,
    day: row.day,
    direction: row.direction,
    product: row.product,
    unit: row.unit,
    grade: row.grade,
    gross: row.gross === null ? null : printParts(row.gross, 3),
    tare: printParts(row.tare, 3),
    deducted: printParts(row.deducted, 3),
    quantity: printParts(row.quantity, 3),
    price: row.price === null ? null : printParts(row.price, 4),
    amount: wireOfFen(row.amount),
    reverses: row.reverses !== null,
    reversed: row.reversed,
    confirmed: row.confirmed !== null,
  }
}
