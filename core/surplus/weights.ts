import { printYuan } from '../values/money.ts'
import type { YearFigures } from './year.ts'

/** What a member's trades count, as it can be written into a line of arithmetic. */
export function printWeight(weight: bigint, basis: YearFigures['basis']): string {
  if (basis === 'amount') return printYuan(weight)
  const digits = weight.toString().padStart(10, '0')
  const decimals = digits.slice(-9).replace(/0+$/, '')
  const whole = digits.slice(0, -9).replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals === '' ? whole : `${whole}.${decimals}`
}
