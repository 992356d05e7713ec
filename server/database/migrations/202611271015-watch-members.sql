-- Members whose part was promised to stay: by resolution, until a day or for good. The latest of a member holds.
create table share_keep (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  member uuid not null,
  -- In hundredths of a percent of all shares; 0 ends the promise.
  at_least integer not null check (at_least between 0 and 10000),
  resolution text collate "C" not null check (length(btrim(resolution)) between 1 and 200),
  resolved_on date not null,
  made_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
create index share_keep_member on share_keep (home, body, member);
comment on table share_keep is '防稀释名单：哪些成员的持股比例不得低于多少；只增不改，最近一次决议的为准';

create function share_keep_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from member m where m.home = new.home and m.id = new.member and m.body = new.body) then
    raise exception using errcode = 'HS002', message = '所写的成员不在这家合作社的名册上';
  end if;
  return new;
end $$;
create trigger share_keep_enters before insert on share_keep for each row execute function share_keep_enters();

alter table share_keep enable row level security;
alter table share_keep force row level security;
create policy sees on share_keep for select using (app_sees(area, body));
create policy adds on share_keep for insert with check (
  app_sees(area, body) and app_setting('role') in ('chair', 'accountant', 'township', 'county', 'system'));
create policy moves on share_keep for update using (app_sees(area, body));
create trigger keeps before update or delete on share_keep for each row execute function membership_keeps();
create trigger keeps_all before truncate on share_keep for each statement execute function membership_keeps();
grant select on share_keep to heshe_app;
grant insert (home, id, body, area, member, at_least, resolution, resolved_on) on share_keep to heshe_app;
create function share_keep_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, 'create', 'share_keep', new.id::text, audit_row(to_jsonb(new) - '{made_at}'::text[]));
  return null;
end $$;
create trigger share_keep_audit after insert on share_keep for each row execute function share_keep_audit();

-- The promises in force on a day, one a member.
create function share_keeps_at(on_day date) returns table (home text, body uuid, member uuid, at_least integer, resolution text, resolved_on date)
language sql stable as $$
  select k.* from (
    select distinct on (g.home, g.member) g.home, g.body, g.member, g.at_least, g.resolution, g.resolved_on
    from share_keep g where g.resolved_on <= on_day order by g.home, g.member, g.resolved_on desc, g.made_at desc) k where k.at_least > 0
$$;

-- Who is one household with others: few of all members, found without reading the rest.
create index member_role_household on member_role (home, body, member, from_day) where role = 'household';

-- Farming households on the roll of a day: members of one household are one, and its head is of it by his name.
create function joined_households(homes text[], bodies uuid[], on_day date)
returns table (home text, body uuid, households bigint, weak bigint, weak_asked boolean)
language sql stable rows 1000 as $$
  with roll as (
    select m.home, m.body, m.id, m.person, m.kind, m.vulnerable from member m
    where m.home = any (homes) and m.body = any (bodies) and not m.ended and (m.joined_on is null or m.joined_on <= on_day)
      and (m.left_on is null or m.left_on > on_day)),
  said as materialized (
    select distinct on (r.home, r.member) r.home, r.body, r.member, r.person from member_role r
    where r.role = 'household' and r.home = any (homes) and r.body = any (bodies) and r.from_day <= on_day
    order by r.home, r.member, r.from_day desc, r.said_at desc, r.id desc),
  joint as (
    select s.home, s.body, s.person from said s join roll r on r.home = s.home and r.id = s.member where r.kind = '农民' group by 1, 2, 3),
  shared as (select j.home, j.body, count(*) as n from joint j group by 1, 2)
  select r.home, r.body, count(*) filter (where r.kind = '农民' and s.member is null and j.person is null) + coalesce(max(h.n), 0),
    count(*) filter (where r.vulnerable), bool_or(r.vulnerable is not null)
  from roll r left join said s on s.home = r.home and s.member = r.id
  left join joint j on j.home = r.home and j.body = r.body and j.person = r.person
  left join shared h on h.home = r.home and h.body = r.body group by 1, 2
$$;

-- Figures of the roll. The households of the village stand in a register of the area, that who sees one cooperative alone does
-- not see: the figure is the same whoever computes it, and is told of the asker's own cooperatives only.
create function member_rows(homes text[], bodies uuid[], on_day date)
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
    where k.home = any (homes) and k.body = any (mine) and k.resolved_on <= on_day order by k.home, k.member, k.resolved_on desc, k.made_at desc),
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
  left join lateral (select w.households, w.year from village_households w where w.area = b.area and length(b.area) = 12 and not w.ended
    and w.year <= extract(year from on_day) and w.households > 0 order by w.year desc limit 1) v on true
  where b.home = any (homes) and b.id = any (mine);
  perform set_config('app.national', coalesce(before, ''), true);
end $$;
revoke execute on function member_rows(text[], uuid[], date) from public;
grant execute on function member_rows(text[], uuid[], date) to heshe_app;

alter table body_fact
  add column member_households bigint,
  add column member_household_ratio_num bigint,
  add column member_household_ratio_den bigint,
  add column member_households_grew boolean,
  add column weak_members bigint,
  add column kept_diluted bigint;
