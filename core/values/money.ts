import { done, failed, type Outcome } from './outcome.ts'
import { noted, type Problem, warned } from './problem.ts'
import { decimalOf, saysNone, saysUnknown, squeeze } from './typed-text.ts'

/** Money is a whole number of fen; nothing is ever rounded on its way in. */
export type Fen = bigint

/** The unit in which a figure is written. */
export type MoneyUnit = '元' | '百元' | '千元' | '万元' | '百万元' | '亿元'

/** How many decimal places a unit lies above the fen. */
const PLACES: Record<MoneyUnit, number> = { 元: 2, 百元: 4, 千元: 5, 万元: 6, 百万元: 8, 亿元: 10 }
const UNITS: readonly MoneyUnit[] = ['元', '百元', '千元', '万元', '百万元', '亿元']
const UNIT = /(百万|亿|万|千|百)?[元圆]|亿|万/
const FOREIGN = /美元|港元|港币|欧元|日元|英镑|台币|澳元|韩元|新加坡元|外币|USD|HKD|EUR|JPY|GBP|\$|€|£/i
const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-\d{7,8})$/
/** Two hundred million yuan: real lists go up to 116 million; what lies above was a figure in 元 with 万元 behind it. */
const IMPLAUSIBLE: Fen = 200_000_000_00n
const LARGEST: Fen = 9_000_000_000_000_000_00n

/** What is known of the unit from outside the cell. */
export interface MoneyContext {
  /** The heading of the column: its brackets may name the unit. */
  heading?: string
  /** What the field is called by us, where the heading of the office says less. */
  label?: string
  /** The unit of a figure that bears none, in cell and heading. */
  assume?: MoneyUnit
}

/**
 * Reads an amount of yuan into fen. The unit comes from the cell, else from the heading, else it is assumed and the
 * reading is stated. 1,003.6400(万元人民币), 3(万人民币元), 500,000(人民币元), 58万元人民币, 45(万元) and ¥1,200.50 are
 * read; N/A is unknown without a problem. A foreign currency is not converted, an amount finer than a fen is not
 * rounded, a telephone number is no amount: each is warned and has no value.
 */
export function readMoney(text: string, context: MoneyContext = {}): Outcome<Fen | null> {
  if (saysUnknown(text)) return done(null)
  if (saysNone(text)) return done(null, [noneAsUnknown(text)])
  const plain = squeeze(text).replaceAll('−', '-')
  if (PHONE.test(plain.replace(/[^\d-]+$/, ''))) {
    return failed(
      warned('amount-looks-like-phone', `“${text.trim()}”像电话号码，不是金额；金额按未知处理，请核对`),
    )
  }
  if (FOREIGN.test(plain)) {
    return failed(
      warned('amount-foreign-currency', `“${text.trim()}”不是人民币，未折算；请填写折合人民币的金额`),
    )
  }
  const parts = /^(-?)[¥]?(-?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(.*)$/.exec(
    negated(plain.replace(/^(人民币|RMB)/i, '')),
  )
  const unit = parts === null ? null : statedUnit(parts[4]!)
  if (parts === null || unit === null) return unreadable(text)
  const figure = parts[3]!.replaceAll(',', '')
  const negative = parts[1] !== '' || parts[2] !== ''
  return scaled({ text, figure, negative, stated: unit, context })
}

/** The same for a numeric cell, read to the fifteen digits that a spreadsheet keeps. */
export function readMoneyNumber(number: number, context: MoneyContext = {}): Outcome<Fen | null> {
  return Number.isFinite(number) ? readMoney(decimalOf(number), context) : unreadable(String(number))
}

/** The unit that a heading names: 成员出资总额（万元）, 金额:元, 注册资金(单位：万元). Null where it names none. */
export function unitOfHeading(heading: string): MoneyUnit | null {
  const plain = squeeze(heading)
  const marked =
    /[([【〔](?:单位[:：]?)?(?:人民币)?((?:百万|亿|万|千|百)?[元圆]|亿|万)(?:人民币)?元?[)\]】〕]/.exec(
      plain,
    ) ??
    /[:：/,，、](?:单位[:：]?)?((?:百万|亿|万|千|百)?[元圆])$/.exec(plain) ??
    /((?:百万|亿|万|千)元)$/.exec(plain)
  return marked ? asUnit(marked[1]!) : null
}

/**
 * The unit of a figure without any: registries write registered capital (注册资金, 成员出资总额) in 万元, everything else
 * is in 元.
 */
export function customaryUnit(heading: string): MoneyUnit {
  return isCapital(heading) ? '万元' : '元'
}

/** 1,234.50: yuan with two decimals and thousands separators, negative with a minus. */
export function printYuan(fen: Fen): string {
  const [whole, cents] = wireOfFen(fen < 0n ? -fen : fen).split('.')
  return `${fen < 0n ? '-' : ''}${whole!.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
}

/** 58万元, 1,003.64万元: an amount in 万元 without needless zeros, exact. */
export function printWanYuan(fen: Fen): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(7, '0')
  const decimals = digits.slice(-6).replace(/0+$/, '')
  const whole = digits.slice(0, -6).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}万元`
}

/** '1234.50': the decimal string in yuan that travels in JSON. */
export function wireOfFen(fen: Fen): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0')
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** The fen of a decimal string in yuan with at most two decimals, or null where it is none. */
export function fenOfWire(wire: string): Fen | null {
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,2}))?$/.exec(wire)
  if (match === null) return null
  const fen = BigInt(match[2]! + (match[3] ?? '').padEnd(2, '0'))
  return match[1] === '-' ? -fen : fen
}

function scaled(read: {
  text: string
  figure: string
  negative: boolean
  stated: MoneyUnit | ''
  context: MoneyContext
}): Outcome<Fen | null> {
  const heading = read.context.heading ?? ''
  const ofHeading = unitOfHeading(heading)
  const currencyOnly = read.stated === '' && /人民币|RMB|¥/i.test(read.text)
  const capital = isCapital(`${heading} ${read.context.label ?? ''}`)
  const assumed = currencyOnly ? '元' : (read.context.assume ?? (capital ? '万元' : '元'))
  const unit = read.stated || ofHeading || assumed
  const [whole, decimals = ''] = read.figure.split('.')
  const fine = decimals.replace(/0+$/, '')
  if (fine.length > PLACES[unit]) {
    const says = `“${read.text.trim()}”按${unit}计算不足一分，不能四舍五入；请写明到分的金额`
    return failed(warned('amount-too-fine', says))
  }
  const size = BigInt(whole! + fine.padEnd(PLACES[unit], '0'))
  if (size > LARGEST)
    return failed(warned('amount-too-large', `“${read.text.trim()}”超出可记的金额，请核对单位`))
  const remarks: Problem[] = []
  if (read.stated !== '' && ofHeading !== null && read.stated !== ofHeading) {
    remarks.push(
      noted('amount-unit-differs', `表头单位是${ofHeading}，该格写的是${read.stated}，按该格的单位计算`),
    )
  }
  if (read.stated === '' && ofHeading === null && (currencyOnly || capital)) {
    remarks.push(
      warned(
        'amount-unit-missing',
        `“${read.text.trim()}”没有写单位，按${unit}计为 ${printWanYuan(size)}，请核实`,
      ),
    )
  }
  if (capital && unit !== '元' && size >= IMPLAUSIBLE) {
    const says = `“${read.text.trim()}”按${unit}计为 ${printWanYuan(size)}，数额异常，疑为元误作${unit}，请核对`
    remarks.push(warned('amount-implausible', says))
  }
  return done(read.negative ? -size : size, remarks)
}

/** The unit that stands behind a figure: '' none, null where the rest is not understood. */
function statedUnit(rest: string): MoneyUnit | '' | null {
  const plain = rest
    .replace(/[()[\]【】]/g, '')
    .replace(/人民币|RMB|CNY|整$|正$/gi, '')
    .replace(/^约/, '')
  const once = plain.replace(/([元圆])[元圆]$/, '$1')
  if (once === '') return ''
  const match = UNIT.exec(once)
  return match !== null && match[0] === once ? asUnit(once) : null
}

function asUnit(written: string): MoneyUnit {
  return UNITS.find((unit) => unit === written.replace('圆', '元') || unit === `${written}元`) ?? '元'
}

/** Accounts put a negative amount into brackets. */
function negated(plain: string): string {
  const bracketed = /^\(([\d,.]+)\)$/.exec(plain)
  return bracketed ? `-${bracketed[1]}` : plain
}

function isCapital(heading: string): boolean {
  return /注册资[金本]|出资总额|股金总额|成员股金/.test(squeeze(heading))
}

function unreadable(text: string): Outcome<never> {
  return failed(warned('amount-unreadable', `“${text.trim()}”不是能认出的金额，请填数字并注明元或万元`))
}

/** 无 in a column of figures is not zero; the officer is told how it was read. */
export function noneAsUnknown(text: string): Problem {
  return noted('none-read-as-unknown', `“${text.trim()}”按未知处理；如确为零请填 0`)
}
