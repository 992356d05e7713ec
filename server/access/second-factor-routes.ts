/** One's own second factor: like sign-in outside of any transaction of a person, so that none ever reads a secret. */
import type { FastifyRequest } from 'fastify'
import * as contract from '#contract/access/second-factor.ts'
import { wantsSecondFactor } from '#core/access/second-factor.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import type { Caller, Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'
import * as factor from './second-factor.ts'
import { factorOf, turnOff } from './second-factor-store.ts'
import { readRules } from './security-routes.ts'
import { confirmSecondFactor } from './sign-in.ts'

const LIMIT = { config: { rateLimit: { max: 30, timeWindow: 60_000 } } }

/** Reading, beginning, turning on and off, new recovery codes. */
export function secondFactorRoutes(edge: Edge, services: Services): void {
  const { app, clock, deployment } = services
  const { server } = edge
  const seen = (request: FastifyRequest) => ({ now: clock.now(), address: request.ip })
  server.get(contract.readSecondFactor.path, async (request, reply) => {
    const caller = await owner(edge, request)
    const held = await factorOf(app, caller.id)
    const rules = await readRules(app)
    return reply.header('cache-control', 'no-store').send({
      onSince: held?.on_since?.toISOString() ?? null,
      codesLeft: held?.codes_left ?? 0,
      required: rolesOf(caller).some((role) => wantsSecondFactor(role, rules.secondFactorFor)),
    })
  })
  server.post(contract.beginSecondFactor.path, LIMIT, async (request, reply) => {
    const { id: account, username } = await owner(edge, request)
    const issuer = `禾社 ${deployment.areaName}`
    return reply.send(
      take(await factor.beginSecondFactor(services, { account, username, issuer, ...seen(request) })),
    )
  })
  server.post(contract.turnOnSecondFactor.path, LIMIT, async (request, reply) => {
    const caller = await owner(edge, request)
    const { code } = contract.turnOnSecondFactor.body.parse(request.body)
    return reply.send(
      take(await factor.turnOnSecondFactor(services, caller.id, { ...seen(request), typed: code })),
    )
  })
  server.post(contract.renewRecoveryCodes.path, LIMIT, async (request, reply) => {
    const caller = await confirmed(edge, services, request)
    const codes = await factor.renewRecoveryCodes(services, { account: caller.id, address: request.ip })
    return reply.send({ codes })
  })
  server.post(contract.turnOffSecondFactor.path, LIMIT, async (request, reply) => {
    const rules = await readRules(app)
    const { role, standsInFor } = await owner(edge, request)
    // Then the role is a colleague's, and says nothing of what one's own must have.
    if (standsInFor)
      throw new Refusal(422, [
        refused('second-factor-standing-in', '正在代班，不能关闭自己的动态口令；请先回到本人'),
      ])
    if (wantsSecondFactor(role, rules.secondFactorFor))
      throw new Refusal(422, [
        refused(
          'second-factor-required',
          '您的岗位登录须用动态口令，不能关闭；换手机请找安全管理员重置，或先用恢复码登录',
        ),
      ])
    const caller = await confirmed(edge, services, request)
    await turnOff(app, { account: caller.id, address: request.ip })
    return reply.send({})
  })
}

/** The role of the session and, of who stands in for a colleague, his own. */
const rolesOf = ({ role, standsInFor }: Caller): string[] =>
  standsInFor ? [role, standsInFor.ownRole] : [role]

/** Who shows his second factor once more: an open session alone is not enough to change it. */
async function confirmed(edge: Edge, services: Services, request: FastifyRequest): Promise<Caller> {
  const caller = await owner(edge, request)
  const { code } = contract.turnOffSecondFactor.body.parse(request.body)
  const agent = request.headers['user-agent'] ?? ''
  const from = { now: services.clock.now(), address: request.ip, agent, typed: code }
  take(await confirmSecondFactor(services, { id: caller.id, username: caller.username, ...from }))
  return caller
}

/** The person of a session of the pages, with the token of the page where something is changed. */
async function owner(edge: Edge, request: FastifyRequest): Promise<Caller> {
  const caller = await edge.authenticate(request)
  if (!caller || caller.token) throw new Refusal(401, [refused('signed-out', '登录已失效，请重新登录')])
  if (request.method !== 'GET' && request.headers['x-heshe-csrf'] !== caller.csrf)
    throw new Refusal(403, [refused('csrf', '页面已过期，请刷新后再操作')])
  if (caller.mustChangePassword)
    throw new Refusal(403, [refused('must-change-password', '首次登录请先修改密码')])
  return caller
}
