/** The three administrators with whom a deployment begins: none of them can do another's work. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { ROLES, type Role } from '#core/access/role.ts'
import { hashPassword, oneTimePassword } from './sign-in.ts'
import { insertUser } from './store.ts'

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
