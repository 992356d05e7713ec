-- 财务公开的频次: quarterly where nobody said otherwise; a township or county may ask its cooperatives to show every month.
create table disclosure_rhythm (
  id bigint generated always as identity primary key,
  area text collate "C" not null check (length(area) between 6 and 12),
  every text collate "C" not null check (every in ('month', 'quarter')),
  -- From the beginning of a quarter, so that no quarter is shown half by months.
  from_day date not null check (extract(day from from_day) = 1 and extract(month from from_day) in (1, 4, 7, 10)),
  ground text not null check (length(btrim(ground)) between 2 and 200),
  at timestamptz not null default clock_timestamp(),
  actor text not null default coalesce(app_setting('user'), session_user::text)
);
comment on table disclosure_rhythm is '财务公开的频次：某地自某季度起按月或按季公开及依据；只增不改，最近的辖区、最后一条有效';
alter table disclosure_rhythm enable row level security;
alter table disclosure_rhythm force row level security;
create policy sees on disclosure_rhythm for select using (true);
create policy adds on disclosure_rhythm for insert with check (
  app_setting('role') = 'system' or app_setting('role') in ('county', 'township') and app_in_area(area));
grant select on disclosure_rhythm to heshe_app;
grant insert (area, every, from_day, ground) on disclosure_rhythm to heshe_app;
create function disclosure_rhythm_keeps() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'HD003', message = '登记过的公开频次不能改、不能删，请另登记一条';
end $$;
create trigger keeps before update or delete on disclosure_rhythm for each row execute function disclosure_rhythm_keeps();
create trigger keeps_all before truncate on disclosure_rhythm for each statement execute function disclosure_rhythm_keeps();
create function disclosure_rhythm_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (area, action, subject, record, after) values (new.area, 'create', 'disclosure_rhythm', new.id::text,
    jsonb_build_object('every', new.every, 'from_day', new.from_day, 'ground', new.ground));
  return null;
end $$;
create trigger disclosure_rhythm_audit after insert on disclosure_rhythm for each row execute function disclosure_rhythm_audit();

-- Each place that said something, with what it says on the day.
create function disclosure_rhythms_at(on_day date) returns table (area text, every text, from_day date, ground text)
language sql stable as $$
  select distinct on (r.area) r.area, r.every, r.from_day, r.ground from disclosure_rhythm r where r.from_day <= on_day
  order by r.area, r.from_day desc, r.id desc
$$;
