import type { Day } from '#core/values/day.ts'
import { printDayLong } from '#core/values/day.ts'
import type { Cell } from '#core/kernel/cell.ts'
import { EMPTY } from '#core/kernel/cell.ts'
import type { Chance } from './chance.ts'

/** A text cell; an empty text is an empty cell. */
export function text(words: string | null | undefined): Cell {
  return words === null || words === undefined || words === '' ? EMPTY : { type: 'text', text: words }
}

/** A number cell that shows the plain decimal. */
export function number(value: number): Cell {
  return { type: 'number', number: value, text: String(value) }
}

/** A date cell. */
export function dayCell(day: Day): Cell {
  return { type: 'date', day, text: day }
}

/** How an office writes a day: the styles that occur side by side in one column. */
export const DAY_STYLES = ['cell', 'dash', 'dot', 'slash', 'long', 'packed'] as const
export type DayStyle = (typeof DAY_STYLES)[number]

/** A day in that style. */
export function writtenDay(day: Day, style: DayStyle): Cell {
  const [year = '', month = '', date = ''] = day.split('-')
  const short = [year, String(Number(month)), String(Number(date))]
  if (style === 'cell') return dayCell(day)
  if (style === 'dash') return text(day)
  if (style === 'dot') return text(short.join('.'))
  if (style === 'slash') return text(short.join('/'))
  return text(style === 'packed' ? day.replaceAll('-', '') : printDayLong(day))
}

const WAN = 1_000_000n

/** Yuan as a number cell. */
export function yuan(fen: bigint): Cell {
  return number(Number(fen) / 100)
}

/** Ten thousands of yuan as a number cell. */
export function wan(fen: bigint): Cell {
  return number(Number(fen) / Number(WAN))
}

/** The forms in which registry lists give the capital. `50()` has lost its unit, `N/A` its figure. */
export type CapitalForm =
  | 'bracket'
  | 'bare-bracket'
  | 'turned'
  | 'decimals'
  | 'word'
  | 'spaced'
  | 'missing'
  | 'phone'

export const CAPITAL_FORMS: readonly (readonly [CapitalForm, number])[] = [
  ['bracket', 55],
  ['bare-bracket', 14],
  ['turned', 5],
  ['decimals', 8],
  ['word', 5],
  ['spaced', 3],
  ['missing', 10],
]

/** The capital in that form; the figure is in ten thousands of yuan, as the lists have it. */
export function writtenCapital(fen: bigint, form: CapitalForm): Cell {
  const amount = decimal(fen)
  const forms: Record<CapitalForm, string> = {
    bracket: `${grouped(amount)}(万元人民币)`,
    'bare-bracket': `${grouped(amount)}()`,
    turned: `${amount}(万人民币元)`,
    decimals: `${fixed(fen)}(万元人民币)`,
    word: `${amount}万元`,
    spaced: `${amount} 万元`,
    missing: 'N/A',
    phone: '15499010086',
  }
  return text(forms[form])
}

function decimal(fen: bigint): string {
  return String(Number(fen) / Number(WAN))
}

function fixed(fen: bigint): string {
  return (Number(fen) / Number(WAN)).toFixed(4)
}

function grouped(amount: string): string {
  const [whole = '', part] = amount.split('.')
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return part === undefined ? commas : `${commas}.${part}`
}

/** 是/否 in the words of one office. */
export type FlagStyle = 'shi-fou' | 'tick' | 'you-wu'

const FLAG_WORDS: Record<FlagStyle, readonly [string, string]> = {
  'shi-fou': ['是', '否'],
  tick: ['√', '×'],
  'you-wu': ['有', '无'],
}

/** A flag in that style. */
export function flag(value: boolean, style: FlagStyle): Cell {
  return text(FLAG_WORDS[style][value ? 0 : 1])
}

/** A mobile number of a range that is assigned to no network. */
export function phoneNumber(chance: Chance): string {
  return `1549901${String(chance.int(0, 9999)).padStart(4, '0')}`
}
