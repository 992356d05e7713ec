/** 入社覆盖 over HTTP: joined households by cooperative and year, weak members and promised parts. */
import type { Kysely } from 'kysely'
import * as contract from '#contract/membership/coverage.ts'
import type { ParameterInForce } from '#core/kernel/in-force.ts'
import { percentOf, structureOf } from '#core/membership/holdings.ts'
import { hundredths } from '#core/membership/share-caps.ts'
import { lackingHouseholds } from '#core/membership/share-keep.ts'
import { shareKind } from '#core/membership/share-kinds.ts'
import { wireOfFen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import {
  addKeep,
  findCoverage,
  keepsOf,
  sourcesOf,
  trendOf,
  weakOf,
  type CoverageRow,
} from './coverage-store.ts'
import { hundredthsOf } from './glide-routes.ts'
import { holdersAt, ledgerOf, reads, writes, type ShareServices } from './ledger-view.ts'
import { eventsOf, membersOf, type LedgerBody } from './store.ts'

const PAGE_SIZE = 50
const TREND_YEARS = 5

/** The endpoints of coverage. */
export function coverageRoutes(edge: Edge, services: ShareServices): void {
  route(
    edge,
    { endpoint: contract.listCoverage, guard: reads, says: '入社农户占行政村总户数、困难成员' },
    async (call) => {
      const { page = 1, size = PAGE_SIZE } = call.query
      const { rows, floor } = await rowsOf(call, services, call.query)
      return { rows: rows.slice((page - 1) * size, page * size), total: rows.length, floor: sayFloor(floor) }
    },
  )
  route(edge, { endpoint: contract.readCoverage, guard: reads, says: '一社的入社农户和困难成员' }, (call) =>
    readOne(call, services),
  )
  route(edge, { endpoint: contract.keepShare, guard: writes, says: '把成员列入防稀释名单' }, async (call) => {
    const ledger = await ledgerOf(call)
    const { member, percent, resolution, resolvedOn } = call.body
    const atLeast = hundredthsOf(percent)
    if (atLeast === null)
      throw new Refusal(422, [
        refused('keep-percent', '比例写成 2.5% 的样子，最多两位小数；写 0 是不再保留', { field: 'percent' }),
      ])
    if (resolvedOn > services.clock.today())
      throw new Refusal(422, [refused('keep-day', '决议日期不能晚于今天，请改日期', { field: 'resolvedOn' })])
    const most = await mostHeld(call.trx, ledger, { member, day: services.clock.today() })
    if (atLeast > most)
      throw new Refusal(422, [
        refused(
          'keep-above',
          `这名成员现在持股 ${hundredths(most)}，保留的比例不能更高；要多给的先登记赠与`,
          {
            field: 'percent',
          },
        ),
      ])
    return take(await addKeep(call.trx, ledger, { member, atLeast, resolution, resolvedOn }))
  })
  bytesRoute(
    edge,
    { method: 'GET', path: contract.COVERAGE_SHEET_PATH, guard: reads, says: '入社覆盖（.xlsx）' },
    async (call) => {
      const { rows } = await rowsOf(call, services, contract.listCoverage.query.parse(call.query))
      const day = services.clock.today()
      return asDownload(call.reply, { name: `入社覆盖${day}.xlsx`, bytes: await coverageSheet(rows, day) })
    },
  )
}

/** A part in hundredths of a percent, rounded down: what is held is never less. */
const mostOf = (amount: bigint, total: bigint): number =>
  total <= 0n ? 0 : Number((amount * 10_000n) / total)

async function mostHeld(
  trx: Kysely<unknown>,
  ledger: LedgerBody,
  of: { member: string; day: string },
): Promise<number> {
  const holders = holdersAt(await eventsOf(trx, ledger), {
    members: await membersOf(trx, ledger),
    on: of.day,
  })
  const { total } = structureOf(holders)
  return mostOf(holders.find((one) => one.member === of.member)?.amount ?? 0n, total)
}

type Floor = { num: bigint; den: bigint; ground: string } | null

/** The floor that the plan in force here sets; one that nobody confirmed does not bind. */
function floorOf(parameters: ReadonlyMap<string, ParameterInForce>): Floor {
  const found = parameters.get('member_household_floor')
  if (!found?.confirmed || found.value.type !== 'ratio') return null
  return { ...found.value.value, ground: found.ground }
}

const sayFloor = (floor: Floor) =>
  floor === null ? null : { says: percentOf(floor.num, floor.den), clause: floor.ground }

async function rowsOf(
  call: Pick<Call, 'trx' | 'caller'>,
  services: ShareServices,
  asked: { area?: string | undefined; q?: string | undefined; only?: string | undefined },
): Promise<{ rows: contract.WireCoverage[]; floor: Floor }> {
  const day = services.clock.today()
  const found = await findCoverage(call.trx, { ...asked, day })
  const area = asked.area ?? call.caller.area ?? found[0]?.area ?? ''
  const floor = await floorAt(call.trx, services, area)
  const rows = found.map((row) => toWire(row, floor))
  return { rows: rows.filter((row) => fits(row, asked.only)), floor }
}

async function floorAt(trx: Kysely<unknown>, services: ShareServices, area: string): Promise<Floor> {
  return area === '' ? null : floorOf(await services.parametersAt(trx, area, services.clock.today()))
}

function fits(row: contract.WireCoverage, only: string | undefined): boolean {
  if (only === 'below') return row.reached === false
  if (only === 'still') return row.yearAgo !== null && row.households <= row.yearAgo
  if (only === 'unknown') return row.base === null
  return only !== 'diluted' || (row.diluted ?? 0) > 0
}

/** The row as it travels; the floor of a plan for led cooperatives says nothing of the others. */
export function toWire(row: CoverageRow, floor: Floor): contract.WireCoverage {
  const { base, households, led } = row
  const lacking =
    base === null || floor === null || !led ? null : lackingHouseholds({ households, base, floor })
  return {
    body: row.body,
    bodyName: row.body_name,
    areaName: row.area_name,
    led: row.led,
    households,
    yearAgo: row.a_year_ago,
    base,
    baseYear: row.base_year,
    percent: base === null ? null : percentOf(BigInt(households), BigInt(base)),
    reached: lacking === null ? null : lacking === 0,
    lacking,
    weak: row.weak,
    diluted: row.diluted,
  }
}

async function readOne(call: Call<typeof contract.readCoverage>, services: ShareServices) {
  const { trx } = call
  const ledger = await ledgerOf(call)
  const day = services.clock.today()
  const [found] = await findCoverage(trx, { body: ledger.body, day })
  if (!found) throw notFound('家有成员名册的合作社')
  const floor = await floorAt(trx, services, ledger.area)
  const key = { home: ledger.home, body: ledger.body, day }
  const trend = await trendOf(trx, { ...key, years: TREND_YEARS })
  const weak = await weakOf(trx, key)
  const sources = await sourcesOf(trx, { ...key, members: weak.map((one) => one.member) })
  const keeps = new Map((await keepsOf(trx, ledger, day)).map((one) => [one.member, one]))
  const holders = holdersAt(await eventsOf(trx, ledger), { members: await membersOf(trx, ledger), on: day })
  const { total } = structureOf(holders)
  const held = new Map(holders.map((one) => [one.member, one.amount]))
  return {
    row: toWire(found, floor),
    floor: sayFloor(floor),
    trend: trend.map(({ base, ...one }) => ({
      ...one,
      base,
      percent: base === null ? null : percentOf(BigInt(one.households), BigInt(base)),
    })),
    weak: weak.map((one): contract.WireWeakMember => {
      const amount = held.get(one.member) ?? 0n
      const keep = keeps.get(one.member)
      return {
        member: one.member,
        name: one.name,
        joinedOn: one.joined_on,
        amount: wireOfFen(amount),
        percent: percentOf(amount, total),
        most: hundredths(mostOf(amount, total)),
        sources: sources
          .filter((each) => each.member === one.member)
          .map((each) => ({
            day: each.day,
            kind: shareKind(each.kind)?.label ?? each.kind,
            from: each.giver,
            amount: wireOfFen(each.amount),
            resolution: each.resolution,
          })),
        kept:
          keep === undefined
            ? null
            : {
                atLeast: hundredths(keep.at_least),
                resolution: keep.resolution,
                resolvedOn: keep.resolved_on,
                holds: amount * 10_000n >= total * BigInt(keep.at_least),
              },
      }
    }),
    mayKeep: writes(call.caller.role),
  }
}

function coverageSheet(rows: readonly contract.WireCoverage[], day: string): Promise<Uint8Array> {
  const title = `入社覆盖（${day}）`
  const number = (heading: string, width = 12) => ({ heading, width, kind: 'number' as const })
  const text = (heading: string, width: number) => ({ heading, width, kind: 'text' as const })
  return writeWorkbook({
    properties: { title },
    sheets: [
      {
        name: '入社覆盖',
        title,
        freeze: 1,
        columns: [
          text('合作社', 30),
          text('所在地', 24),
          text('党支部领办', 10),
          number('入社农户'),
          number('一年前'),
          number('村总户数'),
          number('总户数年度'),
          text('占比', 10),
          number('还差（户）'),
          number('困难成员'),
          number('被稀释（名）'),
        ],
        rows: rows.map((row) => [
          row.bodyName,
          row.areaName,
          row.led ? '是' : '否',
          row.households,
          row.yearAgo,
          row.base,
          row.baseYear,
          row.percent,
          row.lacking,
          row.weak,
          row.diluted,
        ]),
        footer: '空白的是没有数：合作社没有落到村，或村里没有登记总户数，不按 0 计。',
      },
    ],
  })
}
