-- A second factor beside the password (等保 2.0 身份鉴别 d, ASVS 6.3.2): the secret of a telephone, closed by the keys that
-- are not in the database, the last step used, and codes for when the telephone is lost, as keyed digests. No transaction
-- of a person reads any of it; sign-in reaches it through the doors that work outside of one.

create table second_factor (
  user_id uuid primary key references app_user,
  secret bytea not null,
  made_at timestamptz not null,
  on_since timestamptz,
  last_step bigint not null default 0
);
comment on table second_factor is '动态口令：手机密钥（加密）、最后用过的时间步；on_since 为空是还没有开启';
create table second_factor_code (
  user_id uuid not null references second_factor on delete cascade,
  hash bytea not null,
  used_at timestamptz,
  primary key (user_id, hash)
);
comment on table second_factor_code is '动态口令的恢复码：带密钥的摘要，各用一次';
do $$
declare one text;
begin
  foreach one in array array['second_factor', 'second_factor_code'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy of_owner on %I to current_user using (true) with check (true)', one);
  end loop;
end $$;

create function second_factor_of(account uuid) returns table (secret bytea, on_since timestamptz, last_step bigint, codes_left integer)
language plpgsql stable security definer set search_path = public as $$
begin
  perform outside_scope();
  return query select f.secret, f.on_since, f.last_step,
    (select count(*)::integer from second_factor_code c where c.user_id = f.user_id and c.used_at is null)
  from second_factor f where f.user_id = account;
end $$;

-- A new secret for who has none in force; what was begun and not finished goes.
create function begin_second_factor(account uuid, closed bytea, at timestamptz) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  insert into second_factor (user_id, secret, made_at) values (account, closed, at)
  on conflict (user_id) do update set secret = excluded.secret, made_at = excluded.made_at, last_step = 0
    where second_factor.on_since is null;
  return found;
end $$;

-- The trail of what became of a second factor: by the owner outside of a transaction, by another within his.
create function tell_second_factor(account uuid, what text, from_address text) returns void
language sql security definer set search_path = public as $$
  insert into audit (actor, role, door, address, action, subject, record, after)
  select coalesce(app_setting('user'), u.username), coalesce(app_setting('role'), u.role), coalesce(app_setting('door'), 'web'),
    coalesce(app_setting('address'), from_address), what, 'second_factor', u.id::text,
    jsonb_build_object('username', u.username, 'name', u.name)
  from app_user u where u.id = account $$;

create function renew_second_codes(account uuid, hashes bytea[], from_address text) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  delete from second_factor_code where user_id = account;
  insert into second_factor_code (user_id, hash) select account, h from unnest(hashes) h;
  perform tell_second_factor(account, 'renewCodes', from_address);
end $$;

create function turn_on_second_factor(account uuid, step bigint, hashes bytea[], at timestamptz, from_address text) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update second_factor set on_since = at, last_step = step where user_id = account and on_since is null;
  if not found then
    return false;
  end if;
  insert into second_factor_code (user_id, hash) select account, h from unnest(hashes) h;
  perform tell_second_factor(account, 'turnOn', from_address);
  return true;
end $$;

-- A code opens once: of two that are sent at the same time one is too late.
create function use_second_step(account uuid, step bigint) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update second_factor set last_step = step where user_id = account and on_since is not null and last_step < step;
  return found;
end $$;
create function use_second_code(account uuid, digest bytea, at timestamptz, from_address text) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update second_factor_code set used_at = at where user_id = account and hash = digest and used_at is null;
  if not found then
    return false;
  end if;
  perform tell_second_factor(account, 'useCode', from_address);
  return true;
end $$;

-- By the owner, who has just shown a code; for another by the security administrator or on the machine, and then his sessions end.
create function turn_off_second_factor(account uuid, from_address text) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  if app_setting('user') is not null and (app_setting('role') not in ('security', 'system') or app_own_account(account)
    or app_setting('role') = 'security' and not exists (
      select from app_user u where u.id = account and (u.area is null or app_in_area(u.area)))) then
    raise insufficient_privilege using message = 'a second factor is taken off by the security administrator, and not his own';
  end if;
  delete from second_factor where user_id = account;
  if not found then
    return false;
  end if;
  if app_setting('user') is not null then
    delete from app_session where user_id = account;
  end if;
  perform tell_second_factor(account, case when app_setting('user') is null then 'turnOff' else 'reset' end, from_address);
  return true;
end $$;

-- What the security administrator is told beyond the directory.
drop function account_states();
create function account_states() returns table (id uuid, locked_until timestamptz, last_sign_in timestamptz, second_factor boolean)
language sql stable security definer set search_path = public
as $$
  select u.id, u.locked_until, u.last_sign_in,
    exists (select from second_factor f where f.user_id = u.id and f.on_since is not null)
  from app_user u where app_setting('role') in ('security', 'system') $$;

-- As before, and whether the account has a second factor in force.
drop function find_session(bytea, date);
create function find_session(token bytea, day date) returns table (
  id uuid, username text, name text, role text, area text, password_set_at timestamptz, must_change boolean, disabled boolean,
  csrf text, created_at timestamptz, last_seen_at timestamptz, bodies text[], "national" boolean, rules jsonb, stands_in jsonb,
  second_factor boolean)
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
      jsonb_build_object('id', s.stands_in, 'username', a.username, 'name', a.name, 'until', a.to_day) end,
    exists (select from second_factor f where f.user_id = u.id and f.on_since is not null)
  from app_session s join app_user u on u.id = s.user_id
    left join lateral standing_in(u.id, s.stands_in, day) a on s.stands_in is not null
  where s.token_hash = token;
end $$;

alter table security_setting drop constraint in_bounds, add constraint in_bounds check (case name
  when 'lengthMin' then value between 8 and 64
  when 'classesMin' then value between 1 and 4
  when 'daysMax' then value between 0 and 365
  when 'historyKept' then value between 0 and 24
  when 'onceDays' then value between 1 and 90
  when 'attemptsMax' then value between 3 and 10
  when 'lockMinutes' then value between 5 and 1440
  when 'secondFactorFor' then value between 0 and 3
  when 'idleMinutes' then value between 5 and 120
  when 'absoluteHours' then value between 1 and 24
  when 'sessionsMax' then value between 1 and 10
  when 'attemptDays' then value between 184 and 3650
  else false end);

revoke all on function second_factor_of(uuid), begin_second_factor(uuid, bytea, timestamptz), tell_second_factor(uuid, text, text),
  renew_second_codes(uuid, bytea[], text), turn_on_second_factor(uuid, bigint, bytea[], timestamptz, text),
  use_second_step(uuid, bigint), use_second_code(uuid, bytea, timestamptz, text), turn_off_second_factor(uuid, text),
  account_states(), find_session(bytea, date) from public;
grant execute on function second_factor_of(uuid), begin_second_factor(uuid, bytea, timestamptz),
  renew_second_codes(uuid, bytea[], text), turn_on_second_factor(uuid, bigint, bytea[], timestamptz, text),
  use_second_step(uuid, bigint), use_second_code(uuid, bytea, timestamptz, text), turn_off_second_factor(uuid, text),
  account_states(), find_session(bytea, date) to heshe_app;
