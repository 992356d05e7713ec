/** Own sessions on argon2id: token hash in the table, idle and absolute time-out, lock-out per account whatever the address. */
import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Kysely } from 'kysely'
import { checkPassword } from '#core/access/password.ts'
import { rulesOf, type SignInRules } from '#core/access/security-settings.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { areaRange } from '#core/values/region-code.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import type { Caller } from '#server/http/route.ts'
import { readRules } from './security-routes.ts'
import { judgeSecondFactor, type Door } from './second-factor.ts'
import { factorOf } from './second-factor-store.ts'
import { wantsSecondFactor } from '#core/access/second-factor.ts'
import * as store from './store.ts'

type Db = Kysely<unknown>

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const TOUCH_EVERY = 30_000
/** Verified where the user does not exist, so that the answer takes as long as for one who does. */
const NOBODY = await hash('此人不存在')

export interface Attempt {
  username: string
  password: string
  /** The second factor, asked for where the account has one. */
  code?: string | undefined
  address: string
  agent: string
  now: Date
}

const wrong = (rules: SignInRules): Problem =>
  refused('sign-in-wrong', `用户名或密码不对；连续错 ${rules.attemptsMax} 次将锁定 ${rules.lockMinutes} 分钟`)

const locked = (rules: SignInRules): Problem =>
  refused('sign-in-locked', `账号已锁定，请 ${rules.lockMinutes} 分钟后再试，或请安全管理员解锁`)

const ended = (rules: SignInRules): Problem =>
  refused(
    'password-once-ended',
    `一次性密码已过有效期（${rules.onceDays} 天），请安全管理员重置密码后用新的登录；没有别的安全管理员的，在服务器上执行 ./heshe password 用户名`,
  )

const REFUSED: Readonly<Record<string, (rules: SignInRules) => Problem>> = {
  wrong,
  locked,
  expired: ended,
  disabled: () => refused('sign-in-disabled', '账号已停用，请联系安全管理员'),
  codeAsked: () =>
    refused('second-factor-wanted', '请填写手机上动态口令的 6 位数字；手机不在身边的，填一个恢复码', {
      field: 'code',
    }),
  wrongCode: (rules) =>
    refused(
      'second-factor-wrong',
      `动态口令不对；请看手机上现在显示的那一组。连同密码输错的，连续错 ${rules.attemptsMax} 次将锁定 ${rules.lockMinutes} 分钟`,
      { field: 'code' },
    ),
  usedCode: () =>
    refused(
      'second-factor-used',
      '这一组动态口令已经用过，每组只能用一次；请等手机上换了新的（最多 30 秒）再填。填的是恢复码的，请换一个没有用过的',
      { field: 'code' },
    ),
}
const WORTH = { ok: 'ok', used: 'usedCode', wrong: 'wrongCode' } as const
/** What was counted when it was taken stays counted; anything else had the right password and is given back. */
const STAYS_COUNTED = ['ok', 'wrong', 'wrongCode', 'locked']

/** Signs a user in; gives the token for the cookie. One answer for a wrong name and a wrong password. */
export async function signIn(door: Door, attempt: Attempt): Promise<Outcome<{ token: string }>> {
  const { app } = door
  const rules = await readRules(app)
  const user = await store.accountToVerify(app, { username: attempt.username })
  // Counted before it is looked at: of guesses sent at once no more are verified than lock the account.
  const isLocked = !(await takeAttempt(app, attempt, rules))
  const matches = await verify(user?.password_hash ?? NOBODY, attempt.password)
  const known = judgeAttempt(user, { matches, isLocked, now: attempt.now, rules })
  const outcome = user && known === 'ok' ? await judgeCode(door, user, attempt) : known
  await store.noteSignIn(app, { ...attempt, outcome })
  if (!STAYS_COUNTED.includes(outcome)) await store.giveAttemptBack(app, attempt.username)
  const refusal = REFUSED[outcome]
  if (!user || refusal) return failed((refusal ?? wrong)(rules))
  return done(await openSession(app, user, { ...attempt, rules }))
}

/** False where the account, or the name without one, is locked. */
function takeAttempt(app: Db, attempt: Omit<Attempt, 'password'>, rules: SignInRules): Promise<boolean> {
  const lockUntil = new Date(attempt.now.getTime() + rules.lockMinutes * MINUTE)
  return store.takeAttempt(app, { ...attempt, max: rules.attemptsMax, lockUntil })
}

async function judgeCode(door: Door, user: store.Account, attempt: Attempt): Promise<string> {
  const held = await factorOf(door.app, user.id)
  if (!held || held.on_since === null) return 'ok'
  if (attempt.code === undefined || attempt.code.trim() === '') return 'codeAsked'
  return WORTH[await judgeSecondFactor(door, user.id, { ...attempt, typed: attempt.code })]
}

async function openSession(
  app: Db,
  user: Pick<store.Account, 'id'>,
  of: { now: Date; address: string; agent: string; rules: SignInRules },
): Promise<{ token: string }> {
  const token = randomBytes(32).toString('base64url')
  await store.openSession(app, {
    ...of,
    tokenHash: digest(token),
    user: user.id,
    csrf: randomBytes(24).toString('base64url'),
    max: of.rules.sessionsMax,
  })
  return { token }
}

/** What becomes of an attempt; a name without an account is locked like one that has, so that nothing tells them apart. */
function judgeAttempt(
  user: store.Account | undefined,
  seen: { matches: boolean; isLocked: boolean; now: Date; rules: SignInRules },
): string {
  if (seen.isLocked) return 'locked'
  if (!user || !seen.matches) return 'wrong'
  if (user.disabled) return 'disabled'
  return hasEnded(user, seen) ? 'expired' : 'ok'
}

/** Whether a one-time password is past its term. On the last millisecond it still opens. */
function hasEnded(user: store.Account, { now, rules }: { now: Date; rules: SignInRules }): boolean {
  return user.must_change && now.getTime() - user.password_set_at.getTime() > rules.onceDays * DAY
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
  // A colleague's role takes nothing from what one's own must have.
  const roles = other ? [session.role, other.ownRole] : [session.role]
  const wants = roles.some((role) => wantsSecondFactor(role, seen.rules.secondFactorFor))
  return {
    id: session.id,
    username: session.username,
    name: other ? `${session.name}（代${other.name}）` : session.name,
    role: session.role,
    area: session.area,
    bodies: session.bodies,
    ...(other && { standsInFor: { ...other, substitution: other.id, ownName: session.name } }),
    mustChangePassword: session.must_change || (daysMax > 0 && age > daysMax * 24 * 60 * MINUTE),
    mustAddSecondFactor: wants && !session.second_factor,
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

export interface PasswordWish {
  user: store.Account
  bodies: readonly string[]
  current: string
  next: string
  now: Date
  address: string
  agent: string
}

/**
 * Sets a password that its owner chose; all faults at once. Every session of the user ends and a new one is opened, whose
 * token this gives. A wrong current password counts like one at the door, so that an open session is no place to guess it.
 */
export async function choosePassword(app: Db, wish: PasswordWish): Promise<Outcome<{ token: string }>> {
  const rules = await readRules(app)
  const { user, now } = wish
  const attempt = { ...wish, username: user.username }
  if (!(await takeAttempt(app, attempt, rules))) return failed(locked(rules))
  const problems = checkPassword(wish.next, { username: user.username, bodies: wish.bodies }, rules)
  if (await verify(user.password_hash, wish.current)) await store.giveAttemptBack(app, user.username)
  else {
    await store.noteSignIn(app, { ...attempt, outcome: 'wrong' })
    const says = `原密码不对；连同登录时输错的，连续错 ${rules.attemptsMax} 次将锁定 ${rules.lockMinutes} 分钟`
    problems.unshift(refused('password-current-wrong', says, { field: 'current' }))
  }
  for (const old of await store.passwordHistory(app, user.id, rules.historyKept))
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
  await store.setPassword(app, { user: user.id, hash: await hash(wish.next), mustChange: false, now })
  await store.noteSignIn(app, { ...attempt, outcome: 'ok' })
  return done(await openSession(app, user, { ...wish, rules }))
}

/** Whether the owner of an open session shows his second factor; a wrong one counts like one at the door, a used one does not. */
export async function confirmSecondFactor(
  door: Door,
  of: { id: string; username: string; typed: string; now: Date; address: string; agent: string },
): Promise<Outcome<void>> {
  const rules = await readRules(door.app)
  if (!(await takeAttempt(door.app, of, rules))) return failed(locked(rules))
  const outcome = WORTH[await judgeSecondFactor(door, of.id, of)]
  if (outcome !== 'ok') await store.noteSignIn(door.app, { ...of, outcome })
  if (outcome !== 'wrongCode') await store.giveAttemptBack(door.app, of.username)
  if (outcome !== 'ok') return failed(REFUSED[outcome]!(rules))
  return done(undefined)
}

/** A password to be told once and changed at first sign-in: 12 characters without look-alikes, four of each class. */
export function oneTimePassword(): string {
  const classes = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789']
  return [...randomBytes(12)]
    .map((byte, index) => classes[index % 3]![byte % classes[index % 3]!.length])
    .join('')
}

export { hash as hashPassword } from '@node-rs/argon2'

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
