/** Applications to join over HTTP: what is known of who applies, and entering as one act with its slip. */
import * as contract from '#contract/membership/joining.ts'
import { caseContent } from '#contract/membership/life.ts'
import { may, type Role } from '#core/access/role.ts'
import { mayEnter } from '#core/membership/composition.ts'
import { memberJoining } from '#core/membership/member-cases.ts'
import { notFound, take } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { takeAction, type Handler } from '#server/procedure/act.ts'
import { actingOf, type ProcedureServices } from '#server/procedure/routes.ts'
import { findItem, type ItemRow } from '#server/procedure/store.ts'
import { dayOf } from '#server/clock.ts'
import type { Services } from '#server/services.ts'
import type { ParametersAt } from './caps.ts'
import { caseOf } from './case-handlers.ts'
import { rehearseEntering } from './enter-joining.ts'
import { issueCodes } from './household-codes.ts'
import { joiningDoorRoutes } from './joining-door-routes.ts'
import { wantsOut } from './joining-door-store.ts'
import { knownOfApplicant } from './joining-known.ts'
import { joiningRequestRoutes } from './joining-request-routes.ts'
import { compositionOf, findCaseBody } from './life-store.ts'
import { findLedgerBody } from './store.ts'

export interface JoiningServices extends Services, Pick<ProcedureServices, 'loadCalendar'> {
  parametersAt: ParametersAt
  handlers: readonly Handler[]
}

const reads = (role: string): boolean => may(role as Role, 'readShares')
const writes = (role: string): boolean => may(role as Role, 'keepShares')

/** The endpoints of applications to join. */
export function joiningRoutes(edge: Edge, services: JoiningServices): void {
  route(edge, { endpoint: contract.readJoining, guard: reads, says: '入社申请人在名册里的情况' }, (call) =>
    readJoining(call, services),
  )
  route(
    edge,
    { endpoint: contract.previewEntering, guard: writes, says: '试看登入名册、首笔出资会变成什么样' },
    async (call) => {
      const acting = await actingOf(call, services)
      return rehearseEntering({
        ...acting,
        ...caseOf(await applicationOf(call)),
        given: { action: 'enter', version: 0, payload: call.body },
        keys: services.keys,
        services,
      })
    },
  )
  route(
    edge,
    {
      endpoint: contract.enterJoining,
      guard: writes,
      procedures: [memberJoining],
      says: '登入名册：成员、首笔出资和入口码一次办成',
      once: true,
    },
    (call) => enter(call, services),
  )
  joiningDoorRoutes(edge, services)
  joiningRequestRoutes(edge, services)
}

/** One transaction: where the slip can not be made, nobody has joined. */
async function enter(call: Call<typeof contract.enterJoining>, services: JoiningServices) {
  const { body } = call
  const { version, slip, ...payload } = body
  const item = await applicationOf(call)
  const handler = services.handlers.find(({ of }) => of === memberJoining)
  if (handler === undefined) throw notFound('个流程')
  const action = item.state === 'resolved' ? 'admit' : 'enter'
  const acting = await actingOf(call, services)
  const after = await takeAction(acting, handler, { id: item.id, given: { action, version, payload } })
  const { person = '', entered = '', joinedOn = '', share } = caseContent.parse(after.payload)
  return {
    member: entered,
    name: person,
    bodyName: item.body_name ?? '',
    joinedOn,
    share: share ? { label: share.label, amount: share.amount } : null,
    slip: slip ? await slipOf(call, services, { member: entered, body: item.body ?? '' }) : null,
  }
}

async function slipOf(
  { trx, request }: Pick<Call, 'trx' | 'request'>,
  { keys, clock }: JoiningServices,
  of: { member: string; body: string },
) {
  const body = await findLedgerBody(trx, of.body)
  if (!body) throw notFound('家合作社')
  const origin = `${request.protocol}://${request.host}`
  const { codes, endsOn } = take(
    await issueCodes(
      { trx, keys, body },
      { members: [of.member], replace: true, origin, now: clock.now(), today: clock.today() },
    ),
  )
  const [code] = codes
  return code === undefined ? null : { code, endsOn }
}

async function applicationOf({
  trx,
  params,
}: Pick<Call, 'trx'> & { params: { id: string } }): Promise<ItemRow> {
  const item = await findItem(trx, { procedure: memberJoining.id, id: params.id })
  if (!item) throw notFound('件入社申请')
  return item
}

/** What is known of who applies, and whether one more of that kind may be entered today. */
async function readJoining(call: Call<typeof contract.readJoining>, services: JoiningServices) {
  const item = await applicationOf(call)
  const { trx } = call
  const { person = '', phone = '', kind = '农民' } = caseContent.parse(item.payload)
  const whose = { home: item.home, body: item.body ?? '', day: services.clock.today() }
  const federation = (await findCaseBody(trx, whose.body))?.federation === true
  const entered = mayEnter(await compositionOf(trx, whose), kind, federation)
  const out = await wantsOut(trx, { home: item.home, item: item.id })
  return {
    known: [
      ...(out === null ? [] : [`申请人 ${dayOf(out)} 在网上要求撤回，请向本人核实后按“申请人撤回”办`]),
      ...(await knownOfApplicant(trx, item, { person, phone })),
    ],
    bounds: entered.ok ? [] : [...entered.problems],
  }
}
