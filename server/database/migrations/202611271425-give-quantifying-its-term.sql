-- A grant that formed assets is quantified when the year is divided. Two figures instead of one: what a division that was posted
-- left out, and since when something of ended years is open, that a place may give a term to.
drop function grant_rows(text[], uuid[], date);

-- One row a grant with every figure of the check. What quantifies is the latest posted division: it covers what the special
-- fund was made of, the oldest first, and of it what stands in no register before everything else.
create function grant_rows(homes text[], bodies uuid[], on_day date)
returns table (home text, body uuid, name text, project uuid, books boolean, amount bigint, received bigint, spent bigint, returned bigint,
  first_received date, lowest bigint, use_by date, vouchers bigint, bare bigint, loose bigint, photos bigint, lines bigint, over_lines bigint,
  formed bigint, carded bigint, cards bigint, idle bigint, idle_long bigint, quantified bigint, unquantified bigint,
  missed bigint, unquantified_since date)
language plpgsql stable rows 100 set plan_cache_mode = auto as $$
#variable_conflict use_column
declare
  has uuid[] := array(
    select c.body from grant_project c where c.home = any (homes) and c.body = any (bodies) and not c.ended
    union select l.body from voucher_line l where l.account = '235' and l.home = any (homes) and l.body = any (bodies));
begin
  -- Of one body the plan is kept and costs nothing to make; of a county it is made for its size.
  perform set_config('plan_cache_mode', case when cardinality(bodies) > 20 then 'force_custom_plan' else 'force_generic_plan' end, true);
  if cardinality(has) = 0 then
    return;
  end if;
  return query
  with roll as materialized (
    select distinct on (c.home, c.body, btrim(v.name)) c.home, c.body, btrim(v.name) as name, c.id, v.amount, v.received, v.received_on,
      v.formed, v.quantified, v.use_by, cardinality(coalesce(v.photos, '{}')) as photos
    from grant_project c join lateral (select * from grant_project_version v where v.home = c.home and v.id = c.id and v.effective_on <= on_day
      order by v.effective_on desc, v.version desc limit 1) v on not v.ended
    where c.home = any (homes) and c.body = any (has) order by c.home, c.body, btrim(v.name), c.id),
  moves as materialized (select * from grant_moves(homes, has, on_day)),
  lined as materialized (select * from grant_lines(homes, has, on_day)),
  booked as (select k.home, k.body from book k where k.home = any (homes) and k.body = any (has) and k.started_on <= on_day),
  sums as (
    select m.home, m.body, m.name, sum(m.credit) filter (where m.opening) as opened, sum(m.credit) filter (where not m.opening) as credit,
      sum(m.debit) filter (where not m.opening and not m.back) as spent, sum(m.debit) filter (where m.back) as back,
      min(m.day) filter (where m.credit > 0) as first_in, min(m.run) as low,
      count(*) filter (where m.debit > 0 and not m.back and not m.opening) as vouchers,
      count(*) filter (where m.debit > 0 and not m.back and not m.opening and not m.papers) as bare
    from (select m.*, sum(m.credit - m.debit) over (partition by m.home, m.body, m.name order by m.day) as run from moves m) m group by 1, 2, 3),
  budgets as (
    select l.home, l.body, l.name, count(*) as lines, sum(l.amount) as amount, sum(cardinality(l.photos)) as photos,
      count(*) filter (where l.spent > l.amount) as over_lines
    from lined l group by 1, 2, 3),
  told as (
    select c.home, c.body, btrim(v.project) as name, sum(v.spent) as spent
    from grant_line c join lateral (select * from grant_line_version v where v.home = c.home and v.id = c.id and v.effective_on <= on_day
      order by v.effective_on desc, v.version desc limit 1) v on not v.ended
    where c.home = any (homes) and c.body = any (has) group by 1, 2, 3),
  loose as (
    select m.home, m.body, m.name, count(*) as n from moves m join budgets b on b.home = m.home and b.body = m.body and b.name = m.name
    where m.debit > 0 and not m.back and not m.opening and b.lines > 1 and not exists (
      select from lined l where l.home = m.home and l.body = m.body and l.name = m.name and l.item = m.item) group by 1, 2, 3),
  cards as (
    select c.home, c.body, btrim(c.grant_name) as name, sum(c.grant_amount) as carded, count(*) as n,
      count(*) filter (where e.kind = 'idle') as idle, count(*) filter (where e.kind = 'idle' and e.day <= on_day - 180) as idle_long
    from asset_card c left join lateral (select e.kind, e.day from asset_event e where e.home = c.home and e.asset = c.id and e.day <= on_day
      order by e.number desc limit 1) e on true
    where c.home = any (homes) and c.body = any (has) and c.grant_amount > 0 and c.acquired_on <= on_day group by 1, 2, 3),
  turned as (
    select e.home, e.body, u.project as name, sum(e.amount) as amount from share_event e
    join lateral (select btrim(u.project) as project, u.taken_back from grant_use u where u.home = e.home and u.target = e.id order by u.number desc limit 1) u
      on not u.taken_back
    where e.home = any (homes) and e.body = any (has) and e.kind = 'subsidy' and e.reverses is null and e.day <= on_day
      and not exists (select from share_event r where r.home = e.home and r.reverses = e.id) group by 1, 2, 3),
  plans as (
    select distinct on (p.home, p.body) p.home, p.body, p.year,
      (select sum(s.subsidy_share) from surplus_share s where s.home = p.home and s.plan = p.id) as amount
    from surplus_plan p join surplus_action x on x.home = p.home and x.plan = p.id and x.action = 'post'
    where p.home = any (homes) and p.body = any (has) and x.day <= on_day order by p.home, p.body, p.year desc),
  fund as (
    select l.home, l.body, sum(l.credit - l.debit) as amount from voucher_line l
    where l.home = any (homes) and l.body = any (has) and l.account = '311' and l.item = '国家财政直接补助' and l.day <= on_day group by 1, 2),
  parts as (
    select r.home, r.body, r.name, '0001-01-01'::date as day, 1 as nth, r.id as by, r.formed as amount from roll r where r.formed > 0
    union all select m.home, m.body, m.name, m.day, 2, m.voucher, m.built from moves m where m.built > 0),
  queue as (
    select p.home, p.body, p.name, p.day, p.nth, p.by, p.amount from parts p
    union all
    select f.home, f.body, null, '0001-01-01'::date, 0, null, greatest(0, f.amount - coalesce((
      select sum(p.amount) from parts p where p.home = f.home and p.body = f.body), 0)) from fund f),
  covered as (
    select q.name, q.home, q.body, q.day, q.nth, q.by, q.amount, l.year as divided, case when l.amount is null or extract(year from q.day) > l.year then 0
      else greatest(0, least(q.amount, l.amount - (sum(q.amount) over w - q.amount))) end as part
    from queue q left join plans l on l.home = q.home and l.body = q.body
    window w as (partition by q.home, q.body order by q.day, q.nth, q.by)),
  funds as (
    select c.home, c.body, c.name, sum(c.amount) filter (where c.nth = 2) as built, sum(c.amount) filter (where extract(year from c.day)
      < extract(year from on_day)) as due, sum(c.amount) filter (where extract(year from c.day) <= c.divided) as divided, sum(c.part) filter (where c.nth = 1) as told, sum(c.part) filter (where c.nth = 2) as part
    from covered c where c.name is not null group by 1, 2, 3),
  keys as (select r.home, r.body, r.name from roll r union select m.home, m.body, m.name from moves m),
  whole as (
    select k.home, k.body, k.name, r.id, b.body is not null as books, r.amount,
      case when s.name is not null or b.body is not null or r.received is not null
        then coalesce(r.received, s.opened + coalesce(t.spent, 0), 0) + coalesce(s.credit, 0) end as received,
      case when s.name is not null or b.body is not null or t.spent is not null
        then coalesce(t.spent, 0) + coalesce(s.spent, 0) end as spent,
      coalesce(s.back, 0) as returned, least(r.received_on, s.first_in) as first_received,
      case when s.name is not null then s.low + case when r.received is null and t.spent is null then 0
          else coalesce(r.received, s.opened + coalesce(t.spent, 0), 0) - coalesce(s.opened, 0) - coalesce(t.spent, 0) end
        when r.received is not null and t.spent is not null then r.received - t.spent end as lowest,
      r.use_by, coalesce(s.vouchers, 0) as vouchers, coalesce(s.bare, 0) as bare, coalesce(o.n, 0) as loose,
      coalesce(r.photos, 0) + coalesce(g.photos, 0) as photos, coalesce(g.lines, 0) as lines, coalesce(g.over_lines, 0) as over_lines,
      case when s.name is not null or b.body is not null or r.formed is not null then coalesce(r.formed, 0) + coalesce(f.built, 0) end as formed,
      coalesce(c.carded, 0) as carded, coalesce(c.n, 0) as cards, coalesce(c.idle, 0) as idle, coalesce(c.idle_long, 0) as idle_long,
      case when s.name is not null or b.body is not null or r.quantified is not null then
        coalesce(u.amount, 0) + greatest(coalesce(r.quantified, 0), coalesce(f.told, 0))
          + least(coalesce(f.part, 0), greatest(0, coalesce(f.built, 0) - coalesce(u.amount, 0))) end as quantified,
      coalesce(f.due, 0) as due, coalesce(f.divided, 0) as divided
    from keys k left join roll r on r.home = k.home and r.body = k.body and r.name = k.name
    left join sums s on s.home = k.home and s.body = k.body and s.name = k.name
    left join told t on t.home = k.home and t.body = k.body and t.name = k.name
    left join budgets g on g.home = k.home and g.body = k.body and g.name = k.name
    left join loose o on o.home = k.home and o.body = k.body and o.name = k.name
    left join cards c on c.home = k.home and c.body = k.body and c.name = k.name
    left join turned u on u.home = k.home and u.body = k.body and u.name = k.name
    left join funds f on f.home = k.home and f.body = k.body and f.name = k.name
    left join booked b on b.home = k.home and b.body = k.body)
  select w.home, w.body, w.name, w.id, w.books, w.amount, w.received::bigint, w.spent::bigint, w.returned::bigint, w.first_received,
    w.lowest::bigint, w.use_by, w.vouchers, w.bare, w.loose, w.photos::bigint, w.lines, w.over_lines, w.formed::bigint, w.carded::bigint,
    w.cards, w.idle, w.idle_long, w.quantified::bigint,
    case when w.formed is null then null else greatest(0, w.due - coalesce(w.quantified, 0)) end::bigint,
    case when w.formed is null then null else greatest(0, w.divided - coalesce(w.quantified, 0)) end::bigint, s.since
  from whole w left join lateral (
    -- What is open is the latest that was formed: the oldest of it says since when.
    select (date_trunc('year', min(p.day)) + interval '1 year')::date as since from (
      select c.day, sum(c.amount) over (order by c.day desc, c.nth desc, c.by desc) - c.amount as later from covered c
      where c.home = w.home and c.body = w.body and c.name = w.name and extract(year from c.day) < extract(year from on_day)) p
    where p.later < w.due - coalesce(w.quantified, 0) having min(p.day) > '0001-01-01') s on true;
end $$;

alter table body_fact add column grant_unquantified_days bigint;
