/** The three administrators with whom a deployment begins: none of them can do another's work. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { ROLES, type Role } from '#core/access/role.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { turnOff } from './second-factor-store.ts'
import { onceTerm } from './security-routes.ts'
import { hashPassword, oneTimePassword } from './sign-in.ts'
import { insertUser, setPassword } from './store.ts'

const ADMINISTRATORS: readonly { username: string; role: Role }[] = [
  { username: 'guanli', role: 'admin' },
  { username: 'anquan', role: 'security' },
  { username: 'shenji', role: 'auditAdmin' },
]

export interface MadeAdministrator {
  username: string
  role: string
  /** Told once; to be changed at the first sign-in. */
  password: string
}

/** Makes the three; their passwords stand nowhere else. */
export async function makeAdministrators(
  trx: Kysely<unknown>,
  of: { area: string; now: Date },
): Promise<MadeAdministrator[]> {
  const made: MadeAdministrator[] = []
  for (const { username, role } of ADMINISTRATORS) {
    const password = oneTimePassword()
    const passwordHash = await hashPassword(password)
    const user = { id: randomUUID(), username, name: ROLES[role], role, bodies: [], passwordHash, ...of }
    await insertUser(trx, { ...user, mustChange: true })
    made.push({ username, role: ROLES[role], password })
  }
  return made
}

/**
 * A new one-time password for an account of any role, from the machine itself: the way out where no other security
 * administrator can sign in. Its sessions end and a lock is taken off; where the telephone is lost the second factor as well.
 */
export async function resetOnMachine(
  trx: Kysely<unknown>,
  of: { username: string; now: Date; secondFactor?: boolean },
): Promise<Outcome<{ role: string; password: string; days: number; factorTakenOff: boolean }>> {
  const { rows } = await sql<{ id: string; role: Role; disabled: boolean }>`
    select id, role, disabled from app_user where username = ${of.username}`.execute(trx)
  const [user] = rows
  if (!user)
    return failed(
      refused(
        'username-unknown',
        `没有用户名为“${of.username}”的账号，没有改动；请核对用户名，大小写须一致。`,
      ),
    )
  if (user.disabled)
    return failed(
      refused('sign-in-disabled', `账号“${of.username}”已停用，没有改动；请安全管理员先启用，再重置密码。`),
    )
  const password = oneTimePassword()
  await setPassword(trx, { user: user.id, hash: await hashPassword(password), mustChange: true, now: of.now })
  const factorTakenOff = of.secondFactor === true && (await turnOff(trx, { account: user.id, address: null }))
  const { days } = await onceTerm(trx, of.now)
  return done({ role: ROLES[user.role], password, days, factorTakenOff })
}
