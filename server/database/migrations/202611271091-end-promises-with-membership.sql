-- A part is promised to a member: who has left, or died, holds none and is no more diluted; nobody could end it for him.

create function share_keep_binds(of_home text, of_member uuid, on_day date) returns boolean language sql stable as $$
  select exists (select from member m where m.home = of_home and m.id = of_member and not m.ended
    and (m.left_on is null or m.left_on > on_day))
$$;
comment on function share_keep_binds is '到某日还在册的成员，保留比例才有效';

create or replace function share_keeps_at(on_day date) returns table (home text, body uuid, member uuid, at_least integer, resolution text, resolved_on date)
language sql stable as $$
  select k.* from (
    select distinct on (g.home, g.member) g.home, g.body, g.member, g.at_least, g.resolution, g.resolved_on
    from share_keep g where g.resolved_on <= on_day order by g.home, g.member, g.resolved_on desc, g.made_at desc) k
  where k.at_least > 0 and share_keep_binds(k.home, k.member, on_day)
$$;

-- As before, with promises that bind alone; where villages were merged each has brought its row of a year, and all of them count.
create or replace function member_rows(homes text[], bodies uuid[], on_day date)
returns table (home text, body uuid, area text, households bigint, a_year_ago bigint, base bigint, base_year integer, weak bigint, diluted bigint)
language plpgsql security definer set search_path = public set plan_cache_mode = auto as $$
#variable_conflict use_column
declare
  before text := current_setting('app.national', true);
  mine uuid[] := array(select b.id from body b where b.home = any (homes) and b.id = any (bodies)
    and exists (select from member m where m.home = b.home and m.body = b.id and not m.ended));
begin
  -- Of one body the plan is kept and costs nothing to make; of a county it is made for its size.
  perform set_config('plan_cache_mode', case when cardinality(bodies) > 20 then 'force_custom_plan' else 'force_generic_plan' end, true);
  if cardinality(mine) = 0 then
    return;
  end if;
  perform set_config('app.national', 'on', true);
  return query
  with kept as materialized (
    select distinct on (k.home, k.member) k.home, k.body, k.member, k.at_least from share_keep k
    where k.home = any (homes) and k.body = any (mine) and k.resolved_on <= on_day
      and share_keep_binds(k.home, k.member, on_day) order by k.home, k.member, k.resolved_on desc, k.made_at desc),
  held as (
    select s.home, s.body, s.member, sum(s.amount) as amount from share_move s
    where (s.home, s.body) in (select k.home, k.body from kept k) and s.day <= on_day group by 1, 2, 3),
  sums as (select h.home, h.body, sum(h.amount) as total from held h group by 1, 2),
  thin as (
    select k.home, k.body, count(*) filter (where coalesce(h.amount, 0) * 10000 < s.total * k.at_least) as n
    from kept k join sums s on s.home = k.home and s.body = k.body
    left join held h on h.home = k.home and h.body = k.body and h.member = k.member group by 1, 2)
  select b.home, b.id, b.area, coalesce(n.households, 0), case when b.registered_on <= on_day - interval '1 year' then coalesce(p.households, 0) end,
    v.households::bigint, v.year, case when n.weak_asked then n.weak end, case when l.body is null then 0 when s.total > 0 then coalesce(t.n, 0) end
  from body b left join joined_households(homes, mine, on_day) n on n.home = b.home and n.body = b.id
  left join joined_households(homes, mine, (on_day - interval '1 year')::date) p on p.home = b.home and p.body = b.id
  left join sums s on s.home = b.home and s.body = b.id
  left join (select distinct k.home, k.body from kept k) l on l.home = b.home and l.body = b.id
  left join thin t on t.home = b.home and t.body = b.id
  left join lateral (select sum(w.households) as households, w.year from village_households w where w.area = b.area and length(b.area) = 12
    and not w.ended and w.year <= extract(year from on_day) and w.households > 0 group by w.year order by w.year desc limit 1) v on true
  where b.home = any (homes) and b.id = any (mine);
  perform set_config('app.national', coalesce(before, ''), true);
end $$;
