import { fact, type Fact } from '../kernel/fact.ts'
import { REGISTRATION_STATES } from '../registry/body.ts'
import { BODY_KINDS } from '../values/body-name.ts'

/** How a unified social credit code stands to its body (GB 32100). */
export const CODE_STATES = ['有效', '缺代码', '只有原注册号', '格式不符', '校验位不符', '类别不符'] as const
export type CodeState = (typeof CODE_STATES)[number]

/** What the registration says of a body: a registry list alone answers these. */
export const standingFacts: readonly Fact[] = [
  fact('existing', {
    label: '在册主体',
    type: 'flag',
    formula: '登记状态为注销或迁出的为否；其余（含登记状态未填）为是',
    reads: [{ register: 'body', fields: ['registrationState'] }],
  }),
  fact('body_kind', {
    label: '主体类型',
    type: 'choice',
    options: BODY_KINDS,
    formula:
      '台账“主体类型”；未填时按名称推定：含“联合社”的为联合社，含“专业合作社”且以“分社”“分支机构”“分公司”等结尾的为分支机构，其余含“专业合作社”的为合作社；再不能定的，代码以93开头的为合作社；仍不能定的为未知',
    reads: [{ register: 'body', fields: ['bodyKind', 'name', 'creditCode'] }],
  }),
  fact('registration_state', {
    label: '登记状态',
    type: 'choice',
    options: REGISTRATION_STATES,
    formula: '台账“登记状态”，未填为未知',
    reads: [{ register: 'body', fields: ['registrationState'] }],
  }),
  fact('registered_on', {
    label: '成立日期',
    type: 'day',
    formula: '台账“成立日期”',
    reads: [{ register: 'body', fields: ['registeredOn'] }],
  }),
  fact('code_state', {
    label: '信用代码状况',
    type: 'choice',
    options: CODE_STATES,
    formula:
      '没有18位代码的：有原注册号为“只有原注册号”，否则为“缺代码”；有代码的依次核对长度和字符、校验位、前两位与主体类型（合作社、联合社及其分支机构为93，公司为91；其他类型不核对），都相符为“有效”',
    reads: [{ register: 'body', fields: ['creditCode', 'oldRegistrationNo', 'bodyKind'] }],
  }),
  fact('name_fits_kind', {
    label: '名称与类型相符',
    type: 'flag',
    formula:
      '合作社名称含“专业合作社”、联合社名称含“专业合作社联合社”、分支机构名称含“专业合作社”的为是；其他类型为未知',
    reads: [{ register: 'body', fields: ['name', 'bodyKind'] }],
  }),
  fact('chairs', {
    label: '在任理事长数',
    type: 'count',
    unit: '名',
    formula: '任职台账中该日在任（任职日期不晚于该日、任期届满未到或未填）的理事长人数；没有任职记录的为未知',
    reads: [{ register: 'officer', fields: ['post', 'since', 'until'] }],
    dependsOnDay: true,
  }),
  fact('supervisor_conflicts', {
    label: '监事兼任人数',
    type: 'count',
    unit: '名',
    formula:
      '该日在任的监事长、执行监事、监事中，同时任理事长、理事、经理、财务会计或出纳的人数（同一身份证号，无证号的按姓名）；没有监事在任记录的为未知',
    reads: [{ register: 'officer', fields: ['post', 'person', 'idNumber', 'since', 'until'] }],
    dependsOnDay: true,
  }),
  fact('officials_in_post', {
    label: '公务人员任职数',
    type: 'count',
    unit: '名',
    formula: '该日在任且标记“在册公务人员”为是的人数；没有任何人填过该项的为未知',
    reads: [{ register: 'officer', fields: ['post', 'publicOfficial', 'since', 'until'] }],
    dependsOnDay: true,
  }),
  fact('has_charter', {
    label: '章程在档',
    type: 'flag',
    formula: '登记了章程版本，或证照资料中有“章程”的为是；两处都没有、证照资料也尚无任何记录的为未知',
    reads: [{ register: 'document', fields: ['kind'] }],
    dependsOnDay: true,
  }),
  fact('has_member_roll', {
    label: '成员名册在档',
    type: 'flag',
    formula:
      '成员（户）名册有该日在册成员，或证照资料中有“成员名册”的为是；两处都没有记录、证照资料也尚未开始登记的为未知',
    reads: [
      { register: 'member', fields: ['joinedOn', 'leftOn'] },
      { register: 'document', fields: ['kind'] },
    ],
    dependsOnDay: true,
  }),
  fact('dossier_accepted', {
    label: '一社一档已备案',
    type: 'flag',
    formula: '乡镇受理过档案并出具回执、其后没有退回的为是；从未受理的为否',
    reads: [{ register: 'body', fields: [] }],
  }),
  fact('dossier_completeness', {
    label: '档案完整率',
    type: 'ratio',
    formula: '档案必备项中已有记录的项数 ÷ 必备项数',
    reads: [
      { register: 'body', fields: ['creditCode', 'registeredOn', 'address', 'legalRepresentative', 'phone'] },
      { register: 'officer', fields: [] },
      { register: 'member_summary', fields: [] },
      { register: 'operating_status', fields: [] },
      { register: 'annual_report', fields: [] },
      { register: 'document', fields: [] },
      { register: 'member', fields: [] },
    ],
  }),
]
