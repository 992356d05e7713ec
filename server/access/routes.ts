import type { FastifyReply, FastifyRequest } from 'fastify'
import * as contract from '#contract/access.ts'
import { standIn } from '#contract/access/substitutions.ts'
import { may, PERMISSIONS, ROLES, type Permission, type Role } from '#core/access/role.ts'
import { refused } from '#core/values/problem.ts'
import { withScope } from '#server/database/connect.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { asUuid } from '#server/database/columns.ts'
import type { Caller, Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'
import { areaName, bodyNames } from './names.ts'
import { secondFactorRoutes } from './second-factor-routes.ts'
import * as signs from './sign-in.ts'
import * as store from './store.ts'
import { placesToTake } from './substitutions.ts'
import { userRoutes } from './user-routes.ts'

const COOKIE = 'heshe_session'

/** The cookie of the session; over HTTPS with the prefix that ties it to this host alone. */
export function cookieName(request: Pick<FastifyRequest, 'protocol'>): string {
  return request.protocol === 'https' ? `__Host-${COOKIE}` : COOKIE
}

/** Demonstration sign-ins, shown on the sign-in page of the fictional county only. */
export interface DemoSignIn {
  username: string
  password: string
  role: string
  says: string
}

/** Sign-in, sign-out, change of password, and the users of the deployment. */
export function accessRoutes(edge: Edge, services: Services, demoSignIns: readonly DemoSignIn[]): void {
  sessionRoutes(edge, services, demoSignIns)
  standInRoute(edge, services)
  secondFactorRoutes(edge, services)
  userRoutes(edge, services)
}

function sessionRoutes(edge: Edge, services: Services, demoSignIns: readonly DemoSignIn[]): void {
  const { app, clock, deployment } = services
  edge.server.get(contract.welcome.path, (_request, reply) =>
    reply.send({
      demo: deployment.demo,
      countyName: deployment.areaName,
      signIns: deployment.demo ? demoSignIns : [],
    }),
  )
  edge.server.post(
    contract.signIn.path,
    { config: { rateLimit: { max: 30, timeWindow: 60_000 } } },
    async (request, reply) => {
      const given = contract.signIn.body.safeParse(request.body)
      if (!given.success) throw new Refusal(400, [refused('sign-in-empty', '请填写用户名和密码')])
      const agent = request.headers['user-agent'] ?? ''
      const { token } = take(
        await signs.signIn(services, { ...given.data, address: request.ip, agent, now: clock.now() }),
        401,
      )
      setCookie(reply, token, request)
      const seen = { now: clock.now(), today: clock.today(), address: request.ip }
      const caller = await signs.authenticate(app, token, seen)
      return reply.send(await sessionOf(services, caller))
    },
  )
  edge.server.get(contract.readSession.path, async (request, reply) => {
    return reply
      .header('cache-control', 'no-store')
      .send(await sessionOf(services, await edge.authenticate(request)))
  })
  edge.server.delete(contract.signOut.path, async (request, reply) => {
    const caller = await edge.authenticate(request)
    // Another site must not be able to sign anybody out.
    if (caller && request.headers['x-heshe-csrf'] !== caller.csrf)
      throw new Refusal(403, [refused('csrf', '页面已过期，请刷新后再操作')])
    const token = request.cookies[cookieName(request)]
    if (token) await signs.signOut(app, token)
    return reply
      .clearCookie(cookieName(request), { path: '/', secure: request.protocol === 'https' })
      .header('clear-site-data', '"cache"')
      .send({})
  })
  const config = { rateLimit: { max: 30, timeWindow: 60_000 } }
  edge.server.post(contract.changePassword.path, { config }, async (request, reply) => {
    const caller = await edge.authenticate(request)
    if (!caller || request.headers['x-heshe-csrf'] !== caller.csrf) throw signedOut()
    const { current, next } = contract.changePassword.body.parse(request.body)
    const user = await store.accountToVerify(app, { id: caller.id })
    if (!user) throw signedOut()
    const bodies = [...(await bodyNames(app, caller)).values()]
    const from = { address: request.ip, agent: request.headers['user-agent'] ?? '', now: clock.now() }
    const { token } = take(await signs.choosePassword(app, { user, bodies, current, next, ...from }))
    setCookie(reply, token, request)
    const seen = { ...from, today: clock.today() }
    return reply.send(await sessionOf(services, await signs.authenticate(app, token, seen)))
  })
}

/** The session takes the place of somebody on leave, or is one's own again. */
function standInRoute(edge: Edge, services: Services): void {
  const { app, clock } = services
  edge.server.post(standIn.path, async (request, reply) => {
    const caller = await edge.authenticate(request)
    const token = request.cookies[cookieName(request)]
    if (!caller || caller.token || !token) throw signedOut()
    if (request.headers['x-heshe-csrf'] !== caller.csrf)
      throw new Refusal(403, [refused('csrf', '页面已过期，请刷新后再操作')])
    if (caller.mustChangePassword)
      throw new Refusal(403, [refused('must-change-password', '首次登录请先修改密码')])
    const { substitution } = standIn.body.parse(request.body)
    const seen = { now: clock.now(), today: clock.today(), address: request.ip }
    const which = substitution === null ? null : asUuid(substitution)
    if (!(await signs.standIn(app, token, { ...seen, substitution: which })))
      throw new Refusal(422, [refused('stand-in-not-now', '这次代班今天不生效，或者已经结束')])
    return reply.send(await sessionOf(services, await signs.authenticate(app, token, seen)))
  })
}

function signedOut(): Refusal {
  return new Refusal(401, [refused('signed-out', '登录已失效，请重新登录')])
}

function setCookie(reply: FastifyReply, token: string, request: FastifyRequest): void {
  const secure = request.protocol === 'https'
  void reply.setCookie(cookieName(request), token, { path: '/', httpOnly: true, sameSite: 'strict', secure })
}

async function sessionOf(services: Services, caller: Caller | null): Promise<contract.Session> {
  if (!caller) throw signedOut()
  const names = await bodyNames(services.app, caller)
  return {
    user: {
      id: caller.id,
      username: caller.username,
      name: caller.standsInFor?.ownName ?? caller.name,
      role: caller.role as Role,
      roleLabel: ROLES[caller.role as Role],
    },
    area: caller.area,
    areaName: await areaName(
      services.app,
      caller.area,
      caller.scope['national'] === 'on' ? '全国' : services.deployment.areaName,
    ),
    bodies: caller.bodies.map((id) => ({ id, name: names.get(id) ?? '' })),
    permissions: (Object.keys(PERMISSIONS) as Permission[]).filter((one) => may(caller.role as Role, one)),
    mustChangePassword: caller.mustChangePassword,
    mustAddSecondFactor: caller.mustAddSecondFactor === true,
    demo: services.deployment.demo,
    today: services.clock.today(),
    standsInFor: caller.standsInFor
      ? { name: caller.standsInFor.name, until: caller.standsInFor.until }
      : null,
    placesToTake: await withScope(services.app, caller.scope, (trx) =>
      placesToTake(trx, caller, services.clock.today()),
    ),
    csrf: caller.csrf,
  }
}
