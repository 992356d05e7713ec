/** What is known of the cooperatives at the end of a year, in one set-based statement; NULL is unknown. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { AreaSum, ReportLine, YearRow } from '#core/reporting/yearly-report.ts'
import { asUuid } from '#server/database/columns.ts'
import { recordsOf } from '#server/supervision/facts/group.ts'

export interface YearAsked {
  year: number
  /** The last day of the year, or today where that is earlier. */
  day: string
  area?: string
  body?: string
}

/** A row of a statement made elsewhere, in fen. */
const reportedRow = (form: 'income' | 'sheet', row: number): string =>
  `(select ((x ->> 'now')::numeric * 100)::bigint from jsonb_array_elements(rep.${form}) x where (x ->> 'row')::int = ${row})`

/** Turnover of results of the year, entries of closing left out; what was carried in with the opening counts. */
const earned = (accounts: string): string =>
  `sum(credit - debit) filter (where account in (${accounts}) and within and phase <> 'closing')`

/** As the facts have it: what is not written is told from the name and the code. */
const KIND = `coalesce(b.body_kind, case
  when b.name like '%联合社%' then '农民专业合作社联合社'
  when b.name like '%专业合作社%' or b.credit_code like '93%' then '农民专业合作社' end)`

/** Every column that a report may name, of one cooperative. */
const COLUMNS: Readonly<Record<string, string>> = {
  name: 'b.name',
  credit_code: 'b.credit_code',
  address: 'b.address',
  phone: 'b.phone',
  registered_on: 'b.registered_on::text',
  years: 'extract(year from age(a.day, b.registered_on))::bigint',
  capital: 'b.capital',
  coop: `(${KIND} = '农民专业合作社')::int::bigint`,
  new_coop: `(${KIND} = '农民专业合作社' and extract(year from b.registered_on) = a.year)::int::bigint`,
  federation: `(${KIND} = '农民专业合作社联合社')::int::bigint`,
  running: `case when status.status is not null then (status.status = '正常')::int::bigint end`,
  level: 'tags.level',
  demonstration: 'coalesce(tags.any_level, 0)',
  nation: 'coalesce(tags.nation, 0)',
  province: 'coalesce(tags.province, 0)',
  city: 'coalesce(tags.city, 0)',
  county: 'coalesce(tags.county, 0)',
  members: 'summary.members::bigint',
  farmers: 'summary.farmers::bigint',
  led_households: 'summary.led_households::bigint',
  member_accounts: 'summary.member_accounts',
  with_accounts: 'summary.member_accounts::int::bigint',
  roll_members: 'roll.members',
  roll_farmers: 'roll.farmers',
  roll_enterprises: 'roll.enterprises',
  roll_family_farms: 'roll.family_farms',
  roll_groups: 'roll.others',
  joined: 'roll.joined',
  left_members: 'roll.gone',
  reg_revenue: 'register.revenue',
  reg_surplus: 'register.surplus',
  reg_distributable: 'register.distributable',
  reg_returned: 'register.returned_by_patronage',
  reg_rate: `case when register.distributable > 0 then register.returned_by_patronage * 10000 / register.distributable end`,
  reg_subsidy: 'register.subsidy',
  reg_loans: 'register.loans',
  rep_revenue: reportedRow('income', 1),
  rep_surplus: reportedRow('income', 10),
  rep_distributable: reportedRow('income', 16),
  rep_returned: reportedRow('income', 17),
  rep_rate: `case when ${reportedRow('income', 16)} > 0
    then ${reportedRow('income', 17)} * 10000 / ${reportedRow('income', 16)} end`,
  rep_fixed: reportedRow('sheet', 12),
  rep_loans: `${reportedRow('sheet', 23)} + ${reportedRow('sheet', 32)}`,
  book_revenue: 'book.revenue::bigint',
  book_surplus: 'book.surplus::bigint',
  book_fixed: 'book.fixed::bigint',
  book_loans: 'book.loans::bigint',
  plan_distributable: 'plan.law',
  plan_returned: 'plan.patronage',
  plan_rate: 'case when plan.law > 0 then plan.patronage * 10000 / plan.law end',
  plan_per_member: '(plan.patronage + plan.remainder) / plan.members',
  delivered: 'traded.delivered',
  supplied: 'traded.supplied',
  certified: 'certified.what',
  credit: 'credit.funds',
  education: 'chair.education',
}

/** The cooperatives asked for come first, so that of one only its own records are read. */
const THEIRS = 'array(select id from bodies)'

/** Of a whole county a register is read once from end to end; of one cooperative only what is its own. */
function sources(ofOne: boolean): string {
  const records = (register: string): string =>
    ofOne
      ? recordsOf(register)
      : `select r.* from ${register}_at((select day from asked)) r where not r.ended`
  return `
  status as (select distinct on (s.home, s.body) s.home, s.body, s.status from (${records('operating_status')}) s
    where s.since <= (select day from asked) order by s.home, s.body, s.since desc),
  summary as (select distinct on (m.home, m.body) m.* from (${records('member_summary')}) m
    where m.as_of <= (select day from asked) order by m.home, m.body, m.as_of desc),
  roll as (
    select m.home, m.body, count(*) filter (where here) as members, count(*) filter (where here and kind = '农民') as farmers,
      count(*) filter (where here and kind = '企业') as enterprises,
      case when bool_or(here and family_farm is not null) then count(*) filter (where here and family_farm) end as family_farms,
      count(*) filter (where here and kind in ('事业单位', '社会组织', '农村集体经济组织', '农民专业合作社')) as others,
      count(*) filter (where joined_on >= make_date(a.year, 1, 1) and joined_on <= a.day) as joined,
      count(*) filter (where left_on >= make_date(a.year, 1, 1) and left_on <= a.day) as gone
    from asked a cross join lateral (
      select m.*, m.joined_on <= a.day and coalesce(m.left_on > a.day, true) as here from (${records('member')}) m) m
    group by m.home, m.body),
  certified as (select c.home, c.body, string_agg(c.kind || '（' || c.product || '）', '、' order by c.kind, c.product) as what
    from (${records('certificate')}) c
    where c.issued_on <= (select day from asked) and coalesce(c.valid_until >= (select day from asked), true) group by c.home, c.body),
  credit as (select distinct on (m.home, m.body) m.home, m.body, m.funds from (${records('mutual_credit')}) m
    where m.as_of <= (select day from asked) order by m.home, m.body, m.as_of desc),
  chair as (select distinct on (o.home, o.body) o.home, o.body, o.education from (${records('officer')}) o
    where o.post = '理事长' and o.since <= (select day from asked) and coalesce(o.until >= (select day from asked), true)
    order by o.home, o.body, o.since desc),
  register as (select distinct on (r.home, r.body) r.* from annual_report r
    where not r.ended and r.body = any (${THEIRS}) and r.year = (select year from asked) order by r.home, r.body, r.effective_on desc, r.id),
  tags as (
    select t.home, t.body, 1::bigint as any_level,
      max((t.tag = '国家级示范社')::int)::bigint as nation, max((t.tag = '省级示范社')::int)::bigint as province,
      max((t.tag = '市级示范社')::int)::bigint as city, max((t.tag = '县级示范社')::int)::bigint as county,
      (array_agg(t.tag order by array_position(array['国家级示范社', '省级示范社', '市级示范社', '县级示范社'], t.tag::text)))[1] as level
    from (${records('body_tag')}) t
    where t.tag like '%示范社' and t.since <= (select day from asked)
      and coalesce(t.until >= (select day from asked), true)
    group by t.home, t.body),
  book as (
    select home, body, ${earned(`'501'`)} as revenue,
      coalesce(${earned(`'501', '511', '521', '522', '523', '524', '502', '529'`)}, 0) as surplus,
      coalesce(sum(debit - credit) filter (where account in ('151', '152')), 0) as fixed,
      coalesce(sum(credit - debit) filter (where account in ('201', '231')), 0) as loans
    from (select m.*, extract(year from m.month) = a.year as within from account_month m cross join asked a
      where m.body = any (${THEIRS}) and m.month <= make_date(a.year, 12, 1) and exists (
        select from book_close c where c.home = m.home and c.body = m.body and c.month = make_date(a.year, 12, 1))) m
    group by home, body),
  rep as (select distinct on (r.home, r.body) r.* from reported_statement r cross join asked a
    where r.body = any (${THEIRS}) and r.month = make_date(a.year, 12, 1) order by r.home, r.body, r.number desc),
  plan as (select distinct on (p.home, p.body) p.* from surplus_plan p cross join asked a
    where p.body = any (${THEIRS}) and p.year = a.year and exists (
      select from surplus_action s where s.home = p.home and s.plan = p.id and s.action = 'post')
    order by p.home, p.body, p.frozen_at desc),
  traded as (select home, body, coalesce(sum(amount) filter (where direction = 'delivered'), 0)::bigint as delivered,
      coalesce(sum(amount) filter (where direction = 'supplied'), 0)::bigint as supplied
    from trades_of_year((select year from asked)) where body = any (${THEIRS}) group by home, body)`
}

const JOINED = [
  'status',
  'summary',
  'roll',
  'register',
  'tags',
  'book',
  'rep',
  'plan',
  'traded',
  'certified',
  'credit',
  'chair',
]
  .map((one) => `left join ${one} on ${one}.home = b.home and ${one}.body = b.id`)
  .join('\n')

function columnOf(name: string): string {
  const column = COLUMNS[name]
  if (column === undefined) throw new Error(`no query gives ${name}`)
  return column
}

function figures(asked: YearAsked, columns: readonly string[]): RawBuilder<unknown> {
  const within =
    asked.area === undefined ? sql`` : sql`and b.area >= ${asked.area} and b.area < ${`${asked.area}A`}`
  const kind =
    asked.body === undefined ? sql.raw(`and ${KIND} in ('农民专业合作社', '农民专业合作社联合社')`) : sql``
  const of = asked.body === undefined ? sql`` : sql`and c.id = ${asUuid(asked.body)}`
  const selected = columns.map((one) => `${columnOf(one)} as ${one}`).join(', ')
  return sql`
    with asked as (select ${asked.day}::date as day, ${asked.year}::int as year),
    bodies as materialized (
      select b.* from asked a cross join body c cross join lateral (
        select v.* from body_version v where v.home = c.home and v.id = c.id and v.effective_on <= a.day
        order by v.effective_on desc, v.version desc limit 1) b
      where not b.ended and coalesce(b.registration_state not in ('注销', '迁出'), true)
        and coalesce(b.registered_on <= a.day, true) ${within} ${kind} ${of}),
    ${sql.raw(sources(asked.body !== undefined))}
    select b.home, b.id, b.area${sql.raw(selected === '' ? '' : `, ${selected}`)}
    from asked a cross join bodies b
    ${sql.raw(JOINED)}`
}

const columnsOf = (lines: readonly ReportLine[]): string[] => [
  ...new Set(lines.flatMap((one) => one.sources.map(({ column }) => column))),
]

/** One cooperative; undefined where it did not stand on the register at the end of the year. */
export async function yearOfBody(
  trx: Kysely<unknown>,
  asked: YearAsked & { body: string },
  lines: readonly ReportLine[],
): Promise<YearRow | undefined> {
  const { rows } = await sql<YearRow>`${figures(asked, columnsOf(lines))}`.execute(trx)
  return rows[0]
}

/** The sums of the area itself and of each right below it, told apart by the first `digits` signs; by area, then by line. */
export async function yearOfAreas(
  trx: Kysely<unknown>,
  asked: YearAsked & { area: string; digits: number },
  lines: readonly ReportLine[],
): Promise<Map<string, Map<string, AreaSum>>> {
  const counted = lines.filter((one) => one.sources.length > 0)
  const value = (one: ReportLine) => `coalesce(${one.sources.map(({ column }) => `y.${column}`).join(', ')})`
  const selected = counted
    .map((one) => `sum(${value(one)})::bigint as ${one.id}_sum, count(${value(one)}) as ${one.id}_known`)
    .join(', ')
  const { rows } = await sql<Record<string, bigint | string | boolean | null>>`
    with y as materialized (${figures(asked, columnsOf(counted))}),
      placed as (select y.*, case when length(y.area) >= ${asked.digits} then left(y.area, ${asked.digits}) end as child from y)
    select grouping(y.child) = 1 as whole, y.child, count(*) as bodies, ${sql.raw(selected)}
    from placed y group by grouping sets ((), (y.child))`.execute(trx)
  return new Map(
    rows
      .filter((row) => row['whole'] === true || row['child'] !== null)
      .map((row) => [
        row['whole'] === true ? asked.area : String(row['child']),
        new Map(
          counted.map((one) => [
            one.id,
            {
              sum: row[`${one.id}_sum`] as bigint | null,
              known: Number(row[`${one.id}_known`] ?? 0),
              bodies: Number(row['bodies'] ?? 0),
            },
          ]),
        ),
      ]),
  )
}

/** Cells that forms asked of each township, by the month in which they were handed out; `months` has twelve. */
export async function cellsAsked(
  trx: Kysely<unknown>,
  of: { year: number; area: string },
): Promise<{ area: string; name: string; months: number[] }[]> {
  const { rows } = await sql<{ area: string; name: string; month: number; cells: number }>`
    select t.area, max(t.name) as name, extract(month from h.created_at at time zone 'Asia/Shanghai')::int as month,
      coalesce(sum(r.cells), 0)::int as cells
    from handout h join handout_township t on t.home = h.home and t.handout = h.id
      left join lateral (select sum(cardinality(w.wanted)) as cells from handout_row w
        where w.home = t.home and w.handout = t.handout and w.area = t.area) r on true
    where extract(year from h.created_at at time zone 'Asia/Shanghai') = ${of.year} and starts_with(t.area, ${of.area})
    group by t.area, 3 order by t.area, 3`.execute(trx)
  const byArea = Map.groupBy(rows, (one) => one.area)
  return [...byArea].map(([area, own]) => ({
    area,
    name: own[0]?.name ?? area,
    months: Array.from({ length: 12 }, (_, at) => own.find((one) => one.month === at + 1)?.cells ?? 0),
  }))
}
