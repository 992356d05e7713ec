import { refused, type Problem } from '../values/problem.ts'

/** Values of the sign-in rules; the defaults follow 等保 2.0 practice (law-and-accounting 9.1) and are settings of the security administrator. */
export interface SignInRules {
  lengthMin: number
  /** Of capital letters, small letters, digits and signs. */
  classesMin: number
  /** The last passwords that may not come back. */
  historyKept: number
  daysMax: number
  attemptsMax: number
  lockMinutes: number
  idleMinutes: number
  absoluteHours: number
  /** Sessions of one person at the same time; a further one ends the oldest. */
  sessionsMax: number
}

export const SIGN_IN_RULES: SignInRules = {
  lengthMin: 8,
  classesMin: 3,
  historyKept: 5,
  daysMax: 90,
  attemptsMax: 5,
  lockMinutes: 30,
  idleMinutes: 30,
  absoluteHours: 12,
  sessionsMax: 3,
}

/** Everything that is wrong with a new password, at once. */
export function checkPassword(
  password: string,
  username: string,
  rules: SignInRules = SIGN_IN_RULES,
): Problem[] {
  const problems: Problem[] = []
  if (Array.from(password).length < rules.lengthMin)
    problems.push(refused('password-short', `密码至少 ${rules.lengthMin} 位`))
  if (classesOf(password) < rules.classesMin)
    problems.push(
      refused('password-simple', `密码要包含大写字母、小写字母、数字、符号中的至少 ${rules.classesMin} 类`),
    )
  if (username.length > 2 && password.toLowerCase().includes(username.toLowerCase()))
    problems.push(refused('password-holds-name', '密码里不能包含用户名'))
  return problems
}

function classesOf(password: string): number {
  return [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((one) => one.test(password)).length
}
