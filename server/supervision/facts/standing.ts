import { joinBody, recordsOf, type FactGroup } from './group.ts'

const COOPERATIVES = `('农民专业合作社', '农民专业合作社联合社', '合作社分支机构')`

const KIND = `coalesce(b.body_kind, case
  when b.name like '%联合社%' then '农民专业合作社联合社'
  when b.name like '%专业合作社%' and b.name ~ '(分社|分支机构|分公司|经营部|门市部)$' then '合作社分支机构'
  when b.name like '%专业合作社%' or b.credit_code like '93%' then '农民专业合作社' end)`

/** In office on the day. */
const IN_OFFICE = `o.since <= a.day and (o.until is null or o.until >= a.day)`
const WHO = `coalesce(encode(o.id_number_hash, 'hex'), o.person)`

/** What must stand in a dossier: the basic data and one record at least of each of these registers. */
export const REQUIRED_FIELDS = [
  'credit_code',
  'registered_on',
  'address',
  'legal_representative',
  'phone',
] as const
export const REQUIRED_REGISTERS = [
  'officer',
  'member_summary',
  'operating_status',
  'annual_report',
  'document',
  'member',
] as const

const present = [
  ...REQUIRED_FIELDS.map((column) => `(b.${column} is not null)::int`),
  ...REQUIRED_REGISTERS.map(
    (register) =>
      `(exists (select from ${register} x where x.home = b.home and x.body = b.id and not x.ended and x.effective_on <= (select day from asked)))::int`,
  ),
].join(' + ')

/** What the registration, the officers and the papers say. */
export const standing: FactGroup = {
  with: {
    officers: `select o.home, o.body,
        count(*) filter (where o.post = '理事长' and ${IN_OFFICE}) as chairs,
        bool_or(o.post in ('监事长', '执行监事', '监事') and ${IN_OFFICE}) as supervised,
        array_agg(${WHO}) filter (where o.post in ('监事长', '执行监事', '监事') and ${IN_OFFICE}) as supervisors,
        array_agg(${WHO}) filter (where o.post in ('理事长', '理事', '经理', '财务会计', '出纳') and ${IN_OFFICE}) as managers,
        count(*) filter (where o.public_official and ${IN_OFFICE}) as officials,
        bool_or(o.public_official is not null) as officials_asked
      from (${recordsOf('officer')}) o cross join asked a group by o.home, o.body`,
    papers: `select home, body, bool_or(kind = '章程') as charter, bool_or(kind = '成员名册') as roll
      from (${recordsOf('document')}) d group by home, body`,
    rolls: `select m.home, m.body, bool_or(m.joined_on <= a.day and (m.left_on is null or m.left_on > a.day)) as members
      from (${recordsOf('member')}) m cross join asked a group by m.home, m.body`,
    chartered: `select distinct c.home, c.body from bodies b join charter_standing c on c.home = b.home and c.body = b.id
      where c.adopted_on <= (select day from asked)`,
    acceptances: `select distinct on (d.home, d.body) d.home, d.body, d.action = 'accept' as accepted
      from dossier_action d join bodies b on b.home = d.home and b.id = d.body cross join asked a
      where d.on_day <= a.day order by d.home, d.body, d.number desc`,
  },
  from: ['officers', 'papers', 'rolls', 'chartered', 'acceptances'].map(joinBody).join('\n'),
  columns: {
    existing: `coalesce(b.registration_state not in ('注销', '迁出'), true)`,
    body_kind: KIND,
    registration_state: 'b.registration_state',
    registered_on: 'b.registered_on',
    code_state: `case
      when b.credit_code is null then case when b.old_registration_no is null then '缺代码' else '只有原注册号' end
      when b.credit_code !~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$' then '格式不符'
      when not credit_code_checks(b.credit_code) then '校验位不符'
      when ${KIND} in ${COOPERATIVES} and b.credit_code not like '93%' then '类别不符'
      when ${KIND} = '公司' and b.credit_code not like '91%' then '类别不符'
      else '有效' end`,
    name_fits_kind: `case ${KIND}
      when '农民专业合作社' then b.name like '%专业合作社%'
      when '农民专业合作社联合社' then b.name like '%专业合作社联合社%'
      when '合作社分支机构' then b.name like '%专业合作社%' end`,
    chairs: 'officers.chairs',
    supervisor_conflicts: `case when officers.supervised then
      (select count(distinct w) from unnest(officers.supervisors) w where w = any (officers.managers)) end`,
    officials_in_post: 'case when officers.officials_asked then officers.officials end',
    has_charter: 'case when chartered.home is not null then true else papers.charter end',
    has_member_roll: `case when coalesce(rolls.members, false) or coalesce(papers.roll, false) then true
      when papers.home is not null then false end`,
    dossier_accepted: 'coalesce(acceptances.accepted, false)',
    dossier_completeness_num: `(${present})`,
    dossier_completeness_den: String(REQUIRED_FIELDS.length + REQUIRED_REGISTERS.length),
  },
}
