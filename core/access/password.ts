import { refused, type Problem } from '../values/problem.ts'
import { isCommonPassword } from './common-password.ts'
import { rulesOf, type SignInRules } from './security-settings.ts'

/** Whose password it is to be: a guess starts from what is known of him. */
export interface PasswordOwner {
  username: string
  /** The cooperatives whose account it is. */
  bodies?: readonly string[]
}

/** More is taken at no door: what hashes it would work for nothing. */
export const PASSWORD_LENGTH_MAX = 200

/** Everything that is wrong with a new password, at once. */
export function checkPassword(
  password: string,
  owner: PasswordOwner,
  rules: SignInRules = rulesOf(),
): Problem[] {
  const problems: Problem[] = []
  if (Array.from(password).length < rules.lengthMin)
    problems.push(refused('password-short', `密码至少 ${rules.lengthMin} 位`))
  if (password.length > PASSWORD_LENGTH_MAX)
    problems.push(refused('password-long', `密码最多 ${PASSWORD_LENGTH_MAX} 位`))
  if (classesOf(password) < rules.classesMin)
    problems.push(
      refused('password-simple', `密码要包含大写字母、小写字母、数字、符号中的至少 ${rules.classesMin} 类`),
    )
  if (holdsName(password, owner))
    problems.push(
      refused(
        'password-holds-name',
        '密码里不能包含用户名、合作社名称或本系统的名称（禾社、heshe），请换一个',
      ),
    )
  if (isCommonPassword(password))
    problems.push(
      refused(
        'password-common',
        '这个密码太常见，容易被猜中：不要用 123456、qwerty、admin、woaini 一类的词和连号，也不要用姓名加生日或年份，请换一个',
      ),
    )
  return problems
}

const PRODUCT = ['heshe', '禾社']
/** A shorter user name stands in too many words by chance. */
const USERNAME_MIN = 3
/** So many signs of a cooperative's name in a row are no chance. */
const BODY_PIECE = 4

function holdsName(password: string, owner: PasswordOwner): boolean {
  const text = password.toLowerCase()
  const names = owner.username.length < USERNAME_MIN ? PRODUCT : [...PRODUCT, owner.username.toLowerCase()]
  return [...names, ...(owner.bodies ?? []).flatMap(piecesOf)].some((one) => text.includes(one))
}

function piecesOf(name: string): string[] {
  const signs = Array.from(name.toLowerCase())
  return signs.slice(BODY_PIECE - 1).map((_, at) => signs.slice(at, at + BODY_PIECE).join(''))
}

function classesOf(password: string): number {
  return [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((one) => one.test(password)).length
}
