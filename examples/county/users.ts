import type { Role } from '#core/access/role.ts'
import { COUNTY } from './areas.ts'
import { type ExampleBody, recordsOf } from './example-body.ts'

/** A sign-in of the demonstration; such passwords exist nowhere else. */
export interface ExampleUser {
  username: string
  password: string
  name: string
  role: Role
  /** Code of the area that the person sees; null where single bodies are seen. */
  area: string | null
  /** Names of the bodies that a chair or an accountant sees. */
  bodies: readonly string[]
  /** What the sign-in page says of the person. */
  says: string
}

/** One password for all, so that a visitor does not have to look it up twice: capitals, small letters, digits, a sign. */
export const EXAMPLE_PASSWORD = 'Heshe@990101'

/** One person per role, two townships; the chair and the accountant belong to the county's model cooperative. */
export function exampleUsers(bodies: readonly ExampleBody[]): ExampleUser[] {
  const model = modelOf(bodies)
  const at = (area: string) => ({ area, bodies: [] })
  const ofBody = { area: null, bodies: [model.name] }
  const county = at(COUNTY.code)
  return [
    user('xian', '何春耕', 'county', { ...county, says: '县农业农村局：导入、发表、检查、台账' }),
    user('zhen1', '高望田', 'township', { ...at('990101101'), says: '麦川镇：填报、整改、受理档案' }),
    user('zhen2', '林谷雨', 'township', { ...at('990101104'), says: '豆溪镇：填报、整改、受理档案' }),
    user('cun', '宋麦香', 'village', { ...at('990101101200'), says: '麦川镇王家沟村：成员名册' }),
    user('shezhang', officerOf(model, '理事长'), 'chair', {
      ...ofBody,
      says: `${model.name}：签审、开会、看账`,
    }),
    user('kuaiji', officerOf(model, '财务会计'), 'accountant', {
      ...ofBody,
      says: `${model.name}：记账、分配、公开`,
    }),
    user('fudaoyuan', '梁青禾', 'counsellor', { ...county, says: '走访、五有检查、运行状态' }),
    user('lingdao', '程秋实', 'leader', { ...county, says: '只看不改' }),
    user('shenji', '沈明账', 'auditor', { ...county, says: '全部可看，不能改' }),
    user('guanli', '许守仓', 'admin', { ...county, says: '工作日历、接口令牌、系统运行' }),
    user('anquan', '冯守门', 'security', { ...county, says: '账号、授权、口令、登录日志' }),
    user('shenjigl', '曹留痕', 'auditAdmin', { ...county, says: '操作日志、留痕核对' }),
  ]
}

/** The model cooperative of the nation: the best that the county has. */
export function modelOf(bodies: readonly ExampleBody[]): ExampleBody {
  const found = bodies.find((one) => one.records['body_tag']?.some((tag) => tag['tag'] === '国家级示范社'))
  if (found === undefined) throw new Error('the example county has lost its model cooperative')
  return found
}

/** Who holds that post in the body. */
function officerOf(body: ExampleBody, post: string): string {
  return String(recordsOf(body, 'officer').find((one) => one['post'] === post)?.['person'] ?? post)
}

function user(
  ...[username, name, role, rest]: [string, string, Role, Pick<ExampleUser, 'area' | 'bodies' | 'says'>]
): ExampleUser {
  return { username, password: EXAMPLE_PASSWORD, name, role, ...rest }
}
