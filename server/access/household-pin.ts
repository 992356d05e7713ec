/** A household changes its PIN. The old one is tried as at the door: counted before it is looked at, wrong ones lock. */
import { hash, verify } from '@node-rs/argon2'
import type { Kysely } from 'kysely'
import { checkPin, codesWith, HOUSEHOLD_RULES, PIN_IN_CODE } from '#core/access/household.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import type { Keys } from '#server/database/crypt.ts'
import type { Caller } from '#server/http/route.ts'
import { BUSY, codeDigest, digest, LOCKED, NOTHING, tooMany } from './household.ts'
import * as store from './household-store.ts'

const SAME = refused('pin-same', '新密码和原来的一样，请换一个', { field: 'pin' })
const OLD_WRONG = refused(
  'household-old-wrong',
  '没有改成：原来的密码不对。连错 5 次就锁住，要请合作社重新打印明白纸',
  { field: 'old' },
)
const GONE = refused('household-pin-gone', '没有改成：密码刚在别处改过，请退出后用新密码再进')

export interface PinChange {
  caller: Pick<Caller, 'scope'>
  /** Of the session that asks: it stays, all others end. */
  token: string
  old: string
  pin: string
  address: string
  agent: string
  now: Date
}

/** Changes the PIN. Errors: pin-form, pin-simple, pin-in-code, pin-same, household-old-wrong, household-locked, household-busy. */
export async function changePin(
  of: { db: Kysely<unknown>; keys: Keys },
  asked: PinChange,
): Promise<Outcome<void>> {
  const { db, keys } = of
  const { old, pin, now, address, agent } = asked
  const [simple] = checkPin(pin, '')
  if (simple) return failed(simple)
  if (pin === old) return failed(SAME)
  if (await tooMany(db, asked, 'again')) return failed(BUSY)
  const { household_home: home = '', household_member: member = '' } = asked.caller.scope
  const max = HOUSEHOLD_RULES.attemptsMax
  const tried = await store.takeChange(db, { home, member, max, since: now })
  const matches = await verify(tried?.pin_hash ?? NOTHING, old)
  if (tried === undefined) return failed(GONE)
  const outcome = tried.locked ? 'locked' : matches && tried.pin_hash !== null ? 'ok' : 'wrong'
  await store.noteAttempt(db, { code: tried.code, door: 'change', outcome, now, address, agent, max })
  if (outcome !== 'ok' || tried.pin_hash === null) return failed(outcome === 'locked' ? LOCKED : OLD_WRONG)
  const came = await store.changePin(db, {
    home,
    member,
    old: tried.pin_hash,
    hash: await hash(pin),
    codesWith: codesWith(pin).map((code) => codeDigest(keys, code)),
    token: digest(asked.token),
    now,
  })
  return came === 'changed' ? done(undefined) : failed(came === 'inCode' ? PIN_IN_CODE : GONE)
}
