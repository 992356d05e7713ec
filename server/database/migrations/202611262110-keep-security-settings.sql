-- What the security administrator sets: append-only, dated, with its ground; the last value of a name is in force at once.
-- The bounds are those of core/access/security-settings.ts; a test compares them.

create table security_setting (
  id bigint generated always as identity primary key,
  name text not null,
  value integer not null,
  ground text not null check (length(ground) between 4 and 200),
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  constraint in_bounds check (case name
    when 'lengthMin' then value between 8 and 64
    when 'classesMin' then value between 1 and 4
    when 'daysMax' then value between 0 and 365
    when 'historyKept' then value between 0 and 24
    when 'attemptsMax' then value between 3 and 10
    when 'lockMinutes' then value between 5 and 1440
    when 'idleMinutes' then value between 5 and 120
    when 'absoluteHours' then value between 1 and 24
    when 'sessionsMax' then value between 1 and 10
    else false end)
);
comment on table security_setting is '安全设置：密码、锁定、会话的规则；只增不改，最后一次为准';
alter table security_setting enable row level security;
alter table security_setting force row level security;
create policy of_owner on security_setting to current_user using (true) with check (true);
create policy sees on security_setting for select to heshe_app using (true);
create policy adds on security_setting for insert to heshe_app with check (
  app_setting('role') in ('security', 'system') and actor = app_setting('user'));
grant select, insert (name, value, ground) on security_setting to heshe_app;

create function security_setting_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (action, subject, record, before, after, reason)
  values ('update', 'security_setting', new.name,
    (select jsonb_build_object('name', s.name, 'value', s.value) from security_setting s
      where s.name = new.name and s.id < new.id order by s.id desc limit 1),
    jsonb_build_object('name', new.name, 'value', new.value), new.ground);
  return null;
end $$;
create trigger security_setting_audit after insert on security_setting for each row execute function security_setting_audit();

create function security_rules() returns jsonb language sql stable
as $$ select coalesce(jsonb_object_agg(name, value), '{}') from (
  select distinct on (name) name, value from security_setting order by name, id desc) s $$;

-- A session is found together with the rules that it is judged by: no further query per request.
drop function find_session(bytea);
create function find_session(token bytea) returns table (
  id uuid, username text, name text, role text, area text, password_set_at timestamptz, must_change boolean, disabled boolean,
  csrf text, created_at timestamptz, last_seen_at timestamptz, bodies text[], "national" boolean, rules jsonb)
language plpgsql stable security definer set search_path = public as $$
begin
  perform outside_scope();
  return query select u.id, u.username, u.name, u.role, u.area, u.password_set_at, u.must_change, u.disabled,
    s.csrf, s.created_at, s.last_seen_at,
    array(select g.value from app_grant g where g.user_id = u.id and g.kind = 'body'),
    exists (select from app_grant g where g.user_id = u.id and g.kind = 'national'),
    security_rules()
  from app_session s join app_user u on u.id = s.user_id where s.token_hash = token;
end $$;
