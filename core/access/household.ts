/**
 * How a household comes in: the code on its slip, the number of its own choosing, and what holds for both. Telephones run
 * this as well, so that nothing stands here that Chromium 78 lacks (replaceAll, toReversed).
 */
import { refused, type Problem } from '../values/problem.ts'

/** The role of a household in the database. It is no post of the office, so that no account can be given it. */
export const HOUSEHOLD = 'household'

export const HOUSEHOLD_RULES = {
  /** Days within which a code must be used for the first time. */
  codeDays: 30,
  /** Wrong attempts after which only a new slip helps. */
  attemptsMax: 5,
  /** Wrong attempts of one address within `pressureMinutes`. */
  wrongPerAddressMax: 20,
  pressureMinutes: 15,
  /** Wrong first entries of everybody within an hour: beyond them codes are being guessed. */
  wrongPerHourMax: 300,
} as const

export const CODE_DIGITS = 8
export const PIN_DIGITS = 6

const RISING = '01234567890123456789'

/** The digits of a code as somebody typed it, with blanks, dashes and full-width digits; '' where it is none. */
export function readCode(typed: string): string {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{8}$/.test(digits) ? digits : ''
}

/** 1234 5678, as it is printed. */
export function printCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`
}

/** A member's number, the same however it is typed. */
export function readNumber(typed: string): string {
  const plain = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  return plain.replace(/^0+(?=\d)/, '')
}

/** What is wrong with a number of one's own choosing: six digits, not those that everybody tries first. */
export function checkPin(pin: string, code: string): Problem[] {
  if (!/^\d{6}$/.test(pin)) return [refused('pin-form', '密码是 6 位数字', { field: 'pin' })]
  const backwards = Array.from(pin).reduce((all, one) => one + all, '')
  const simple =
    new Set(pin).size < 3 ||
    RISING.includes(pin) ||
    RISING.includes(backwards) ||
    pin.slice(0, 3) === pin.slice(3)
  if (simple)
    return [
      refused('pin-simple', '这个密码太容易猜（如 111111、123456、123123），请换一个', { field: 'pin' }),
    ]
  return code.includes(pin) ? [PIN_IN_CODE] : []
}

export const PIN_IN_CODE = refused('pin-in-code', '密码不能是入口码里的数字，请换一个', { field: 'pin' })

/** Every code that has this PIN in it: what a code is kept as tells nothing of its digits. */
export function codesWith(pin: string): string[] {
  const pairs = Array.from({ length: 100 }, (_, at) => String(at).padStart(2, '0'))
  return pairs.flatMap((two) => [two + pin, two.charAt(0) + pin + two.charAt(1), pin + two])
}

/** The address in the two-dimensional code: what follows # stays in the phone and is in no log. */
export function householdLink(origin: string, of: { code: string; number: string }): string {
  return `${origin}/m/#${of.code}.${encodeURIComponent(of.number)}`
}

/** What `householdLink` put behind #. */
export function readLink(hash: string): { code: string; number: string } | undefined {
  const found = /^#?(\d{8})\.(.+)$/.exec(hash)
  if (!found) return undefined
  try {
    return { code: found[1]!, number: decodeURIComponent(found[2]!) }
  } catch {
    return undefined
  }
}
