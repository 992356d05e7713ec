/**
 * What the security administrator sets: bounds, presets, and who asks for what. Where 等保 2.0 and OWASP ASVS 5.0 ask for
 * opposite things both are told; the preset follows 等保, which binds an office in China.
 */
import { refused, type Problem } from '../values/problem.ts'
import { SECOND_FACTOR_FOR } from './second-factor.ts'

export interface SecuritySetting {
  label: string
  group: '密码' | '登录失败' | '动态口令' | '账号' | '会话' | '日志'
  unit: string
  low: number
  high: number
  preset: number
  /** What it does, and from when on it is felt. */
  says: string
  /** What 等保 2.0 (GB/T 22239-2019 身份鉴别; the figures are practice, the standard has none) asks for. */
  dengbao: string
  /** What OWASP ASVS 5.0 asks for. */
  asvs: string
  /** The two ask for opposite things: whoever chooses gives the reason. */
  disagree?: true
  /** What each value from `low` on means, where they are not quantities. */
  choices?: readonly string[]
}

export const SECURITY_SETTINGS = {
  lengthMin: {
    label: '密码最短长度',
    group: '密码',
    unit: '位',
    low: 8,
    high: 64,
    preset: 8,
    says: '下一次改密码时起按新长度要求，现有密码照旧可用',
    dengbao: '要求有复杂度，没有规定位数；通行做法二级 8 位、三级 10 位以上',
    asvs: '至少 8 位，建议 15 位以上（6.2.1）',
  },
  classesMin: {
    label: '字符种类',
    group: '密码',
    unit: '类',
    low: 1,
    high: 4,
    preset: 3,
    says: '大写字母、小写字母、数字、符号四类中至少含几类；填 1 即不作要求',
    dengbao: '鉴别信息应有复杂度要求；通行做法四类取三',
    asvs: '不得规定必须含哪几类字符，长度更有用（6.2.5）',
    disagree: true,
  },
  daysMax: {
    label: '定期更换',
    group: '密码',
    unit: '天',
    low: 0,
    high: 365,
    preset: 90,
    says: '密码用满这些天，下次登录须改；填 0 即不要求定期更换',
    dengbao: '鉴别信息应定期更换；通行做法 90 天',
    asvs: '不得要求定期更换，只在泄露时更换（6.2.10）',
    disagree: true,
  },
  historyKept: {
    label: '不得与前几次相同',
    group: '密码',
    unit: '次',
    low: 0,
    high: 24,
    preset: 5,
    says: '新密码不能与最近几次用过的相同，含现在用的；填 0 即不检查',
    dengbao: '没有规定次数；通行做法 5 次',
    asvs: '没有要求',
  },
  onceDays: {
    label: '一次性密码有效期',
    group: '密码',
    unit: '天',
    low: 1,
    high: 90,
    preset: 7,
    says: '新建、导入或重置得到的一次性密码，满这些天没有改成自己的就不能再用，要重新发；立即生效，已发出的也算',
    dengbao: '没有单独要求',
    asvs: '系统给的初始密码用后或短期内应失效（6.4.1）',
  },
  attemptsMax: {
    label: '连续错几次锁定',
    group: '登录失败',
    unit: '次',
    low: 3,
    high: 10,
    preset: 5,
    says: '同一账号连续输错这些次即锁定，不论从哪台机器；立即生效',
    dengbao: '应限制非法登录次数；通行做法 5 次',
    asvs: '应防止反复试密码，并防止借此恶意锁人（6.3.1）',
  },
  lockMinutes: {
    label: '锁定时长',
    group: '登录失败',
    unit: '分钟',
    low: 5,
    high: 1440,
    preset: 30,
    says: '锁定后过这些分钟自动解开，安全管理员也可以提前解锁；对以后的锁定生效',
    dengbao: '没有规定时长；通行做法 30 分钟',
    asvs: '没有规定时长；锁得太久会被用来恶意锁人（6.1.1）',
  },
  secondFactorFor: {
    label: '必须用动态口令的岗位',
    group: '动态口令',
    unit: '',
    low: 0,
    high: 3,
    preset: 0,
    choices: SECOND_FACTOR_FOR,
    says: '这些岗位登录时除密码外，还要填手机上的动态口令；立即生效，还没有设置的人下一步操作时先设置。不在内的岗位也可以自己开启',
    dengbao: '三级要求两种以上组合鉴别，管理员应当用；二级没有要求',
    asvs: '第 2 级要求多因素，或单因素的组合（6.3.2）',
  },
  unusedDays: {
    label: '长期不用的账号',
    group: '账号',
    unit: '天',
    low: 30,
    high: 365,
    preset: 90,
    says: '这些天没有登录、令牌也没有用过的账号，列在安全管理员的待办里；停用由安全管理员办，程序不自动停',
    dengbao: '应及时清理多余的、过期的账户；没有规定天数，通行做法 90 天',
    asvs: '没有要求',
  },
  idleMinutes: {
    label: '空闲退出',
    group: '会话',
    unit: '分钟',
    low: 5,
    high: 120,
    preset: 30,
    says: '这些分钟没有操作即退出，包括现在已登录的人；填写中的草稿会保留',
    dengbao: '登录连接超时应自动退出；通行做法 15 至 30 分钟',
    asvs: '应有空闲时限，按风险确定并写明（7.3.1）',
  },
  absoluteHours: {
    label: '最长登录时间',
    group: '会话',
    unit: '小时',
    low: 1,
    high: 24,
    preset: 12,
    says: '登录满这些小时须重新登录，不论是否在操作；包括现在已登录的人',
    dengbao: '没有单独要求',
    asvs: '应有最长时限，按风险确定并写明（7.3.2）',
  },
  sessionsMax: {
    label: '同时登录处数',
    group: '会话',
    unit: '处',
    low: 1,
    high: 10,
    preset: 3,
    says: '同一账号同时登录超过这些处，最早的一处退出；下一次登录时起生效',
    dengbao: '三级通行做法是限制同一账号多处登录',
    asvs: '应写明并执行同时登录的上限（7.1.2）',
  },
  attemptDays: {
    label: '成员户进入日志保留',
    group: '日志',
    unit: '天',
    low: 184,
    high: 3650,
    preset: 184,
    says: '成员户每次进入、输错的记录保留这些天，过后由每天的例行工作清除；操作日志不在内，一直保留',
    dengbao: '网络安全法第21条：网络日志留存不少于六个月；六个月最长 184 天，不能再短',
    asvs: '日志的保留期应写明（16.1.1）',
  },
  logDays: {
    label: '登录日志、越权记录保留',
    group: '日志',
    unit: '天',
    low: 184,
    high: 3650,
    preset: 400,
    says: '登录日志、越权记录保留这些天，过后由每天的例行工作清除，清除到哪一环留有封印，余下的照样核对得出改动；开着日志外送的，还没有送出的不清除',
    dengbao: '网络安全法第21条：网络日志留存不少于六个月；六个月最长 184 天，不能再短',
    asvs: '日志的保留期应写明（16.1.1）',
  },
} as const satisfies Record<string, SecuritySetting>

export type SettingName = keyof typeof SECURITY_SETTINGS

/** The values in force. */
export type SignInRules = Record<SettingName, number>

export const SETTING_NAMES = Object.keys(SECURITY_SETTINGS) as SettingName[]

/** The values in force: what was set, and the preset of what was not. */
export function rulesOf(stored: Readonly<Record<string, number>> = {}): SignInRules {
  return Object.fromEntries(
    SETTING_NAMES.map((name) => [name, stored[name] ?? SECURITY_SETTINGS[name].preset]),
  ) as SignInRules
}

export interface SettingChange {
  name: SettingName
  value: number
}

/** A value in words: what it chooses, or the number with its unit. */
export function settingText(name: SettingName, value: number): string {
  const one: SecuritySetting = SECURITY_SETTINGS[name]
  return one.choices?.[value - one.low] ?? `${value} ${one.unit}`
}

/** Everything that stands against a change, at once: bounds, and a reason that says something. */
export function checkSettings(changes: readonly SettingChange[], ground: string): Problem[] {
  const problems: Problem[] = []
  if (changes.length === 0) problems.push(refused('setting-unchanged', '没有改动任何一项，请先改数再保存'))
  for (const { name, value } of changes) {
    const { label, low, high, unit } = SECURITY_SETTINGS[name]
    if (!Number.isInteger(value) || value < low || value > high)
      problems.push(
        refused('setting-bounds', `“${label}”应为 ${low} 至 ${high} ${unit}之间的整数`, { field: name }),
      )
  }
  if (ground.trim().length < GROUND_MIN)
    problems.push(
      refused('setting-ground', '请写明依据，例如等级保护测评意见、单位制度名称', { field: 'ground' }),
    )
  return problems
}

const GROUND_MIN = 4
