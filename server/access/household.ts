/**
 * Households at their own door. Codes are found by a keyed digest, PINs kept as argon2id; every refusal of an entry is the
 * same words after the same work, whether nobody has the code, the number is wrong, or the PIN.
 */
import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Kysely } from 'kysely'
import { checkPin, HOUSEHOLD, HOUSEHOLD_RULES, readCode, readNumber } from '#core/access/household.ts'
import { rulesOf } from '#core/access/security-settings.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { fingerprint, type Keys } from '#server/database/crypt.ts'
import type { Caller } from '#server/http/route.ts'
import * as store from './household-store.ts'

type Db = Kysely<unknown>

const MINUTE = 60_000
const TOUCH_EVERY = 30_000
const CODE_DAYS = HOUSEHOLD_RULES.codeDays * 24 * 60 * MINUTE
const SESSIONS_MAX = 3
/** Verified where there is nothing to verify, so that the answer takes as long. */
export const NOTHING = await hash('没有这一户')

export interface Entry {
  code: string
  pin: string
  /** The member's number, asked for the first time. */
  number?: string
  address: string
  agent: string
  now: Date
  today: string
}

const WRONG_FIRST = refused(
  'household-first-wrong',
  '没有进去：入口码或成员编号不对，或者入口码已经用过、过了 30 天。请对照明白纸再输一次；连错 5 次就锁住，要请合作社重新打印',
)
const WRONG_AGAIN = refused(
  'household-wrong',
  '没有进去：入口码或密码不对（还没有设过密码的，请点“第一次进入”）。连错 5 次就锁住，要请合作社重新打印明白纸',
)
export const LOCKED = refused(
  'household-locked',
  '错了 5 次，已经锁住。请带上身份证到合作社或村委会，重新打印一张明白纸',
)
const NO_CODE = refused('household-code-form', '入口码是 8 位数字，印在明白纸的二维码旁边', { field: 'code' })
export const BUSY = refused('household-busy', '输错的次数太多，请过一刻钟再试，或请合作社、村委会帮忙')

/** Sets the PIN with the code of the slip and comes in. */
export async function enterFirst(
  of: { db: Db; keys: Keys },
  entry: Entry & { number: string },
): Promise<Outcome<{ token: string }>> {
  const { db } = of
  const code = readCode(entry.code)
  if (code === '') return failed(NO_CODE)
  const [simple] = checkPin(entry.pin, code)
  if (simple) return failed(simple)
  if (await tooMany(db, entry, 'first')) return failed(BUSY)
  const tried = await takeAttempt(of, entry)
  // The work of a hash, whatever comes of it.
  const made = await hash(entry.pin)
  const fits =
    tried?.member != null &&
    tried.pin_hash === null &&
    (tried.code_ends_on ?? '') >= entry.today &&
    readNumber(tried.number ?? '') === readNumber(entry.number)
  const set =
    fits && (await store.setPin(db, { home: tried.home!, member: tried.member!, hash: made, now: entry.now }))
  return conclude(of, { entry, tried, door: 'first', passed: set, wrong: WRONG_FIRST })
}

/** Comes in with the PIN. */
export async function enterAgain(
  of: { db: Db; keys: Keys },
  entry: Entry,
): Promise<Outcome<{ token: string }>> {
  if (readCode(entry.code) === '') return failed(NO_CODE)
  if (await tooMany(of.db, entry, 'again')) return failed(BUSY)
  const tried = await takeAttempt(of, entry)
  const matches = await verify(tried?.pin_hash ?? NOTHING, entry.pin)
  const passed = matches && tried?.pin_hash != null
  return conclude(of, { entry, tried, door: 'again', passed, wrong: WRONG_AGAIN })
}

/** Whether this address, or everybody at the first door, was wrong too often lately. */
export async function tooMany(
  db: Db,
  entry: Pick<Entry, 'address' | 'now'>,
  door: 'first' | 'again',
): Promise<boolean> {
  const { pressureMinutes, wrongPerAddressMax, wrongPerHourMax } = HOUSEHOLD_RULES
  const at = entry.now.getTime()
  const { mine, everyone } = await store.pressure(db, {
    address: entry.address,
    since: new Date(at - pressureMinutes * MINUTE),
    sinceAll: new Date(at - 60 * MINUTE),
  })
  return mine >= wrongPerAddressMax || (door === 'first' && everyone >= wrongPerHourMax)
}

function takeAttempt(of: { db: Db; keys: Keys }, entry: Entry): Promise<store.Tried | undefined> {
  return store.takeAttempt(of.db, {
    code: codeDigest(of.keys, readCode(entry.code)),
    max: HOUSEHOLD_RULES.attemptsMax,
    since: new Date(entry.now.getTime() - CODE_DAYS),
  })
}

async function conclude(
  of: { db: Db; keys: Keys },
  one: {
    entry: Entry
    tried: store.Tried | undefined
    door: 'first' | 'again'
    passed: boolean
    wrong: Problem
  },
): Promise<Outcome<{ token: string }>> {
  const { entry, tried, door, passed, wrong } = one
  const { db, keys } = of
  const { now, address, agent } = entry
  const outcome = tried?.locked ? 'locked' : passed ? 'ok' : 'wrong'
  const code = codeDigest(keys, readCode(entry.code))
  const max = HOUSEHOLD_RULES.attemptsMax
  await store.noteAttempt(db, { code, door, outcome, now, address, agent, max })
  if (outcome !== 'ok' || tried?.home == null || tried.member === null)
    return failed(outcome === 'locked' ? LOCKED : wrong)
  const token = randomBytes(32).toString('base64url')
  await store.openSession(db, {
    home: tried.home,
    member: tried.member,
    tokenHash: digest(token),
    csrf: randomBytes(24).toString('base64url'),
    now,
    address,
    agent,
    max: SESSIONS_MAX,
  })
  return done({ token })
}

/** The household that holds this token, if the session still stands. */
export async function authenticateHousehold(
  db: Db,
  token: string,
  seen: { now: Date; address: string },
): Promise<Caller | null> {
  const tokenHash = digest(token)
  const session = await store.findSession(db, tokenHash)
  if (!session) return null
  const rules = rulesOf(session.rules)
  const idle = seen.now.getTime() - session.last_seen_at.getTime()
  const age = seen.now.getTime() - session.created_at.getTime()
  if (idle > rules.idleMinutes * MINUTE || age > rules.absoluteHours * 60 * MINUTE) {
    await store.closeSession(db, tokenHash)
    return null
  }
  if (idle > TOUCH_EVERY) await store.touchSession(db, tokenHash, seen.now)
  return toCaller(session, seen.address)
}

function toCaller(session: store.HouseholdSessionRow, address: string): Caller {
  const username = `household:${session.member}`
  return {
    id: session.member,
    username,
    name: '',
    role: HOUSEHOLD,
    area: null,
    bodies: [],
    mustChangePassword: false,
    csrf: session.csrf,
    scope: {
      user: username,
      role: HOUSEHOLD,
      area_low: '',
      area_high: '',
      national: '',
      bodies: '',
      household_home: session.home,
      household_body: session.body,
      household_member: session.member,
      door: 'mobile',
      address,
    },
  }
}

/** Ends the session of this token. */
export async function leaveHousehold(db: Db, token: string): Promise<void> {
  await store.closeSession(db, digest(token))
}

/** By what a code is found: nothing can be learnt of it without the key of the deployment. */
export function codeDigest(keys: Keys, code: string): Buffer {
  return fingerprint(keys, `household code ${code}`)
}

/** As a session's token is kept. */
export function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
