-- The log of sign-ins and what was refused are chained like the trail, and cleared after a term that the security
-- administrator sets. A line is one transaction of its own, so that a link holds what one round of the job found.
-- Six months are up to 184 days (网络安全法 21: 不少于六个月); nothing younger goes, whatever the caller says.

create table log_pending (
  log text not null check (log in ('signIns', 'refused')),
  id bigint not null,
  primary key (log, id)
);
comment on table log_pending is '已写下、尚未入链的登录日志和越权记录';
create table log_link (
  log text collate "C" not null check (log in ('signIns', 'refused', 'refusedCounts')),
  number bigint not null check (number > 0),
  form smallint not null,
  chained_at timestamptz not null,
  ids bigint[] not null check (cardinality(ids) > 0),
  digests bytea not null check (octet_length(digests) = 32 * cardinality(ids)),
  previous bytea not null check (octet_length(previous) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (log, number)
);
comment on table log_link is '日志链：登录日志、越权记录、拒绝次数各一条；过了保留期从头清除，只增不改';
create table log_cleared (
  log text collate "C" primary key check (log in ('signIns', 'refused', 'refusedCounts')),
  number bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  cleared_at timestamptz not null,
  seal bytea not null check (octet_length(seal) = 32)
);
comment on table log_cleared is '日志清除到第几环；封印的密钥不在数据库里，余下的链从这里接着核对';

alter table refused_act_count add column id bigint generated always as identity unique,
  add column closed boolean not null default false;
comment on column refused_act_count.closed is '这一小时已过并已入链，不再增加';
create function is_hour_over(hour timestamptz) returns boolean language sql stable set search_path = public as $$
  select hour <= clock_timestamp() - interval '1 hour' $$;
create index refused_act_count_open on refused_act_count (hour) where not closed;

do $$
declare one text;
begin
  foreach one in array array['log_pending', 'log_link', 'log_cleared'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy of_owner on %I to current_user using (true) with check (true)', one);
    execute format('create policy sees on %I for select to heshe_app using (app_setting(''role'') = ''system'')', one);
    execute format('grant select on %I to heshe_app', one);
  end loop;
end $$;
create policy leaves on log_pending for delete to heshe_app using (app_setting('role') = 'system');
grant delete on log_pending to heshe_app;
create policy adds on log_link for insert to heshe_app with check (app_setting('role') = 'system');
grant insert on log_link to heshe_app;
create policy closes on refused_act_count for update to heshe_app
  using (app_setting('role') = 'system' and not closed) with check (closed);
grant update (closed) on refused_act_count to heshe_app;

create function log_waits() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into log_pending values (tg_argv[0], new.id) on conflict do nothing;
  return null;
end $$;
create trigger log_waits after insert on sign_in_log for each row execute function log_waits('signIns');
create trigger log_waits after insert on refused_act for each row execute function log_waits('refused');
insert into log_pending select 'signIns', id from sign_in_log union all select 'refused', id from refused_act;

-- An hour that was chained takes no more: where the clock was set back, the next hour that is open does.
create or replace function note_refused_act(p_username text, p_role text, p_door text, p_address text, p_method text, p_route text,
  p_code text, p_at timestamptz, told_max integer) returns void
language plpgsql security definer set search_path = public as $$
declare
  moment timestamptz := coalesce(p_at, clock_timestamp());
  bucket timestamptz := date_trunc('hour', moment);
  n integer;
begin
  perform outside_scope();
  loop
    insert into refused_act_count (username, hour, times) values (p_username, bucket, 1)
    on conflict (username, hour) do update set times = refused_act_count.times + 1 where not refused_act_count.closed
    returning times into n;
    exit when found;
    bucket := bucket + interval '1 hour';
  end loop;
  if n <= told_max then
    insert into refused_act (at, hour, nth, username, role, door, address, method, route, code)
    values (moment, bucket, n, p_username, p_role, left(p_door, 100), p_address, p_method, left(p_route, 200), p_code);
  end if;
end $$;

alter table audit_check add column log_links bigint not null default 0, add column log_entries bigint not null default 0,
  add column log_pending bigint not null default 0;

alter table security_setting drop constraint in_bounds, add constraint in_bounds check (case name
  when 'lengthMin' then value between 8 and 64
  when 'classesMin' then value between 1 and 4
  when 'daysMax' then value between 0 and 365
  when 'historyKept' then value between 0 and 24
  when 'onceDays' then value between 1 and 90
  when 'attemptsMax' then value between 3 and 10
  when 'lockMinutes' then value between 5 and 1440
  when 'secondFactorFor' then value between 0 and 3
  when 'unusedDays' then value between 30 and 365
  when 'idleMinutes' then value between 5 and 120
  when 'absoluteHours' then value between 1 and 24
  when 'sessionsMax' then value between 1 and 10
  when 'attemptDays' then value between 184 and 3650
  when 'logDays' then value between 184 and 3650
  else false end);

-- The last of the first so many links that may go: the link and all that stands in it are past the term, by the clock of
-- the office and by that of the database, and was sent away where logs are sent. Null where none may.
create function log_clearable(p_log text, p_at timestamptz, p_links integer) returns bigint
language plpgsql stable security definer set search_path = public as $$
declare
  past timestamptz := least(p_at, clock_timestamp())
    - make_interval(days => greatest(coalesce((security_rules() ->> 'logDays')::integer, 400), 184));
  sent bigint;
begin
  if app_setting('role') is distinct from 'system' then
    raise insufficient_privilege using message = 'logs are cleared by the work of the day';
  end if;
  if p_log <> 'refusedCounts' and (select t.is_on from log_target t order by t.id desc limit 1) then
    sent := coalesce((select p.position from log_position p where p.source = p_log and p.home = ''), 0);
  end if;
  return (select max(number) from (
    select l.number, bool_and(l.chained_at < past and (sent is null or sent >= all (l.ids)) and case p_log
        when 'signIns' then not exists (select from sign_in_log s where s.id = any (l.ids) and s.at >= past)
        when 'refused' then not exists (select from refused_act r where r.id = any (l.ids) and r.at >= past)
        else not exists (select from refused_act_count c where c.id = any (l.ids) and c.hour + interval '1 hour' > past)
      end) over (order by l.number) as goes
    from (select * from log_link k where k.log = p_log order by k.number limit p_links) l) t where goes);
end $$;

-- Clears up to a link; its number and hash stay, so that the rest of the chain is verified from there.
create function clear_log(p_log text, p_number bigint, p_links integer, p_at timestamptz, p_seal bytea) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  gone bigint[];
  first bigint;
  cleared bigint;
begin
  if p_number > coalesce(log_clearable(p_log, p_at, p_links), 0) then
    raise insufficient_privilege using message = 'what is not past its term is not cleared';
  end if;
  select array_agg(i.id), min(l.number) into gone, first from log_link l cross join unnest(l.ids) i (id)
  where l.log = p_log and l.number <= p_number;
  if p_log = 'signIns' then
    delete from sign_in_log where id = any (gone);
  elsif p_log = 'refused' then
    delete from refused_act where id = any (gone);
  else
    delete from refused_act_count where id = any (gone);
  end if;
  get diagnostics cleared = row_count;
  insert into log_cleared (log, number, hash, cleared_at, seal)
  select p_log, p_number, l.hash, p_at, p_seal from log_link l where l.log = p_log and l.number = p_number
  on conflict (log) do update set number = excluded.number, hash = excluded.hash, cleared_at = excluded.cleared_at,
    seal = excluded.seal;
  delete from log_link where log = p_log and number <= p_number;
  insert into audit (action, subject, record, after) values ('clear',
    case p_log when 'signIns' then 'sign_in_log' when 'refused' then 'refused_act' else 'refused_act_count' end, p_log,
    jsonb_build_object('links', first || '-' || p_number, 'entries', cleared));
  return cleared;
end $$;
revoke all on function log_clearable(text, timestamptz, integer), clear_log(text, bigint, integer, timestamptz, bytea) from public;
grant execute on function log_clearable(text, timestamptz, integer), clear_log(text, bigint, integer, timestamptz, bytea) to heshe_app;
