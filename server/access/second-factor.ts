/**
 * The second factor of an account: a secret that its telephone shares, and recovery codes for when the telephone is lost.
 * The secret is closed by the keys of the deployment; recovery codes are kept as keyed digests.
 */
import { randomBytes, randomInt } from 'node:crypto'
import type { Kysely } from 'kysely'
import {
  printRecoveryCode,
  readSecondCode,
  RECOVERY_CODES,
  RECOVERY_LENGTH,
  RECOVERY_SIGNS,
} from '#core/access/second-factor.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { close, fingerprint, open, type Keys } from '#server/database/crypt.ts'
import { qrDrawing } from '#server/files/qr.ts'
import * as store from './second-factor-store.ts'
import { otpauthLink, SECRET_BYTES, stepOfCode, toBase32 } from './totp.ts'

/** What the doors of sign-in work with: the database outside of any transaction, and the keys. */
export interface Door {
  app: Kysely<unknown>
  keys: Keys
}

export interface Shown {
  now: Date
  address: string
  typed: string
}

/** What that which was typed is worth for this account; what was right once is not right again. */
export async function judgeSecondFactor(door: Door, account: string, shown: Shown): Promise<store.Worth> {
  const { now, address } = shown
  const typed = readSecondCode(shown.typed)
  if (typed === undefined) return 'wrong'
  if (typed.kind === 'recovery') {
    const hash = digestOf(door.keys, account, typed.code)
    return store.useRecoveryCode(door.app, { account, hash, now, address })
  }
  const held = await store.factorOf(door.app, account)
  if (!held || held.on_since === null) return 'wrong'
  const step = stepOfCode(open(door.keys, held.secret), typed.digits, now)
  return step === undefined ? 'wrong' : store.useStep(door.app, { account, step })
}

export interface Begun {
  /** For typing into the app by hand, in groups of four. */
  secret: string
  link: string
  drawing: { size: number; path: string }
}

/** A new secret, told this once; in force when a code of it was shown. */
export async function beginSecondFactor(
  door: Door,
  of: { account: string; username: string; issuer: string; now: Date },
): Promise<Outcome<Begun>> {
  const secret = randomBytes(SECRET_BYTES)
  const begun = await store.beginFactor(door.app, { ...of, closed: close(door.keys, secret) })
  if (!begun) return failed(ON_ALREADY)
  const link = otpauthLink(secret, of)
  return done({
    secret: (toBase32(secret).match(/.{1,4}/g) ?? []).join(' '),
    link,
    drawing: qrDrawing(link),
  })
}

/** Puts it in force by the first right code; gives the recovery codes, told this once. */
export async function turnOnSecondFactor(
  door: Door,
  account: string,
  shown: Shown,
): Promise<Outcome<{ codes: string[] }>> {
  const held = await store.factorOf(door.app, account)
  if (!held)
    return failed(refused('second-factor-not-begun', '请先按“开始设置”，再填写手机上显示的 6 位数字'))
  if (held.on_since !== null) return failed(ON_ALREADY)
  const typed = readSecondCode(shown.typed)
  const step =
    typed?.kind === 'totp' ? stepOfCode(open(door.keys, held.secret), typed.digits, shown.now) : undefined
  if (step === undefined) return failed(CODE_UNFIT)
  const { codes, hashes } = newCodes(door.keys, account)
  const closed = held.secret
  if (!(await store.turnOn(door.app, { account, closed, step, hashes, ...shown }))) return failed(BEGUN_ANEW)
  return done({ codes })
}

/** New recovery codes in place of the old ones, told this once. */
export async function renewRecoveryCodes(
  door: Door,
  of: { account: string; address: string },
): Promise<string[]> {
  const { codes, hashes } = newCodes(door.keys, of.account)
  await store.renewCodes(door.app, { ...of, hashes })
  return codes
}

const ON_ALREADY = refused('second-factor-on', '动态口令已经开启，请刷新页面；要换手机请先关闭，再重新设置')
const BEGUN_ANEW = refused(
  'second-factor-begun-anew',
  '这期间动态口令已经开启，或在别处重新开始设置了；请刷新页面再看',
)
const CODE_UNFIT = refused(
  'second-factor-unfit',
  '这 6 位数字不对：请看手机上现在显示的那一组，并核对手机的时间是自动设置的',
  { field: 'code' },
)

function newCodes(keys: Keys, account: string): { codes: string[]; hashes: Buffer[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: RECOVERY_LENGTH }, () => RECOVERY_SIGNS[randomInt(RECOVERY_SIGNS.length)]).join(''),
  )
  return {
    codes: codes.map(printRecoveryCode),
    hashes: codes.map((one) => digestOf(keys, account, one)),
  }
}

function digestOf(keys: Keys, account: string, code: string): Buffer {
  return fingerprint(keys, `recovery ${account} ${code}`)
}
