import type { Scheme, SchemeLine } from './scheme.ts'

/** The sheets of real offices are not public; these show how one works until an administrator replaces them by Excel. */

interface Written {
  max?: number
  how?: string
  clause?: string
  fact?: string
}

function line(
  id: string,
  [section, item, kind]: readonly [string, string, SchemeLine['kind']],
  { max = 0, how = '', clause = '', fact = '' }: Written = {},
): SchemeLine {
  return { id, section, item, kind, max: max * 100, weight: 10_000, how, clause, fact }
}

const star: Scheme = {
  title: '星级评定（示例）',
  method: 'points',
  example: true,
  source: '示例：不是任何地方的评分表，正式评定前请用本地文件的评分表替换',
  lines: [
    line('1', ['规范运行', '章程、成员名册、证照齐全', 'points'], {
      max: 15,
      how: '缺一项扣 5 分',
      clause: '社法 12',
      fact: 'dossier_completeness',
    }),
    line('2', ['规范运行', '农民成员占比', 'points'], {
      max: 10,
      how: '达到八成得满分，不到不得分',
      clause: '社法 20',
      fact: 'farmer_ratio',
    }),
    line('3', ['规范运行', '五有齐全', 'points'], {
      max: 15,
      how: '每项 3 分，看现场和照片',
      clause: '',
      fact: 'has_site',
    }),
    line('4', ['财务管理', '设立成员账户', 'points'], {
      max: 10,
      how: '有且逐户记载得满分',
      clause: '社法 43',
      fact: 'member_accounts',
    }),
    line('5', ['财务管理', '按交易量（额）返还', 'points'], {
      max: 15,
      how: '达到六成得满分',
      clause: '社法 44',
      fact: 'patronage_return_ratio',
    }),
    line('6', ['服务成员', '成员人数', 'points'], { max: 15, how: '每 10 名 1 分', fact: 'members' }),
    line('7', ['服务成员', '带动农户', 'points'], {
      max: 10,
      how: '看带动协议和名单',
      fact: 'leads_households',
    }),
    line('8', ['信用', '年报按时公示', 'points'], {
      max: 10,
      how: '按时得满分，逾期 5 分',
      clause: '年报公示办法',
      fact: 'annual_report_on_time',
    }),
    line('9', ['扣分', '未整改销号的问题', 'deduct'], { max: 20, how: '每个 2 分，扣完为止' }),
    line('10', ['否决', '在经营异常名录', 'veto'], { how: '评定当日仍在名录的', fact: 'abnormal_listed' }),
    line('11', ['否决', '发生质量安全或侵占成员权益事件', 'veto'], { how: '以有权机关的认定为准' }),
  ],
  levels: [
    { level: '五星', from: 9000, lines: 0 },
    { level: '四星', from: 8000, lines: 0 },
    { level: '三星', from: 7000, lines: 0 },
    { level: '二星', from: 6000, lines: 0 },
    { level: '一星', from: 5000, lines: 0 },
  ],
}

const demonstration: Scheme = {
  title: '示范社评定（示例）',
  method: 'pass',
  example: true,
  source: '示例：四级示范社的条件以各级文件为准，正式评定前请替换',
  lines: [
    line('1', ['条件', '登记满两年，年报按时公示', 'pass'], { fact: 'annual_report_on_time' }),
    line('2', ['条件', '机构健全、制度完备', 'pass'], { fact: 'has_organisation' }),
    line('3', ['条件', '财务规范，有成员账户', 'pass'], { fact: 'member_accounts' }),
    line('4', ['条件', '带动能力强于当地同类', 'pass'], { fact: 'members' }),
    line('5', ['条件', '产品有品牌或认证', 'pass']),
    line('6', ['条件', '没有不良信用记录', 'pass'], { fact: 'abnormal_listed' }),
  ],
  levels: [
    { level: '可推荐国家级', from: 0, lines: 6 },
    { level: '可推荐省级', from: 0, lines: 5 },
    { level: '市级', from: 0, lines: 4 },
    { level: '县级', from: 0, lines: 3 },
  ],
}

const yearly: Scheme = {
  title: '年度综合评定（示例）',
  method: 'grade',
  example: true,
  source: '示例：评语式评定，优、良、中、差',
  lines: [
    line('1', ['综合', '规范运行', 'grade']),
    line('2', ['综合', '财务管理', 'grade']),
    line('3', ['综合', '服务带动', 'grade']),
    line('4', ['综合', '成员和周边农户评价', 'grade']),
  ],
  levels: [
    { level: '优秀', from: 0, lines: 3 },
    { level: '良好', from: 0, lines: 1 },
    { level: '合格', from: 0, lines: 0 },
  ],
}

export const EXAMPLE_SCHEMES: readonly Scheme[] = [star, demonstration, yearly]
