/** The trail in the words of the office: what was done, to what, which columns. */
import { ROLES, type Role } from '#core/access/role.ts'
import { SECURITY_SETTINGS, type SettingName } from '#core/access/security-settings.ts'
import type { Field, Value } from '#core/kernel/field.ts'
import { printValue } from '#core/kernel/kinds/table.ts'
import type { Procedure } from '#core/kernel/procedure.ts'
import type { Register } from '#core/kernel/register.ts'
import { columnName } from '#server/database/columns.ts'
import {
  ASSET_SUBJECTS,
  OUTSIDE_ACTIONS,
  OUTSIDE_SUBJECTS,
  LATER_ACTIONS,
  LATER_COLUMNS,
  LATER_SUBJECTS,
  VALUES,
} from './audit-values.ts'

export interface AuditWords {
  registers: readonly Register[]
  procedures: readonly Procedure[]
}

/** What the database shows the audit administrator in place of a value of county data. */
export const HIDDEN = '＊'

const ACTIONS: Readonly<Record<string, string>> = {
  create: '新建',
  insert: '新建',
  change: '修改',
  update: '修改',
  end: '终止',
  delete: '删除',
  password: '更换口令',
  reveal: '查看全号',
  export: '导出',
  choose: '选定冲突',
  import: '导入',
  undo: '撤销导入',
  merge: '合并主体',
  unmerge: '撤销合并',
  restore: '恢复',
  grant: '授权',
  revoke: '收回授权',
  unlock: '解锁',
  ...LATER_ACTIONS,
  revokeToken: '撤销',
  handOver: '交接',
  standIn: '开始代班',
  standBack: '回到本人',
  endStandIn: '提前结束代班',
  ...OUTSIDE_ACTIONS,
}

const SUBJECTS: Readonly<Record<string, string>> = {
  app_user: '用户',
  app_grant: '数据范围',
  second_factor: '动态口令',
  log_target: '日志外送',
  api_token: '接口令牌',
  handover: '岗位交接',
  substitution: '代班',
  setting: '系统设置',
  backup_passphrase: '备份口令',
  chain_inquiry: '差异查处',
  security_setting: '安全设置',
  area_mapping: '地址归属',
  area_change: '区划变更',
  case_action: '整改单',
  dossier_action: '档案备案',
  unit: '单位名单',
  adoption: '采用方案',
  parameter_value: '参数确认',
  calendar_year: '放假通知',
  clash_choice: '条款冲突',
  policy_text: '文件原文',
  handout: '填报表',
  handout_return: '填报表收回',
  import: '表格导入',
  body_merge: '主体合并',
  disclosure_pack: '财务公开',
  disclosure_rhythm: '财务公开的频次',
  audit_draw: '抽查抽取的总体',
  audit_drawn: '抽查抽取的名单',
  share_glide: '持股逐步降低的计划',
  share_keep: '防稀释名单',
  membership_end: '成员资格终止',
  member_role: '成员的权利人和收款人',
  voucher: '记账凭证',
  book_close: '结账',
  book_reopen: '反结账',
  book_depth: '记账深度',
  stock_taking: '期初盘点',
  chart_conversion: '新旧科目转换',
  reported_statement: '报送报表',
  money_account: '资金账户',
  money_import: '流水导入',
  grant_use: '补助资金归集',
  voucher_file: '凭证附件',
  voucher_review: '凭证审核',
  review_rule: '凭证审核的要求',
  ...ASSET_SUBJECTS,
  depreciation_run: '计提折旧',
  ...LATER_SUBJECTS,
  target_share: '目标分解',
  target_own: '自定目标',
  target_answer: '目标补正',
  ...OUTSIDE_SUBJECTS,
  trade_confirmation: '交易确认',
}

const COLUMNS: Readonly<Record<string, string>> = {
  name: '名称',
  username: '账号',
  role: '岗位',
  area: '所在辖区',
  disabled: '停用',
  must_change: '下次登录须改口令',
  value: '值',
  title: '标题',
  due_on: '期限',
  form_version: '表版本',
  asked: '填报内容',
  actor_name: '经办人',
  action: '步骤',
  on_day: '日期',
  note: '说明',
  owner: '责任人',
  measures: '整改措施',
  files: '附件',
  signer: '签批人',
  signed_on: '签批日期',
  receipt: '回执号',
  number: '序号',
  document: '文件',
  parameter: '参数',
  from_day: '起始日期',
  to_day: '终止日期',
  ground: '依据',
  wanted: '要审核',
  from_month: '起始月份',
  vouchers: '凭证',
  year: '年度',
  source: '来源',
  holidays: '放假日期',
  workdays: '调休上班日期',
  key: '地址写法',
  decided_by: '确认人',
  sender: '报送人',
  receiver: '接收人',
  state: '状态',
  conflict: '冲突',
  clash: '冲突',
  option: '选定的做法',
  choice: '选定',
  rows: '行数',
  withdrawn: '终止条数',
  restored: '复原条数',
  kept: '留下条数',
  merged: '并入的主体',
  filters: '筛选条件',
  field: '栏目',
  set_by: '设置人',
  giver: '交出人',
  people: '人员',
  retired: '停用',
  ended_on: '撤并日期',
  successor: '接续单位',
  absent: '离岗人',
  stand_in: '代班人',
  acted_for: '代谁办理',
  kind: '类别',
  closed: '撤销的辖区',
  opened: '新设或更名后的辖区',
  writes: '可写入',
  ends_on: '到期日',
  made_on: '生成日期',
  made_by: '生成人',
  revoked_by: '撤销人',
  day: '日期',
  summary: '摘要',
  month: '月份',
  reason: '原因',
  depth: '深度',
  chair: '理事长',
  supervisor: '监事',
  file_name: '文件',
  added: '新增笔数',
  repeated: '重复笔数',
  target: '目标',
  base: '基数',
  fact: '指标',
  label: '名称',
  type: '类型',
  comparator: '比较',
  by_day: '期限',
  ended: '已终止',
  person: '成员',
  about: '事项',
  text: '内容',
  proxy: '代办',
  way: '方式',
  population_hash: '总体校验值',
  size: '抽取数',
  seed: '种子',
  keys: '名单',
  drawn_on: '抽取日期',
  host: '主持人',
  witnesses: '见证人',
  project: '补助项目',
  item: '支出内容',
  taken_back: '撤回',
  ...LATER_COLUMNS,
}

/** Columns that say nothing to a reader: keys and bookkeeping. */
const QUIET = new Set([
  'id',
  'home',
  'body',
  'version',
  'at',
  'actor',
  'set_at',
  'user_id',
  'case_id',
  'handout',
  'file',
  'sha256',
])

/** 新建, 修改, 交办 …; a step of a procedure by its own name. */
export function actionWord(action: string, words: AuditWords, subject?: string): string {
  const own = words.procedures.find((one) => one.id === subject)?.actions[action]
  const any = words.procedures.find((one) => one.actions[action])?.actions[action]
  return (own ?? any)?.label ?? ACTIONS[action] ?? action
}

/** What kind of thing was touched. */
export function subjectWord(subject: string, words: AuditWords): string {
  const declared = [...words.registers, ...words.procedures].find((one) => one.id === subject)
  return declared?.label ?? SUBJECTS[subject] ?? subject
}

/**
 * The columns of a row as kept by the trail: for a register by field key with the value as it is printed, for anything
 * else by the column's name in Chinese. Secrets show only whether two of them are the same.
 */
export function wordsOfRow(
  row: Record<string, unknown> | null,
  of: { subject: string; words: AuditWords; areas: ReadonlyMap<string, string> },
): Record<string, unknown> | null {
  if (row === null) return null
  const register = of.words.registers.find((one) => one.id === of.subject)
  const fields = new Map(
    Object.entries(register?.fields ?? {}).map(([key, field]) => [columnName(key), { key, field }]),
  )
  const entries = Object.entries(row).flatMap(([column, held]): [string, unknown][] => {
    const declared = fields.get(column)
    if (declared) return [[declared.key, valueWord(declared.field, held, row[`${column}_hash`])]]
    if (QUIET.has(column) || column.endsWith('_hash')) return []
    if (column === 'area') return [['area', typeof held === 'string' ? (of.areas.get(held) ?? held) : held]]
    if (column === 'effective_on') return [['生效日期', held]]
    if (column === 'ended') return held === true ? [['终止', true]] : []
    return [[COLUMNS[column] ?? column, plainWord(column, held, of.words)]]
  })
  return Object.fromEntries(entries)
}

function plainWord(column: string, held: unknown, words: AuditWords): unknown {
  if (Array.isArray(held)) return held.map((one) => plainWord(column, one, words))
  if (typeof held !== 'string') return held
  if (column === 'action') return actionWord(held, words)
  if (column === 'role' && held in ROLES) return ROLES[held as Role]
  if (column === 'state') return stateWord(held, words)
  if (column === 'name' && held in SECURITY_SETTINGS) return SECURITY_SETTINGS[held as SettingName].label
  return VALUES[held] ?? held
}

function stateWord(state: string, words: AuditWords): string {
  return words.procedures.find((one) => one.states[state])?.states[state]?.label ?? VALUES[state] ?? state
}

const FINGERPRINT_SIGNS = 6

function valueWord(field: Field, held: unknown, hash: unknown): unknown {
  if (held === null || held === undefined) return null
  if (held === HIDDEN) return held
  if (field.kind === 'secret') {
    const sign = [hash, held].find((one) => typeof one === 'string') ?? ''
    return `已加密（指纹 ${sign.slice(-FINGERPRINT_SIGNS)}）`
  }
  if (field.kind === 'files') return Array.isArray(held) ? `${held.length} 个附件` : null
  // jsonb gives numbers: fen is kept as a whole number far below 2^53.
  if (field.kind === 'money') return typeof held === 'number' ? `${printValue(BigInt(held), field)}元` : held
  if (field.kind === 'ref') return held
  return printValue(held as Value, field)
}
