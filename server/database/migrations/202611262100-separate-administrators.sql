-- Three administrators who cannot do each other's work (等保 2.0 安全管理中心): the system administrator minds areas and
-- operation, the security administrator accounts and grants, the audit administrator the trail. None of them sees county
-- data, none gives rights to himself, and the last of each kind stays. Passwords and sessions are reached through
-- functions only, so that no transaction of any person reads a hash or a token.

create function app_in_area(area text) returns boolean language sql stable parallel safe
as $$ select coalesce(
  nullif(current_setting('app.national', true), '') = 'on'
  or (area collate "C" >= nullif(current_setting('app.area_low', true), '')
      and area collate "C" < nullif(current_setting('app.area_high', true), '')), false) $$;
comment on function app_in_area is '辖区之内，不论角色；业务数据一律用 app_sees';

create function is_administrator(role text) returns boolean language sql immutable parallel safe
as $$ select role in ('admin', 'security', 'auditAdmin') $$;

-- As before, but for the three administrators: they see no county data whatever their area is.
create or replace function app_sees(area text, body uuid) returns boolean language sql stable parallel safe
as $$ select coalesce(
  nullif(current_setting('app.national', true), '') = 'on'
  or (area collate "C" >= nullif(current_setting('app.area_low', true), '')
      and area collate "C" < nullif(current_setting('app.area_high', true), ''))
  or body = any (string_to_array(nullif(current_setting('app.bodies', true), ''), ',')::uuid[]), false)
  and coalesce(current_setting('app.role', true), '') not in ('admin', 'security', 'auditAdmin') $$;

-- What is seen because one did it oneself is not for administrators either.
do $$
declare one text;
begin
  foreach one in array array['file', 'import', 'area_mapping', 'handout_return'] loop
    execute format('create policy no_administrator on %I as restrictive for all using (not is_administrator(coalesce(app_setting(''role''), '''')))', one);
  end loop;
end $$;

-- Accounts. The directory of names stands open to whoever is signed in; the rest is the security administrator's.
-- The owner's own policies let the functions below work: force binds the owner too.

revoke all on app_user, app_user_password, app_grant, app_session, sign_in_log, setting from heshe_app;
do $$
declare one text;
begin
  foreach one in array array['app_user', 'app_user_password', 'app_grant', 'app_session', 'sign_in_log', 'setting'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy of_owner on %I to current_user using (true) with check (true)', one);
  end loop;
end $$;

grant select (id, username, name, role, area, disabled), insert, update (name, role, area, disabled) on app_user to heshe_app;
create policy sees on app_user for select to heshe_app using (app_setting('role') is not null);
create policy adds on app_user for insert to heshe_app with check (
  app_setting('role') = 'system' or app_setting('role') = 'security' and (area is null or app_in_area(area)));
create policy changes on app_user for update to heshe_app
  using (app_setting('role') = 'system' or app_setting('role') = 'security' and username <> app_setting('user'))
  with check (app_setting('role') = 'system' or app_setting('role') = 'security' and (area is null or app_in_area(area)));

create function app_user_guard() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.username <> old.username or new.id <> old.id then
    raise insufficient_privilege using message = 'an account keeps its name';
  end if;
  if new.role <> old.role and (is_administrator(new.role) or is_administrator(old.role)) then
    raise exception 'an administrator is an account of his own' using errcode = 'HS002';
  end if;
  if new.disabled and not old.disabled and is_administrator(old.role) then
    -- Two who remove each other at once: the second waits and sees what the first one did.
    perform pg_advisory_xact_lock(hashtext('heshe-administrators'));
    if not exists (select from app_user u where u.role = old.role and u.id <> old.id and not u.disabled) then
      raise exception 'the last administrator of a kind stays' using errcode = 'HS001';
    end if;
  end if;
  -- Rights that were taken away end at once, not with the session.
  if new.disabled or new.role <> old.role or new.area is distinct from old.area then
    delete from app_session where user_id = old.id;
  end if;
  return new;
end $$;
create trigger app_user_guard before update on app_user for each row execute function app_user_guard();

create function app_own_account(account uuid) returns boolean language sql stable security definer set search_path = public
as $$ select exists (select from app_user where id = account and username = app_setting('user')) $$;

-- The names of cooperatives, and nothing else of them, for the one who ties a chair or an accountant to them.
create policy to_grant on body for select to current_user using (app_setting('role') = 'security' and app_in_area(area));
create function bodies_to_grant(words text, ids uuid[]) returns table (id uuid, name text, area text)
language sql stable security definer set search_path = public
as $$
  select b.id, b.name, area_label(b.area) from body b
  where app_setting('role') = 'security' and (b.id = any (ids) or words <> '' and strpos(b.name, words) > 0)
  order by b.name limit 200 $$;
comment on function bodies_to_grant is '安全管理员授权时选合作社：只给名称和所在地';

grant select, insert, delete on app_grant to heshe_app;
create policy sees on app_grant for select to heshe_app using (app_setting('role') in ('security', 'system'));
create policy adds on app_grant for insert to heshe_app with check (
  app_setting('role') = 'system' or app_setting('role') = 'security' and not app_own_account(user_id) and (
    kind = 'area' and app_in_area(value)
    or kind = 'body' and exists (select from bodies_to_grant('', array[value::uuid]))));
create policy removes on app_grant for delete to heshe_app using (
  app_setting('role') = 'system' or app_setting('role') = 'security' and not app_own_account(user_id));

create function app_grant_audit() returns trigger language plpgsql security definer set search_path = public as $$
declare whole app_grant := case when tg_op = 'DELETE' then old else new end;
begin
  insert into audit (action, subject, record, before, after)
  values (case when tg_op = 'DELETE' then 'revoke' else 'grant' end, 'app_grant', whole.user_id::text,
    case when tg_op = 'DELETE' then to_jsonb(old) end, case when tg_op = 'INSERT' then to_jsonb(new) end);
  return null;
end $$;
create trigger app_grant_audit after insert or delete on app_grant for each row execute function app_grant_audit();

-- Who may be given a case: people with an account whose scope holds the body.
create function people_for(body uuid, area text, roles text[]) returns setof uuid
language sql stable security definer set search_path = public
as $$
  select u.id from app_user u
  where app_sees(people_for.area, people_for.body) and not u.disabled and u.role = any (roles) and exists (
    select from app_grant g where g.user_id = u.id and (
      g.kind = 'body' and g.value = people_for.body::text or g.kind = 'area' and starts_with(people_for.area, g.value))) $$;

-- The trail of sign-ins is added to before anybody is signed in and read by the audit administrator.
grant select, insert on sign_in_log to heshe_app;
create policy adds on sign_in_log for insert to heshe_app with check (true);
create policy sees on sign_in_log for select to heshe_app using (app_setting('role') in ('auditAdmin', 'system'));

grant select, insert, update on setting to heshe_app;
create policy sees on setting for select to heshe_app using (true);
create policy adds on setting for insert to heshe_app with check (app_setting('role') in ('admin', 'system'));
create policy changes on setting for update to heshe_app using (app_setting('role') in ('admin', 'system'));

-- Areas are laid in by whoever brings a ledger in; names and ends are the system administrator's.
alter table area enable row level security;
create policy sees on area for select using (true);
create policy adds on area for insert with check (
  app_setting('role') in ('system', 'admin', 'county', 'township', 'village', 'chair', 'accountant', 'counsellor'));
create policy changes on area for update using (app_setting('role') in ('admin', 'system'));

-- What is in force is said by the county's business side; the calendar also by the system administrator.
do $$
declare one text;
begin
  foreach one in array array['adoption', 'parameter_value'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy sees on %I for select using (true)', one);
    execute format('create policy adds on %I for insert with check (app_setting(''role'') in (''county'', ''system''))', one);
  end loop;
end $$;
alter table calendar_year enable row level security;
create policy sees on calendar_year for select using (true);
create policy adds on calendar_year for insert with check (app_setting('role') in ('county', 'admin', 'system'));

-- The doors of sign-in. They work outside of any person's transaction only.

create function outside_scope() returns void language plpgsql stable as $$
begin
  if app_setting('user') is not null then
    raise insufficient_privilege using message = 'a door of sign-in is not for a transaction of a person';
  end if;
end $$;

create function account_to_verify(p_id uuid, p_username text) returns setof app_user
language plpgsql stable security definer set search_path = public as $$
begin
  perform outside_scope();
  return query select * from app_user where id = p_id or username = p_username;
end $$;

create function count_failed_sign_in(account uuid, attempts_max integer, lock_until timestamptz) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update app_user set failed_attempts = case when failed_attempts + 1 >= attempts_max then 0 else failed_attempts + 1 end,
    locked_until = case when failed_attempts + 1 >= attempts_max then lock_until else locked_until end
  where id = account;
end $$;

-- Opens a session and ends the oldest ones beyond the number that may stand at once.
create function open_session(account uuid, token bytea, page_token text, at timestamptz, from_address text, from_agent text, sessions_max integer)
returns void language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update app_user set failed_attempts = 0, locked_until = null, last_sign_in = at where id = account;
  insert into app_session (token_hash, user_id, csrf, created_at, last_seen_at, address, agent)
  values (token, account, page_token, at, at, from_address, from_agent);
  delete from app_session where user_id = account and token_hash not in (
    select s.token_hash from app_session s where s.user_id = account
    order by s.created_at desc, (s.token_hash = token) desc limit sessions_max);
end $$;

create function find_session(token bytea) returns table (
  id uuid, username text, name text, role text, area text, password_set_at timestamptz, must_change boolean, disabled boolean,
  csrf text, created_at timestamptz, last_seen_at timestamptz, bodies text[], "national" boolean)
language plpgsql stable security definer set search_path = public as $$
begin
  perform outside_scope();
  return query select u.id, u.username, u.name, u.role, u.area, u.password_set_at, u.must_change, u.disabled,
    s.csrf, s.created_at, s.last_seen_at,
    array(select g.value from app_grant g where g.user_id = u.id and g.kind = 'body'),
    exists (select from app_grant g where g.user_id = u.id and g.kind = 'national')
  from app_session s join app_user u on u.id = s.user_id where s.token_hash = token;
end $$;

create function touch_session(token bytea, at timestamptz) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update app_session set last_seen_at = at where token_hash = token;
end $$;

create function close_session(token bytea) returns void language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  delete from app_session where token_hash = token;
end $$;

create function last_passwords(account uuid, kept integer) returns setof text
language plpgsql stable security definer set search_path = public as $$
begin
  perform outside_scope();
  return query select held.password_hash from (
    select u.password_hash, u.password_set_at as at from app_user u where u.id = account
    union all select p.password_hash, p.set_at from app_user_password p where p.user_id = account) held
  order by held.at desc limit kept;
end $$;

-- The owner sets it before anything else; the security administrator sets one for somebody else, to be changed at once.
create function set_password(account uuid, hash text, change_it boolean, at timestamptz) returns void
language plpgsql security definer set search_path = public as $$
begin
  if app_setting('user') is not null and (app_setting('role') not in ('security', 'system') or not change_it
    or app_own_account(account)) then
    raise insufficient_privilege using message = 'a password is reset by the security administrator, and not his own';
  end if;
  insert into app_user_password (user_id, set_at, password_hash)
    select id, password_set_at, password_hash from app_user where id = account on conflict do nothing;
  update app_user set password_hash = hash, password_set_at = at, must_change = change_it,
    failed_attempts = 0, locked_until = null where id = account;
  delete from app_session where user_id = account;
end $$;

-- What the security administrator is told of accounts beyond the directory.
create function account_states() returns table (id uuid, locked_until timestamptz, last_sign_in timestamptz)
language sql stable security definer set search_path = public
as $$ select u.id, u.locked_until, u.last_sign_in from app_user u where app_setting('role') in ('security', 'system') $$;

create function unlock_account(account uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  if coalesce(app_setting('role'), '') not in ('security', 'system') or app_own_account(account) then
    raise insufficient_privilege using message = 'an account is unlocked by the security administrator';
  end if;
  update app_user set failed_attempts = 0, locked_until = null where id = account and locked_until is not null;
  if found then
    insert into audit (action, subject, record, after)
    select 'unlock', 'app_user', account::text, jsonb_build_object('username', username, 'name', name) from app_user where id = account;
  end if;
end $$;

-- The trail. The audit administrator is told who did what to which record and which fields it touched; what stands in
-- the fields of county data is shown to the auditors of its area alone.

drop policy sees on audit;
create policy sees on audit for select using (
  app_setting('role') = 'system'
  or (app_setting('role') = 'auditAdmin' and area = '00')
  or (app_setting('role') = 'auditor' and area = '00' and length(app_setting('area_low')) <= 6)
  or (app_setting('role') in ('auditor', 'county', 'township', 'leader') and app_sees(area, null)));
create policy acts on audit for select to current_user using (app_setting('role') = 'auditAdmin' and app_in_area(area));

create function audit_fields(whole jsonb) returns jsonb language sql immutable parallel safe
as $$ select jsonb_object_agg(key, '＊') from jsonb_object_keys(whole) key $$;

create view audit_seen with (security_barrier) as
  select home, id, at, area, actor, role, door, address, action, subject, record,
    case when area <> '00' and app_setting('role') = 'auditAdmin' then audit_fields(before) else before end as before,
    case when area <> '00' and app_setting('role') = 'auditAdmin' then audit_fields(after) else after end as after,
    case when area <> '00' and app_setting('role') = 'auditAdmin' then null else reason end as reason
  from audit;
comment on view audit_seen is '看得到的操作留痕；审计管理员看不到业务数据的内容';
grant select on audit_seen to heshe_app;
