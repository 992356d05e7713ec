import { joinBody, recordsOf, type FactGroup } from './group.ts'

/** What moved money within the year before the day; what was reversed, and the reversal, do not count. */
const LIVE = `v.phase = 'current' and v.reverses is null and not exists (
  select from voucher r where r.home = v.home and r.reverses = v.id)`
const MONEY = `('101', '102', '109')`
const YEAR_AGO = `(a.day - interval '1 year')::date`
const counted = (of: string): string => `case when watched.here then coalesce(${of}, 0) end`

/** Findings of one kind about bodies that keep books: joined to the book, and only then to all bodies. */
const PIECES = [
  'cash',
  'bare',
  'splits',
  'paid_officers',
  'own_cards',
  'old_debts',
  'grants',
  'assets',
  'ventures',
]

/** What each member or party has on an account now and had a year ago, in its own direction. */
const standing = (account: string, holder: string): string => `
  select l.home, l.body, ${holder} as holder, sum(l.debit - l.credit) as now,
    coalesce(sum(l.debit - l.credit) filter (where l.day <= ${YEAR_AGO}), 0) as before
  from bodies b join voucher_line l on l.home = b.home and l.body = b.id cross join asked a
  where l.account = '${account}' and l.day <= a.day group by 1, 2, 3`

/** Books, statements of accounts, asset cards, share ledger. */
export const money: FactGroup = {
  with: {
    books: `select k.home, k.body, k.started_on <= a.day as here from bodies b join book k on k.home = b.home and k.body = b.id
      cross join asked a`,
    cash: `select l.home, l.body, sum(l.debit - l.credit)::bigint as amount from bodies b
      join voucher_line l on l.home = b.home and l.body = b.id cross join asked a
      where l.account = '101' and l.day <= a.day group by 1, 2`,
    payments: `select v.home, v.body, v.id as voucher, v.day, sum(l.credit) as amount from bodies b
      join voucher v on v.home = b.home and v.body = b.id join voucher_line l on l.home = v.home and l.voucher = v.id
      cross join asked a where l.account in ${MONEY} and l.credit > 0 and v.day <= a.day and v.day > ${YEAR_AGO} and ${LIVE}
      group by 1, 2, 3, 4`,
    bare: `select p.home, p.body, count(*) as n from payments p where not exists (
      select from voucher_file f where f.home = p.home and f.voucher = p.voucher) group by 1, 2`,
    paid_to: `select distinct p.home, p.body, p.voucher, p.day, p.amount, l.account, coalesce(m.person, l.party) as who
      from payments p join voucher_line l on l.home = p.home and l.voucher = p.voucher and l.debit > 0
      left join member m on m.home = l.home and m.id = l.member
      where l.account not in ('101', '102', '109')`,
    splits: `select home, body, count(*) as n from (
        select p.home, p.body from paid_to p where p.account in ('151', '153', '521', '523', '529')
        group by p.home, p.body, p.day, p.account, coalesce(p.who, p.amount::text) having count(distinct p.voucher) > 1) g
      group by 1, 2`,
    // Terms carry their own days, so that the roll of today knows who was in office on the day of the payment.
    paid_officers: `select p.home, p.body, count(distinct p.voucher) as n from paid_to p
      where p.account not in ('212', '221', '222', '301', '322') and exists (
        select from officer o where o.home = p.home and o.body = p.body and o.person = p.who and not o.ended
          and o.post in ('理事长', '理事', '经理', '财务会计', '出纳') and o.since <= p.day and (o.until is null or o.until >= p.day))
      group by 1, 2`,
    // What the cooperative booked through somebody's own account stands on 114; private lines were put aside and are nobody's business.
    own_cards: `select s.home, s.body, count(*) as n from bodies b
      join money_account s on s.home = b.home and s.body = b.id and s.kind = 'person'
      join money_line l on l.home = s.home and l.body = s.body and l.source = s.id cross join asked a
      join lateral (select m.voucher from money_settle m where m.home = l.home and m.line = l.id order by m.number desc limit 1) k
        on exists (select from voucher_line v where v.home = l.home and v.voucher = k.voucher and v.account = '114' and v.member = s.member)
      where l.day <= a.day and l.day > ${YEAR_AGO}
        and not exists (select from voucher r where r.home = l.home and r.reverses = k.voucher) group by 1, 2`,
    old_debts: `select home, body, sum(least(now, before))::bigint as amount from (${standing('114', 'l.member')}) s
      where now > 0 and before > 0 group by 1, 2`,
    grants: `select home, body, count(*) as n from (${standing('235', 'l.party')}) s where now < 0 and before < 0 group by 1, 2`,
    assets: `select home, body, count(*) filter (where kind = 'idle' and day <= at - 180) as idle,
        count(*) filter (where kind = 'disposed' and not linked and coalesce(btrim(resolution), '') = '') as unresolved,
        count(*) filter (where kind = 'disposed' and not linked and btrim(resolution) <> '') as unchecked from (
        select distinct on (e.home, e.asset) e.home, e.body, e.kind, e.day, e.resolution, a.day as at,
          exists (select from resolution_use u where u.home = e.home and u.asset = e.asset) as linked from bodies b
        join asset_event e on e.home = b.home and e.body = b.id cross join asked a where e.day <= a.day
        order by e.home, e.asset, e.number desc) e group by 1, 2`,
    ventures: `select v.home, v.body, count(distinct v.id) as n from bodies b
      join voucher v on v.home = b.home and v.body = b.id
      join voucher_line l on l.home = v.home and l.voucher = v.id and l.account = '131' and l.debit > 0 cross join asked a
      where v.day <= a.day and v.day > ${YEAR_AGO} and ${LIVE}
        and not exists (select from resolution_use u where u.home = v.home and u.voucher = v.id) group by 1, 2`,
    watched: `select k.home, k.body, k.here, cash.amount as cash, bare.n as bare, splits.n as splits, paid_officers.n as officers,
        own_cards.n as own_cards, old_debts.amount as old_debts, grants.n as grants, assets.idle, assets.unresolved, assets.unchecked,
        ventures.n as ventures
      from books k ${PIECES.map((one) => `left join ${one} on ${one}.home = k.home and ${one}.body = k.body`).join('\n')}`,
    tags: `select t.home, t.body, bool_or(t.tag = '党支部领办') as led from (${recordsOf('body_tag')}) t cross join asked a
      where t.until is null or t.until >= a.day group by 1, 2`,
    held: `select s.home, s.body, s.member, sum(s.amount)::bigint as amount from bodies b
      join share_move s on s.home = b.home and s.body = b.id cross join asked a where s.day <= a.day
      group by 1, 2, 3 having sum(s.amount) <> 0`,
    shares: `select h.home, h.body, sum(h.amount)::bigint as total, max(h.amount) as largest,
        coalesce(sum(h.amount) filter (where m.kind = '农村集体经济组织'), 0)::bigint as collective,
        coalesce(sum(h.amount) filter (where m.kind in ('农村集体经济组织', '农民')), 0)::bigint as people,
        (array_agg(h.member order by h.amount desc, h.member))[1] as holder
      from held h join member m on m.home = h.home and m.id = h.member group by 1, 2`,
    glides: `select g.home, g.body, bool_or(g.member = s.holder) as planned,
        bool_and(coalesce(h.amount, 0) * 10000 <= s.total * coalesce((select (x ->> 'atMost')::int from jsonb_array_elements(g.steps) x
          where (x ->> 'by')::date <= a.day order by (x ->> 'by')::date desc limit 1), 10000)) as kept
      from (select distinct on (g.home, g.member) g.* from bodies b join share_glide g on g.home = b.home and g.body = b.id
          cross join asked a where g.resolved_on <= a.day order by g.home, g.member, g.resolved_on desc, g.made_at desc) g
      cross join asked a join shares s on s.home = g.home and s.body = g.body
      left join held h on h.home = g.home and h.member = g.member group by 1, 2`,
    holding: `select s.*, g.planned, g.kept from shares s left join glides g on g.home = s.home and g.body = s.body`,
  },
  once: [...PIECES, 'books', 'payments', 'paid_to', 'watched', 'tags', 'held', 'shares', 'glides', 'holding'],
  from: ['watched', 'tags', 'holding'].map(joinBody).join('\n'),
  columns: {
    books_here: 'coalesce(watched.here, false)',
    cash_balance: counted('watched.cash'),
    bare_payments: counted('watched.bare'),
    split_payments: counted('watched.splits'),
    officer_payments: counted('watched.officers'),
    own_card_lines: counted('watched.own_cards'),
    old_member_debts: counted('watched.old_debts'),
    idle_assets: counted('watched.idle'),
    disposals_unresolved: counted('watched.unresolved'),
    disposals_unchecked: counted('watched.unchecked'),
    investments_unresolved: counted('watched.ventures'),
    stale_grants: counted('watched.grants'),
    party_led: 'coalesce(tags.led, false)',
    largest_holder_share_num: 'holding.largest',
    largest_holder_share_den: 'holding.total',
    cap_planned: 'coalesce(holding.planned, false)',
    cap_plan_kept: 'holding.kept',
    collective_share_num: 'holding.collective',
    collective_share_den: 'holding.total',
    outside_capital: 'coalesce(holding.people < holding.total, false)',
    people_share_num: 'holding.people',
    people_share_den: 'holding.total',
  },
}
