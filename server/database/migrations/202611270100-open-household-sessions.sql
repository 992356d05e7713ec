-- Households come in by a code that is printed on their slip and a number of their own choosing. They are no users: what
-- they see is not an area and not a body but the rows of one member, by policies of their own; to everything else the
-- role is a stranger.

create function app_is_self(home text, body uuid, member uuid) returns boolean language sql stable parallel safe
as $$ select coalesce(
  current_setting('app.role', true) = 'household'
  and home = nullif(current_setting('app.household_home', true), '')
  and body = nullif(current_setting('app.household_body', true), '')::uuid
  and member = nullif(current_setting('app.household_member', true), '')::uuid, false) $$;
comment on function app_is_self is '成员户本人的一行';

-- As before, but neither an area nor a body opens anything to a household.
create or replace function app_sees(area text, body uuid) returns boolean language sql stable parallel safe
as $$ select coalesce(
  nullif(current_setting('app.national', true), '') = 'on'
  or (area collate "C" >= nullif(current_setting('app.area_low', true), '')
      and area collate "C" < nullif(current_setting('app.area_high', true), ''))
  or body = any (string_to_array(nullif(current_setting('app.bodies', true), ''), ',')::uuid[]), false)
  and coalesce(current_setting('app.role', true), '') not in ('admin', 'security', 'auditAdmin', 'household') $$;

-- How a household stands: what an office may know of it.
create table household_access (
  home text collate "C" not null,
  member uuid not null,
  body uuid not null,
  area text collate "C" not null,
  -- As printed beside the code.
  number text collate "C" not null,
  code_ends_on date not null,
  issued_at timestamptz not null,
  issued_by text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  pin_set_at timestamptz,
  failed integer not null default 0,
  locked boolean not null default false,
  last_seen_at timestamptz,
  primary key (home, member),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
create index household_access_body on household_access (home, body);
comment on table household_access is '成员户入口：入口码的期限、是否已设密码、是否锁住';

-- The secrets of it: nobody's transaction reads them.
create table household_secret (
  home text collate "C" not null,
  member uuid not null,
  code_hash bytea not null check (length(code_hash) = 32),
  pin_hash text,
  primary key (home, member),
  unique (home, code_hash),
  foreign key (home, member) references household_access (home, member)
);
create index household_secret_code on household_secret (code_hash);
comment on table household_secret is '成员户入口码和密码的散列';

create table household_session (
  token_hash bytea primary key,
  home text collate "C" not null,
  member uuid not null,
  csrf text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  address text,
  agent text,
  foreign key (home, member) references household_access (home, member)
);
create index household_session_member on household_session (home, member);
comment on table household_session is '成员户会话；只存令牌的散列';

create table household_attempt (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  code_hash bytea not null,
  door text not null check (door in ('first', 'again')),
  outcome text not null check (outcome in ('ok', 'wrong', 'locked')),
  address text,
  agent text
);
create index household_attempt_code on household_attempt (code_hash, at);
create index household_attempt_at on household_attempt (at);
comment on table household_attempt is '成员户进入日志';

do $$
declare one text;
begin
  foreach one in array '{household_access,household_secret,household_session,household_attempt}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy of_owner on %I to current_user using (true) with check (true)', one);
  end loop;
end $$;
create policy sees on household_access for select to heshe_app using (app_sees(area, body));
grant select on household_access to heshe_app;

-- Who is let in is a member of that body: the name of a household and of its cooperative, for the functions below.
create policy of_household on body for select to current_user
  using (app_setting('role') = 'household' and id = app_setting('household_body')::uuid);
create policy of_household on member for select to current_user
  using (app_setting('role') = 'household' and body = app_setting('household_body')::uuid);

create function household_note(of_home text, of_member uuid, act text, who text) returns void
language sql security definer set search_path = public as $$
  insert into audit (home, area, actor, role, action, subject, record, after)
  select a.home, a.area, who, coalesce(app_setting('role'), 'household'), act, 'household_access', a.member::text,
    jsonb_build_object('number', a.number, 'ends_on', case when act = 'issueCode' then a.code_ends_on end)
  from household_access a where a.home = of_home and a.member = of_member $$;
revoke execute on function household_note(text, uuid, text, text) from public;

-- Prints codes for members of one body: what stood before ends, the lock as well. Gives those whose code was taken;
-- whose code meets one that is in use gets none and is asked for again.
create function issue_household_codes(of_home text, of_body uuid, who uuid[], codes bytea[], ends_on date, at timestamptz)
returns setof uuid language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  made uuid[];
begin
  if coalesce(app_setting('role'), '') not in ('chair', 'accountant', 'village', 'township', 'county', 'system')
    or not exists (select from body b where b.home = of_home and b.id = of_body and app_sees(b.area, b.id)) then
    raise insufficient_privilege using message = 'codes are printed by who keeps the cooperative or its place';
  end if;
  perform pg_advisory_xact_lock(hashtext('heshe-household-codes'));
  with given as (
    select m.id as member, n.number, b.area, g.code
    from unnest(who, codes) g (member, code) join member m on m.home = of_home and m.id = g.member and m.body = of_body and not m.ended
    join member_numbers(of_home, of_body) n on n.member = m.id join body b on b.home = of_home and b.id = of_body
    where not exists (select from household_secret s where s.code_hash = g.code)),
  access as (
    insert into household_access as a (home, member, body, area, number, code_ends_on, issued_at)
    select of_home, member, of_body, area, number, issue_household_codes.ends_on, issue_household_codes.at from given
    on conflict (home, member) do update set body = excluded.body, area = excluded.area, number = excluded.number,
      code_ends_on = excluded.code_ends_on, issued_at = excluded.issued_at, issued_by = excluded.issued_by,
      pin_set_at = null, failed = 0, locked = false
    returning member)
  select array_agg(member) into made from access;
  -- A statement of its own: the rows that it refers to stand now.
  insert into household_secret (home, member, code_hash)
  select of_home, g.member, g.code from unnest(who, codes) g (member, code) where g.member = any (made)
  on conflict (home, member) do update set code_hash = excluded.code_hash, pin_hash = null;
  delete from household_session s where s.home = of_home and s.member = any (made);
  perform household_note(of_home, m, 'issueCode', coalesce(app_setting('user'), session_user::text)) from unnest(made) m;
  return query select unnest(made);
end $$;

-- The doors. An attempt is counted before it is looked at, so that five at once are five.

create function household_try(code bytea, attempts_max integer, since timestamptz) returns table (
  home text, member uuid, number text, code_ends_on date, pin_hash text, locked boolean)
language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
begin
  perform outside_scope();
  update household_access a set failed = a.failed + 1 from household_secret s
  where s.code_hash = code and a.home = s.home and a.member = s.member and not a.locked and a.failed < attempts_max;
  if found then
    return query select a.home, a.member, a.number, a.code_ends_on, s.pin_hash, false
      from household_secret s join household_access a on a.home = s.home and a.member = s.member where s.code_hash = code;
  elsif exists (select from household_secret s where s.code_hash = code)
    or (select count(*) from household_attempt t where t.code_hash = code and t.outcome = 'wrong' and t.at > since) >= attempts_max then
    -- A code that nobody has is locked like one that somebody has.
    return query select null::text, null::uuid, null::text, null::date, null::text, true;
  end if;
end $$;

create function household_tried(code bytea, by_door text, came text, at timestamptz, from_address text, from_agent text, attempts_max integer)
returns void language plpgsql security definer set search_path = public as $$
declare
  held household_access;
begin
  perform outside_scope();
  insert into household_attempt (at, code_hash, door, outcome, address, agent)
  values (household_tried.at, code, by_door, came, from_address, left(from_agent, 200));
  select a.* into held from household_secret s join household_access a on a.home = s.home and a.member = s.member where s.code_hash = code;
  if held.member is null then
    return;
  end if;
  if came = 'ok' then
    update household_access a set failed = 0, last_seen_at = household_tried.at where a.home = held.home and a.member = held.member;
    perform household_note(held.home, held.member, 'enter', 'household:' || held.member);
  elsif came = 'wrong' and held.failed >= attempts_max and not held.locked then
    update household_access a set locked = true where a.home = held.home and a.member = held.member;
    delete from household_session s where s.home = held.home and s.member = held.member;
    perform household_note(held.home, held.member, 'lock', 'household:' || held.member);
  end if;
end $$;

-- How many wrong attempts stood lately: of this address, and at the door of first entries as a whole.
create function household_pressure(from_address text, since timestamptz, since_all timestamptz)
returns table (mine integer, everyone integer) language plpgsql stable security definer set search_path = public as $$
begin
  perform outside_scope();
  return query select
    (select count(*)::integer from household_attempt t where t.at > since and t.address = from_address and t.outcome <> 'ok'),
    (select count(*)::integer from household_attempt t where t.at > since_all and t.door = 'first' and t.outcome <> 'ok');
end $$;

-- Once for a code: whoever comes second with it finds it used.
create function household_set_pin(of_home text, of_member uuid, hash text, at timestamptz) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update household_secret s set pin_hash = hash where s.home = of_home and s.member = of_member and s.pin_hash is null;
  if not found then
    return false;
  end if;
  update household_access a set pin_set_at = household_set_pin.at where a.home = of_home and a.member = of_member;
  perform household_note(of_home, of_member, 'setPin', 'household:' || of_member);
  return true;
end $$;

create function open_household_session(of_home text, of_member uuid, token bytea, page_token text, at timestamptz,
  from_address text, from_agent text, sessions_max integer)
returns void language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  insert into household_session (token_hash, home, member, csrf, created_at, last_seen_at, address, agent)
  values (token, of_home, of_member, page_token, at, at, from_address, left(from_agent, 200));
  delete from household_session where home = of_home and member = of_member and token_hash not in (
    select s.token_hash from household_session s where s.home = of_home and s.member = of_member
    order by s.created_at desc, (s.token_hash = token) desc limit sessions_max);
end $$;

create function find_household_session(token bytea) returns table (
  home text, member uuid, body uuid, csrf text, created_at timestamptz, last_seen_at timestamptz, rules jsonb)
language plpgsql stable security definer set search_path = public as $$
begin
  perform outside_scope();
  return query select s.home, s.member, a.body, s.csrf, s.created_at, s.last_seen_at, security_rules()
  from household_session s join household_access a on a.home = s.home and a.member = s.member
  where s.token_hash = token and not a.locked;
end $$;

create function touch_household_session(token bytea, at timestamptz) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update household_session set last_seen_at = at where token_hash = token;
end $$;

create function close_household_session(token bytea) returns void language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  delete from household_session where token_hash = token;
end $$;

-- Who the household is: asked at each call, so that one whose record was ended is out at once.
create function household_self() returns table (
  home text, body uuid, area text, body_name text, member uuid, number text, name text)
language sql stable security definer set search_path = public as $$
  select m.home, m.body, b.area, coalesce(b.name, ''), m.id, n.number, coalesce(m.person, '')
  from member m join body b on b.home = m.home and b.id = m.body and not b.ended
  join member_numbers(m.home, m.body) n on n.member = m.id
  where app_is_self(m.home, m.body, m.id) and not m.ended $$;

-- What a household sees: its own lines, and of a plan what was posted for it.
create policy sees_self on member for select using (app_is_self(home, body, id));
create policy sees_self on share_event for select using (
  app_is_self(home, body, member) or (receiver is not null and app_is_self(home, body, receiver)));
create policy sees_self on trade for select using (app_is_self(home, body, member));
create policy sees_self on trade_confirmation for select using (app_is_self(home, body, member));
create policy sees_self on surplus_pay_line for select using (app_is_self(home, body, member));
create policy sees_self on surplus_pay_result for select using (app_is_self(home, body, member));
create policy sees_self on surplus_share for select using (app_is_self(home, body, member) and exists (
  select from surplus_action a where a.home = surplus_share.home and a.plan = surplus_share.plan and a.action = 'post'));
create policy sees_self on surplus_plan for select using (app_setting('role') = 'household' and exists (
  select from surplus_share s where s.home = surplus_plan.home and s.plan = surplus_plan.id
    and app_is_self(s.home, s.body, s.member)));
create policy sees_self on surplus_action for select using (
  action = 'post' and app_setting('role') = 'household' and body = app_setting('household_body')::uuid);
create policy sees_self on surplus_pay_batch for select using (app_setting('role') = 'household' and exists (
  select from surplus_pay_line l where l.home = surplus_pay_batch.home and l.batch = surplus_pay_batch.id
    and app_is_self(l.home, l.body, l.member)));

-- Households confirm their own trades; a village clerk does it for them with the signed paper.
create policy confirms_self on trade_confirmation for insert with check (
  app_is_self(home, body, member) and way = 'phone' and file is null);
create policy confirms_for on trade_confirmation for insert with check (
  app_sees(area, body) and app_setting('role') = 'village' and way = 'signed' and file is not null);

-- Strangers to the rest: the directory of users, papers of the office, areas and policies are none of a household's.
do $$
declare one text;
begin
  foreach one in array '{app_user,setting,file,file_chunk,import,area_mapping,handout_return,unit,rating_scheme}'::text[] loop
    execute format('create policy no_household on %I as restrictive for all to heshe_app using (app_setting(''role'') is distinct from ''household'')', one);
  end loop;
end $$;
