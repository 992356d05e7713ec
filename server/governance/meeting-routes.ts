/** Members' meetings over HTTP, beside what every procedure has. */
import * as contract from '#contract/governance/meetings.ts'
import { may, type Role } from '#core/access/role.ts'
import { thresholdOf } from '#core/governance/agenda.ts'
import { generalMeeting } from '#core/governance/general-meeting.ts'
import { notFound } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { findCaseBody, type CaseBody } from '#server/membership/life-store.ts'
import type { Acting } from '#server/procedure/act.ts'
import { actingOf, type ProcedureServices } from '#server/procedure/routes.ts'
import { findItem, openItems } from '#server/procedure/store.ts'
import { charterRoutes } from './charter-routes.ts'
import { termsOn } from './charter-store.ts'
import { planned, type MeetingSubjects } from './meeting-handler.ts'
import { replaceableOf, replacementsOf, rollOn } from './meeting-store.ts'

type MeetingServices = Pick<ProcedureServices, 'clock' | 'loadCalendar'>

const reads = (role: string): boolean => may(role as Role, 'readBooks')
const opens = (role: string): boolean => generalMeeting.opens.includes(role)

/** The endpoints of members' meetings. */
export function meetingRoutes(edge: Edge, services: MeetingServices, subjects: MeetingSubjects): void {
  charterRoutes(edge, services)
  route(
    edge,
    { endpoint: contract.readMeetingSubjects, guard: opens, says: '成员大会可以审议的事项' },
    async (call) => {
      const body = await bodyOf(call)
      const acting = await actingOf(call, services)
      const roll = await rollOn(call.trx, { ...body, day: acting.today })
      return {
        bodyName: body.name,
        federation: body.federation,
        members: roll.length,
        subjects: await subjects.offered(acting, body),
        replaceable: await replaceableOf(call.trx, body),
      }
    },
  )
  route(edge, { endpoint: contract.openMeeting, guard: opens, says: '筹备成员大会' }, async (call) => {
    const body = await bodyOf(call)
    const acting = await actingOf(call, services)
    const payload = await planned(acting, { ...body, typed: call.body, subjects })
    const { occasion, by, heldOn } = call.body
    const kind = `${occasion === 'interim' ? '临时' : ''}成员${by === 'delegates' ? '代表' : ''}大会`
    const [id = ''] = await openItems(call.trx, generalMeeting, {
      items: [
        {
          home: body.home,
          area: body.area,
          body: body.body,
          title: `${heldOn.slice(0, 4)} 年${kind}`,
          payload,
        },
      ],
      day: acting.today,
    })
    return { id }
  })
  route(edge, { endpoint: contract.readMeeting, guard: reads, says: '一次成员大会' }, async (call) =>
    readMeeting(call, await actingOf(call, services), subjects),
  )
}

async function bodyOf({ trx, params }: Pick<Call, 'trx'> & { params: { body: string } }): Promise<CaseBody> {
  const found = await findCaseBody(trx, params.body)
  if (!found) throw notFound('家合作社')
  return found
}

async function readMeeting(
  { trx, params }: Call<typeof contract.readMeeting>,
  acting: Acting,
  subjects: MeetingSubjects,
) {
  const item = await findItem(trx, { procedure: generalMeeting.id, id: params.id })
  if (!item) throw notFound('次成员大会')
  const content = contract.meetingContent.parse(item.payload)
  const body = item.body ?? ''
  const terms = await termsOn(trx, { home: item.home, body, day: content.heldOn })
  const standing = await subjects.standing(
    acting,
    content.agenda.flatMap((one) => one.subject ?? []),
  )
  const others = await replacementsOf(trx, {
    home: item.home,
    body,
    meeting: item.id,
    agenda: content.agenda,
  })
  const said = (meeting: string | null, says: string | null) =>
    meeting === null || says === null ? null : { meeting, says }
  return {
    id: item.id,
    code: item.code,
    title: item.title,
    body,
    bodyName: item.body_name ?? '',
    federation: (await findCaseBody(trx, body))?.federation === true,
    state: item.state,
    stateLabel: generalMeeting.states[item.state]?.label ?? item.state,
    content,
    terms,
    matters: content.agenda.map((one) => standing.get(one.subject?.id ?? '') ?? null),
    replaces: others.map((one) => said(one.earlier, one.earlier_says)),
    replacedBy: others.map((one) => said(one.later, one.later_says)),
    thresholds: content.agenda.map((one) => thresholdOf(one.kind, one.charter).says),
    roll: await rollOn(trx, { home: item.home, body, day: content.heldOn }),
  }
}
