import { z } from 'zod'
import { PASSWORD_LENGTH_MAX } from '#core/access/password.ts'
import { endpoint } from './kernel.ts'

export const role = z.enum([
  'county',
  'township',
  'village',
  'chair',
  'accountant',
  'counsellor',
  'leader',
  'auditor',
  'admin',
  'security',
  'auditAdmin',
])

export const session = z.object({
  user: z.object({ id: z.string(), username: z.string(), name: z.string(), role, roleLabel: z.string() }),
  /** The area whose range the person sees; null for single bodies. */
  area: z.string().nullable(),
  areaName: z.string(),
  bodies: z.array(z.object({ id: z.string(), name: z.string() })),
  permissions: z.array(z.string()),
  mustChangePassword: z.boolean(),
  /** The role wants a second factor and the account has none yet. */
  mustAddSecondFactor: z.boolean(),
  /** True on the fictional county: every page says 演示. */
  demo: z.boolean(),
  /** The business day of the server, YYYY-MM-DD. */
  today: z.string(),
  /** Set while the person stands in for a colleague: role, area and cooperatives are then the colleague's. */
  standsInFor: z.object({ name: z.string(), until: z.string() }).nullable(),
  /** For whom the person may stand in today. */
  placesToTake: z.array(
    z.object({ id: z.string(), name: z.string(), roleLabel: z.string(), until: z.string() }),
  ),
  /** Sent back as header x-heshe-csrf with every write. */
  csrf: z.string(),
})
export type Session = z.infer<typeof session>

export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  body: z.object({
    username: z.string().min(1).max(64),
    password: z.string().min(1).max(PASSWORD_LENGTH_MAX),
    /** The second factor, sent along when the first answer was second-factor-wanted. */
    code: z.string().max(40).optional(),
  }),
  response: session,
})
export const readSession = endpoint({ method: 'GET', path: '/api/session', response: session })
export const signOut = endpoint({ method: 'DELETE', path: '/api/session', response: z.object({}) })
export const changePassword = endpoint({
  method: 'POST',
  path: '/api/session/password',
  body: z.object({ current: z.string(), next: z.string() }),
  response: session,
})
/** Before sign-in: is it the demonstration, and its sign-ins (only on the demonstration). */
export const welcome = endpoint({
  method: 'GET',
  path: '/api/welcome',
  response: z.object({
    demo: z.boolean(),
    countyName: z.string(),
    signIns: z.array(
      z.object({ username: z.string(), password: z.string(), role: z.string(), says: z.string() }),
    ),
  }),
})

export const user = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  role,
  roleLabel: z.string(),
  area: z.string().nullable(),
  areaName: z.string(),
  bodies: z.array(z.object({ id: z.string(), name: z.string() })),
  disabled: z.boolean(),
  lockedUntil: z.string().nullable(),
  lastSignIn: z.string().nullable(),
  secondFactor: z.boolean(),
  /** For how many days nobody has used it, where those are more than the security administrator has set; else null. */
  unusedDays: z.number().nullable(),
})
export const listUsers = endpoint({
  method: 'GET',
  path: '/api/users',
  response: z.object({ users: z.array(user) }),
})
/** Told once, with its term: the days that are set, and the moment until which it opens. */
const once = { oneTimePassword: z.string(), onceDays: z.number(), onceUntil: z.string() }
/** Makes a user with a one-time password, shown once. */
export const createUser = endpoint({
  method: 'POST',
  path: '/api/users',
  body: z.object({
    username: z.string(),
    name: z.string(),
    role,
    area: z.string().nullable(),
    bodies: z.array(z.string()),
  }),
  response: z.object({ user, ...once }),
})
export const updateUser = endpoint({
  method: 'PATCH',
  path: '/api/users/:id',
  params: z.object({ id: z.string() }),
  body: z.object({
    name: z.string().optional(),
    disabled: z.boolean().optional(),
    role: role.optional(),
    area: z.string().optional(),
  }),
  response: user,
})
/** Lets somebody try again whom wrong passwords have locked out. */
export const unlockUser = endpoint({
  method: 'POST',
  path: '/api/users/:id/unlock',
  params: z.object({ id: z.string() }),
  response: user,
})
/** Cooperatives by a part of their name, for tying an account to them: names and places only. */
export const bodiesToGrant = endpoint({
  method: 'GET',
  path: '/api/users/bodies',
  query: z.object({ q: z.string() }),
  response: z.object({ bodies: z.array(z.object({ id: z.string(), name: z.string(), area: z.string() })) }),
})
export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/users/:id/password',
  params: z.object({ id: z.string() }),
  response: z.object(once),
})

export const auditEntry = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  door: z.string(),
  action: z.string(),
  subject: z.string(),
  subjectLabel: z.string(),
  record: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  reason: z.string().nullable(),
  address: z.string().nullable(),
})
export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  query: z.object({
    actor: z.string().optional(),
    subject: z.string().optional(),
    record: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    before: z.string().optional(),
    size: z.coerce.number().int().min(1).max(200).optional(),
  }),
  response: z.object({ entries: z.array(auditEntry), more: z.boolean() }),
})
