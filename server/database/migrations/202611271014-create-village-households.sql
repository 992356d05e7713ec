create table village_households (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  year integer,
  households bigint,
  people bigint,
  ground text collate "C",
  unique (home, id, area),
  primary key (home, id)
);
create index village_households_area on village_households (area);

create table village_households_version (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  year integer,
  households bigint,
  people bigint,
  ground text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index village_households_version_effective on village_households_version (home, id, effective_on desc, version desc);

create function village_households_at(day date) returns setof village_households_version
language sql stable as $$
  select distinct on (home, id) * from village_households_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function village_households_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into village_households (home, id, area, version, effective_on, ended, year, households, people, ground)
  select home, id, area, version, effective_on, ended, year, households, people, ground from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(village_households.version, excluded.version),
      area = case when excluded.effective_on >= village_households.effective_on then excluded.area else village_households.area end,
      effective_on = greatest(village_households.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= village_households.effective_on then excluded.ended else village_households.ended end,
      year = case when excluded.effective_on >= village_households.effective_on then excluded.year else village_households.year end,
      households = case when excluded.effective_on >= village_households.effective_on then excluded.households else village_households.households end,
      people = case when excluded.effective_on >= village_households.effective_on then excluded.people else village_households.people end,
      ground = case when excluded.effective_on >= village_households.effective_on then excluded.ground else village_households.ground end;
  return null;
end $$;
create trigger village_households_fold after insert on village_households_version
  referencing new table as inserted for each statement execute function village_households_fold();

create function village_households_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'village_households', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join village_households_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger village_households_zz_audit after insert on village_households_version
  referencing new table as inserted for each statement execute function village_households_audit();

alter table village_households enable row level security;
alter table village_households force row level security;
create policy sees on village_households for select using (app_sees(area, id));
create policy adds on village_households for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
create policy changes on village_households for update using (app_sees(area, id) and app_setting('role') = any ('{county,township,system}')) with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
grant select on village_households to heshe_app;
alter table village_households_version enable row level security;
alter table village_households_version force row level security;
create policy sees on village_households_version for select using (
  exists (select from village_households c where c.home = village_households_version.home and c.id = village_households_version.id));
create policy adds on village_households_version for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
grant select, insert on village_households_version to heshe_app;

comment on table village_households is '村户数';
comment on table village_households_version is '村户数：每次变更一行，只增不改';
comment on column village_households.year is '年度';
comment on column village_households.households is '总户数（户）';
comment on column village_households.people is '总人口（人）';
comment on column village_households.ground is '数据来源';
