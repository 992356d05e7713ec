-- 代班: who is on leave names a colleague who stands in from day to day. The session of the colleague has the role and the
-- bounds of the other while the days hold and both accounts are in use; who acts stays the colleague himself.
-- Deployment data, no home: it belongs to two accounts. The county is kept so that the security administrator sees his own.

create function may_stand_in(role text) returns boolean language sql immutable parallel safe
as $$ select role in ('county', 'township', 'village', 'chair', 'accountant', 'counsellor', 'leader') $$;
comment on function may_stand_in is '可以代班的岗位：业务岗位；三个管理员和审计人员不在内';

create table substitution (
  id uuid primary key,
  county text collate "C" not null,
  absent uuid not null references app_user,
  stand_in uuid not null references app_user,
  from_day date not null,
  to_day date not null,
  ground text not null check (length(btrim(ground)) between 2 and 200),
  made_by text not null default app_setting('user'),
  made_at timestamptz not null default clock_timestamp(),
  ended_on date,
  ended_by text,
  check (absent <> stand_in),
  constraint ninety_days check (to_day >= from_day and to_day - from_day < 90),
  check ((ended_on is null) = (ended_by is null))
);
create index substitution_absent on substitution (absent);
create index substitution_stand_in on substitution (stand_in);
comment on table substitution is '代班：离岗人、代班人、起止日期（两头都算）；只能提前结束，不能改';
alter table substitution enable row level security;
alter table substitution force row level security;
create policy of_owner on substitution to current_user using (true) with check (true);
create policy sees on substitution for select to heshe_app using (
  app_setting('role') = 'system' or app_setting('role') = 'security' and app_in_area(county)
  or app_user_id() in (absent, stand_in));
create policy adds on substitution for insert to heshe_app with check (
  made_by = app_setting('user') and (
    app_setting('role') = 'system' or app_setting('role') = 'security' and app_in_area(county) or absent = app_user_id()));
create policy ends on substitution for update to heshe_app using (
  app_setting('role') = 'system' or app_setting('role') = 'security' and app_in_area(county)
  or app_user_id() in (absent, stand_in))
  with check (ended_by = app_setting('user'));
grant select, insert (id, absent, stand_in, from_day, to_day, ground), update (ended_on, ended_by) on substitution to heshe_app;

-- The county of an account: that of its area, or of its cooperatives if all lie in one; none for who sees more than one.
create function app_user_county(account uuid) returns text language plpgsql stable security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
  found_county text;
begin
  perform set_config('app.national', 'on', true);
  select coalesce(case when length(u.area) >= 6 then left(u.area, 6) end, case when u.area is null then (
      select case when count(distinct b.home) = 1 then min(b.home) end
      from app_grant g join body b on b.id = g.value::uuid where g.user_id = u.id and g.kind = 'body') end)
    into found_county from app_user u
  where u.id = account and not exists (select from app_grant g where g.user_id = u.id and g.kind = 'national');
  perform set_config('app.national', coalesce(before, ''), true);
  return found_county;
end $$;
revoke execute on function app_user_county(uuid) from public;

create function substitution_guard() returns trigger language plpgsql security definer set search_path = public as $$
declare
  away app_user;
  other app_user;
begin
  if tg_op = 'UPDATE' then
    if old.ended_on is not null then
      raise exception '这次代班已经结束' using errcode = 'HS021';
    end if;
    return new;
  end if;
  -- Two at once for one person: the second waits and sees what the first one made.
  perform pg_advisory_xact_lock(hashtext('heshe-substitution'));
  select * into away from app_user where id = new.absent;
  select * into other from app_user where id = new.stand_in;
  if not coalesce(may_stand_in(away.role) and may_stand_in(other.role), false) then
    raise exception '代班只在业务岗位之间；三个管理员和审计人员不能代班，也不能由人代班' using errcode = 'HS021';
  end if;
  if away.disabled or other.disabled then
    raise exception '离岗人和代班人的账号都要在用' using errcode = 'HS021';
  end if;
  new.county := app_user_county(away.id);
  if new.county is null or new.county is distinct from app_user_county(other.id) then
    raise exception '代班人须是同一个县的' using errcode = 'HS021';
  end if;
  if exists (select from substitution v where v.absent = new.absent and v.ended_on is null
      and v.from_day <= new.to_day and v.to_day >= new.from_day) then
    raise exception '这几天里已经有人代班，请先结束原来的，或另选日期' using errcode = 'HS021';
  end if;
  if exists (select from substitution v where v.absent = new.stand_in and v.ended_on is null
      and v.from_day <= new.to_day and v.to_day >= new.from_day) then
    raise exception '所选的代班人这几天自己也请人代班，请另选一位' using errcode = 'HS021';
  end if;
  return new;
end $$;
create trigger substitution_guard before insert or update on substitution for each row execute function substitution_guard();

create function substitution_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (action, subject, record, after, reason)
  values (case when tg_op = 'INSERT' then 'create' else 'endStandIn' end, 'substitution', new.id::text,
    (select jsonb_build_object('absent', a.name || '（' || a.username || '）', 'stand_in', s.name || '（' || s.username || '）',
      'from_day', new.from_day, 'to_day', new.to_day) from app_user a, app_user s where a.id = new.absent and s.id = new.stand_in),
    case when tg_op = 'INSERT' then new.ground end);
  return null;
end $$;
create trigger substitution_audit after insert or update on substitution for each row execute function substitution_audit();

-- Who may stand in for this account, or (for the security administrator, without one) who may be stood in for.
create function stand_in_choices(p_absent uuid, words text) returns table (id uuid, username text, name text, role text, place text)
language plpgsql stable security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
  of_county text;
begin
  if app_setting('role') is distinct from 'security' and p_absent is distinct from app_user_id() then
    return;
  end if;
  of_county := case when p_absent is null then case when length(app_setting('area_low')) >= 6 then left(app_setting('area_low'), 6) end
    else app_user_county(p_absent) end;
  if of_county is null or app_setting('role') = 'security' and not app_in_area(of_county) then
    return;
  end if;
  perform set_config('app.national', 'on', true);
  return query
    select u.id, u.username, u.name, u.role, coalesce(nullif(area_label(u.area), ''), u.area, held.names, '')
    from app_user u left join lateral (
      select string_agg(b.name, '、' order by b.name) as names, min(b.home) as home, count(distinct b.home) as homes
      from app_grant g join body b on b.id = g.value::uuid where g.user_id = u.id and g.kind = 'body') held on u.area is null
    where not u.disabled and may_stand_in(u.role) and u.id is distinct from p_absent
      and (length(u.area) >= 6 and left(u.area, 6) = of_county or held.homes = 1 and held.home = of_county)
      and (words = '' or strpos(u.name, words) > 0 or strpos(u.username, words) > 0)
    order by u.name collate pinyin, u.username limit 100;
  perform set_config('app.national', coalesce(before, ''), true);
end $$;

-- In whose place an account stands by this substitution on this day, if it holds. Asked by the doors of sign-in alone.
create function standing_in(account uuid, which uuid, day date) returns table (
  id uuid, username text, name text, role text, area text, to_day date)
language sql stable security definer set search_path = public as $$
  select a.id, a.username, a.name, a.role, a.area, v.to_day
  from substitution v join app_user u on u.id = v.stand_in join app_user a on a.id = v.absent
  where v.id = which and v.stand_in = account and v.ended_on is null and day between v.from_day and v.to_day
    and not a.disabled and not u.disabled and may_stand_in(a.role) and may_stand_in(u.role)
    and app_user_county(a.id) = v.county and app_user_county(u.id) = v.county $$;
revoke execute on function standing_in(uuid, uuid, date) from public;

-- A page that was opened in one's own name cannot write in the other's, nor the other way round: each has its own token.
alter table app_session add column stands_in uuid references substitution, add column stand_csrf text,
  add check ((stands_in is null) = (stand_csrf is null));

create function stand_in(token bytea, which uuid, page_token text, day date, from_address text) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  who app_user;
  held app_session;
begin
  perform outside_scope();
  select s.* into held from app_session s where s.token_hash = token;
  select u.* into who from app_user u where u.id = held.user_id;
  if who.id is null or which is not null and not exists (select from standing_in(who.id, which, day)) then
    return false;
  end if;
  update app_session s set stands_in = which, stand_csrf = case when which is not null then page_token end
  where s.token_hash = token;
  insert into audit (actor, role, door, address, action, subject, record, after)
  select who.username, who.role, 'web', from_address, case when which is null then 'standBack' else 'standIn' end, 'substitution',
    v.id::text, jsonb_build_object('absent', a.name || '（' || a.username || '）')
  from substitution v join app_user a on a.id = v.absent where v.id = coalesce(which, held.stands_in);
  return true;
end $$;

-- As before; while a substitution holds, the role and the bounds are those of the other.
drop function find_session(bytea);
create function find_session(token bytea, day date) returns table (
  id uuid, username text, name text, role text, area text, password_set_at timestamptz, must_change boolean, disabled boolean,
  csrf text, created_at timestamptz, last_seen_at timestamptz, bodies text[], "national" boolean, rules jsonb, stands_in jsonb)
language plpgsql stable security definer set search_path = public as $$
begin
  perform outside_scope();
  return query select u.id, u.username, u.name, coalesce(a.role, u.role), case when a.id is null then u.area else a.area end,
    u.password_set_at, u.must_change, u.disabled,
    case when a.id is null then s.csrf else s.stand_csrf end, s.created_at, s.last_seen_at,
    array(select g.value from app_grant g where g.user_id = coalesce(a.id, u.id) and g.kind = 'body'),
    exists (select from app_grant g where g.user_id = coalesce(a.id, u.id) and g.kind = 'national'),
    security_rules(),
    case when a.id is not null then
      jsonb_build_object('id', s.stands_in, 'username', a.username, 'name', a.name, 'until', a.to_day) end
  from app_session s join app_user u on u.id = s.user_id
    left join lateral standing_in(u.id, s.stands_in, day) a on s.stands_in is not null
  where s.token_hash = token;
end $$;

-- In whose name a step was taken: the post's, where somebody stood in.
do $$
declare one text;
begin
  foreach one in array array['procedure_action', 'case_action', 'dossier_action'] loop
    execute format('alter table %I add column acted_for text default app_setting(''acts_for'')', one);
    execute format('comment on column %I.acted_for is ''代谁办理（账号）；本人办理时为空''', one);
    execute format('create policy in_true_name on %I as restrictive for insert to heshe_app
      with check (acted_for is not distinct from app_setting(''acts_for''))', one);
  end loop;
end $$;

-- What is seen because it is of a post is seen by who stands in.
alter policy sees on unit using (
  app_sees(area, null) or app_setting('user') = any (people) or app_setting('acts_for') = any (people));
alter policy sees on import using (
  app_sees(area, null) or actor = any (array[app_setting('user'), app_setting('acts_for')]));
alter policy changes on import using (
  actor = any (array[app_setting('user'), app_setting('acts_for')]) or app_setting('role') in ('county', 'system'));
