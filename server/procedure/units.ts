/** Units: departments and townships that lead or help; who belongs to them. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import * as contract from '#contract/kernel/procedures.ts'
import { refused } from '#core/values/problem.ts'
import { asUuid } from '#server/database/columns.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { route, seatOf, type Caller, type Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'

type Who = Pick<Caller, 'username' | 'area' | 'standsInFor'>

/** Signs of a township's code: its officers are its people. */
export const TOWNSHIP = 9
/** Who keeps the list of units. */
export const manages = (role: string): boolean => role === 'county'

interface UnitRow {
  id: string
  name: string
  area: string
  people: string[]
  retired: boolean
  area_name: string
  names: string[]
  former_names: { name: string; until: string }[]
  ended_on: string | null
  heir_name: string | null
}

/** The units that this person sees, by place and name; those of the own township are one's own. */
export async function listUnits(trx: Kysely<unknown>, who: Who): Promise<contract.Unit[]> {
  const { rows } = await sql<UnitRow>`
    select u.id, u.name, u.area, u.people, u.retired, coalesce(nullif(area_label(u.area), ''), u.area) as area_name,
      coalesce((select array_agg(p.name order by p.name) from app_user p where p.username = any (u.people)), '{}') as names,
      coalesce((select jsonb_agg(jsonb_build_object('name', c.old_name, 'until', c.on_day) order by c.on_day desc, c.at desc)
        from unit_change c where c.home = u.home and c.unit = u.id and c.kind = 'rename'), '[]') as former_names,
      u.ended_on, (select c.heir_name from unit_change c where c.home = u.home and c.unit = u.id and c.kind = 'end') as heir_name
    from unit u order by u.retired, length(u.area), u.area, u.name`.execute(trx)
  return rows.map(
    ({ id, name, area, people, retired, area_name, names, former_names, ended_on, heir_name }) => ({
      id,
      name,
      area,
      people,
      retired,
      areaName: area_name,
      peopleNames: names,
      formerNames: former_names,
      ended: ended_on === null ? null : { onDay: ended_on, successor: heir_name ?? '' },
      own: belongs(who, { area, people }),
    }),
  )
}

/** Whether a person is of the unit: named in it, or an officer of its township. */
function belongs(who: Who, unit: { area: string; people: readonly string[] }): boolean {
  return (
    unit.people.includes(seatOf(who)) ||
    (unit.area.length >= TOWNSHIP && who.area !== null && who.area.startsWith(unit.area))
  )
}

/** The endpoints of units. */
export function unitRoutes(edge: Edge, services: Services): void {
  route(edge, { endpoint: contract.listUnits, says: '责任单位' }, async ({ trx, caller }) => ({
    units: await listUnits(trx, caller),
  }))
  route(
    edge,
    { endpoint: contract.saveUnit, guard: manages, says: '新建或修改责任单位' },
    async ({ trx, caller, body }) => {
      const inBounds =
        caller.area === null ? caller.scope['national'] === 'on' : body.area.startsWith(caller.area)
      if (!inBounds) throw notFound('个辖区')
      await checkPeople(trx, body.people)
      return {
        id:
          body.id === undefined ? await addUnit(trx, body) : await changeUnit(trx, { ...body, id: body.id }),
      }
    },
  )
  route(
    edge,
    { endpoint: contract.addTownshipUnits, guard: manages, says: '按乡镇建立责任单位' },
    async ({ trx, caller }) => {
      const county = caller.area ?? services.deployment.area
      const { rows } = await sql`
      insert into unit (home, id, area, name)
      select left(a.code, 6), gen_random_uuid(), a.code, a.name || '人民政府' from area a
      where a.parent = ${county} and a.valid_to is null and length(a.code) = ${TOWNSHIP}
        and not exists (select from unit u where u.area = a.code and not u.retired)
      on conflict (home, name) do nothing returning id`.execute(trx)
      return { added: rows.length }
    },
  )
}

async function checkPeople(trx: Kysely<unknown>, people: readonly string[]): Promise<void> {
  const { rows } = await sql<{ username: string }>`
    select username from app_user where username = any (${[...people]}::text[]) and not disabled`.execute(trx)
  const unknown = people.filter((one) => !rows.some((row) => row.username === one))
  if (unknown.length > 0)
    throw new Refusal(422, [
      refused('unit-person-unknown', `没有这些账号或已停用：${unknown.join('、')}，请核对用户名`, {
        field: 'people',
      }),
    ])
}

type Saved = Pick<contract.Unit, 'name' | 'area' | 'people' | 'retired'>

async function addUnit(trx: Kysely<unknown>, unit: Saved): Promise<string> {
  const id = randomUUIDv7()
  const { rows } = await sql`
    insert into unit (home, id, area, name, people, retired)
    values (${unit.area.slice(0, 6)}, ${id}, ${unit.area}, ${unit.name}, ${unit.people}::text[], ${unit.retired})
    on conflict (home, name) do nothing returning id`.execute(trx)
  if (rows.length === 0) throw nameTaken(unit.name)
  return id
}

/** Everything but the name: that changes by a step of its own, with its day. */
async function changeUnit(trx: Kysely<unknown>, unit: Saved & { id: string }): Promise<string> {
  const { rows: held } = await sql<{ name: string; ended: boolean }>`
    select name, ended_on is not null as ended from unit where id = ${asUuid(unit.id)}`.execute(trx)
  if (!held[0]) throw notFound('个单位')
  if (held[0].ended) throw new Refusal(422, [refused('unit-ended', `“${held[0].name}”已经撤并，不能再改`)])
  if (held[0].name !== unit.name)
    throw new Refusal(422, [
      refused('unit-rename-apart', '改名称请用“更名”，写明从哪一天起', { field: 'name' }),
    ])
  await sql`
    update unit set area = ${unit.area}, people = ${unit.people}::text[], retired = ${unit.retired}
    where id = ${asUuid(unit.id)}`.execute(trx)
  return unit.id
}

/** The refusal of a name that another unit has. */
export function nameTaken(name: string): Refusal {
  return new Refusal(422, [
    refused('unit-name-taken', `已经有“${name}”，请直接修改那一个`, { field: 'name' }),
  ])
}

/** Units by id, in the order asked for. Errors: one that is not there, not seen or retired. */
export async function unitsOf(trx: Kysely<unknown>, ids: readonly string[]): Promise<contract.UnitRef[]> {
  const { rows } = await sql<contract.UnitRef>`
    select id, name, area from unit where id = any (${ids.map(asUuid)}::uuid[]) and not retired`.execute(trx)
  return ids.map((id) => {
    const found = rows.find((one) => one.id === id)
    if (!found)
      throw new Refusal(422, [
        refused('unit-unknown', '单位名单里没有所选的单位，或者已停用，请重新选择', { field: 'unit' }),
      ])
    return { id: found.id, name: found.name, area: found.area }
  })
}
