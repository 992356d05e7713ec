import { joinBody, type FactGroup } from './group.ts'

/** Whether a few decide, pay and watch themselves: one function of the database, asked once for all bodies in question. */
export const board: FactGroup = {
  with: {
    // Of a body that has none of these the function says nothing.
    led: `select o.body from bodies b join officer o on o.home = b.home and o.body = b.id
      union select g.body from bodies b join bookkeeping_agency g on g.home = b.home and g.body = b.id
      union select k.body from bodies b join book k on k.home = b.home and k.body = b.id`,
    boards: `select r.* from board_rows(array(select distinct home from bodies), array(select body from led), (select day from asked)) r`,
  },
  once: ['boards'],
  from: joinBody('boards'),
  columns: {
    kin_supervisors: 'boards.kin_supervisors',
    kin_accountants: 'boards.kin_accountants',
    one_hand_money: 'boards.one_hand',
    rival_posts: 'boards.rivals',
    chair_payments: 'boards.chair_payments',
    related_payments: 'boards.related',
    accountant_kept: 'boards.accountant',
  },
}
