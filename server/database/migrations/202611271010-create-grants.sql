create table grant_project (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  name text collate "C",
  paper text collate "C",
  issuer text collate "C",
  approved_on date,
  amount bigint,
  use_by date,
  received bigint,
  received_on date,
  formed bigint,
  quantified bigint,
  photos uuid[],
  note text collate "C",
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index grant_project_area on grant_project (area);
create index grant_project_body on grant_project (home, body);

create table grant_project_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  name text collate "C",
  paper text collate "C",
  issuer text collate "C",
  approved_on date,
  amount bigint,
  use_by date,
  received bigint,
  received_on date,
  formed bigint,
  quantified bigint,
  photos uuid[],
  note text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index grant_project_version_effective on grant_project_version (home, id, effective_on desc, version desc);

create function grant_project_at(day date) returns setof grant_project_version
language sql stable as $$
  select distinct on (home, id) * from grant_project_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function grant_project_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into grant_project (home, id, body, area, version, effective_on, ended, name, paper, issuer, approved_on, amount, use_by, received, received_on, formed, quantified, photos, note)
  select home, id, body, area, version, effective_on, ended, name, paper, issuer, approved_on, amount, use_by, received, received_on, formed, quantified, photos, note from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(grant_project.version, excluded.version),
      effective_on = greatest(grant_project.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= grant_project.effective_on then excluded.ended else grant_project.ended end,
      name = case when excluded.effective_on >= grant_project.effective_on then excluded.name else grant_project.name end,
      paper = case when excluded.effective_on >= grant_project.effective_on then excluded.paper else grant_project.paper end,
      issuer = case when excluded.effective_on >= grant_project.effective_on then excluded.issuer else grant_project.issuer end,
      approved_on = case when excluded.effective_on >= grant_project.effective_on then excluded.approved_on else grant_project.approved_on end,
      amount = case when excluded.effective_on >= grant_project.effective_on then excluded.amount else grant_project.amount end,
      use_by = case when excluded.effective_on >= grant_project.effective_on then excluded.use_by else grant_project.use_by end,
      received = case when excluded.effective_on >= grant_project.effective_on then excluded.received else grant_project.received end,
      received_on = case when excluded.effective_on >= grant_project.effective_on then excluded.received_on else grant_project.received_on end,
      formed = case when excluded.effective_on >= grant_project.effective_on then excluded.formed else grant_project.formed end,
      quantified = case when excluded.effective_on >= grant_project.effective_on then excluded.quantified else grant_project.quantified end,
      photos = case when excluded.effective_on >= grant_project.effective_on then excluded.photos else grant_project.photos end,
      note = case when excluded.effective_on >= grant_project.effective_on then excluded.note else grant_project.note end;
  return null;
end $$;
create trigger grant_project_fold after insert on grant_project_version
  referencing new table as inserted for each statement execute function grant_project_fold();

create function grant_project_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'grant_project', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join grant_project_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger grant_project_zz_audit after insert on grant_project_version
  referencing new table as inserted for each statement execute function grant_project_audit();

alter table grant_project enable row level security;
alter table grant_project force row level security;
create policy sees on grant_project for select using (app_sees(area, body));
create policy adds on grant_project for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
create policy changes on grant_project for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select on grant_project to heshe_app;
alter table grant_project_version enable row level security;
alter table grant_project_version force row level security;
create policy sees on grant_project_version for select using (
  exists (select from grant_project c where c.home = grant_project_version.home and c.id = grant_project_version.id));
create policy adds on grant_project_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select, insert on grant_project_version to heshe_app;

comment on table grant_project is '财政补助项目';
comment on table grant_project_version is '财政补助项目：每次变更一行，只增不改';
comment on column grant_project.name is '补助项目名称';
comment on column grant_project.paper is '批复文号';
comment on column grant_project.issuer is '下达单位';
comment on column grant_project.approved_on is '批复日期';
comment on column grant_project.amount is '批复金额（分）';
comment on column grant_project.use_by is '使用期限';
comment on column grant_project.received is '已到账（建账前或据报表）（分）';
comment on column grant_project.received_on is '到账日期（建账前或据报表）';
comment on column grant_project.formed is '已形成资产（建账前或据报表）（分）';
comment on column grant_project.quantified is '已量化到成员（建账前或据报表）（分）';
comment on column grant_project.photos is '项目照片';
comment on column grant_project.note is '说明';
create table grant_line (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  project text collate "C",
  item text collate "C",
  purpose text collate "C",
  amount bigint,
  spent bigint,
  photos uuid[],
  note text collate "C",
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index grant_line_area on grant_line (area);
create index grant_line_body on grant_line (home, body);

create table grant_line_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  project text collate "C",
  item text collate "C",
  purpose text collate "C",
  amount bigint,
  spent bigint,
  photos uuid[],
  note text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index grant_line_version_effective on grant_line_version (home, id, effective_on desc, version desc);

create function grant_line_at(day date) returns setof grant_line_version
language sql stable as $$
  select distinct on (home, id) * from grant_line_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function grant_line_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into grant_line (home, id, body, area, version, effective_on, ended, project, item, purpose, amount, spent, photos, note)
  select home, id, body, area, version, effective_on, ended, project, item, purpose, amount, spent, photos, note from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(grant_line.version, excluded.version),
      effective_on = greatest(grant_line.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= grant_line.effective_on then excluded.ended else grant_line.ended end,
      project = case when excluded.effective_on >= grant_line.effective_on then excluded.project else grant_line.project end,
      item = case when excluded.effective_on >= grant_line.effective_on then excluded.item else grant_line.item end,
      purpose = case when excluded.effective_on >= grant_line.effective_on then excluded.purpose else grant_line.purpose end,
      amount = case when excluded.effective_on >= grant_line.effective_on then excluded.amount else grant_line.amount end,
      spent = case when excluded.effective_on >= grant_line.effective_on then excluded.spent else grant_line.spent end,
      photos = case when excluded.effective_on >= grant_line.effective_on then excluded.photos else grant_line.photos end,
      note = case when excluded.effective_on >= grant_line.effective_on then excluded.note else grant_line.note end;
  return null;
end $$;
create trigger grant_line_fold after insert on grant_line_version
  referencing new table as inserted for each statement execute function grant_line_fold();

create function grant_line_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'grant_line', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join grant_line_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger grant_line_zz_audit after insert on grant_line_version
  referencing new table as inserted for each statement execute function grant_line_audit();

alter table grant_line enable row level security;
alter table grant_line force row level security;
create policy sees on grant_line for select using (app_sees(area, body));
create policy adds on grant_line for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
create policy changes on grant_line for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select on grant_line to heshe_app;
alter table grant_line_version enable row level security;
alter table grant_line_version force row level security;
create policy sees on grant_line_version for select using (
  exists (select from grant_line c where c.home = grant_line_version.home and c.id = grant_line_version.id));
create policy adds on grant_line_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select, insert on grant_line_version to heshe_app;

comment on table grant_line is '补助预算';
comment on table grant_line_version is '补助预算：每次变更一行，只增不改';
comment on column grant_line.project is '补助项目名称';
comment on column grant_line.item is '支出内容';
comment on column grant_line.purpose is '用途';
comment on column grant_line.amount is '预算金额（分）';
comment on column grant_line.spent is '已支出（建账前或据报表）（分）';
comment on column grant_line.photos is '现场照片';
comment on column grant_line.note is '说明';
