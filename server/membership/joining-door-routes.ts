/**
 * The door at which somebody applies without an account. Nobody is signed in and no cookie is read: the receipt alone opens an
 * application, and what is not there is answered like what is closed.
 */
import { createHash, randomInt } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import * as contract from '#contract/membership/joining-doors.ts'
import {
  APPLICANTS,
  CONSENT,
  DOOR_RULES,
  DOOR_SIGNS,
  readReceipt,
  RECEIPT_SIGNS,
  SIGNS,
  standing,
} from '#core/membership/joining-door.ts'
import { addDays } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { dayOf } from '#server/clock.ts'
import { fingerprint } from '#server/database/crypt.ts'
import { malformed, Refusal } from '#server/http/refusal.ts'
import type { Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'
import * as store from './joining-door-store.ts'

/** Calls of one address in a minute. */
const LOOKS = 60
const APPLICATIONS = 30
const RECEIPTS = 20

/** A new code of a door. */
export const newDoorCode = (): string => signs(DOOR_SIGNS)

const signs = (count: number): string =>
  Array.from({ length: count }, () => SIGNS.charAt(randomInt(SIGNS.length))).join('')

const CLOSED = refused(
  'joining-door-closed',
  '这里没有入社申请的入口：二维码不对，或者合作社没有开通。请再扫一次，或到合作社当面申请',
)
const BUSY = refused('joining-door-busy', '收到的申请太多，暂时收不下。请过几天再来，或到合作社当面申请')
const FULL = refused(
  'joining-door-full',
  '这家合作社还有许多申请没有答复，暂时收不下。请过几天再来，或到合作社当面申请',
)
const ELSEWHERE = refused(
  'joining-receipt-elsewhere',
  '这个回执号是向另一家合作社申请时用的，这一家没有收到。请重新打开这一页，再填一次',
)
const NO_RECEIPT = refused(
  'joining-receipt-wrong',
  '没有找到这个回执号。请对照截图再输一次；过期的、已经删除的也查不到',
)

/** The four endpoints that stand open. */
export function joiningDoorRoutes(edge: Edge, services: Services): void {
  const limit = (max: number) => ({ config: { rateLimit: { max, timeWindow: 60_000 } } })
  const { server, app } = edge
  server.get(contract.readDoor.path, limit(LOOKS), async (request, reply) => {
    const found = await store.openDoor(app, doorOf(request))
    if (!found) throw new Refusal(404, [CLOSED])
    return answer(reply, contract.readDoor, {
      bodyName: found.body_name,
      areaName: found.area_name,
      notice: found.notice,
    })
  })
  server.post(contract.applyAtDoor.path, limit(APPLICATIONS), async (request, reply) =>
    answer(reply, contract.applyAtDoor, await apply(edge, services, request)),
  )
  server.post(contract.readStanding.path, limit(RECEIPTS), async (request, reply) =>
    answer(reply, contract.readStanding, await stands(edge, receiptOf(request))),
  )
  server.post(contract.withdrawApplication.path, limit(RECEIPTS), async (request, reply) => {
    const receipt = receiptOf(request)
    await store.withdraw(app, { receipt, now: services.clock.now(), today: services.clock.today() })
    return answer(reply, contract.withdrawApplication, await stands(edge, receipt))
  })
}

function answer<E extends { response: z.ZodType }>(
  reply: FastifyReply,
  endpoint: E,
  given: z.input<E['response']>,
): FastifyReply {
  return reply.header('cache-control', 'no-store').send(endpoint.response.parse(given))
}

const doorOf = (request: FastifyRequest): string =>
  contract.readDoor.params.parse(request.params).door.toUpperCase()

/** As a receipt is kept: nothing can be learnt of it. One that can be none is looked for like any other. */
const digest = (receipt: string): Buffer => createHash('sha256').update(`joining ${receipt}`).digest()

function receiptOf(request: FastifyRequest): Buffer {
  const given = contract.readStanding.body.safeParse(request.body)
  if (!given.success) throw malformed(given.error)
  return digest(readReceipt(given.data.receipt))
}

async function apply(
  edge: Edge,
  { clock, keys }: Services,
  request: FastifyRequest,
): Promise<contract.Applied> {
  const given = contract.applyAtDoor.body.safeParse(request.body)
  if (!given.success) throw malformed(given.error)
  const { applicant, grows, brings, person, phone, village } = given.data
  const { farm, kind } = APPLICANTS[applicant]
  const receipt = given.data.receipt ?? signs(RECEIPT_SIGNS)
  const keptUntil = addDays(clock.today(), DOOR_RULES.keptDays)
  const came = await store.apply(edge.app, {
    door: doorOf(request),
    receipt: digest(receipt),
    address: fingerprint(keys, `joining address ${request.ip}`),
    given: {
      person,
      phone,
      village,
      kind,
      farm,
      grows: grows || null,
      brings: brings || null,
      consent: CONSENT.version,
    },
    now: clock.now(),
    until: keptUntil,
  })
  if (came === 'closed') throw new Refusal(404, [CLOSED])
  if (came === 'elsewhere') throw new Refusal(409, [ELSEWHERE])
  if (came === 'full') throw new Refusal(429, [FULL])
  if (came === 'busy') throw new Refusal(429, [BUSY])
  return { receipt, keptUntil }
}

async function stands(edge: Edge, receipt: Buffer): Promise<contract.Standing> {
  const row = await store.readReceiptRow(edge.app, receipt)
  if (!row) throw new Refusal(404, [NO_RECEIPT])
  const { state, case_state: caseState, said, wants_out: wantsOut } = row
  return {
    bodyName: row.body_name,
    appliedOn: dayOf(row.received_at),
    ...standing({ state, caseState, said, wantsOut }),
    mayWithdraw:
      state === 'open' ||
      (state === 'taken' &&
        !wantsOut &&
        ['applied', 'checked', 'accepted', 'voted', 'resolved'].includes(caseState ?? '')),
  }
}
