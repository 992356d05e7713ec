/** Accounts, for the security administrator alone: nobody changes his own, the last administrator of a kind stays. */
import { randomUUIDv7 } from 'node:crypto'
import type { Kysely } from 'kysely'
import * as contract from '#contract/access.ts'
import { resetSecondFactor } from '#contract/access/second-factor.ts'
import { ADMINISTRATORS, may, ROLES, type Role } from '#core/access/role.ts'
import { unusedBefore } from '#core/access/unused.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { route, type Caller, type Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'
import { turnOff } from './second-factor-store.ts'
import { onceTerm, readRules } from './security-routes.ts'
import * as signs from './sign-in.ts'
import * as store from './store.ts'

const guard = (role: string): boolean => may(role as Role, 'manageUsers')

/** Listing, making, changing, unlocking, and a one-time password. */
export function userRoutes(edge: Edge, services: Services): void {
  const { clock } = services
  const answer = async (trx: Kysely<unknown>, id: string) => {
    const { unusedDays } = await readRules(trx)
    return wireUser(services, await mustFind(trx, id), unusedDays)
  }
  route(edge, { endpoint: contract.listUsers, guard, says: '用户列表' }, async ({ trx }) => {
    const users = await store.managedUsers(trx)
    const { unusedDays } = await readRules(trx)
    return { users: users.map((one) => wireUser(services, one, unusedDays)) }
  })
  route(
    edge,
    { endpoint: contract.bodiesToGrant, guard, says: '授权时可选的主体' },
    async ({ trx, query }) => ({
      bodies: await store.bodiesToGrant(trx, query.q.trim()),
    }),
  )
  route(
    edge,
    { endpoint: contract.createUser, guard, says: '新建用户', once: true },
    async ({ trx, body }) => {
      if (await store.isNameTaken(trx, body.username))
        throw new Refusal(422, [
          refused('username-taken', `用户名“${body.username}”已有人使用，请换一个`, { field: 'username' }),
        ])
      const password = signs.oneTimePassword()
      const id = randomUUIDv7()
      const passwordHash = await signs.hashPassword(password)
      await store.insertUser(trx, { ...body, id, passwordHash, mustChange: true, now: clock.now() })
      return { user: await answer(trx, id), ...(await toldOnce(trx, { password, now: clock.now() })) }
    },
  )
  route(
    edge,
    { endpoint: contract.updateUser, guard, says: '修改用户' },
    async ({ trx, params, body, caller }) => {
      const user = await mustFindOther(trx, { id: params.id, caller })
      if (body.role && body.role !== user.role)
        for (const role of [user.role as Role, body.role])
          if (ADMINISTRATORS.includes(role)) throw new Refusal(422, [ADMINISTRATOR_ALONE])
      await store.updateUser(trx, params.id, body)
      return answer(trx, params.id)
    },
  )
  route(edge, { endpoint: contract.unlockUser, guard, says: '解锁账号' }, async ({ trx, params, caller }) => {
    await mustFindOther(trx, { id: params.id, caller })
    await store.unlock(trx, params.id)
    return answer(trx, params.id)
  })
  resetPasswordRoute(edge, services)
  resetFactorRoute(edge, services)
}

function resetPasswordRoute(edge: Edge, { clock }: Services): void {
  route(
    edge,
    { endpoint: contract.resetPassword, guard, says: '重置口令', once: true },
    async ({ trx, params, caller }) => {
      await mustFindOther(trx, { id: params.id, caller })
      const password = signs.oneTimePassword()
      const hash = await signs.hashPassword(password)
      await store.setPassword(trx, { user: params.id, hash, mustChange: true, now: clock.now() })
      return toldOnce(trx, { password, now: clock.now() })
    },
  )
}

/** A one-time password as it is told, with its term. */
async function toldOnce(trx: Kysely<unknown>, of: { password: string; now: Date }) {
  const { days, until } = await onceTerm(trx, of.now)
  return { oneTimePassword: of.password, onceDays: days, onceUntil: until.toISOString() }
}

/** Somebody lost his telephone: he signs in by his password alone until he has set up another. */
function resetFactorRoute(edge: Edge, services: Services): void {
  route(
    edge,
    { endpoint: resetSecondFactor, guard, says: '重置动态口令' },
    async ({ trx, params, caller }) => {
      const user = await mustFindOther(trx, { id: params.id, caller })
      if (!(await turnOff(trx, { account: user.id, address: null })))
        throw new Refusal(422, [
          refused('second-factor-off', `${user.name} 没有开启动态口令，不用重置；请刷新页面核对`),
        ])
      const { unusedDays } = await readRules(trx)
      return wireUser(services, await mustFind(trx, user.id), unusedDays)
    },
  )
}

const ADMINISTRATOR_ALONE = refused(
  'administrator-alone',
  '三个管理员岗位与业务岗位互斥，不能由一个账号改任；请另建账号，再停用原账号',
)

async function mustFind(trx: Kysely<unknown>, id: string): Promise<store.ManagedUser> {
  const [user] = UUID.test(id) ? await store.managedUsers(trx, id) : []
  if (!user) throw notFound('个用户')
  return user
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

async function mustFindOther(
  trx: Kysely<unknown>,
  of: { id: string; caller: Caller },
): Promise<store.ManagedUser> {
  if (of.id === of.caller.id)
    throw new Refusal(403, [
      refused('own-account', '不能改自己的账号和权限；请由另一位安全管理员办理，密码可在右上角自己修改'),
    ])
  return mustFind(trx, of.id)
}

function wireUser(services: Services, user: store.ManagedUser, unusedDays: number) {
  const now = services.clock.now()
  const isUnused = !user.disabled && user.used_at < unusedBefore(now, unusedDays)
  return {
    id: user.id,
    username: user.username,
    name: user.name,
    role: user.role as Role,
    roleLabel: ROLES[user.role as Role],
    area: user.area,
    areaName: user.area_name ?? services.deployment.areaName,
    bodies: user.bodies,
    disabled: user.disabled,
    lockedUntil: user.locked_until?.toISOString() ?? null,
    secondFactor: user.second_factor,
    unusedDays: isUnused ? Math.floor((now.getTime() - user.used_at.getTime()) / 86_400_000) : null,
    lastSignIn: user.last_sign_in?.toISOString() ?? null,
  }
}
