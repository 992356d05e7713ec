import { joinBody, type FactGroup } from './group.ts'

/**
 * The check of the use of grants, counted over the grants of a body. The figures of each grant come from one function of the
 * database, that the page of the grant reads as well; a body without a grant is left by it at once.
 */
export const grants: FactGroup = {
  with: {
    // Few have any: those are found by one pass, and the function is asked about them alone.
    grantees: `select g.body from bodies b join grant_project g on g.home = b.home and g.body = b.id
      union select l.body from bodies b join voucher_line l on l.home = b.home and l.body = b.id where l.account = '235'`,
    granted: `select g.home, g.body, true as here,
        case when bool_or(g.over_lines > 0 or g.spent > g.amount) then count(*) filter (where g.over_lines > 0 or g.spent > g.amount)
          when bool_and(g.spent is not null) then 0 end as over,
        case when bool_or(g.lowest < 0) then count(*) filter (where g.lowest < 0)
          when bool_and(g.received is not null and g.spent is not null) then 0 end as ahead,
        case when bool_and(g.spent is not null) then coalesce(max(a.day - g.first_received) filter (
          where g.received > 0 and g.spent = 0 and g.returned = 0), 0) end as waits,
        sum(g.bare) as bare,
        case when bool_or(g.books) then sum(greatest(0, coalesce(g.formed, 0) - g.carded)) end as uncarded,
        case when bool_or(g.books) then sum(g.idle_long) end as idle,
        case when bool_and(g.missed is not null) then sum(g.missed) end as unquantified,
        case when bool_and(g.unquantified = 0 or g.unquantified_since is not null)
          then coalesce(max(a.day - g.unquantified_since) filter (where g.unquantified > 0), 0) end as open_days
      from asked a, grant_rows(array(select distinct home from bodies), array(select body from grantees), (select day from asked)) g group by 1, 2`,
  },
  once: ['granted'],
  from: joinBody('granted'),
  columns: {
    grants_here: 'coalesce(granted.here, false)',
    grants_over_budget: 'granted.over',
    grants_ahead: 'granted.ahead',
    grant_wait_days: 'granted.waits',
    grant_bare_vouchers: 'granted.bare',
    grant_uncarded: 'granted.uncarded',
    grant_idle_assets: 'granted.idle',
    grant_unquantified: 'granted.unquantified',
    grant_unquantified_days: 'granted.open_days',
  },
}
