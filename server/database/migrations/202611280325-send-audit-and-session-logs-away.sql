-- Logs go to another machine as well (ASVS 16.4.3): where to, set by the security administrator, append-only; how far each log
-- was sent, so that nothing is lost while the other machine is away; and how the last attempt ended.

create table log_target (
  id bigint generated always as identity primary key,
  is_on boolean not null,
  host text not null check (length(host) between 1 and 253),
  port integer not null check (port between 1 and 65535),
  tls boolean not null,
  ca text check (length(ca) <= 20000),
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user')
);
comment on table log_target is '日志外送到哪里；只增不改，最后一次为准';
create table log_position (
  source text not null check (source in ('signIns', 'refused', 'links')),
  home text collate "C" not null default '',
  position bigint not null,
  primary key (source, home)
);
comment on table log_position is '日志外送到第几条';
create table log_state (
  one boolean primary key default true check (one),
  sent_at timestamptz,
  failed_at timestamptz,
  says text not null default ''
);
comment on table log_state is '日志外送最近一次的结果';
do $$
declare one text;
begin
  foreach one in array array['log_target', 'log_position', 'log_state'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy of_owner on %I to current_user using (true) with check (true)', one);
    execute format('create policy sees on %I for select to heshe_app using (app_setting(''role'') in (''security'', ''system''))', one);
    execute format('grant select on %I to heshe_app', one);
  end loop;
end $$;
create policy adds on log_target for insert to heshe_app with check (
  app_setting('role') in ('security', 'system') and actor = app_setting('user'));
grant insert (is_on, host, port, tls, ca) on log_target to heshe_app;
create policy adds on log_position for insert to heshe_app with check (app_setting('role') = 'system');
create policy changes on log_position for update to heshe_app using (app_setting('role') = 'system');
grant insert, update (position) on log_position to heshe_app;
create policy adds on log_state for insert to heshe_app with check (app_setting('role') = 'system');
create policy changes on log_state for update to heshe_app using (app_setting('role') = 'system');
grant insert, update (sent_at, failed_at, says) on log_state to heshe_app;

create function log_target_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (action, subject, record, before, after)
  values ('update', 'log_target', 'log_target',
    (select jsonb_build_object('on', t.is_on, 'host', t.host, 'port', t.port, 'tls', t.tls) from log_target t
      where t.id < new.id order by t.id desc limit 1),
    jsonb_build_object('on', new.is_on, 'host', new.host, 'port', new.port, 'tls', new.tls));
  return null;
end $$;
create trigger log_target_audit after insert on log_target for each row execute function log_target_audit();

-- The last number below which nothing is still being written: who writes is waited for, a moment.
create function log_horizon(source text) returns bigint language plpgsql security definer set search_path = public as $$
begin
  if app_setting('role') is distinct from 'system' then
    raise insufficient_privilege using message = 'logs are sent by the work of the system';
  end if;
  if source = 'signIns' then
    lock table sign_in_log in share mode;
    return (select coalesce(max(id), 0) from sign_in_log);
  end if;
  lock table refused_act in share mode;
  return (select coalesce(max(id), 0) from refused_act);
end $$;
revoke all on function log_horizon(text) from public;
grant execute on function log_horizon(text) to heshe_app;
