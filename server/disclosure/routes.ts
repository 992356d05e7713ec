/** Disclosure over HTTP: the board of an area, making a pack, reading it. */
import type { Kysely } from 'kysely'
import * as contract from '#contract/disclosure/disclosures.ts'
import { may, type Role } from '#core/access/role.ts'
import { disclosure } from '#core/disclosure/disclosure.ts'
import { BOARD_WORDS, boardState, isLate } from '#core/disclosure/pack.ts'
import {
  dueOf,
  endedQuarters,
  lastQuarter,
  quarterEnding,
  quarterOf,
  type Period,
} from '#core/disclosure/period.ts'
import type { ParameterInForce } from '#core/kernel/in-force.ts'
import type { Clock } from '#server/clock.ts'
import { notFound, take } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { boardRows, boardTowns, type BoardQuery, type BoardRow } from './board-store.ts'
import { makePack } from './make-pack.ts'
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
const QUARTERS = 8
const USUAL_DAY = 20

interface Due {
  day: number
  confirmed: boolean
  ground: string
}

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
      const due = await dueDay(trx, services, { area: body.area, day: today })
      return take(
        await makePack(trx, body, { ...given, period: quarterOf(given.from), today, dueDay: due.day }),
      )
    },
  )
  route(edge, { endpoint: contract.readPack, guard: reads, says: '一期财务公开的内容' }, async (call) => {
    const pack = await findPack(call.trx, call.params.id)
    if (!pack) throw notFound('期财务公开')
    return {
      id: pack.item,
      code: pack.code,
      body: pack.body,
      bodyName: pack.body_name,
      label: quarterOf(pack.from_day).label,
      from: pack.from_day,
      to: pack.to_day,
      kind: pack.kind,
      stateLabel: disclosure.states[pack.state]?.label ?? pack.state,
      madeBy: pack.made_by,
      content: pack.content,
    }
  })
}

/** The day of the following month by which a quarter has to hang, as the place sets it. */
async function dueDay(
  trx: Kysely<unknown>,
  services: DisclosureServices,
  of: { area: string; day: string },
): Promise<Due> {
  const found = (await services.parametersAt(trx, of.area, of.day)).get('disclosure_day')
  const day = found?.value.type === 'count' ? found.value.value : USUAL_DAY
  return { day, confirmed: found?.confirmed ?? false, ground: found?.ground ?? '' }
}

async function readBoard(call: Call<typeof contract.readBoard>, services: DisclosureServices) {
  const { trx, query, caller } = call
  const today = services.clock.today()
  const period = query.from === undefined ? lastQuarter(today) : quarterOf(query.from)
  const area = query.area ?? caller.area ?? services.deployment.area
  const due = await dueDay(trx, services, { area, day: today })
  const dueOn = dueOf(period, due.day)
  const asked: BoardQuery = { ...period, area: query.area, state: query.state }
  const late = today > dueOn
  // Before the day nothing is late, whatever is asked for.
  const none = query.state === 'late' && !late
  const { rows, total } = none ? { rows: [], total: 0 } : await boardRows(trx, asked, query.page ?? 1)
  const towns = await boardTowns(trx, asked)
  return {
    from: period.from,
    label: period.label,
    due: dueOn,
    dueConfirmed: due.confirmed,
    dueGround: due.ground,
    quarters: endedQuarters(today, QUARTERS).map(({ from, label }) => ({ from, label })),
    towns: towns.map((one) => ({ ...one, late: late ? one.total - one.posted : 0 })),
    rows: rows.map((row) => toWireRow(row, { due: dueOn, today })),
    total,
  }
}

function toWireRow(row: BoardRow, of: { due: string; today: string }): contract.WireBoardRow {
  const state = boardState({ item: row.state, closed: row.closed })
  return {
    body: row.body,
    bodyName: row.body_name,
    area: row.area,
    areaName: row.area_name,
    state,
    stateLabel: BOARD_WORDS[state],
    late: isLate(state, of),
    books: row.books,
    item: row.item,
    postedOn: row.posted_on,
  }
}

/** Closing the last month of a quarter makes its pack; where one stands already, or the sums do not add up, nothing is made. */
export async function packAtClosing(
  trx: Kysely<unknown>,
  services: DisclosureServices,
  of: { body: string; month: string },
): Promise<void> {
  const period: Period | null = quarterEnding(of.month)
  const today = services.clock.today()
  if (period === null || today <= period.to) return
  const body = await findDisclosureBody(trx, of.body)
  if (!body || (await standingItem(trx, body, period.from))) return
  const due = await dueDay(trx, services, { area: body.area, day: today })
  await makePack(trx, body, { period, kind: 'books', plan: '', operation: '', today, dueDay: due.day })
}
