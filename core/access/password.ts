import { refused, type Problem } from '../values/problem.ts'
import { rulesOf, type SignInRules } from './security-settings.ts'

/** Everything that is wrong with a new password, at once. */
export function checkPassword(password: string, username: string, rules: SignInRules = rulesOf()): Problem[] {
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
