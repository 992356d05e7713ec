import { joinBody, type FactGroup } from './group.ts'

/** Audits of the books: whether last year's was made, how long a result waits to be told. */
export const audits: FactGroup = {
  with: {
    audit_reports: `select i.home, i.body, i.id, i.state, i.payload ->> 'kind' as kind, (i.payload ->> 'year')::int as year,
        case when i.state in ('reported', 'mending', 'closed') then (i.payload -> 'report' ->> 'reportedOn')::date end as reported_on,
        (select max((n.payload ->> 'postedOn')::date) from procedure_item n where n.home = i.home and n.parent = i.id
          and n.procedure = 'audit_notice' and n.state = 'posted') as posted_on
      from bodies b join procedure_item i on i.home = b.home and i.body = b.id and i.procedure = 'book_audit' and i.state <> 'dropped'`,
    audited: `select r.home, r.body,
        case when bool_or(r.kind = 'yearly' and r.year = extract(year from a.day)::int - 1)
          then count(*) filter (where r.kind = 'yearly' and r.year = extract(year from a.day)::int - 1 and r.reported_on <= a.day) end as last_year,
        max(a.day - r.reported_on) filter (where r.reported_on <= a.day and (r.posted_on is null or r.posted_on > a.day)) as untold
      from audit_reports r cross join asked a group by r.home, r.body`,
  },
  once: ['audit_reports', 'audited'],
  from: joinBody('audited'),
  columns: {
    audits_last_year: 'audited.last_year',
    audit_untold_days: 'coalesce(audited.untold, 0)',
  },
}
