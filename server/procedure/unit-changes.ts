/** 单位更名、更正、撤并: the name changes from a day, what is open follows, what is done keeps the name of its time. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import * as contract from '#contract/kernel/procedures.ts'
import type { ItemProcedure } from '#core/kernel/item-procedure.ts'
import { refused } from '#core/values/problem.ts'
import { asUuid } from '#server/database/columns.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'
import { manages, nameTaken } from './units.ts'

interface OpenItem {
  id: string
  procedure: string
  code: string
  title: string
  state: string
}

export interface UnitChangeServices extends Services {
  procedures: readonly ItemProcedure[]
}

/** The endpoints of names and ends of units. */
export function unitChangeRoutes(edge: Edge, services: UnitChangeServices): void {
  const { procedures } = services
  route(
    edge,
    { endpoint: contract.openOfUnit, guard: manages, says: '单位的未办事项' },
    async ({ trx, params }) => ({
      items: (await openItemsOf(trx, procedures, params.id)).map((one) => wireOpen(one, procedures)),
    }),
  )
  route(
    edge,
    { endpoint: contract.renameUnit, guard: manages, reason: ({ ground }) => ground, says: '单位更名或更正' },
    async ({ trx, params, body }) => {
      checkDay(body.onDay, services.clock.today())
      await checkName(trx, { id: params.id, name: body.name })
      return change(trx, procedures, { unit: params.id, ...body })
    },
  )
  route(
    edge,
    { endpoint: contract.endUnit, guard: manages, reason: ({ ground }) => ground, says: '单位撤并' },
    async ({ trx, params, body }) => {
      checkDay(body.onDay, services.clock.today())
      if (body.successor === params.id)
        throw new Refusal(422, [refused('unit-successor', '接续的单位须是另一个', { field: 'successor' })])
      return change(trx, procedures, { unit: params.id, kind: 'end', ...body })
    },
  )
}

interface Change {
  unit: string
  kind: 'rename' | 'correct' | 'end'
  onDay: string
  ground: string
  name?: string
  successor?: string
}

/** Keeps the change with what is open; the database lets the unit and its items follow. */
async function change(
  trx: Kysely<unknown>,
  procedures: readonly ItemProcedure[],
  { unit, kind, onDay, ground, name, successor }: Change,
): Promise<{ moved: number }> {
  const items = (await openItemsOf(trx, procedures, unit)).map(({ id }) => id)
  const { rows } = await sql`
    insert into unit_change (home, id, area, unit, kind, on_day, name, successor, ground, items)
    select home, ${randomUUIDv7()}::uuid, area, id, ${kind}, ${onDay}::date, ${name ?? null}, ${
      successor === undefined ? null : asUuid(successor)
    }::uuid, ${ground}, ${items}::uuid[] from unit where id = ${asUuid(unit)} returning id`.execute(trx)
  if (!rows[0]) throw notFound('个单位')
  return { moved: items.length }
}

/** Led or helped by the unit, and not yet at an end. */
async function openItemsOf(
  trx: Kysely<unknown>,
  procedures: readonly ItemProcedure[],
  unit: string,
): Promise<OpenItem[]> {
  const open = procedures.flatMap((one) =>
    Object.entries(one.states).flatMap(([state, { final }]) =>
      final === true ? [] : [{ procedure: one.id, state }],
    ),
  )
  const { rows } = await sql<OpenItem>`
    select i.id, i.procedure, i.code, i.title, i.state from procedure_item i
    join jsonb_to_recordset(${JSON.stringify(open)}::jsonb) as o (procedure text, state text)
      on o.procedure = i.procedure and o.state = i.state
    where i.unit = ${asUuid(unit)} or i.helpers @> jsonb_build_array(jsonb_build_object('id', ${asUuid(unit)}::text))
    order by i.due_on nulls last, i.code`.execute(trx)
  return rows
}

function wireOpen(one: OpenItem, procedures: readonly ItemProcedure[]) {
  const of = procedures.find(({ id }) => id === one.procedure)
  return {
    id: one.id,
    code: one.code,
    title: one.title,
    stateLabel: of?.states[one.state]?.label ?? one.state,
    to: `/procedures/${one.procedure}/${one.id}`,
  }
}

function checkDay(day: string, today: string): void {
  if (day > today)
    throw new Refusal(422, [refused('unit-change-day', '日期不能晚于今天，到日再办', { field: 'onDay' })])
}

async function checkName(trx: Kysely<unknown>, of: { id: string; name: string }): Promise<void> {
  const { rows } = await sql<{ own: boolean }>`
    select u.id = ${asUuid(of.id)} as own from unit u where u.name = ${of.name} order by 1 limit 1`.execute(
    trx,
  )
  if (rows[0]?.own === false) throw nameTaken(of.name)
  if (rows[0]?.own === true)
    throw new Refusal(422, [refused('unit-name-same', '名称没有变', { field: 'name' })])
}

/** What became of the units of an item, as lines of its history. */
export async function unitMoves(
  trx: Kysely<unknown>,
  item: { home: string; id: string },
): Promise<contract.Item['history']> {
  const { rows } = await sql<{
    at: Date
    on_day: string
    kind: 'rename' | 'end'
    old_name: string
    new_name: string
    actor: string
    ground: string
  }>`select * from unit_changes_of(${item.home}, ${item.id})`.execute(trx)
  return rows.map((one, index) => ({
    number: -1 - index,
    action: 'unitChange',
    label: '单位变动',
    at: one.at.toISOString(),
    onDay: one.on_day,
    says:
      one.kind === 'rename'
        ? `单位变动：${one.old_name}自 ${one.on_day} 起更名为${one.new_name}`
        : `单位变动：${one.old_name}自 ${one.on_day} 起撤并，由${one.new_name}接续`,
    onPaper: false,
    note: `${one.ground}（${one.actor}登记）`,
    files: [],
  }))
}
