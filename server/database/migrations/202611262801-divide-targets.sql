-- 目标分解: what is set for single areas, targets of the place's own, and what completes a target that the document
-- leaves open. Every change is a further version with its ground; nothing is changed or deleted.

create table target_share (
  home text collate "C" not null,
  target text collate "C" not null check (target ~ '^([a-z0-9-]+|own)/[0-9a-z-]+$'),
  area text collate "C" not null check (area ~ '^\d{2,12}$'),
  version integer not null check (version > 0),
  value text collate "C" check (length(value) between 1 and 40),
  owner text collate "C" check (length(btrim(owner)) between 1 and 60),
  ground text collate "C" not null check (length(btrim(ground)) between 2 and 200),
  recorded_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default app_setting('user'),
  primary key (home, target, area, version)
);
comment on table target_share is '目标分解：各辖区的任务数、责任单位，每次变更一行；value 为空是撤销';

create table target_own (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null check (area ~ '^\d{2,12}$'),
  version integer not null check (version > 0),
  label text collate "C" not null check (length(btrim(label)) between 2 and 60),
  type text collate "C" not null check (type in ('count', 'ratio', 'money')),
  comparator text collate "C" not null check (comparator in ('at_least', 'at_most')),
  value text collate "C" not null check (length(value) between 1 and 40),
  kind text collate "C" not null check (kind in ('stock', 'flow')),
  fact text collate "C",
  base text collate "C" check (length(btrim(base)) between 2 and 200),
  from_day date not null,
  by_day date not null,
  ground text collate "C" not null check (length(btrim(ground)) between 2 and 200),
  ended boolean not null default false,
  recorded_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default app_setting('user'),
  primary key (home, id, version),
  check (from_day < by_day)
);
comment on table target_own is '本地自定目标';

create table target_answer (
  home text collate "C" not null,
  target text collate "C" not null check (target ~ '^[a-z0-9-]+/[0-9a-z-]+$'),
  area text collate "C" not null check (area ~ '^\d{2,12}$'),
  version integer not null check (version > 0),
  base text collate "C" not null check (length(btrim(base)) between 2 and 200),
  fact text collate "C",
  source text collate "C" not null check (length(btrim(source)) between 4 and 200),
  recorded_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default app_setting('user'),
  primary key (home, target, area, version)
);
comment on table target_answer is '目标补正：文件没有写明的基数，问明后连同答复出处补上';

alter table target_share enable row level security;
alter table target_share force row level security;
create policy sees on target_share for select using (app_sees(area, null));
-- A township divides among its villages; what it has to reach itself is set above it.
create policy adds on target_share for insert with check (
  app_sees(area, null) and actor = app_setting('user') and home = left(area, 6) and (app_setting('role') in ('county', 'system')
    or (app_setting('role') = 'township' and area <> app_setting('area_low'))));

-- What a place wants of itself is no secret below it; it is set only by who sees the whole of it.
alter table target_own enable row level security;
alter table target_own force row level security;
create policy sees on target_own for select using (app_sees(area, null)
  or starts_with(coalesce(app_setting('area_low'), ''), area));
create policy adds on target_own for insert with check (app_sees(area, null) and actor = app_setting('user')
  and home = left(area, 6) and app_setting('role') in ('county', 'system'));

alter table target_answer enable row level security;
alter table target_answer force row level security;
create policy sees on target_answer for select using (app_sees(area, null)
  or starts_with(coalesce(app_setting('area_low'), ''), area));
create policy adds on target_answer for insert with check (app_sees(area, null) and actor = app_setting('user')
  and home = left(area, 6) and app_setting('role') in ('county', 'system'));

grant select, insert on target_share, target_own, target_answer to heshe_app;

-- Versions follow each other without a gap, so that two people who change the same cell can not both win.
create function target_follows() returns trigger language plpgsql security definer set search_path = public as $$
declare
  last integer;
begin
  if tg_table_name = 'target_own' then
    select max(version) into last from target_own where home = new.home and id = (to_jsonb(new) ->> 'id')::uuid;
  elsif tg_table_name = 'target_share' then
    select max(version) into last from target_share
    where home = new.home and target = to_jsonb(new) ->> 'target' and area = new.area;
  else
    select max(version) into last from target_answer
    where home = new.home and target = to_jsonb(new) ->> 'target' and area = new.area;
  end if;
  if new.version <> coalesce(last, 0) + 1 then
    raise exception 'somebody else has changed this target' using errcode = 'HS005';
  end if;
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, case when new.version = 1 then 'create' else 'change' end, tg_table_name,
    coalesce(to_jsonb(new) ->> 'target', to_jsonb(new) ->> 'id'), to_jsonb(new) - '{home,recorded_at,actor,version}'::text[]);
  return new;
end $$;
create trigger follows before insert on target_share for each row execute function target_follows();
create trigger follows before insert on target_own for each row execute function target_follows();
create trigger follows before insert on target_answer for each row execute function target_follows();
