import { type Day, isDay } from './day.ts'
import { done, failed, type Outcome } from './outcome.ts'
import { type Problem, refused, warned } from './problem.ts'
import { squeeze } from './typed-text.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_SIGNS = '10X98765432'

/**
 * Reads a citizen identity number (GB 11643-1999). No value for a wrong length, a birthday that is not in the calendar
 * (or lies after `today`) and a wrong check sign: a person's number is never guessed. A number of the first generation
 * (15 digits) is kept and warned; permits of residents from Hong Kong, Macao and Taiwan (81, 82, 83) and of foreigners
 * (9) seem to follow the same arithmetic; that was not verified, so they are warned.
 */
export function checkIdNumber(text: string, today?: Day): Outcome<string> {
  const number = squeeze(text).toUpperCase()
  if (/^\d{15}$/.test(number)) {
    return isDay(dayText(`19${number.slice(6, 12)}`))
      ? done(number, [warned('id-number-old', '身份证号是 15 位旧号，请核对并补录 18 位号码')])
      : failed(refused('id-number-birthday', '15 位身份证号中的出生日期不存在，请核对证件'))
  }
  if (!/^\d{17}[\dX]$/.test(number)) {
    return failed(
      refused('id-number-shape', `身份证号应为 18 位，现有 ${number.length} 位或含其他字符，请核对证件`),
    )
  }
  const birthday = dayText(number.slice(6, 14))
  if (!isDay(birthday) || birthday < '1880-01-01' || (today !== undefined && birthday > today)) {
    return failed(refused('id-number-birthday', '身份证号中的出生日期不存在或晚于今天，请核对证件'))
  }
  if (idCheckSign(number) !== number[17]) {
    return failed(refused('id-number-check-digit', '身份证号的校验位不符，可能录错一位，请核对证件'))
  }
  const permit: Problem[] = /^(8[123]|9[^9])/.test(number)
    ? [
        warned(
          'id-number-permit',
          '证件号像是港澳台居民居住证或外国人永久居留证，编法没有核对到官方文本（待核实），请对照证件',
        ),
      ]
    : []
  return done(number, permit)
}

/** The 18th sign for the first 17. */
export function idCheckSign(number: string): string {
  return CHECK_SIGNS[WEIGHTS.reduce((sum, weight, index) => sum + Number(number[index]) * weight, 0) % 11]!
}

/** The birthday that stands in an identity number of 18 or 15 signs. */
export function birthdayOf(number: string): Day {
  return dayText(number.length === 15 ? `19${number.slice(6, 12)}` : number.slice(6, 14))
}

const MASKED_WHOLE_BELOW = 12

/** The number as it may be shown to anyone, on pages, papers and walls alike: the first three and the last four signs; of what is too short for an id number, nothing. */
export function maskIdNumber(number: string): string {
  return number.length < MASKED_WHOLE_BELOW
    ? '*'.repeat(number.length)
    : number.slice(0, 3) + '*'.repeat(number.length - 7) + number.slice(-4)
}

/** A number that nobody can have (province 99 is unassigned), with the right check sign. `order` is 0 to 999. */
export function fictionalIdNumber(area: `99${string}`, birthday: Day, order: number): string {
  const place = area.padEnd(6, '0').slice(0, 6)
  const first = place + birthday.replaceAll('-', '') + String(order).padStart(3, '0').slice(-3)
  return first + idCheckSign(first)
}

function dayText(digits: string): Day {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
}
