/** The second factor (等保 2.0 身份鉴别 d, ASVS 6.3.2): for whom it is wanted, and what may be typed for it. */
import { ADMINISTRATORS, type Role } from './role.ts'

/** The values of the setting `secondFactorFor`, by number. */
export const SECOND_FACTOR_FOR = ['不要求', '三个管理员', '三个管理员和县级经办', '所有岗位'] as const

/** Whether a role must have one where the setting stands so. */
export function wantsSecondFactor(role: string, level: number): boolean {
  if (level >= 3) return true
  if (level === 2 && role === 'county') return true
  return level >= 1 && ADMINISTRATORS.includes(role as Role)
}

export const TOTP_DIGITS = 6
/** No signs that look alike: what is copied by hand must be read back. */
export const RECOVERY_SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
export const RECOVERY_LENGTH = 10
export const RECOVERY_CODES = 8

export type SecondCode = { kind: 'totp'; digits: string } | { kind: 'recovery'; code: string }

/** What somebody typed: six digits of the telephone, or a recovery code with or without its dash; undefined for neither. */
export function readSecondCode(typed: string): SecondCode | undefined {
  const plain = typed
    .normalize('NFKC')
    .replaceAll(/[\s\-—]/g, '')
    .toUpperCase()
  if (/^\d{6}$/.test(plain)) return { kind: 'totp', digits: plain }
  const isRecovery =
    plain.length === RECOVERY_LENGTH && Array.from(plain).every((one) => RECOVERY_SIGNS.includes(one))
  return isRecovery ? { kind: 'recovery', code: plain } : undefined
}

/** ABCDE-FGHJK, as it is shown. */
export function printRecoveryCode(code: string): string {
  return `${code.slice(0, RECOVERY_LENGTH / 2)}-${code.slice(RECOVERY_LENGTH / 2)}`
}
