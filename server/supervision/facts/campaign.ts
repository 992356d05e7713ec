import { joinBody, oneRecordOf, recordsOf, type FactGroup } from './group.ts'

const arrears = (kind: string): string =>
  `coalesce(sum(greatest(d.due - d.paid, 0)) filter (where d.fund_kind = '${kind}' and d.year < extract(year from a.day)), 0)::bigint`

/** What the survey and the dividend sheet say of bodies that took in households' or villages' money. */
export const campaign: FactGroup = {
  with: {
    surveyed: oneRecordOf('survey'),
    leaders: `select distinct t.home, t.body from (${recordsOf('body_tag')}) t cross join asked a
      where t.tag in ('带农合作社', '村集体资金入股') and t.since <= a.day and (t.until is null or t.until >= a.day)`,
    dividends: `select d.home, d.body,
        ${arrears('到户资金')} as household_arrears, ${arrears('村集体资金')} as village_arrears,
        sum(d.in_kind)::bigint as in_kind,
        case when bool_or(d.in_kind > 0 and d.in_kind_consent = false) then false
          when bool_or(d.in_kind > 0) and bool_and(d.in_kind_consent) filter (where d.in_kind > 0)
            and count(*) filter (where d.in_kind > 0 and d.in_kind_consent is null) = 0 then true end as consent
      from (${recordsOf('dividend_summary')}) d cross join asked a group by d.home, d.body`,
  },
  from: ['surveyed', 'leaders', 'dividends'].map(joinBody).join('\n'),
  columns: {
    leads_households: `case when leaders.home is not null or dividends.home is not null or surveyed.invested_households > 0
        or surveyed.household_funds > 0 or surveyed.village_funds > 0 then true
      when surveyed.invested_households = 0 and surveyed.household_funds = 0 and surveyed.village_funds = 0 then false end`,
    household_funds: 'surveyed.household_funds',
    village_funds: 'surveyed.village_funds',
    household_dividend_arrears: 'dividends.household_arrears',
    village_dividend_arrears: 'dividends.village_arrears',
    dividends_on_time: 'surveyed.dividends_on_time',
    in_kind_dividends: 'dividends.in_kind',
    in_kind_consent: 'dividends.consent',
    can_lead_households: 'surveyed.can_lead_households',
    exit_willing_households: `case when surveyed.exit_ready = '无退股要求' then coalesce(surveyed.exit_willing_households, 0)
      else surveyed.exit_willing_households end`,
    exit_ready: 'surveyed.exit_ready',
    scale_shrunk: `case when surveyed.scale_shrunk or running_status.status = '收缩' then true
      when surveyed.scale_shrunk = false or (surveyed.scale_shrunk is null and running_status.status = '正常') then false end`,
    idle_barns: 'surveyed.idle_barns',
    loss_amount: 'surveyed.loss_amount',
    debt_amount: 'surveyed.debt_amount',
    willing_to_lead: 'surveyed.willing_to_lead',
    misuse_suspected: 'coalesce(surveyed.misuse, false)',
  },
}
