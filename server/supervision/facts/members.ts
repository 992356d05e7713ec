import { joinBody, type FactGroup } from './group.ts'

/** Households that joined, whether they grow, whether promised parts stand: one function of the database. */
export const members: FactGroup = {
  with: {
    rolled: `select r.* from member_rows(array(select distinct home from bodies), array(select id from bodies), (select day from asked)) r`,
  },
  once: ['rolled'],
  from: joinBody('rolled'),
  columns: {
    member_households: 'rolled.households',
    member_household_ratio_num: 'rolled.households',
    member_household_ratio_den: 'rolled.base',
    member_households_grew: 'rolled.households > rolled.a_year_ago',
    weak_members: 'rolled.weak',
    kept_diluted: 'rolled.diluted',
  },
}
