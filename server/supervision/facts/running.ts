import { joinBody, oneRecordOf, recordsOf, type FactGroup } from './group.ts'

/** The latest year whose report is due: the last 30 June before the day is past, and the report is on the year before. */
const DUE_YEAR = `(extract(year from a.day)::int - case when a.day > make_date(extract(year from a.day)::int, 6, 30) then 1 else 2 end)`
const DUE_BY = `make_date(${DUE_YEAR} + 1, 6, 30)`

/** How a body is made up and how it runs. */
export const running: FactGroup = {
  with: {
    summary: oneRecordOf('member_summary'),
    reports: recordsOf('annual_report'),
    due_report: `select distinct on (r.home, r.body) r.* from reports r cross join asked a where r.year = ${DUE_YEAR}
      order by r.home, r.body, r.effective_on desc`,
    last_report: `select distinct on (r.home, r.body) r.* from reports r cross join asked a
      where r.year < extract(year from a.day) order by r.home, r.body, r.year desc`,
    unreported: `select home, body, count(*) as years from (
        select r.home, r.body, r.year, row_number() over (partition by r.home, r.body order by r.year desc) as n, ${DUE_YEAR} as due
        from reports r cross join asked a where r.published = false and r.year <= ${DUE_YEAR}) missed
      where year = due - n + 1 group by home, body`,
    listings: `select r.home, r.body,
        bool_or(r.listed_on <= a.day and (r.removed_on is null or r.removed_on > a.day)) as dated,
        (array_agg(r.abnormal_listed order by r.year desc))[1] is true
          and coalesce((array_agg(r.removed_on order by r.year desc))[1] > a.day, (array_agg(r.removed_on order by r.year desc))[1] is null) as latest,
        bool_or(r.abnormal_listed is not null or r.listed_on is not null) as asked
      from reports r cross join asked a group by r.home, r.body, a.day`,
    running_status: oneRecordOf('operating_status'),
    haves: oneRecordOf('five_haves'),
  },
  from: ['summary', 'due_report', 'last_report', 'unreported', 'listings', 'running_status', 'haves']
    .map(joinBody)
    .join('\n'),
  columns: {
    members: 'summary.members',
    farmers: 'summary.farmers',
    organisations: 'summary.organisations',
    public_units: 'summary.public_units',
    farmer_ratio_num: 'summary.farmers',
    farmer_ratio_den: 'summary.members',
    organisation_ratio_num: 'summary.organisations',
    organisation_ratio_den: 'summary.members',
    member_accounts: 'summary.member_accounts',
    annual_report_due: `extract(year from b.registered_on) <= ${DUE_YEAR}`,
    annual_report_published: 'due_report.published and coalesce(due_report.published_on <= a.day, true)',
    annual_report_on_time: `due_report.published_on <= ${DUE_BY}`,
    unreported_years: 'case when due_report.home is not null then coalesce(unreported.years, 0) end',
    abnormal_listed:
      'case when listings.dated is true or listings.latest is true then true when listings.asked then false end',
    distributable_surplus: 'last_report.distributable',
    patronage_return_ratio_num:
      'case when last_report.distributable > 0 then last_report.returned_by_patronage end',
    patronage_return_ratio_den:
      'case when last_report.distributable > 0 and last_report.returned_by_patronage is not null then last_report.distributable end',
    operating_status: 'running_status.status',
    idle_years: `case when running_status.last_business_on is not null
        then greatest(0, extract(year from age(a.day, running_status.last_business_on)))::bigint
      when running_status.status in ('正常', '收缩') then 0 end`,
    suspension_filed: `case when b.registration_state = '歇业备案' then true
      when running_status.suspension_filed then running_status.suspension_until is null or running_status.suspension_until >= a.day
      when running_status.suspension_filed = false then false
      when b.registration_state = '存续' then false end`,
    suspension_expired: `case when running_status.home is not null then coalesce(running_status.suspension_filed
      and running_status.suspension_until < a.day and running_status.status = '停业歇业', false) end`,
    has_site: 'haves.site',
    has_sign: 'haves.sign',
    has_rules: 'haves.rules',
    has_books: 'haves.books',
    has_organisation: 'haves.organisation',
  },
}
