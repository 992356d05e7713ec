import { done, failed, type Outcome } from './outcome.ts'
import { noted, type Problem, warned } from './problem.ts'
import { saysUnknown, squeeze } from './typed-text.ts'

/** GB 32100-2015: 31 signs; I, O, S, V and Z are left out because they look like digits. */
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
/** GB 11714-1997, the organisation code that stands in positions 9 to 17. */
const ORGANISATION_SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
const SHAPE = new RegExp(`^[${SIGNS}]{18}$`)
/** Registration numbers before the 18-digit code: 15 digits, and the NA/NB numbers of cooperatives and their branches. */
const OLD_NUMBER = /^(\d{15}|\d{6}N[AB]\d{6,9}X?)$/

/** What kind of body the first two signs name. `village` is 农村集体经济组织, not verified against a published table. */
export type CodeKind =
  | 'cooperative'
  | 'company'
  | 'individual'
  | 'civil'
  | 'institution'
  | 'village'
  | 'other'

export interface CreditCode {
  form: 'credit code' | 'old registration number'
  /** Half-width, upper case. */
  code: string
  kind: CodeKind
  /** Whether the 18th sign is right; an old number has none. */
  checked: boolean
}

const EXPECTED: Readonly<Record<string, readonly CodeKind[]>> = {
  农民专业合作社: ['cooperative'],
  农民专业合作社联合社: ['cooperative'],
  合作社分支机构: ['cooperative'],
  公司: ['company'],
  家庭农场: ['individual', 'company'],
  农村集体经济组织: ['village'],
  供销合作社: ['company', 'individual', 'institution', 'civil'],
}

const KIND_SAYS: Record<CodeKind, string> = {
  cooperative: '农民专业合作社（93）',
  company: '企业（91）',
  individual: '个体工商户（92）',
  civil: '民政登记的组织（5）',
  institution: '机关事业单位（1）',
  village: '农村集体经济组织（N）',
  other: '其他机构',
}

/**
 * Reads a unified social credit code (GB 32100-2015). A wrong check digit, an organisation code that GB 11714 does not
 * know and a prefix of another kind of body than `kind` are warned, the code stays as the paper shows it. An old
 * registration number comes back as such, warned. Anything else has no value and is warned with its text.
 */
export function checkCreditCode(text: string, kind?: string): Outcome<CreditCode> {
  const code = squeeze(text).replace(/[-‐]/g, '').toUpperCase()
  const remarks: Problem[] = []
  if (code !== text.trim()) {
    remarks.push(noted('credit-code-rewritten', `统一社会信用代码“${text.trim()}”已按半角大写写成 ${code}`))
  }
  if (OLD_NUMBER.test(code)) {
    const says = `“${code}”是旧注册号，不是 18 位统一社会信用代码；按原注册号保存，请补录换照后的代码`
    const old = { form: 'old registration number', code, kind: oldKind(code), checked: false } as const
    return done(old, [...remarks, warned('old-registration-number', says)])
  }
  if (!SHAPE.test(code)) return failed(warned('credit-code-shape', shapeSays(text.trim(), code)))
  const found = { form: 'credit code', code, kind: codeKind(code), checked: isCreditCode(code) } as const
  return done(found, [...remarks, ...doubts(found, kind)])
}

/** Whether this is a credit code of 18 signs with the right check sign. */
export function isCreditCode(code: string): boolean {
  return SHAPE.test(code) && creditCheckSign(code) === code[17]
}

/** The kind of body that the prefix of a code names: 93 cooperative, 91 company, 92 individual, 5x civil, N village. */
export function codeKind(code: string): CodeKind {
  if (code.startsWith('93')) return 'cooperative'
  if (code.startsWith('91')) return 'company'
  if (code.startsWith('92')) return 'individual'
  if (code.startsWith('5')) return 'civil'
  if (code.startsWith('1')) return 'institution'
  return /^N[1-3]/.test(code) ? 'village' : 'other'
}

/** The 18th sign for the first 17 (GB 32100-2015 section 5). */
export function creditCheckSign(code: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + SIGNS.indexOf(code[index] ?? '0') * weight, 0)
  return SIGNS[(31 - (sum % 31)) % 31]!
}

/** The ninth sign of an organisation code for its first eight (GB 11714-1997). */
export function organisationCheckSign(body: string): string {
  const value = (index: number): number => ORGANISATION_SIGNS.indexOf(body[index] ?? '0')
  const rest = 11 - (ORGANISATION_WEIGHTS.reduce((sum, weight, index) => sum + value(index) * weight, 0) % 11)
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
}

/**
 * A code that no body can have, with right check signs in both layers: the registering office lies in the province 99,
 * which is unassigned. `area` is a code of six digits beginning with 99, `serial` any whole number below 100,000,000.
 */
export function fictionalCreditCode(area: `99${string}`, serial: number, prefix = '93'): string {
  const body = String(serial).padStart(8, '0').slice(-8)
  const first = `${prefix}${area.padEnd(6, '0').slice(0, 6)}${body}${organisationCheckSign(body)}`
  return first + creditCheckSign(first)
}

function doubts(found: CreditCode, kind: string | undefined): Problem[] {
  const { code } = found
  if (!found.checked) {
    return [
      warned('credit-code-check-digit', `统一社会信用代码 ${code} 的校验位不符，可能录错，请核对营业执照`),
    ]
  }
  const problems: Problem[] = []
  if (organisationCheckSign(code.slice(8, 16)) !== code[16]) {
    const says = `统一社会信用代码 ${code} 的第 17 位与组织机构代码校验不符，请核对营业执照`
    problems.push(warned('credit-code-organisation-digit', says))
  }
  const expected = kind === undefined ? undefined : EXPECTED[kind]
  if (expected && !expected.includes(found.kind)) {
    const says = `代码 ${code} 属于${KIND_SAYS[found.kind]}，与主体类型“${kind}”不一致，请核对营业执照`
    problems.push(warned('credit-code-other-kind', says))
  }
  if (found.kind === 'village') {
    problems.push(
      noted('credit-code-kind-unverified', `代码 ${code} 以 N 开头，按农村集体经济组织登记，未经核实`),
    )
  }
  return problems
}

function shapeSays(text: string, code: string): string {
  if (saysUnknown(text)) return '没有填写统一社会信用代码，请补填'
  const wrong = [...new Set(code)].filter((sign) => !SIGNS.includes(sign))
  const why =
    code.length === 18 ? `含有不该出现的“${wrong.join('')}”` : `不是 18 位（${Array.from(code).length} 位）`
  return `“${text}”${why}，不是统一社会信用代码，请核对营业执照`
}

function oldKind(code: string): CodeKind {
  return /N[AB]/.test(code) ? 'cooperative' : 'other'
}
