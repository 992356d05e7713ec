/** 代班: naming a colleague who stands in from day to day, ending it; what may be is refused by the database. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import * as contract from '#contract/access/substitutions.ts'
import { may, ROLES, type Role } from '#core/access/role.ts'
import { daysBetween } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { asUuid } from '#server/database/columns.ts'
import { forbidden, notFound, Refusal } from '#server/http/refusal.ts'
import { route, type Caller, type Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'

interface Row {
  id: string
  absent_username: string
  absent_name: string
  absent_role: string
  username: string
  name: string
  role: string
  from_day: string
  to_day: string
  ground: string
  ended_on: string | null
}

interface Choice {
  id: string
  username: string
  name: string
  role: string
  place: string
}

const guard = (role: string): boolean => may(role as Role, 'nameSubstitute')
const forOthers = (role: string): boolean => may(role as Role, 'manageUsers')

/** The endpoints of substitutions; a token of the interface names none. */
export function substitutionRoutes(edge: Edge, services: Services): void {
  const today = (): string => services.clock.today()
  route(edge, { endpoint: contract.listSubstitutions, guard, says: '代班安排' }, async ({ trx, caller }) => ({
    substitutions: (await readSubstitutions(trx)).map((row) => toWire(row, today())),
    forOthers: forOthers(caller.role),
  }))
  route(
    edge,
    { endpoint: contract.standInChoices, guard, says: '可以代班的人' },
    async ({ trx, caller, query }) => {
      const absent = query.absent ?? (forOthers(caller.role) ? null : caller.id)
      const { rows } = await sql<Choice>`
        select * from stand_in_choices(${absent === null ? null : asUuid(absent)}, ${query.q?.trim() ?? ''})`.execute(
        trx,
      )
      return { people: rows.map(({ role, ...one }) => ({ ...one, roleLabel: ROLES[role as Role] })) }
    },
  )
  route(
    edge,
    { endpoint: contract.nameSubstitute, guard, says: '安排代班' },
    async ({ trx, caller, body }) => {
      mayName(caller, body)
      checkDays(body, today())
      const id = randomUUIDv7()
      await sql`
        insert into substitution (id, absent, stand_in, from_day, to_day, ground)
        values (${id}, ${asUuid(body.absent ?? caller.id)}, ${asUuid(body.standIn)}, ${body.fromDay}, ${body.toDay}, ${body.ground})`.execute(
        trx,
      )
      return { id }
    },
  )
  route(
    edge,
    { endpoint: contract.endSubstitution, guard, says: '提前结束代班' },
    async ({ trx, caller, params }) => {
      if (caller.token) throw forbidden()
      const { rows } = await sql`
        update substitution set ended_on = ${today()}, ended_by = ${caller.username} where id = ${asUuid(params.id)} returning id`.execute(
        trx,
      )
      if (!rows[0]) throw notFound('次代班')
      return {}
    },
  )
}

/** One's own place is given away by oneself; while standing in for somebody nothing is passed on. */
function mayName(
  caller: Caller,
  { absent, standIn }: { absent?: string | undefined; standIn: string },
): void {
  if (caller.token) throw forbidden()
  if (absent === undefined ? forOthers(caller.role) : absent !== caller.id && !forOthers(caller.role))
    throw forbidden()
  if (standIn === (absent ?? caller.id))
    throw new Refusal(422, [refused('stand-in-oneself', '代班人须是另一个人', { field: 'standIn' })])
  if (caller.standsInFor)
    throw new Refusal(422, [refused('stand-in-passes-on', '正在代班，不能再请人代班；请先回到本人')])
}

function checkDays({ fromDay, toDay }: { fromDay: string; toDay: string }, today: string): void {
  const problems = []
  if (fromDay < today)
    problems.push(refused('stand-in-days', '代班不能从过去的日子开始', { field: 'fromDay' }))
  if (toDay < fromDay) problems.push(refused('stand-in-days', '结束日期不能早于开始日期', { field: 'toDay' }))
  if (daysBetween(fromDay, toDay) >= contract.STAND_IN_DAYS_MAX)
    problems.push(
      refused('stand-in-days', `代班一次最长 ${contract.STAND_IN_DAYS_MAX} 天；更久的请办岗位交接`, {
        field: 'toDay',
      }),
    )
  if (problems.length > 0) throw new Refusal(422, problems)
}

async function readSubstitutions(trx: Kysely<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select v.id, a.username as absent_username, a.name as absent_name, a.role as absent_role, s.username, s.name, s.role,
      v.from_day, v.to_day, v.ground, v.ended_on
    from substitution v join app_user a on a.id = v.absent join app_user s on s.id = v.stand_in
    order by v.to_day desc, v.made_at desc limit 200`.execute(trx)
  return rows
}

/** For whom this person may stand in today. */
export async function placesToTake(
  trx: Kysely<unknown>,
  who: Pick<Caller, 'id'>,
  today: string,
): Promise<{ id: string; name: string; roleLabel: string; until: string }[]> {
  const { rows } = await sql<{ id: string; name: string; role: string; until: string }>`
    select v.id, a.name, a.role, v.to_day as until from substitution v join app_user a on a.id = v.absent
    where v.stand_in = ${who.id} and v.ended_on is null and ${today}::date between v.from_day and v.to_day and not a.disabled
    order by v.to_day, a.name`.execute(trx)
  return rows.map(({ role, ...one }) => ({ ...one, roleLabel: ROLES[role as Role] }))
}

function toWire(row: Row, today: string): contract.Substitution {
  const over = row.ended_on !== null || row.to_day < today
  return {
    id: row.id,
    absent: {
      username: row.absent_username,
      name: row.absent_name,
      roleLabel: ROLES[row.absent_role as Role],
    },
    standIn: { username: row.username, name: row.name, roleLabel: ROLES[row.role as Role] },
    fromDay: row.from_day,
    toDay: row.to_day,
    ground: row.ground,
    state: over ? '已结束' : row.from_day > today ? '未开始' : '正在代班',
    endedOn: row.ended_on,
  }
}
