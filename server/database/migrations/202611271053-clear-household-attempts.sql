-- Attempts of households are kept as long as the security administrator says, and no shorter than half a year.
alter table security_setting drop constraint in_bounds, add constraint in_bounds check (case name
  when 'lengthMin' then value between 8 and 64
  when 'classesMin' then value between 1 and 4
  when 'daysMax' then value between 0 and 365
  when 'historyKept' then value between 0 and 24
  when 'attemptsMax' then value between 3 and 10
  when 'lockMinutes' then value between 5 and 1440
  when 'idleMinutes' then value between 5 and 120
  when 'absoluteHours' then value between 1 and 24
  when 'sessionsMax' then value between 1 and 10
  when 'attemptDays' then value between 180 and 3650
  else false end);

-- The work of the day alone clears, and nothing younger than the setting; gives how many went.
create function clear_household_attempts(at timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  cleared bigint;
begin
  if app_setting('role') is distinct from 'system' then
    raise insufficient_privilege using message = 'attempts are cleared by the work of the day';
  end if;
  delete from household_attempt t
  where t.at < clear_household_attempts.at - make_interval(days => coalesce((security_rules() ->> 'attemptDays')::integer, 180));
  get diagnostics cleared = row_count;
  return cleared;
end $$;
comment on function clear_household_attempts is '清除过了保留期的成员户进入日志';
