-- Half a year is up to 184 days: attempts of households are kept no shorter (网络安全法 21: 不少于六个月).
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
  when 'attemptDays' then value between 184 and 3650
  else false end);

create or replace function clear_household_attempts(at timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  cleared bigint;
begin
  if app_setting('role') is distinct from 'system' then
    raise insufficient_privilege using message = 'attempts are cleared by the work of the day';
  end if;
  delete from household_attempt t
  where t.at < clear_household_attempts.at - make_interval(days => coalesce((security_rules() ->> 'attemptDays')::integer, 184));
  get diagnostics cleared = row_count;
  return cleared;
end $$;
