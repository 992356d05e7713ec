/** What the cooperative does with its door and with what came through it. */
import * as contract from '#contract/membership/joining-doors.ts'
import { may, type Role } from '#core/access/role.ts'
import { DOOR_RULES, doorLink } from '#core/membership/joining-door.ts'
import { addDays } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { dayOf } from '#server/clock.ts'
import { qrDrawing } from '#server/files/qr.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { actingOf } from '#server/procedure/routes.ts'
import { newDoorCode } from './joining-door-routes.ts'
import * as store from './joining-door-store.ts'
import type { JoiningServices } from './joining-routes.ts'
import { findCaseBody, type CaseBody } from './life-store.ts'
import { NO_MEMBERS, openMemberCase, planCase } from './open-case.ts'

const reads = (role: string): boolean => may(role as Role, 'readShares')
const decides = (role: string): boolean => may(role as Role, 'keepShares')
const opens = (role: string): boolean => role === 'chair'

/** The endpoints of the office. */
export function joiningRequestRoutes(edge: Edge, services: JoiningServices): void {
  route(
    edge,
    { endpoint: contract.readJoiningDoor, guard: reads, says: '网上入社申请的入口' },
    async (call) => wireDoor(call, await bodyOf(call)),
  )
  route(
    edge,
    { endpoint: contract.setJoiningDoor, guard: opens, says: '开通、关闭网上入社申请' },
    async (call) => {
      const body = await bodyOf(call)
      const code = (await store.doorOf(call.trx, body))?.code ?? newDoorCode()
      const { isOpen, notice } = call.body
      if (isOpen && !body.takesMembers) throw new Refusal(422, [NO_MEMBERS])
      await store.keepDoor(call.trx, body, { code, is_open: isOpen, notice, now: services.clock.now() })
      return wireDoor(call, body)
    },
  )
  route(
    edge,
    { endpoint: contract.listJoiningRequests, guard: decides, says: '还没有受理的网上入社申请' },
    async ({ trx }) => {
      const { rows, total } = await store.openRequests(trx)
      return { rows: rows.map(toWire), total }
    },
  )
  route(edge, { endpoint: contract.takeJoiningRequest, guard: decides, says: '受理网上入社申请' }, (call) =>
    takeOver(call, services),
  )
  route(
    edge,
    {
      endpoint: contract.declineJoiningRequests,
      guard: decides,
      reason: (body) => body.said,
      says: '不受理网上入社申请',
    },
    async ({ trx, body }) => {
      const { said } = body
      const ids = [...new Set(body.ids)]
      const found = await store.findRequests(trx, ids)
      if (found.length === 0) throw notFound('件网上入社申请')
      const now = services.clock.now()
      const until = addDays(services.clock.today(), DOOR_RULES.toldDays)
      const late = await store.decide(trx, { ids: found.map((one) => one.id), item: null, said, now, until })
      const answered = found.length - late.length
      if (answered === 0) mustBeFirst(late)
      const known = new Set(found.map((one) => one.id))
      return { answered, late: [...late, ...ids.filter((id) => !known.has(id))] }
    },
  )
}

/** The case is opened with what was typed at the door, which is blank there from now on. */
async function takeOver(call: Call<typeof contract.takeJoiningRequest>, services: JoiningServices) {
  const { trx } = call
  const request = await requestOf(call)
  if (request.state !== 'open') mustBeFirst([request.id])
  const body = await findCaseBody(trx, request.body)
  if (!body) throw notFound('家合作社')
  const acting = await actingOf(call, services)
  const { person, village, phone, grows, brings, kind, farm } = request
  const planned = take(
    await planCase(acting, body, {
      procedure: 'member_joining',
      person,
      kind: kind as '农民',
      village,
      phone,
      appliedOn: dayOf(request.received_at),
      channel: 'public',
      farm: farm as '小农户',
      ...(grows !== '' && { grows }),
      ...(brings !== '' && { contribution: brings }),
    }),
  )
  const item = await openMemberCase(acting, body, { planned, keys: services.keys })
  const until = addDays(acting.today, DOOR_RULES.takenDays)
  const now = services.clock.now()
  mustBeFirst(await store.decide(trx, { ids: [request.id], item, said: null, now, until }))
  return { item }
}

function mustBeFirst(late: readonly string[]): void {
  if (late.length > 0)
    throw new Refusal(409, [
      refused(
        'changed-meanwhile',
        late.length > 1
          ? `这 ${late.length} 件都刚刚被别人办过，或申请人已经撤回，请刷新后再看`
          : '这件申请刚刚被别人办过，或申请人已经撤回，请刷新后再看',
      ),
    ])
}

async function requestOf({
  trx,
  params,
}: Pick<Call, 'trx'> & { params: { id: string } }): Promise<store.RequestRow> {
  const [found] = await store.findRequests(trx, [params.id])
  if (!found) throw notFound('件网上入社申请')
  return found
}

async function bodyOf({ trx, params }: Pick<Call, 'trx'> & { params: { body: string } }): Promise<CaseBody> {
  const found = await findCaseBody(trx, params.body)
  if (!found) throw notFound('家合作社')
  return found
}

async function wireDoor(
  { trx, request, caller }: Pick<Call, 'trx' | 'request' | 'caller'>,
  body: CaseBody,
): Promise<contract.WireDoor> {
  const door = await store.doorOf(trx, body)
  const link = door && doorLink(`${request.protocol}://${request.host}`, door.code)
  return {
    body: body.body,
    bodyName: body.name,
    mayOpen: opens(caller.role),
    notice: door?.notice ?? '',
    isOpen: door?.is_open === true && body.takesMembers,
    takesMembers: body.takesMembers,
    poster: link === undefined ? null : { link, drawing: qrDrawing(link) },
  }
}

function toWire(row: store.RequestRow): contract.JoiningRequest {
  const { id, person, phone, village, kind, farm, grows, brings } = row
  return {
    id,
    bodyName: row.body_name,
    person,
    phone,
    village,
    kind,
    farm,
    grows,
    brings,
    receivedOn: dayOf(row.received_at),
    keptUntil: row.ends_on,
  }
}
