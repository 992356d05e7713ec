/** Cases of members over HTTP: seeing what will happen, opening, a member as of a day, papers to be signed. */
import type { z } from 'zod'
import * as contract from '#contract/membership/life.ts'
import { may, type Role } from '#core/access/role.ts'
import { holderOn, MEMBER_ROLES, ROLE_SAYS, spansOf, type MemberRole } from '#core/membership/member-roles.ts'
import { memberProcedures } from '#core/membership/member-procedures.ts'
import { addDays } from '#core/values/day.ts'
import { sayDue } from '#core/membership/resettlement.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { open } from '#server/database/crypt.ts'
import { notFound, take } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { readItem } from '#server/procedure/act.ts'
import { actingOf, type ProcedureServices } from '#server/procedure/routes.ts'
import { mask } from '#server/register/present.ts'
import type { Services } from '#server/services.ts'
import { casePaper } from './case-papers.ts'
import { joiningRoutes, type JoiningServices } from './joining-routes.ts'
import * as life from './life-store.ts'
import { openMemberCase, planCase } from './open-case.ts'
import { settledMembers, settlementsOf, type SettlementRow } from './settlement-store.ts'
import { membersOf } from './store.ts'

export interface CaseRouteServices
  extends Services, Pick<ProcedureServices, 'loadCalendar'>, JoiningServices {}

const reads = (role: string): boolean => may(role as Role, 'readShares')
const writes = (role: string): boolean => may(role as Role, 'keepShares')

/** The endpoints of members' cases, beside those that every procedure has. */
export function memberCaseRoutes(edge: Edge, services: CaseRouteServices): void {
  route(
    edge,
    { endpoint: contract.previewMemberCase, guard: writes, says: '试看成员事项会怎样办' },
    async (call) => {
      const planned = take(await planCase(await actingOf(call, services), await bodyOf(call), call.body))
      return { happens: planned.happens }
    },
  )
  route(
    edge,
    { endpoint: contract.openMemberCase, guard: writes, says: '受理成员事项（入社、退社、亡故、户内变更）' },
    async (call) => {
      const acting = await actingOf(call, services)
      const body = await bodyOf(call)
      const planned = take(await planCase(acting, body, call.body))
      const id = await openMemberCase(acting, body, { planned, keys: services.keys })
      return { id, procedure: planned.of.id }
    },
  )
  route(
    edge,
    { endpoint: contract.listCaseMembers, guard: reads, says: '可以办理事项的成员' },
    async (call) => {
      const body = await bodyOf(call)
      const members = await membersOf(call.trx, { ...body, body_name: body.name, area_name: '' })
      return {
        bodyName: body.name,
        members: members.filter((one) => one.present).map(({ id, name, kind }) => ({ id, name, kind })),
        settled: await settledMembers(call.trx, body),
      }
    },
  )
  route(
    edge,
    {
      endpoint: contract.readMemberLife,
      guard: reads,
      says: '一名成员某一天的权利人、收款人、账户和办理的事项',
    },
    (call) => readLife(call, services),
  )
  joiningRoutes(edge, services)
  paperRoute(edge, services)
}

/** What a case has signed. */
function paperRoute(edge: Edge, services: CaseRouteServices): void {
  bytesRoute(
    edge,
    {
      method: 'GET',
      path: contract.CASE_PAPER_PATH,
      guard: reads,
      says: '成员事项的申请书和结算单（.docx）',
    },
    async (call) => {
      const { procedure, id } = call.params as { procedure: string; id: string }
      const of = memberProcedures.find((one) => one.id === procedure)
      if (!of) throw notFound('个流程')
      const item = await readItem(await actingOf(call, services), { of }, id)
      const { name, bytes } = await casePaper(item)
      return asDownload(call.reply, { name, bytes })
    },
  )
}

async function bodyOf({
  trx,
  params,
}: Pick<Call, 'trx'> & { params: { body: string } }): Promise<life.CaseBody> {
  const found = await life.findCaseBody(trx, params.body)
  if (!found) throw notFound('家合作社')
  return found
}

const ENDS = { left: '退社', expelled: '除名', died: '亡故' } as const

async function readLife(call: Call<typeof contract.readMemberLife>, services: CaseRouteServices) {
  const { trx, params, query, caller } = call
  const member = await life.findLifeMember(trx, params.member)
  if (!member) throw notFound('名成员')
  const on = query.on ?? services.clock.today()
  const of = { home: member.home, body: member.body, member: member.id }
  const said = await life.rolesSaid(trx, of)
  const spans = spansOf(
    said.map((one) => ({ ...one, member: member.id })),
    (day) => addDays(day, -1),
  )
  const byOrder = new Map(said.map((one) => [one.order, one]))
  const wire = (role: MemberRole, span: (typeof spans)[number] | undefined) => {
    const row = span && byOrder.get(span.order)
    return {
      role,
      label: MEMBER_ROLES[role],
      says: ROLE_SAYS[role],
      person: span?.person ?? member.name,
      relation: row?.relation ?? null,
      account: row?.account ? mask(open(services.keys, row.account).toString(), 'bankAccount') : null,
      from: span?.from ?? null,
      until: span?.until ?? null,
      ground: row?.ground ?? null,
    }
  }
  const standing = await life.standingOf(trx, { ...of, day: on })
  const settlements = await settlementsOf(trx, of)
  return {
    body: member.body,
    bodyName: member.body_name,
    name: member.name,
    on,
    joinedOn: member.joined_on,
    ended:
      member.ended_on === null || member.ended_kind === null
        ? null
        : { day: member.ended_on, label: ENDS[member.ended_kind] },
    now: (Object.keys(MEMBER_ROLES) as MemberRole[]).map((role) => wire(role, holderOn(spans, role, on))),
    past: spans.toSorted((a, b) => (a.from < b.from ? 1 : -1)).map((span) => wire(span.role, span)),
    cases: (await life.casesOf(trx, of)).map((row) => ({
      ...row,
      openedOn: row.opened_on,
      stateLabel:
        memberProcedures.find((one) => one.id === row.procedure)?.states[row.state]?.label ?? row.state,
    })),
    standing: {
      contribution: wireOfFen(standing.contribution),
      reserve: wireOfFen(standing.reserve),
      subsidy: wireOfFen(standing.subsidy),
      gift: wireOfFen(standing.gift),
      unpaidSurplus: wireOfFen(standing.unpaidSurplus),
    },
    settlements: settlements.map(toWireSettlement),
    settled: settlements.some((one) => one.state === 'repaid'),
    mayWrite: writes(caller.role),
  }
}

function toWireSettlement(row: SettlementRow): z.input<typeof contract.memberLife>['settlements'][number] {
  const { id, procedure, code, reason, voucher } = row
  const total = fenOfWire((row.settlement ?? row.resettlement)?.total ?? '0') ?? 0n
  return {
    id,
    procedure,
    code,
    reason,
    voucher,
    says: sayDue(total),
    stateLabel: memberProcedures.find((one) => one.id === procedure)?.states[row.state]?.label ?? row.state,
    settledOn: (row.settlement ?? row.resettlement)?.settledOn ?? '',
    paidOn: row.paid_on,
  }
}
