-- Accounts that nobody uses (等保 2.0 访问控制: 清理过期账户): after how many days is set, and since when one was not used is told.
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
  else false end);

-- Used is who signed in, whose token called, or who was given a password since.
drop function account_states();
create function account_states() returns table (
  id uuid, locked_until timestamptz, last_sign_in timestamptz, second_factor boolean, used_at timestamptz)
language sql stable security definer set search_path = public
as $$
  select u.id, u.locked_until, u.last_sign_in,
    exists (select from second_factor f where f.user_id = u.id and f.on_since is not null),
    greatest(u.password_set_at, u.last_sign_in, (select max(t.last_used_at) from api_token t where t.owner = u.id))
  from app_user u where app_setting('role') in ('security', 'system') $$;
revoke all on function account_states() from public;
grant execute on function account_states() to heshe_app;
