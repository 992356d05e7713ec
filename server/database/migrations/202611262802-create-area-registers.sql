-- Registers of areas: counsellors, training, income of village collectives.
create table counsellor (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  name text collate "C",
  level text collate "C",
  unit text collate "C",
  since date,
  until date,
  paper text collate "C",
  unique (home, id, area),
  primary key (home, id)
);
create index counsellor_area on counsellor (area);

create table counsellor_version (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  name text collate "C",
  level text collate "C",
  unit text collate "C",
  since date,
  until date,
  paper text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index counsellor_version_effective on counsellor_version (home, id, effective_on desc, version desc);

create function counsellor_at(day date) returns setof counsellor_version
language sql stable as $$
  select distinct on (home, id) * from counsellor_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function counsellor_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into counsellor (home, id, area, version, effective_on, ended, name, level, unit, since, until, paper)
  select home, id, area, version, effective_on, ended, name, level, unit, since, until, paper from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(counsellor.version, excluded.version),
      area = case when excluded.effective_on >= counsellor.effective_on then excluded.area else counsellor.area end,
      effective_on = greatest(counsellor.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= counsellor.effective_on then excluded.ended else counsellor.ended end,
      name = case when excluded.effective_on >= counsellor.effective_on then excluded.name else counsellor.name end,
      level = case when excluded.effective_on >= counsellor.effective_on then excluded.level else counsellor.level end,
      unit = case when excluded.effective_on >= counsellor.effective_on then excluded.unit else counsellor.unit end,
      since = case when excluded.effective_on >= counsellor.effective_on then excluded.since else counsellor.since end,
      until = case when excluded.effective_on >= counsellor.effective_on then excluded.until else counsellor.until end,
      paper = case when excluded.effective_on >= counsellor.effective_on then excluded.paper else counsellor.paper end;
  return null;
end $$;
create trigger counsellor_fold after insert on counsellor_version
  referencing new table as inserted for each statement execute function counsellor_fold();

create function counsellor_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'counsellor', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join counsellor_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger counsellor_zz_audit after insert on counsellor_version
  referencing new table as inserted for each statement execute function counsellor_audit();

alter table counsellor enable row level security;
alter table counsellor force row level security;
create policy sees on counsellor for select using (app_sees(area, id));
create policy adds on counsellor for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
create policy changes on counsellor for update using (app_sees(area, id) and app_setting('role') = any ('{county,township,system}')) with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
grant select on counsellor to heshe_app;
alter table counsellor_version enable row level security;
alter table counsellor_version force row level security;
create policy sees on counsellor_version for select using (
  exists (select from counsellor c where c.home = counsellor_version.home and c.id = counsellor_version.id));
create policy adds on counsellor_version for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
grant select, insert on counsellor_version to heshe_app;

comment on table counsellor is '辅导员名册';
comment on table counsellor_version is '辅导员名册：每次变更一行，只增不改';
comment on column counsellor.name is '姓名';
comment on column counsellor.level is '辅导员级别';
comment on column counsellor.unit is '所在单位';
comment on column counsellor.since is '聘任日期';
comment on column counsellor.until is '解聘日期';
comment on column counsellor.paper is '聘任文件';
create table training_session (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  held_on date,
  topic text collate "C",
  audience text collate "C",
  attendees bigint,
  days bigint,
  cost bigint,
  sign_in uuid[],
  unique (home, id, area),
  primary key (home, id)
);
create index training_session_area on training_session (area);

create table training_session_version (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  held_on date,
  topic text collate "C",
  audience text collate "C",
  attendees bigint,
  days bigint,
  cost bigint,
  sign_in uuid[],
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index training_session_version_effective on training_session_version (home, id, effective_on desc, version desc);

create function training_session_at(day date) returns setof training_session_version
language sql stable as $$
  select distinct on (home, id) * from training_session_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function training_session_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into training_session (home, id, area, version, effective_on, ended, held_on, topic, audience, attendees, days, cost, sign_in)
  select home, id, area, version, effective_on, ended, held_on, topic, audience, attendees, days, cost, sign_in from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(training_session.version, excluded.version),
      area = case when excluded.effective_on >= training_session.effective_on then excluded.area else training_session.area end,
      effective_on = greatest(training_session.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= training_session.effective_on then excluded.ended else training_session.ended end,
      held_on = case when excluded.effective_on >= training_session.effective_on then excluded.held_on else training_session.held_on end,
      topic = case when excluded.effective_on >= training_session.effective_on then excluded.topic else training_session.topic end,
      audience = case when excluded.effective_on >= training_session.effective_on then excluded.audience else training_session.audience end,
      attendees = case when excluded.effective_on >= training_session.effective_on then excluded.attendees else training_session.attendees end,
      days = case when excluded.effective_on >= training_session.effective_on then excluded.days else training_session.days end,
      cost = case when excluded.effective_on >= training_session.effective_on then excluded.cost else training_session.cost end,
      sign_in = case when excluded.effective_on >= training_session.effective_on then excluded.sign_in else training_session.sign_in end;
  return null;
end $$;
create trigger training_session_fold after insert on training_session_version
  referencing new table as inserted for each statement execute function training_session_fold();

create function training_session_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'training_session', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join training_session_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger training_session_zz_audit after insert on training_session_version
  referencing new table as inserted for each statement execute function training_session_audit();

alter table training_session enable row level security;
alter table training_session force row level security;
create policy sees on training_session for select using (app_sees(area, id));
create policy adds on training_session for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
create policy changes on training_session for update using (app_sees(area, id) and app_setting('role') = any ('{county,township,system}')) with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
grant select on training_session to heshe_app;
alter table training_session_version enable row level security;
alter table training_session_version force row level security;
create policy sees on training_session_version for select using (
  exists (select from training_session c where c.home = training_session_version.home and c.id = training_session_version.id));
create policy adds on training_session_version for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
grant select, insert on training_session_version to heshe_app;

comment on table training_session is '培训台账';
comment on table training_session_version is '培训台账：每次变更一行，只增不改';
comment on column training_session.held_on is '培训日期';
comment on column training_session.topic is '培训主题';
comment on column training_session.audience is '培训对象';
comment on column training_session.attendees is '参训人次（人次）';
comment on column training_session.days is '培训天数（天）';
comment on column training_session.cost is '经费（分）';
comment on column training_session.sign_in is '签到表';
create table village_income (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  year integer,
  income bigint,
  operating bigint,
  ground text collate "C",
  unique (home, id, area),
  primary key (home, id)
);
create index village_income_area on village_income (area);

create table village_income_version (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  year integer,
  income bigint,
  operating bigint,
  ground text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index village_income_version_effective on village_income_version (home, id, effective_on desc, version desc);

create function village_income_at(day date) returns setof village_income_version
language sql stable as $$
  select distinct on (home, id) * from village_income_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function village_income_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into village_income (home, id, area, version, effective_on, ended, year, income, operating, ground)
  select home, id, area, version, effective_on, ended, year, income, operating, ground from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(village_income.version, excluded.version),
      area = case when excluded.effective_on >= village_income.effective_on then excluded.area else village_income.area end,
      effective_on = greatest(village_income.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= village_income.effective_on then excluded.ended else village_income.ended end,
      year = case when excluded.effective_on >= village_income.effective_on then excluded.year else village_income.year end,
      income = case when excluded.effective_on >= village_income.effective_on then excluded.income else village_income.income end,
      operating = case when excluded.effective_on >= village_income.effective_on then excluded.operating else village_income.operating end,
      ground = case when excluded.effective_on >= village_income.effective_on then excluded.ground else village_income.ground end;
  return null;
end $$;
create trigger village_income_fold after insert on village_income_version
  referencing new table as inserted for each statement execute function village_income_fold();

create function village_income_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'village_income', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join village_income_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger village_income_zz_audit after insert on village_income_version
  referencing new table as inserted for each statement execute function village_income_audit();

alter table village_income enable row level security;
alter table village_income force row level security;
create policy sees on village_income for select using (app_sees(area, id));
create policy adds on village_income for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
create policy changes on village_income for update using (app_sees(area, id) and app_setting('role') = any ('{county,township,system}')) with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
grant select on village_income to heshe_app;
alter table village_income_version enable row level security;
alter table village_income_version force row level security;
create policy sees on village_income_version for select using (
  exists (select from village_income c where c.home = village_income_version.home and c.id = village_income_version.id));
create policy adds on village_income_version for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
grant select, insert on village_income_version to heshe_app;

comment on table village_income is '村集体经济收入';
comment on table village_income_version is '村集体经济收入：每次变更一行，只增不改';
comment on column village_income.year is '年度';
comment on column village_income.income is '村集体经济收入（分）';
comment on column village_income.operating is '其中经营性收入（分）';
comment on column village_income.ground is '数据来源';
