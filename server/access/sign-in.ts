/** Own sessions on argon2id: token hash in the table, idle and absolute time-out, lock-out per account whatever the address. */
import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Kysely } from 'kysely'
import { checkPassword } from '#core/access/password.ts'
import { READ_ONLY, type Role } from '#core/access/role.ts'
import { rulesOf, type SignInRules } from '#core/access/security-settings.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { areaRange } from '#core/values/region-code.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import type { Caller } from '#server/http/route.ts'
import { readRules } from './security-routes.ts'
import * as store from './store.ts'

type Db = Kysely<unknown>

const MINUTE = 60_000
const TOUCH_EVERY = 30_000
/** Verified where the user does not exist, so that the answer takes as long as for one who does. */
const NOBODY = await hash('此人不存在')

export interface Attempt {
  username: string
  password: string
  address: string
  agent: string
  now: Date
}

const wrong = (rules: SignInRules): Problem =>
  refused('sign-in-wrong', `用户名或密码不对；连续错 ${rules.attemptsMax} 次将锁定 ${rules.lockMinutes} 分钟`)

/** Signs a user in; gives the token for the cookie. One answer for a wrong name and a wrong password. */
export async function signIn(db: Db, attempt: Attempt): Promise<Outcome<{ token: string }>> {
  const rules = await readRules(db)
  const user = await store.accountToVerify(db, { username: attempt.username })
  const matches = await verify(user?.password_hash ?? NOBODY, attempt.password)
  const { username, now } = attempt
  const often = await store.triedTooOften(db, {
    username,
    max: rules.attemptsMax,
    minutes: rules.lockMinutes,
  })
  const outcome = judgeAttempt(user, { matches, often, now })
  const lockUntil = new Date(now.getTime() + rules.lockMinutes * MINUTE)
  await store.noteSignIn(db, { ...attempt, outcome, max: rules.attemptsMax, lockUntil })
  if (outcome === 'locked')
    return failed(
      refused('sign-in-locked', `账号已锁定，请 ${rules.lockMinutes} 分钟后再试，或请安全管理员解锁`),
    )
  if (outcome === 'disabled') return failed(refused('sign-in-disabled', '账号已停用，请联系安全管理员'))
  if (!user || outcome === 'wrong') return failed(wrong(rules))
  const token = randomBytes(32).toString('base64url')
  await store.openSession(db, {
    tokenHash: digest(token),
    user: user.id,
    csrf: randomBytes(24).toString('base64url'),
    now: attempt.now,
    address: attempt.address,
    agent: attempt.agent,
    max: rules.sessionsMax,
  })
  return done({ token })
}

/** What becomes of an attempt; a name without an account is locked like one that has, so that nothing tells them apart. */
function judgeAttempt(
  user: store.Account | undefined,
  seen: { matches: boolean; often: boolean; now: Date },
): string {
  if (!user) return seen.often ? 'locked' : 'wrong'
  if (user.locked_until && user.locked_until > seen.now) return 'locked'
  if (!seen.matches) return 'wrong'
  return user.disabled ? 'disabled' : 'ok'
}

/** Who holds this token, if the session still stands. */
export async function authenticate(
  db: Db,
  token: string,
  seen: { now: Date; today: string; address: string },
): Promise<Caller | null> {
  const tokenHash = digest(token)
  const session = await store.findSession(db, tokenHash, seen.today)
  if (!session || session.disabled) return null
  const rules = rulesOf(session.rules)
  const idle = seen.now.getTime() - session.last_seen_at.getTime()
  const age = seen.now.getTime() - session.created_at.getTime()
  if (idle > rules.idleMinutes * MINUTE || age > rules.absoluteHours * 60 * MINUTE) {
    await store.closeSession(db, tokenHash)
    return null
  }
  // Less than none where the clock was set back: from now on it is counted by the clock that is now.
  if (idle > TOUCH_EVERY || idle < 0) await store.touchSession(db, tokenHash, seen.now)
  return toCaller(session, { ...seen, rules })
}

function toCaller(
  session: store.SessionRow,
  seen: { now: Date; address: string; rules: SignInRules },
): Caller {
  const { daysMax } = seen.rules
  const { low, high } = session.area === null ? { low: '', high: '' } : areaRange(session.area)
  const age = seen.now.getTime() - session.password_set_at.getTime()
  const other = session.stands_in
  return {
    id: session.id,
    username: session.username,
    name: other ? `${session.name}（代${other.name}）` : session.name,
    role: session.role,
    area: session.area,
    bodies: session.bodies,
    ...(other && { standsInFor: { ...other, substitution: other.id, ownName: session.name } }),
    mustChangePassword: session.must_change || (daysMax > 0 && age > daysMax * 24 * 60 * MINUTE),
    csrf: session.csrf,
    scope: {
      user: session.username,
      role: session.role,
      area_low: low,
      area_high: high,
      national: session.national ? 'on' : '',
      bodies: session.bodies.join(','),
      door: other ? `网页，代${other.name}（${other.username}）` : 'web',
      acts_for: other?.username ?? '',
      address: seen.address,
    },
  }
}

/**
 * Stands in for a colleague from now on in this session, or goes back to being oneself (null); a new token of the page
 * goes with the other's name. False where the substitution does not hold today.
 */
export async function standIn(
  db: Db,
  token: string,
  wish: { substitution: string | null; today: string; address: string },
): Promise<boolean> {
  const csrf = randomBytes(24).toString('base64url')
  return store.standIn(db, { tokenHash: digest(token), csrf, ...wish })
}

/** Ends the session of this token. */
export async function signOut(db: Db, token: string): Promise<void> {
  await store.closeSession(db, digest(token))
}

/** Sets a password that its owner chose; all faults at once. Every session of the user ends. */
export async function choosePassword(
  db: Db,
  wish: { user: store.Account; bodies: readonly string[]; current: string; next: string; now: Date },
): Promise<Outcome<void>> {
  const rules = await readRules(db)
  const problems = checkPassword(wish.next, { username: wish.user.username, bodies: wish.bodies }, rules)
  if (!(await verify(wish.user.password_hash, wish.current)))
    problems.unshift(refused('password-current-wrong', '原密码不对', { field: 'current' }))
  for (const old of await store.passwordHistory(db, wish.user.id, rules.historyKept))
    if (await verify(old, wish.next)) {
      problems.push(
        refused('password-used-before', `不能与最近 ${rules.historyKept} 次用过的密码相同`, {
          field: 'next',
        }),
      )
      break
    }
  const [first, ...rest] = problems
  if (first) return failed(first, ...rest)
  await store.setPassword(db, {
    user: wish.user.id,
    hash: await hash(wish.next),
    mustChange: false,
    now: wish.now,
  })
  return done(undefined)
}

/** A password to be told once and changed at first sign-in: 12 characters without look-alikes, four of each class. */
export function oneTimePassword(): string {
  const classes = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789']
  return [...randomBytes(12)]
    .map((byte, index) => classes[index % 3]![byte % classes[index % 3]!.length])
    .join('')
}

/** Whether a role only reads: its transactions carry no right to write. */
export function readsOnly(role: string): boolean {
  return READ_ONLY.includes(role as Role)
}

export { hash as hashPassword } from '@node-rs/argon2'

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
