import type { SessionFacts } from './session.tsx'

export interface MenuEntry {
  label: string
  to: string
  /** Shown only to who carries one of these permissions; to everybody without it. */
  needs?: readonly string[]
  /** Not shown to these roles. */
  not?: readonly string[]
  /** Beginnings of other paths whose pages belong to it. */
  also?: readonly string[]
}

export interface MenuGroup {
  label: string
  entries: readonly MenuEntry[]
}

const SYSTEM_ROLES = ['admin', 'security', 'auditAdmin']
const register = (label: string, id: string): MenuEntry => ({
  label,
  to: `/registers/${id}`,
  not: SYSTEM_ROLES,
})

/** The menu follows the job, not the database; only what has a page today stands in it. */
const MENU: readonly MenuGroup[] = [
  {
    label: '总览',
    entries: [
      { label: '我的待办', to: '/' },
      { label: '辖区总览', to: '/overview', not: SYSTEM_ROLES },
    ],
  },
  {
    label: '合作社',
    entries: [
      register('主体名录', 'body'),
      { label: '表格导入', to: '/imports', needs: ['import'] },
      { label: '地址待确认', to: '/areas/questions', needs: ['answerAddress'] },
      { label: '重复主体', to: '/merges', needs: ['mergeBodies'] },
      { label: '发表收表', to: '/handouts', needs: ['handOut'] },
      register('运行状态', 'operating_status'),
      register('年报与经营异常', 'annual_report'),
      register('组织机构与任职', 'officer'),
      register('任职亲属申报', 'officer_kin'),
      register('代理记账委托', 'bookkeeping_agency'),
      register('证照资料', 'document'),
      register('农产品认证', 'certificate'),
      register('类型条线标签', 'body_tag'),
      register('关联主体', 'body_link'),
    ],
  },
  {
    label: '体检与整治',
    entries: [
      { label: '体检', to: '/check', needs: ['check'] },
      { label: '问题清单', to: '/findings', needs: ['check'] },
      { label: '待查明', to: '/unknown', needs: ['check'] },
      { label: '整改台账', to: '/cases', not: SYSTEM_ROLES },
      register('摸底排查', 'survey'),
      register('五有检查', 'five_haves'),
    ],
  },
  {
    label: '成员与分配',
    entries: [
      register('成员（户）名册', 'member'),
      { label: '股金与持股', to: '/shares', needs: ['readShares'] },
      { label: '入社覆盖', to: '/coverage', needs: ['readShares'] },
      { label: '入社', to: '/procedures/member_joining', needs: ['readShares'] },
      {
        label: '退社与除名',
        to: '/procedures/member_leaving',
        needs: ['readShares'],
        also: ['/procedures/member_resettlement'],
      },
      { label: '亡故与继承', to: '/procedures/member_death', needs: ['readShares'] },
      { label: '户内变更', to: '/procedures/member_change', needs: ['readShares'] },
      {
        label: '成员大会',
        to: '/procedures/general_meeting',
        needs: ['readBooks'],
        also: ['/general-meetings'],
      },
      { label: '章程', to: '/charters', needs: ['readBooks'] },
      { label: '成员交易', to: '/trades', needs: ['readTrades'] },
      { label: '成员户入口', to: '/households', needs: ['readShares'] },
      { label: '成员询问', to: '/household-entries', needs: ['readShares'] },
      { label: '盈余分配', to: '/surplus', needs: ['readTrades'] },
      register('成员汇总', 'member_summary'),
      register('内部信用合作', 'mutual_credit'),
    ],
  },
  {
    label: '财务',
    entries: [
      { label: '账簿', to: '/books', needs: ['readBooks'] },
      { label: '月末结账', to: '/month-end', needs: ['keepBooks'] },
      { label: '补助资金', to: '/grants', needs: ['readBooks'] },
      register('对外担保', 'guarantee'),
      register('财政补助项目', 'grant_project'),
      register('补助预算', 'grant_line'),
      { label: '审计计划', to: '/audits', needs: ['readBooks'], also: ['/procedures/book_audit'] },
      {
        label: '抽查抽取',
        to: '/procedures/audit_draw',
        needs: ['keepUnits'],
        also: ['/audits/draws'],
      },
    ],
  },
  {
    label: '公开',
    entries: [
      { label: '财务公开', to: '/disclosures', needs: ['readBooks'] },
      { label: '审计结果通报', to: '/procedures/audit_notice', needs: ['readBooks'] },
    ],
  },
  { label: '分红与退股', entries: [register('分红汇总', 'dividend_summary')] },
  {
    label: '目标任务',
    entries: [
      { label: '目标进度', to: '/targets', not: SYSTEM_ROLES },
      { label: '任务进度', to: '/procedures/policy_task', needs: ['check'] },
      { label: '任务分解', to: '/targets/divide', needs: ['divideTargets'] },
      register('辅导员名册', 'counsellor'),
      register('培训台账', 'training_session'),
      register('村集体经济收入', 'village_income'),
      register('村级债务', 'village_debt'),
      {
        label: '项目论证',
        to: '/procedures/village_project',
        needs: ['check'],
        also: ['/village-projects', '/village-debts'],
      },
      register('村户数', 'village_households'),
      { label: '联席会议', to: '/procedures/joint_meeting', needs: ['check'] },
      { label: '单位名单', to: '/units', needs: ['keepUnits'] },
      { label: '本县区划', to: '/areas', needs: ['keepAreas'] },
    ],
  },
  {
    label: '方案依据',
    entries: [
      { label: '法规与方案', to: '/policies' },
      { label: '条款冲突', to: '/clashes' },
    ],
  },
  {
    label: '报表公文',
    entries: [
      { label: '农经统计年报', to: '/reports/statistics_table', not: SYSTEM_ROLES },
      { label: '年报报备表', to: '/reports/annual_report_sheet', not: SYSTEM_ROLES },
      { label: '示范社填报表', to: '/reports/demonstration_form', not: SYSTEM_ROLES },
    ],
  },
  {
    label: '分类评级',
    entries: [
      { label: '分类认定', to: '/procedures/class_review', needs: ['check'] },
      { label: '评定批次', to: '/procedures/rating_round', not: SYSTEM_ROLES },
      { label: '评级申报', to: '/procedures/rating_application', not: SYSTEM_ROLES },
      { label: '评级方案', to: '/ratings/schemes', needs: ['check'] },
    ],
  },
  {
    label: '系统',
    entries: [
      { label: '岗位交接', to: '/handovers', needs: ['handOver'] },
      { label: '代班', to: '/substitutions', needs: ['nameSubstitute'] },
      { label: '用户', to: '/admin/users', needs: ['manageUsers'] },
      { label: '接口令牌', to: '/admin/tokens', needs: ['holdTokens'] },
      { label: '安全设置', to: '/admin/security', needs: ['setSecurity'] },
      { label: '登录日志', to: '/admin/sign-ins', needs: ['readSignIns'] },
      { label: '越权记录', to: '/admin/refused', needs: ['readRefused'] },
      { label: '操作日志', to: '/admin/audit', needs: ['readAudit'] },
      { label: '留痕核对', to: '/admin/audit/chain', needs: ['readAudit'] },
      { label: '系统运行', to: '/admin/status', needs: ['operate'] },
      { label: '工作日历', to: '/admin/calendar', needs: ['keepCalendar'] },
    ],
  },
]

/** The groups of the menu that this person has a page in. */
export function menuFor(session: Pick<SessionFacts, 'permissions' | 'user'>): MenuGroup[] {
  const shown = (entry: MenuEntry) =>
    (entry.needs === undefined || entry.needs.some((one) => session.permissions.includes(one))) &&
    !(entry.not ?? []).includes(session.user.role)
  return MENU.map((group) => ({ ...group, entries: group.entries.filter(shown) })).filter(
    (group) => group.entries.length > 0,
  )
}

/** As many entries as stand in view at once on a small screen; a longer menu begins folded. */
const IN_VIEW = 16

/** The groups that stand open before the person has opened or folded one: all of a short menu, the first of a long one. */
export function groupsAtFirst(groups: readonly MenuGroup[]): string[] {
  const entries = groups.reduce((sum, group) => sum + group.entries.length, 0)
  return (entries <= IN_VIEW ? groups : groups.slice(0, 1)).map((group) => group.label)
}

/** The entry under which a path stands: the longest that it begins with. */
export function entryOf(path: string, groups: readonly MenuGroup[]): string | undefined {
  return groups
    .flatMap((group) => group.entries)
    .flatMap(({ to, also = [] }) => [to, ...also].map((at) => ({ to, at })))
    .filter(({ at }) => (at === '/' ? path === '/' : path === at || path.startsWith(`${at}/`)))
    .toSorted((a, b) => b.at.length - a.at.length)[0]?.to
}
