import { done, failed, type Outcome } from './outcome.ts'
import { warned } from './problem.ts'
import { halfWidth, tidyText } from './typed-text.ts'

const MOBILE = /^1[3-9]\d{9}$/
const LANDLINE = /^(0\d{2,3})-?(\d{7,8})(?:-(\d{1,6}))?$/
const SERVICE = /^[48]00-?\d{3}-?\d{4}$/
const LOCAL = /^[2-9]\d{6,7}$/

/**
 * Reads one telephone number, or up to three of them: a mobile (11 digits), a landline with its area code
 * (0934-5521234), a 400 number. +86, spaces and hyphens are put in order. A landline without area code is kept and
 * warned. Several numbers come back joined by 、.
 */
export function checkPhone(text: string): Outcome<string> {
  const pieces = halfWidth(tidyText(text))
    .split(/[、,;/\n]|\s{2,}|或/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  const numbers = pieces.map(readPhone)
  if (pieces.length === 0 || pieces.length > 3 || numbers.includes(null)) {
    return failed(
      warned(
        'phone-unreadable',
        `“${text.trim()}”不是电话号码，请填 11 位手机号或带区号的座机，如 0934-5521234`,
      ),
    )
  }
  const local = numbers.find((number) => number !== null && LOCAL.test(number))
  return done(
    numbers.join('、'),
    local ? [warned('phone-without-area', `座机“${local}”没有区号，请补上，如 0934-${local}`)] : [],
  )
}

/** Whether these are the digits of a mobile number. */
export function isMobile(digits: string): boolean {
  return MOBILE.test(digits)
}

/** The number as it may be shown to anyone: a mobile's middle four digits are hidden, else all but the last three. */
export function maskPhone(number: string): string {
  return number
    .split('、')
    .map((one) =>
      MOBILE.test(one) ? `${one.slice(0, 3)}****${one.slice(7)}` : one.replace(/\d(?=.*\d{3}$)/g, '*'),
    )
    .join('、')
}

function readPhone(piece: string): string | null {
  const plain = piece
    .replace(/[（(](0\d{2,3})[)）]/, '$1-')
    .replace(/\s+/g, '')
    .replace(/[‐‑–—－转]+/g, '-')
  const digits = plain.replaceAll('-', '').replace(/^(\+86|0086|86(?=1[3-9]\d{9}$))/, '')
  if (MOBILE.test(digits)) return digits
  const landline = LANDLINE.exec(plain.replace(/^(\+86|0086)-?/, ''))
  if (landline) return [landline[1], landline[2], landline[3]].filter(Boolean).join('-')
  if (SERVICE.test(plain)) return digits
  return LOCAL.test(plain) ? plain : null
}
