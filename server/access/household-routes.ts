/** The households' door over HTTP: a cookie of its own, read on the households' paths alone. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as contract from '#contract/access/household.ts'
import { refused } from '#core/values/problem.ts'
import { withScope } from '#server/database/connect.ts'
import { malformed, Refusal, take } from '#server/http/refusal.ts'
import type { Caller, Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'
import { changePin } from './household-pin.ts'
import { householdSelf } from './household-store.ts'
import * as door from './household.ts'

const COOKIE = 'heshe_household'
const TRIES_A_MINUTE = 20

/** Whether a request is one of a household's own paths; a household is nobody elsewhere. */
export function isHouseholdPath(url: string): boolean {
  return url.startsWith('/api/household/')
}

/** The cookie of the session; over HTTPS with the prefix that ties it to this host alone. */
export function householdCookie(request: Pick<FastifyRequest, 'protocol'>): string {
  return request.protocol === 'https' ? `__Host-${COOKIE}` : COOKIE
}

/** Coming in, staying, leaving. */
export function householdDoorRoutes(edge: Edge, services: Services): void {
  const { app, keys, clock } = services
  const config = { rateLimit: { max: TRIES_A_MINUTE, timeWindow: 60_000 } }
  const seenOf = (request: FastifyRequest) => ({
    address: request.ip,
    agent: request.headers['user-agent'] ?? '',
    now: clock.now(),
    today: clock.today(),
  })
  edge.server.post(contract.enterFirst.path, { config }, async (request, reply) => {
    const given = contract.enterFirst.body.safeParse(request.body)
    if (!given.success) throw malformed(given.error)
    const seen = seenOf(request)
    const { token } = take(await door.enterFirst({ db: app, keys }, { ...given.data, ...seen }), 401)
    return letIn(services, { request, reply, token })
  })
  edge.server.post(contract.enterAgain.path, { config }, async (request, reply) => {
    const given = contract.enterAgain.body.safeParse(request.body)
    if (!given.success) throw malformed(given.error)
    const seen = seenOf(request)
    const { token } = take(await door.enterAgain({ db: app, keys }, { ...given.data, ...seen }), 401)
    return letIn(services, { request, reply, token })
  })
  edge.server.get(contract.readHousehold.path, async (request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .send(await sessionOf(services, await edge.authenticate(request))),
  )
  edge.server.post(contract.changePin.path, { config }, async (request, reply) => {
    const { caller, token } = await ownCall(edge, request)
    const given = contract.changePin.body.safeParse(request.body)
    if (!given.success) throw malformed(given.error)
    const changed = await changePin({ db: app, keys }, { caller, token, ...given.data, ...seenOf(request) })
    take(changed, !changed.ok && changed.problems[0]?.code === 'household-locked' ? 401 : 422)
    return reply.header('cache-control', 'no-store').send({})
  })
  edge.server.delete(contract.leaveHousehold.path, async (request, reply) => {
    const { token } = await ownCall(edge, request)
    await door.leaveHousehold(app, token)
    const secure = request.protocol === 'https'
    return reply.clearCookie(householdCookie(request), { path: '/', secure }).send({})
  })
}

/** A writing call of a household: signed in, from a page of its own. */
async function ownCall(edge: Edge, request: FastifyRequest): Promise<{ caller: Caller; token: string }> {
  const caller = await edge.authenticate(request)
  const token = request.cookies[householdCookie(request)]
  if (!caller || token === undefined) throw signedOut()
  if (request.headers['x-heshe-csrf'] !== caller.csrf)
    throw new Refusal(403, [refused('csrf', '页面已过期，请刷新后再操作')])
  return { caller, token }
}

async function letIn(
  services: Services,
  of: { request: FastifyRequest; reply: FastifyReply; token: string },
): Promise<FastifyReply> {
  const { request, reply, token } = of
  const secure = request.protocol === 'https'
  const caller = await door.authenticateHousehold(services.app, token, {
    now: services.clock.now(),
    address: request.ip,
  })
  void reply.setCookie(householdCookie(request), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
  })
  return reply.header('cache-control', 'no-store').send(await sessionOf(services, caller))
}

async function sessionOf(services: Services, caller: Caller | null): Promise<contract.HouseholdSession> {
  if (!caller) throw signedOut()
  const self = await withScope(services.app, caller.scope, householdSelf)
  if (!self) throw signedOut()
  return {
    bodyName: self.body_name,
    name: self.name,
    number: self.number,
    today: services.clock.today(),
    demo: services.deployment.demo,
    csrf: caller.csrf,
  }
}

function signedOut(): Refusal {
  return new Refusal(401, [refused('signed-out', '登录已失效，请重新登录')])
}
