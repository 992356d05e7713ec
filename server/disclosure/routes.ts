/** Disclosure over HTTP: the board of an area, making a pack, reading it. */
import type { Kysely } from 'kysely'
import * as contract from '#contract/disclosure/disclosures.ts'
import { may, type Role } from '#core/access/role.ts'
import { disclosure } from '#core/disclosure/disclosure.ts'
import { BOARD_WORDS, boardState, isLate } from '#core/disclosure/pack.ts'
import {
  dueOf,
  endedPeriods,
  lastPeriod,
  periodBetween,
  periodEnding,
  periodOf,
  type Period,
  type Rhythm,
} from '#core/disclosure/period.ts'
import type { ParameterInForce } from '#core/kernel/in-force.ts'
import { refused } from '#core/values/problem.ts'
import type { Clock } from '#server/clock.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import * as board from './board-store.ts'
import { makePack } from './make-pack.ts'
import { openingPeriod } from './opening-period.ts'
import { findDisclosureBody, findPack, standingItem } from './pack-store.ts'

export interface DisclosureServices {
  clock: Clock
  deployment: { area: string }
  parametersAt: (
    trx: Kysely<unknown>,
    area: string,
    day: string,
  ) => Promise<ReadonlyMap<string, ParameterInForce>>
}

const reads = (role: string): boolean => may(role as Role, 'readBooks')
const writes = (role: string): boolean => disclosure.opens.includes(role)
const sets = (role: string): boolean => may(role as Role, 'setDisclosure')
const LAST_DAY = '9999-12-31'
const PERIODS: Readonly<Record<Rhythm, number>> = { quarter: 8, month: 12 }

/** The endpoints of disclosure, beside those that every procedure has. */
export function disclosureRoutes(edge: Edge, services: DisclosureServices): void {
  route(edge, { endpoint: contract.readBoard, guard: reads, says: '各社财务公开的进展' }, (call) =>
    readBoard(call, services),
  )
  route(
    edge,
    { endpoint: contract.makeDisclosure, guard: writes, says: '制作一期财务公开' },
    async (call) => {
      const { trx, params, body: given } = call
      const body = await findDisclosureBody(trx, params.body)
      if (!body) throw notFound('家合作社')
      const today = services.clock.today()
      const place = { area: body.area, day: today }
      const every = given.every ?? (await rhythmOf(trx, { area: body.area, day: given.from }))
      const dueDay = (await dueDayOf(trx, services, place)).day
      return take(await makePack(trx, body, { ...given, period: periodOf(given.from, every), today, dueDay }))
    },
  )
  route(edge, { endpoint: contract.setRhythm, guard: sets, says: '规定财务公开的频次' }, setRhythm)
  route(edge, { endpoint: contract.readPack, guard: reads, says: '一期财务公开的内容' }, async (call) => {
    const pack = await findPack(call.trx, call.params.id)
    if (!pack) throw notFound('期财务公开')
    return {
      id: pack.item,
      code: pack.code,
      body: pack.body,
      bodyName: pack.body_name,
      label: periodBetween(pack.from_day, pack.to_day).label,
      from: pack.from_day,
      to: pack.to_day,
      kind: pack.kind,
      stateLabel: disclosure.states[pack.state]?.label ?? pack.state,
      madeBy: pack.made_by,
      content: pack.content,
    }
  })
}

/** The day of the following month by which it has to hang, where the county confirmed one. */
async function dueDayOf(
  trx: Kysely<unknown>,
  services: DisclosureServices,
  of: { area: string; day: string },
): Promise<{ day: number | null; ground: string }> {
  const found = (await services.parametersAt(trx, of.area, of.day)).get('disclosure_day')
  const day = found?.confirmed && found.value.type === 'count' ? found.value.value : null
  return { day, ground: found?.ground ?? '' }
}

/** How often cooperatives of a place show on a day: every quarter where nobody said otherwise. */
async function rhythmOf(trx: Kysely<unknown>, of: { area: string; day: string }): Promise<Rhythm> {
  return (await board.rhythmAt(trx, of))?.every ?? 'quarter'
}

async function readBoard(call: Call<typeof contract.readBoard>, services: DisclosureServices) {
  const { trx, query, caller } = call
  const today = services.clock.today()
  const own = caller.area === null && caller.bodies.length > 0
  const home = own ? (await findDisclosureBody(trx, caller.bodies[0]!))?.area : undefined
  const area = query.area ?? caller.area ?? home ?? services.deployment.area
  const said = await board.rhythmAt(trx, { area, day: query.from ?? lastPeriod(today, 'month').from })
  const every = query.every ?? said?.every ?? 'quarter'
  const dueDay = await dueDayOf(trx, services, { area, day: today })
  const period =
    query.from === undefined
      ? await openingPeriod(trx, { area: query.area, every, today, dueDay: dueDay.day })
      : periodOf(query.from, every)
  const due = dueOf(period, dueDay.day)
  const late = due !== null && today > due
  const asked: board.BoardQuery = { ...period, own, area: query.area, state: query.state }
  // Before the day, or where no day is confirmed, nothing is late, whatever is asked for.
  const none = query.state === 'late' && !late
  const { rows, total } = none ? { rows: [], total: 0 } : await board.boardRows(trx, asked, query.page ?? 1)
  const towns = await board.boardTowns(trx, asked)
  const coming = await board.rhythmAt(trx, { area, day: LAST_DAY })
  const others = await board.rhythmsBelow(trx, { area, day: period.from })
  return {
    every,
    from: period.from,
    label: period.label,
    due,
    dueGround: dueDay.ground,
    periods: offered(endedPeriods(today, every, PERIODS[every]), period),
    rhythm: {
      every: said?.every ?? 'quarter',
      from: said?.from_day ?? null,
      ground: said?.ground ?? '',
      areaName: said?.name ?? '',
      coming: coming && coming.from_day > today ? { every: coming.every, from: coming.from_day } : null,
      maySet: sets(caller.role) && caller.area !== null,
    },
    others: others.filter((one) => one.every !== every).map((one) => ({ area: one.area, name: one.name })),
    towns: towns.map(({ open, ...one }) => ({ ...one, late: late ? open : 0 })),
    rows: rows.map((row) => toWireRow(row, { due, today })),
    total,
  }
}

/** What can be chosen: the last periods, and an older one that is shown. */
function offered(periods: readonly Period[], shown: Period) {
  const all = periods.some((one) => one.from === shown.from) ? periods : [...periods, shown]
  return all.map(({ from, label }) => ({ from, label }))
}

function toWireRow(row: board.BoardRow, of: { due: string | null; today: string }): contract.WireBoardRow {
  const state = boardState({ item: row.state, closed: row.closed })
  return {
    body: row.body,
    bodyName: row.body_name,
    area: row.area,
    areaName: row.area_name,
    state,
    stateLabel: BOARD_WORDS[state],
    late: row.asked && isLate(state, of),
    asked: row.asked,
    books: row.books,
    item: row.item,
    postedOn: row.posted_on,
  }
}

/** Says from which quarter on how often. Errors: disclosure-rhythm-day. */
async function setRhythm(call: Call<typeof contract.setRhythm>): Promise<Record<string, never>> {
  const { trx, body, caller } = call
  if (caller.area === null) throw new Refusal(422, [refused('area-missing', '公开的频次由乡镇或县里规定')])
  if (periodOf(body.from, 'quarter').from !== body.from)
    throw new Refusal(422, [
      refused('disclosure-rhythm-day', '从某个季度的第一天起改（1、4、7、10 月 1 日），请改日期', {
        field: 'from',
      }),
    ])
  await board.insertRhythm(trx, { area: caller.area, ...body })
  return {}
}

/** Closing the last month of a period makes its pack; where one stands already, or the sums do not add up, nothing is made. */
export async function packAtClosing(
  trx: Kysely<unknown>,
  services: DisclosureServices,
  of: { body: string; month: string },
): Promise<void> {
  const body = await findDisclosureBody(trx, of.body)
  if (!body) return
  const every = await rhythmOf(trx, { area: body.area, day: of.month })
  const period: Period | null = periodEnding(of.month, every)
  const today = services.clock.today()
  if (period === null || today <= period.to || (await standingItem(trx, body, period))) return
  const due = await dueDayOf(trx, services, { area: body.area, day: today })
  await makePack(trx, body, { period, kind: 'books', plan: '', operation: '', today, dueDay: due.day })
}
