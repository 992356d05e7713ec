/** Drawing the sample: a frozen population, a spoken number, the list that follows from both. */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { drawGiven, drawListed, type Draw, type DrawFilters, type openDraw } from '#contract/audits/draws.ts'
import { auditDraw } from '#core/audits/audit-draw.ts'
import { asSeed, DRAW_METHOD, drawSample, populationHash, sizeOf, withKeys } from '#core/audits/sample.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import type { Acting, Given, Handler } from '#server/procedure/act.ts'
import { homeOf, openItems, type ItemRow } from '#server/procedure/store.ts'
import { findDraw, insertDraw, insertResult, type DrawRow } from './draw-store.ts'
import { planDrawn } from './plan.ts'
import { population } from './store.ts'

export const DRAW_HANDLER: Handler = {
  of: auditDraw,
  payload: async (acting, item, given) => {
    if (given.action === 'draw') return drawn(acting, item, given)
    return given.action === 'list' ? listed(acting, item, given) : {}
  },
}

/** Freezes the population as it is now. Errors: draw-empty. */
export async function freeze(
  acting: Acting,
  area: string,
  given: z.output<typeof openDraw.body>,
): Promise<string> {
  const { trx, today } = acting
  const all = await population(trx, given.filters, { area, day: today })
  const bodies = withKeys(all.filter((one) => !one.skipped)).map(({ key, body, name, place }) => ({
    key,
    body,
    name,
    place,
  }))
  if (bodies.length === 0)
    throw new Refusal(422, [refused('draw-empty', '按这些条件没有可抽的合作社，请放宽条件')])
  const home = homeOf(area)
  const [item = ''] = await openItems(trx, auditDraw, {
    items: [{ home, area, title: given.title, payload: { year: given.year } }],
    day: today,
  })
  await insertDraw(trx, {
    home,
    item,
    area,
    year: given.year,
    filters: given.filters,
    population: bodies,
    hash: populationHash(bodies.map((one) => one.key)),
    size: sizeOf(given.size, bodies.length),
  })
  return item
}

async function drawOf(trx: Kysely<unknown>, item: Pick<ItemRow, 'id'>): Promise<DrawRow> {
  const found = await findDraw(trx, item.id)
  if (!found) throw notFound('次抽取')
  return found
}

/** The list of the seed, kept for good. Errors: draw-seed, draw-witnesses. */
async function drawn({ trx, today }: Acting, item: ItemRow, given: Given): Promise<Record<string, unknown>> {
  const read = drawGiven.safeParse(given.payload ?? {})
  if (!read.success)
    throw new Refusal(422, [
      refused('draw-witnesses', '请写明种子数、主持人和至少一名见证人', { field: 'witnesses' }),
    ])
  const seed = asSeed(read.data.seed)
  if (seed === null)
    throw new Refusal(422, [
      refused('draw-seed', '种子是当众报出的一个整数，1 到 18 位数字', { field: 'seed' }),
    ])
  const { home, area, population: bodies, size } = await drawOf(trx, item)
  const keys = drawSample(
    bodies.map((one) => one.key),
    { seed, size },
  )
  const { host, witnesses } = read.data
  await insertResult(trx, { home, item: item.id, area, seed, keys, drawnOn: today, host, witnesses })
  return { seed }
}

/** An audit for each of the drawn. Errors: draw-auditor, audit-quarter. */
async function listed({ trx, today }: Acting, item: ItemRow, given: Given): Promise<Record<string, unknown>> {
  const read = drawListed.safeParse(given.payload ?? {})
  if (!read.success)
    throw new Refusal(422, [refused('draw-auditor', '请写明哪个季度、由谁审计', { field: 'auditor' })])
  const draw = await drawOf(trx, item)
  const taken = new Set(draw.keys)
  const bodies = draw.population.filter((one) => taken.has(one.key)).map((one) => one.body)
  const opened = await planDrawn(trx, {
    bodies,
    draw: item.id,
    given: { ...read.data, year: draw.year },
    today,
  })
  return { opened }
}

/** A draw as it travels. */
export function toWireDraw(row: DrawRow, names: ReadonlyMap<string, string>): Draw {
  const { seed, keys, drawn_on, host, witnesses } = row
  return {
    id: row.item,
    code: row.code,
    title: row.title,
    areaName: row.area_name,
    state: row.state,
    stateLabel: auditDraw.states[row.state]?.label ?? row.state,
    year: row.year,
    filters: row.filters,
    filterWords: wordsOf(row.filters, names),
    population: row.population,
    populationHash: row.population_hash,
    size: row.size,
    frozenOn: row.opened_on,
    method: DRAW_METHOD,
    voided: row.voided,
    drawn:
      seed === null || keys === null
        ? null
        : { seed, keys, drawnOn: drawn_on ?? '', host: host ?? '', witnesses: witnesses ?? [] },
  }
}

function wordsOf(filters: DrawFilters, names: ReadonlyMap<string, string>): string[] {
  const { area, kind, skipYears } = filters
  return [
    area === undefined ? '全部辖区' : (names.get(area) ?? area),
    kind ?? '合作社和联合社',
    ...(filters.class === undefined ? [] : [`类别：${filters.class}`]),
    ...(skipYears === undefined ? [] : [`近 ${skipYears} 年内审计过的不参加`]),
  ]
}
