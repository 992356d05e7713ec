-- Cases are numbered by county and year, whoever opens them: a township sees only its own, so the last number is asked of
-- all of the county. Whoever opens cases holds the lock case/<home> until the transaction ends. Stable: it sees what stood
-- there before the statement that asks, not the cases which that statement is about to add.

create function last_case_number(of_home text, of_year integer) returns integer
language plpgsql stable security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
  number integer;
begin
  perform set_config('app.national', 'on', true);
  select coalesce(max(substring(c.code from '-(\d+)$')::integer), 0) into number from problem_case c
  where c.home = of_home and c.code like 'ZG' || of_year || '-%';
  perform set_config('app.national', coalesce(before, ''), true);
  return number;
end $$;
comment on function last_case_number is '某县某年整改单的最后一个编号';
