import { joinBody, type FactGroup } from './group.ts'

/** Whether a few decide, pay and watch themselves: one function of the database, asked once for all bodies in question. */
export const board: FactGroup = {
  with: {
    boards: `select r.* from board_rows(array(select distinct home from bodies), array(select id from bodies), (select day from asked)) r`,
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
