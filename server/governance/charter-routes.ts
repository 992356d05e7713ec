/** Versions of a charter, and resolutions to refer to, over HTTP. */
import * as contract from '#contract/governance/charters.ts'
import { may, type Role } from '#core/access/role.ts'
import { charterOn } from '#core/governance/charter.ts'
import { generalMeeting } from '#core/governance/general-meeting.ts'
import type { Clock } from '#server/clock.ts'
import { notFound, take } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { findCaseBody, type CaseBody } from '#server/membership/life-store.ts'
import { enterCharter, stepCharter } from './charter.ts'
import * as store from './charter-store.ts'

const reads = (role: string): boolean => may(role as Role, 'readBooks')
const writes = (role: string): boolean => generalMeeting.opens.includes(role)

/** The endpoints of charters and resolutions. */
export function charterRoutes(edge: Edge, services: { clock: Clock }): void {
  const today = (): string => services.clock.today()
  route(
    edge,
    { endpoint: contract.listResolutions, guard: reads, says: '一社成员大会的决议' },
    async (call) => {
      const { kind, passed } = call.query
      const rows = await store.resolutionsOf(call.trx, {
        ...(await bodyOf(call)),
        kind,
        passed: passed === 'yes',
      })
      return { resolutions: rows.map(toWireResolution) }
    },
  )
  route(edge, { endpoint: contract.readCharters, guard: reads, says: '一社章程的各版' }, (call) =>
    readAll(call, today()),
  )
  route(edge, { endpoint: contract.addCharter, guard: writes, says: '登记一版章程' }, async (call) => {
    const body = await bodyOf(call)
    return { id: take(await enterCharter(call.trx, body, { typed: call.body, today: today() })) }
  })
  route(
    edge,
    { endpoint: contract.stepCharter, guard: writes, says: '章程备案，或撤回误登的一版' },
    async (call) => {
      const charter = await store.findCharter(call.trx, call.params.id)
      if (!charter) throw notFound('一版章程')
      take(await stepCharter(call.trx, charter, { ...call.body, today: today() }))
      return {}
    },
  )
}

async function bodyOf({ trx, params }: Pick<Call, 'trx'> & { params: { body: string } }): Promise<CaseBody> {
  const found = await findCaseBody(trx, params.body)
  if (!found) throw notFound('家合作社')
  return found
}

async function readAll(call: Call<typeof contract.readCharters>, today: string) {
  const body = await bodyOf(call)
  const rows = await store.chartersOf(call.trx, body)
  const standing = rows.filter((one) => one.voided === null)
  const used = new Set(standing.map((one) => `${one.meeting}/${one.item}`))
  const resolved = await store.resolutionsOf(call.trx, { ...body, kind: 'charter', passed: true })
  const oldestFirst = standing.map(({ in_force, number }) => ({ inForce: in_force, number })).toReversed()
  return {
    bodyName: body.name,
    registeredOn: await store.registeredOn(call.trx, body.body),
    mayWrite: writes(call.caller.role),
    versions: rows.map(toWire),
    current: charterOn(oldestFirst, today)?.number ?? null,
    open: resolved.filter((one) => !used.has(`${one.meeting}/${one.number}`)).map(toWireResolution),
  }
}

/** 2026 年成员大会（DH2026-0001）第 2 项. */
export function resolutionSays(row: { meeting_title: string; code: string; number: number }): string {
  return `${row.meeting_title}（${row.code}）第 ${row.number} 项`
}

function toWireResolution(row: store.ResolutionRow): contract.WireResolution {
  const { meeting, number, title, kind, passed } = row
  return { meeting, number, title, kind, passed, heldOn: row.held_on, says: resolutionSays(row) }
}

function toWire(row: store.CharterRow): contract.WireCharter {
  const { id, number, ground, changed, says, terms, files, voided } = row
  const { meeting, item, code, meeting_title } = row
  const resolution =
    meeting === null || item === null || code === null || meeting_title === null
      ? null
      : {
          meeting,
          says: `${resolutionSays({ meeting_title, code, number: item })}${row.replaced ? '（已被后来的决议代替）' : ''}`,
        }
  return {
    id,
    number,
    ground,
    resolution,
    changed,
    says,
    terms,
    files,
    voided,
    adoptedOn: row.adopted_on,
    inForce: row.in_force,
    filedOn: row.filed_on,
    actor: row.actor_name,
  }
}
