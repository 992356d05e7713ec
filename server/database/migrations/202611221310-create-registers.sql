create table body (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  name text collate "C",
  credit_code text collate "C",
  old_registration_no text collate "C",
  body_kind text collate "C",
  registered_on date,
  capital bigint,
  address text collate "C",
  business text collate "C",
  legal_representative text collate "C",
  phone text collate "C",
  registration_state text collate "C",
  former_names text collate "C",
  unique (home, id, area),
  primary key (home, id)
);
create index body_area on body (area);

create table body_version (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  name text collate "C",
  credit_code text collate "C",
  old_registration_no text collate "C",
  body_kind text collate "C",
  registered_on date,
  capital bigint,
  address text collate "C",
  business text collate "C",
  legal_representative text collate "C",
  phone text collate "C",
  registration_state text collate "C",
  former_names text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index body_version_effective on body_version (home, id, effective_on desc, version desc);

create function body_at(day date) returns setof body_version
language sql stable as $$
  select distinct on (home, id) * from body_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function body_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into body (home, id, area, version, effective_on, ended, name, credit_code, old_registration_no, body_kind, registered_on, capital, address, business, legal_representative, phone, registration_state, former_names)
  select home, id, area, version, effective_on, ended, name, credit_code, old_registration_no, body_kind, registered_on, capital, address, business, legal_representative, phone, registration_state, former_names from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(body.version, excluded.version),
      area = case when excluded.effective_on >= body.effective_on then excluded.area else body.area end,
      effective_on = greatest(body.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= body.effective_on then excluded.ended else body.ended end,
      name = case when excluded.effective_on >= body.effective_on then excluded.name else body.name end,
      credit_code = case when excluded.effective_on >= body.effective_on then excluded.credit_code else body.credit_code end,
      old_registration_no = case when excluded.effective_on >= body.effective_on then excluded.old_registration_no else body.old_registration_no end,
      body_kind = case when excluded.effective_on >= body.effective_on then excluded.body_kind else body.body_kind end,
      registered_on = case when excluded.effective_on >= body.effective_on then excluded.registered_on else body.registered_on end,
      capital = case when excluded.effective_on >= body.effective_on then excluded.capital else body.capital end,
      address = case when excluded.effective_on >= body.effective_on then excluded.address else body.address end,
      business = case when excluded.effective_on >= body.effective_on then excluded.business else body.business end,
      legal_representative = case when excluded.effective_on >= body.effective_on then excluded.legal_representative else body.legal_representative end,
      phone = case when excluded.effective_on >= body.effective_on then excluded.phone else body.phone end,
      registration_state = case when excluded.effective_on >= body.effective_on then excluded.registration_state else body.registration_state end,
      former_names = case when excluded.effective_on >= body.effective_on then excluded.former_names else body.former_names end;
  return null;
end $$;
create trigger body_fold after insert on body_version
  referencing new table as inserted for each statement execute function body_fold();

create function body_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'body', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join body_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger body_zz_audit after insert on body_version
  referencing new table as inserted for each statement execute function body_audit();

alter table body enable row level security;
alter table body force row level security;
create policy sees on body for select using (app_sees(area, id));
create policy adds on body for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
create policy changes on body for update using (app_sees(area, id) and app_setting('role') = any ('{county,township,chair,accountant,system}')) with check (app_sees(area, id) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select on body to heshe_app;
alter table body_version enable row level security;
alter table body_version force row level security;
create policy sees on body_version for select using (
  exists (select from body c where c.home = body_version.home and c.id = body_version.id));
create policy adds on body_version for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select, insert on body_version to heshe_app;

comment on table body is '主体名录';
comment on table body_version is '主体名录：每次变更一行，只增不改';
comment on column body.name is '合作社名称';
comment on column body.credit_code is '统一社会信用代码';
comment on column body.old_registration_no is '原注册号';
comment on column body.body_kind is '主体类型';
comment on column body.registered_on is '成立日期';
comment on column body.capital is '成员出资总额（分）';
comment on column body.address is '住所';
comment on column body.business is '业务范围';
comment on column body.legal_representative is '法定代表人';
comment on column body.phone is '联系电话';
comment on column body.registration_state is '登记状态';
comment on column body.former_names is '曾用名';
create table officer (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  organ text collate "C",
  post text collate "C",
  person text collate "C",
  id_number bytea,
  id_number_hash bytea,
  phone text collate "C",
  since date,
  until date,
  public_official boolean,
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index officer_area on officer (area);
create index officer_body on officer (home, body);

create table officer_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  organ text collate "C",
  post text collate "C",
  person text collate "C",
  id_number bytea,
  id_number_hash bytea,
  phone text collate "C",
  since date,
  until date,
  public_official boolean,
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index officer_version_effective on officer_version (home, id, effective_on desc, version desc);

create function officer_at(day date) returns setof officer_version
language sql stable as $$
  select distinct on (home, id) * from officer_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function officer_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into officer (home, id, body, area, version, effective_on, ended, organ, post, person, id_number, id_number_hash, phone, since, until, public_official)
  select home, id, body, area, version, effective_on, ended, organ, post, person, id_number, id_number_hash, phone, since, until, public_official from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(officer.version, excluded.version),
      effective_on = greatest(officer.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= officer.effective_on then excluded.ended else officer.ended end,
      organ = case when excluded.effective_on >= officer.effective_on then excluded.organ else officer.organ end,
      post = case when excluded.effective_on >= officer.effective_on then excluded.post else officer.post end,
      person = case when excluded.effective_on >= officer.effective_on then excluded.person else officer.person end,
      id_number = case when excluded.effective_on >= officer.effective_on then excluded.id_number else officer.id_number end,
      id_number_hash = case when excluded.effective_on >= officer.effective_on then excluded.id_number_hash else officer.id_number_hash end,
      phone = case when excluded.effective_on >= officer.effective_on then excluded.phone else officer.phone end,
      since = case when excluded.effective_on >= officer.effective_on then excluded.since else officer.since end,
      until = case when excluded.effective_on >= officer.effective_on then excluded.until else officer.until end,
      public_official = case when excluded.effective_on >= officer.effective_on then excluded.public_official else officer.public_official end;
  return null;
end $$;
create trigger officer_fold after insert on officer_version
  referencing new table as inserted for each statement execute function officer_fold();

create function officer_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'officer', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join officer_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger officer_zz_audit after insert on officer_version
  referencing new table as inserted for each statement execute function officer_audit();

alter table officer enable row level security;
alter table officer force row level security;
create policy sees on officer for select using (app_sees(area, body));
create policy adds on officer for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
create policy changes on officer for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select on officer to heshe_app;
alter table officer_version enable row level security;
alter table officer_version force row level security;
create policy sees on officer_version for select using (
  exists (select from officer c where c.home = officer_version.home and c.id = officer_version.id));
create policy adds on officer_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select, insert on officer_version to heshe_app;

comment on table officer is '组织机构与任职';
comment on table officer_version is '组织机构与任职：每次变更一行，只增不改';
comment on column officer.organ is '机构';
comment on column officer.post is '职务';
comment on column officer.person is '姓名';
comment on column officer.id_number is '身份证号';
comment on column officer.id_number_hash is '身份证号（密钥散列，供查重）';
comment on column officer.phone is '联系电话';
comment on column officer.since is '任职日期';
comment on column officer.until is '任期届满';
comment on column officer.public_official is '在册公务人员';
create table member_summary (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  as_of date,
  members bigint,
  farmers bigint,
  organisations bigint,
  public_units bigint,
  led_households bigint,
  contributions bigint,
  largest_contribution bigint,
  member_accounts boolean,
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index member_summary_area on member_summary (area);
create index member_summary_body on member_summary (home, body);

create table member_summary_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  as_of date,
  members bigint,
  farmers bigint,
  organisations bigint,
  public_units bigint,
  led_households bigint,
  contributions bigint,
  largest_contribution bigint,
  member_accounts boolean,
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index member_summary_version_effective on member_summary_version (home, id, effective_on desc, version desc);

create function member_summary_at(day date) returns setof member_summary_version
language sql stable as $$
  select distinct on (home, id) * from member_summary_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function member_summary_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into member_summary (home, id, body, area, version, effective_on, ended, as_of, members, farmers, organisations, public_units, led_households, contributions, largest_contribution, member_accounts)
  select home, id, body, area, version, effective_on, ended, as_of, members, farmers, organisations, public_units, led_households, contributions, largest_contribution, member_accounts from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(member_summary.version, excluded.version),
      effective_on = greatest(member_summary.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= member_summary.effective_on then excluded.ended else member_summary.ended end,
      as_of = case when excluded.effective_on >= member_summary.effective_on then excluded.as_of else member_summary.as_of end,
      members = case when excluded.effective_on >= member_summary.effective_on then excluded.members else member_summary.members end,
      farmers = case when excluded.effective_on >= member_summary.effective_on then excluded.farmers else member_summary.farmers end,
      organisations = case when excluded.effective_on >= member_summary.effective_on then excluded.organisations else member_summary.organisations end,
      public_units = case when excluded.effective_on >= member_summary.effective_on then excluded.public_units else member_summary.public_units end,
      led_households = case when excluded.effective_on >= member_summary.effective_on then excluded.led_households else member_summary.led_households end,
      contributions = case when excluded.effective_on >= member_summary.effective_on then excluded.contributions else member_summary.contributions end,
      largest_contribution = case when excluded.effective_on >= member_summary.effective_on then excluded.largest_contribution else member_summary.largest_contribution end,
      member_accounts = case when excluded.effective_on >= member_summary.effective_on then excluded.member_accounts else member_summary.member_accounts end;
  return null;
end $$;
create trigger member_summary_fold after insert on member_summary_version
  referencing new table as inserted for each statement execute function member_summary_fold();

create function member_summary_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'member_summary', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join member_summary_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger member_summary_zz_audit after insert on member_summary_version
  referencing new table as inserted for each statement execute function member_summary_audit();

alter table member_summary enable row level security;
alter table member_summary force row level security;
create policy sees on member_summary for select using (app_sees(area, body));
create policy adds on member_summary for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
create policy changes on member_summary for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select on member_summary to heshe_app;
alter table member_summary_version enable row level security;
alter table member_summary_version force row level security;
create policy sees on member_summary_version for select using (
  exists (select from member_summary c where c.home = member_summary_version.home and c.id = member_summary_version.id));
create policy adds on member_summary_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select, insert on member_summary_version to heshe_app;

comment on table member_summary is '成员汇总';
comment on table member_summary_version is '成员汇总：每次变更一行，只增不改';
comment on column member_summary.as_of is '统计日期';
comment on column member_summary.members is '成员总数（名）';
comment on column member_summary.farmers is '农民成员数（名）';
comment on column member_summary.organisations is '单位成员数（个）';
comment on column member_summary.public_units is '管理公共事务单位成员数（个）';
comment on column member_summary.led_households is '带动农户数（户）';
comment on column member_summary.contributions is '实缴出资额（分）';
comment on column member_summary.largest_contribution is '最大单个成员出资额（分）';
comment on column member_summary.member_accounts is '已设成员账户';
create table operating_status (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  status text collate "C",
  since date,
  last_business_on date,
  suspension_filed boolean,
  suspension_until date,
  evidence text collate "C",
  photos uuid[],
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index operating_status_area on operating_status (area);
create index operating_status_body on operating_status (home, body);

create table operating_status_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  status text collate "C",
  since date,
  last_business_on date,
  suspension_filed boolean,
  suspension_until date,
  evidence text collate "C",
  photos uuid[],
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index operating_status_version_effective on operating_status_version (home, id, effective_on desc, version desc);

create function operating_status_at(day date) returns setof operating_status_version
language sql stable as $$
  select distinct on (home, id) * from operating_status_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function operating_status_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into operating_status (home, id, body, area, version, effective_on, ended, status, since, last_business_on, suspension_filed, suspension_until, evidence, photos)
  select home, id, body, area, version, effective_on, ended, status, since, last_business_on, suspension_filed, suspension_until, evidence, photos from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(operating_status.version, excluded.version),
      effective_on = greatest(operating_status.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= operating_status.effective_on then excluded.ended else operating_status.ended end,
      status = case when excluded.effective_on >= operating_status.effective_on then excluded.status else operating_status.status end,
      since = case when excluded.effective_on >= operating_status.effective_on then excluded.since else operating_status.since end,
      last_business_on = case when excluded.effective_on >= operating_status.effective_on then excluded.last_business_on else operating_status.last_business_on end,
      suspension_filed = case when excluded.effective_on >= operating_status.effective_on then excluded.suspension_filed else operating_status.suspension_filed end,
      suspension_until = case when excluded.effective_on >= operating_status.effective_on then excluded.suspension_until else operating_status.suspension_until end,
      evidence = case when excluded.effective_on >= operating_status.effective_on then excluded.evidence else operating_status.evidence end,
      photos = case when excluded.effective_on >= operating_status.effective_on then excluded.photos else operating_status.photos end;
  return null;
end $$;
create trigger operating_status_fold after insert on operating_status_version
  referencing new table as inserted for each statement execute function operating_status_fold();

create function operating_status_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'operating_status', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join operating_status_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger operating_status_zz_audit after insert on operating_status_version
  referencing new table as inserted for each statement execute function operating_status_audit();

alter table operating_status enable row level security;
alter table operating_status force row level security;
create policy sees on operating_status for select using (app_sees(area, body));
create policy adds on operating_status for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,counsellor,system}'));
create policy changes on operating_status for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,counsellor,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,counsellor,system}'));
grant select on operating_status to heshe_app;
alter table operating_status_version enable row level security;
alter table operating_status_version force row level security;
create policy sees on operating_status_version for select using (
  exists (select from operating_status c where c.home = operating_status_version.home and c.id = operating_status_version.id));
create policy adds on operating_status_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,counsellor,system}'));
grant select, insert on operating_status_version to heshe_app;

comment on table operating_status is '运行状态';
comment on table operating_status_version is '运行状态：每次变更一行，只增不改';
comment on column operating_status.status is '运行状态';
comment on column operating_status.since is '状态起始日期';
comment on column operating_status.last_business_on is '最近一次经营活动日期';
comment on column operating_status.suspension_filed is '已办歇业备案';
comment on column operating_status.suspension_until is '歇业备案到期日';
comment on column operating_status.evidence is '认定依据';
comment on column operating_status.photos is '佐证照片';
create table annual_report (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  year integer,
  published boolean,
  published_on date,
  abnormal_listed boolean,
  listed_on date,
  removed_on date,
  list_reason text collate "C",
  revenue bigint,
  surplus bigint,
  distributable bigint,
  returned_by_patronage bigint,
  subsidy bigint,
  loans bigint,
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index annual_report_area on annual_report (area);
create index annual_report_body on annual_report (home, body);

create table annual_report_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  year integer,
  published boolean,
  published_on date,
  abnormal_listed boolean,
  listed_on date,
  removed_on date,
  list_reason text collate "C",
  revenue bigint,
  surplus bigint,
  distributable bigint,
  returned_by_patronage bigint,
  subsidy bigint,
  loans bigint,
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index annual_report_version_effective on annual_report_version (home, id, effective_on desc, version desc);

create function annual_report_at(day date) returns setof annual_report_version
language sql stable as $$
  select distinct on (home, id) * from annual_report_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function annual_report_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into annual_report (home, id, body, area, version, effective_on, ended, year, published, published_on, abnormal_listed, listed_on, removed_on, list_reason, revenue, surplus, distributable, returned_by_patronage, subsidy, loans)
  select home, id, body, area, version, effective_on, ended, year, published, published_on, abnormal_listed, listed_on, removed_on, list_reason, revenue, surplus, distributable, returned_by_patronage, subsidy, loans from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(annual_report.version, excluded.version),
      effective_on = greatest(annual_report.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= annual_report.effective_on then excluded.ended else annual_report.ended end,
      year = case when excluded.effective_on >= annual_report.effective_on then excluded.year else annual_report.year end,
      published = case when excluded.effective_on >= annual_report.effective_on then excluded.published else annual_report.published end,
      published_on = case when excluded.effective_on >= annual_report.effective_on then excluded.published_on else annual_report.published_on end,
      abnormal_listed = case when excluded.effective_on >= annual_report.effective_on then excluded.abnormal_listed else annual_report.abnormal_listed end,
      listed_on = case when excluded.effective_on >= annual_report.effective_on then excluded.listed_on else annual_report.listed_on end,
      removed_on = case when excluded.effective_on >= annual_report.effective_on then excluded.removed_on else annual_report.removed_on end,
      list_reason = case when excluded.effective_on >= annual_report.effective_on then excluded.list_reason else annual_report.list_reason end,
      revenue = case when excluded.effective_on >= annual_report.effective_on then excluded.revenue else annual_report.revenue end,
      surplus = case when excluded.effective_on >= annual_report.effective_on then excluded.surplus else annual_report.surplus end,
      distributable = case when excluded.effective_on >= annual_report.effective_on then excluded.distributable else annual_report.distributable end,
      returned_by_patronage = case when excluded.effective_on >= annual_report.effective_on then excluded.returned_by_patronage else annual_report.returned_by_patronage end,
      subsidy = case when excluded.effective_on >= annual_report.effective_on then excluded.subsidy else annual_report.subsidy end,
      loans = case when excluded.effective_on >= annual_report.effective_on then excluded.loans else annual_report.loans end;
  return null;
end $$;
create trigger annual_report_fold after insert on annual_report_version
  referencing new table as inserted for each statement execute function annual_report_fold();

create function annual_report_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'annual_report', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join annual_report_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger annual_report_zz_audit after insert on annual_report_version
  referencing new table as inserted for each statement execute function annual_report_audit();

alter table annual_report enable row level security;
alter table annual_report force row level security;
create policy sees on annual_report for select using (app_sees(area, body));
create policy adds on annual_report for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
create policy changes on annual_report for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select on annual_report to heshe_app;
alter table annual_report_version enable row level security;
alter table annual_report_version force row level security;
create policy sees on annual_report_version for select using (
  exists (select from annual_report c where c.home = annual_report_version.home and c.id = annual_report_version.id));
create policy adds on annual_report_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select, insert on annual_report_version to heshe_app;

comment on table annual_report is '年报与经营异常';
comment on table annual_report_version is '年报与经营异常：每次变更一行，只增不改';
comment on column annual_report.year is '年报年度';
comment on column annual_report.published is '年报已公示';
comment on column annual_report.published_on is '公示日期';
comment on column annual_report.abnormal_listed is '在经营异常名录';
comment on column annual_report.listed_on is '列入日期';
comment on column annual_report.removed_on is '移出日期';
comment on column annual_report.list_reason is '列入原因';
comment on column annual_report.revenue is '年经营收入（分）';
comment on column annual_report.surplus is '本年盈余（分）';
comment on column annual_report.distributable is '可分配盈余（分）';
comment on column annual_report.returned_by_patronage is '按交易量（额）返还金额（分）';
comment on column annual_report.subsidy is '政府补助资金（分）';
comment on column annual_report.loans is '期末贷款余额（分）';
create table survey (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  surveyed_on date,
  invested_households bigint,
  household_funds bigint,
  village_funds bigint,
  fund_since integer,
  dividends_on_time boolean,
  can_lead_households boolean,
  exit_willing_households bigint,
  exit_ready text collate "C",
  scale_shrunk boolean,
  idle_barns boolean,
  loss_amount bigint,
  debt_amount bigint,
  willing_to_lead boolean,
  misuse boolean,
  note text collate "C",
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index survey_area on survey (area);
create index survey_body on survey (home, body);

create table survey_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  surveyed_on date,
  invested_households bigint,
  household_funds bigint,
  village_funds bigint,
  fund_since integer,
  dividends_on_time boolean,
  can_lead_households boolean,
  exit_willing_households bigint,
  exit_ready text collate "C",
  scale_shrunk boolean,
  idle_barns boolean,
  loss_amount bigint,
  debt_amount bigint,
  willing_to_lead boolean,
  misuse boolean,
  note text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index survey_version_effective on survey_version (home, id, effective_on desc, version desc);

create function survey_at(day date) returns setof survey_version
language sql stable as $$
  select distinct on (home, id) * from survey_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function survey_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into survey (home, id, body, area, version, effective_on, ended, surveyed_on, invested_households, household_funds, village_funds, fund_since, dividends_on_time, can_lead_households, exit_willing_households, exit_ready, scale_shrunk, idle_barns, loss_amount, debt_amount, willing_to_lead, misuse, note)
  select home, id, body, area, version, effective_on, ended, surveyed_on, invested_households, household_funds, village_funds, fund_since, dividends_on_time, can_lead_households, exit_willing_households, exit_ready, scale_shrunk, idle_barns, loss_amount, debt_amount, willing_to_lead, misuse, note from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(survey.version, excluded.version),
      effective_on = greatest(survey.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= survey.effective_on then excluded.ended else survey.ended end,
      surveyed_on = case when excluded.effective_on >= survey.effective_on then excluded.surveyed_on else survey.surveyed_on end,
      invested_households = case when excluded.effective_on >= survey.effective_on then excluded.invested_households else survey.invested_households end,
      household_funds = case when excluded.effective_on >= survey.effective_on then excluded.household_funds else survey.household_funds end,
      village_funds = case when excluded.effective_on >= survey.effective_on then excluded.village_funds else survey.village_funds end,
      fund_since = case when excluded.effective_on >= survey.effective_on then excluded.fund_since else survey.fund_since end,
      dividends_on_time = case when excluded.effective_on >= survey.effective_on then excluded.dividends_on_time else survey.dividends_on_time end,
      can_lead_households = case when excluded.effective_on >= survey.effective_on then excluded.can_lead_households else survey.can_lead_households end,
      exit_willing_households = case when excluded.effective_on >= survey.effective_on then excluded.exit_willing_households else survey.exit_willing_households end,
      exit_ready = case when excluded.effective_on >= survey.effective_on then excluded.exit_ready else survey.exit_ready end,
      scale_shrunk = case when excluded.effective_on >= survey.effective_on then excluded.scale_shrunk else survey.scale_shrunk end,
      idle_barns = case when excluded.effective_on >= survey.effective_on then excluded.idle_barns else survey.idle_barns end,
      loss_amount = case when excluded.effective_on >= survey.effective_on then excluded.loss_amount else survey.loss_amount end,
      debt_amount = case when excluded.effective_on >= survey.effective_on then excluded.debt_amount else survey.debt_amount end,
      willing_to_lead = case when excluded.effective_on >= survey.effective_on then excluded.willing_to_lead else survey.willing_to_lead end,
      misuse = case when excluded.effective_on >= survey.effective_on then excluded.misuse else survey.misuse end,
      note = case when excluded.effective_on >= survey.effective_on then excluded.note else survey.note end;
  return null;
end $$;
create trigger survey_fold after insert on survey_version
  referencing new table as inserted for each statement execute function survey_fold();

create function survey_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'survey', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join survey_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger survey_zz_audit after insert on survey_version
  referencing new table as inserted for each statement execute function survey_audit();

alter table survey enable row level security;
alter table survey force row level security;
create policy sees on survey for select using (app_sees(area, body));
create policy adds on survey for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
create policy changes on survey for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select on survey to heshe_app;
alter table survey_version enable row level security;
alter table survey_version force row level security;
create policy sees on survey_version for select using (
  exists (select from survey c where c.home = survey_version.home and c.id = survey_version.id));
create policy adds on survey_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select, insert on survey_version to heshe_app;

comment on table survey is '摸底排查';
comment on table survey_version is '摸底排查：每次变更一行，只增不改';
comment on column survey.surveyed_on is '摸底日期';
comment on column survey.invested_households is '入股农户数（户）';
comment on column survey.household_funds is '到户资金入股额（分）';
comment on column survey.village_funds is '村集体资金入股额（分）';
comment on column survey.fund_since is '资金入股年度';
comment on column survey.dividends_on_time is '分红足额按时';
comment on column survey.can_lead_households is '有带动农户能力';
comment on column survey.exit_willing_households is '要求退股农户数（户）';
comment on column survey.exit_ready is '退股条件';
comment on column survey.scale_shrunk is '生产规模收缩';
comment on column survey.idle_barns is '厂舍闲置';
comment on column survey.loss_amount is '累计亏损额（分）';
comment on column survey.debt_amount is '负债总额（分）';
comment on column survey.willing_to_lead is '有继续带动意愿';
comment on column survey.misuse is '涉嫌套取侵占资金';
comment on column survey.note is '存在问题和困难';
create table five_haves (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  checked_on date,
  site boolean,
  sign boolean,
  rules boolean,
  books boolean,
  organisation boolean,
  checker text collate "C",
  photos uuid[],
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index five_haves_area on five_haves (area);
create index five_haves_body on five_haves (home, body);

create table five_haves_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  checked_on date,
  site boolean,
  sign boolean,
  rules boolean,
  books boolean,
  organisation boolean,
  checker text collate "C",
  photos uuid[],
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index five_haves_version_effective on five_haves_version (home, id, effective_on desc, version desc);

create function five_haves_at(day date) returns setof five_haves_version
language sql stable as $$
  select distinct on (home, id) * from five_haves_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function five_haves_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into five_haves (home, id, body, area, version, effective_on, ended, checked_on, site, sign, rules, books, organisation, checker, photos)
  select home, id, body, area, version, effective_on, ended, checked_on, site, sign, rules, books, organisation, checker, photos from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(five_haves.version, excluded.version),
      effective_on = greatest(five_haves.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= five_haves.effective_on then excluded.ended else five_haves.ended end,
      checked_on = case when excluded.effective_on >= five_haves.effective_on then excluded.checked_on else five_haves.checked_on end,
      site = case when excluded.effective_on >= five_haves.effective_on then excluded.site else five_haves.site end,
      sign = case when excluded.effective_on >= five_haves.effective_on then excluded.sign else five_haves.sign end,
      rules = case when excluded.effective_on >= five_haves.effective_on then excluded.rules else five_haves.rules end,
      books = case when excluded.effective_on >= five_haves.effective_on then excluded.books else five_haves.books end,
      organisation = case when excluded.effective_on >= five_haves.effective_on then excluded.organisation else five_haves.organisation end,
      checker = case when excluded.effective_on >= five_haves.effective_on then excluded.checker else five_haves.checker end,
      photos = case when excluded.effective_on >= five_haves.effective_on then excluded.photos else five_haves.photos end;
  return null;
end $$;
create trigger five_haves_fold after insert on five_haves_version
  referencing new table as inserted for each statement execute function five_haves_fold();

create function five_haves_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'five_haves', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join five_haves_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger five_haves_zz_audit after insert on five_haves_version
  referencing new table as inserted for each statement execute function five_haves_audit();

alter table five_haves enable row level security;
alter table five_haves force row level security;
create policy sees on five_haves for select using (app_sees(area, body));
create policy adds on five_haves for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,counsellor,system}'));
create policy changes on five_haves for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,counsellor,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,counsellor,system}'));
grant select on five_haves to heshe_app;
alter table five_haves_version enable row level security;
alter table five_haves_version force row level security;
create policy sees on five_haves_version for select using (
  exists (select from five_haves c where c.home = five_haves_version.home and c.id = five_haves_version.id));
create policy adds on five_haves_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,counsellor,system}'));
grant select, insert on five_haves_version to heshe_app;

comment on table five_haves is '五有检查';
comment on table five_haves_version is '五有检查：每次变更一行，只增不改';
comment on column five_haves.checked_on is '检查日期';
comment on column five_haves.site is '有场地';
comment on column five_haves.sign is '有牌子';
comment on column five_haves.rules is '有制度';
comment on column five_haves.books is '有账本';
comment on column five_haves.organisation is '有组织机构';
comment on column five_haves.checker is '检查人';
comment on column five_haves.photos is '现场照片';
create table dividend_summary (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  as_of date,
  year integer,
  fund_kind text collate "C",
  due bigint,
  paid bigint,
  in_kind bigint,
  in_kind_consent boolean,
  households bigint,
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index dividend_summary_area on dividend_summary (area);
create index dividend_summary_body on dividend_summary (home, body);

create table dividend_summary_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  as_of date,
  year integer,
  fund_kind text collate "C",
  due bigint,
  paid bigint,
  in_kind bigint,
  in_kind_consent boolean,
  households bigint,
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index dividend_summary_version_effective on dividend_summary_version (home, id, effective_on desc, version desc);

create function dividend_summary_at(day date) returns setof dividend_summary_version
language sql stable as $$
  select distinct on (home, id) * from dividend_summary_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function dividend_summary_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into dividend_summary (home, id, body, area, version, effective_on, ended, as_of, year, fund_kind, due, paid, in_kind, in_kind_consent, households)
  select home, id, body, area, version, effective_on, ended, as_of, year, fund_kind, due, paid, in_kind, in_kind_consent, households from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(dividend_summary.version, excluded.version),
      effective_on = greatest(dividend_summary.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= dividend_summary.effective_on then excluded.ended else dividend_summary.ended end,
      as_of = case when excluded.effective_on >= dividend_summary.effective_on then excluded.as_of else dividend_summary.as_of end,
      year = case when excluded.effective_on >= dividend_summary.effective_on then excluded.year else dividend_summary.year end,
      fund_kind = case when excluded.effective_on >= dividend_summary.effective_on then excluded.fund_kind else dividend_summary.fund_kind end,
      due = case when excluded.effective_on >= dividend_summary.effective_on then excluded.due else dividend_summary.due end,
      paid = case when excluded.effective_on >= dividend_summary.effective_on then excluded.paid else dividend_summary.paid end,
      in_kind = case when excluded.effective_on >= dividend_summary.effective_on then excluded.in_kind else dividend_summary.in_kind end,
      in_kind_consent = case when excluded.effective_on >= dividend_summary.effective_on then excluded.in_kind_consent else dividend_summary.in_kind_consent end,
      households = case when excluded.effective_on >= dividend_summary.effective_on then excluded.households else dividend_summary.households end;
  return null;
end $$;
create trigger dividend_summary_fold after insert on dividend_summary_version
  referencing new table as inserted for each statement execute function dividend_summary_fold();

create function dividend_summary_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'dividend_summary', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join dividend_summary_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger dividend_summary_zz_audit after insert on dividend_summary_version
  referencing new table as inserted for each statement execute function dividend_summary_audit();

alter table dividend_summary enable row level security;
alter table dividend_summary force row level security;
create policy sees on dividend_summary for select using (app_sees(area, body));
create policy adds on dividend_summary for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
create policy changes on dividend_summary for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select on dividend_summary to heshe_app;
alter table dividend_summary_version enable row level security;
alter table dividend_summary_version force row level security;
create policy sees on dividend_summary_version for select using (
  exists (select from dividend_summary c where c.home = dividend_summary_version.home and c.id = dividend_summary_version.id));
create policy adds on dividend_summary_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select, insert on dividend_summary_version to heshe_app;

comment on table dividend_summary is '分红汇总';
comment on table dividend_summary_version is '分红汇总：每次变更一行，只增不改';
comment on column dividend_summary.as_of is '截止日期';
comment on column dividend_summary.year is '分红年度';
comment on column dividend_summary.fund_kind is '资金类别';
comment on column dividend_summary.due is '应分红金额（分）';
comment on column dividend_summary.paid is '已分红金额（分）';
comment on column dividend_summary.in_kind is '其中物化分红（分）';
comment on column dividend_summary.in_kind_consent is '物化分红已征得农户同意';
comment on column dividend_summary.households is '涉及农户数（户）';
create table body_tag (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  tag text collate "C",
  since date,
  until date,
  ground text collate "C",
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index body_tag_area on body_tag (area);
create index body_tag_body on body_tag (home, body);

create table body_tag_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  tag text collate "C",
  since date,
  until date,
  ground text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index body_tag_version_effective on body_tag_version (home, id, effective_on desc, version desc);

create function body_tag_at(day date) returns setof body_tag_version
language sql stable as $$
  select distinct on (home, id) * from body_tag_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function body_tag_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into body_tag (home, id, body, area, version, effective_on, ended, tag, since, until, ground)
  select home, id, body, area, version, effective_on, ended, tag, since, until, ground from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(body_tag.version, excluded.version),
      effective_on = greatest(body_tag.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= body_tag.effective_on then excluded.ended else body_tag.ended end,
      tag = case when excluded.effective_on >= body_tag.effective_on then excluded.tag else body_tag.tag end,
      since = case when excluded.effective_on >= body_tag.effective_on then excluded.since else body_tag.since end,
      until = case when excluded.effective_on >= body_tag.effective_on then excluded.until else body_tag.until end,
      ground = case when excluded.effective_on >= body_tag.effective_on then excluded.ground else body_tag.ground end;
  return null;
end $$;
create trigger body_tag_fold after insert on body_tag_version
  referencing new table as inserted for each statement execute function body_tag_fold();

create function body_tag_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'body_tag', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join body_tag_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger body_tag_zz_audit after insert on body_tag_version
  referencing new table as inserted for each statement execute function body_tag_audit();

alter table body_tag enable row level security;
alter table body_tag force row level security;
create policy sees on body_tag for select using (app_sees(area, body));
create policy adds on body_tag for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
create policy changes on body_tag for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select on body_tag to heshe_app;
alter table body_tag_version enable row level security;
alter table body_tag_version force row level security;
create policy sees on body_tag_version for select using (
  exists (select from body_tag c where c.home = body_tag_version.home and c.id = body_tag_version.id));
create policy adds on body_tag_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select, insert on body_tag_version to heshe_app;

comment on table body_tag is '类型条线标签';
comment on table body_tag_version is '类型条线标签：每次变更一行，只增不改';
comment on column body_tag.tag is '标签';
comment on column body_tag.since is '起始日期';
comment on column body_tag.until is '终止日期';
comment on column body_tag.ground is '依据';
create table body_link (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  relation text collate "C",
  other uuid,
  since date,
  until date,
  note text collate "C",
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index body_link_area on body_link (area);
create index body_link_body on body_link (home, body);

create table body_link_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  relation text collate "C",
  other uuid,
  since date,
  until date,
  note text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index body_link_version_effective on body_link_version (home, id, effective_on desc, version desc);

create function body_link_at(day date) returns setof body_link_version
language sql stable as $$
  select distinct on (home, id) * from body_link_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function body_link_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into body_link (home, id, body, area, version, effective_on, ended, relation, other, since, until, note)
  select home, id, body, area, version, effective_on, ended, relation, other, since, until, note from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(body_link.version, excluded.version),
      effective_on = greatest(body_link.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= body_link.effective_on then excluded.ended else body_link.ended end,
      relation = case when excluded.effective_on >= body_link.effective_on then excluded.relation else body_link.relation end,
      other = case when excluded.effective_on >= body_link.effective_on then excluded.other else body_link.other end,
      since = case when excluded.effective_on >= body_link.effective_on then excluded.since else body_link.since end,
      until = case when excluded.effective_on >= body_link.effective_on then excluded.until else body_link.until end,
      note = case when excluded.effective_on >= body_link.effective_on then excluded.note else body_link.note end;
  return null;
end $$;
create trigger body_link_fold after insert on body_link_version
  referencing new table as inserted for each statement execute function body_link_fold();

create function body_link_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'body_link', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join body_link_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger body_link_zz_audit after insert on body_link_version
  referencing new table as inserted for each statement execute function body_link_audit();

alter table body_link enable row level security;
alter table body_link force row level security;
create policy sees on body_link for select using (app_sees(area, body));
create policy adds on body_link for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
create policy changes on body_link for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select on body_link to heshe_app;
alter table body_link_version enable row level security;
alter table body_link_version force row level security;
create policy sees on body_link_version for select using (
  exists (select from body_link c where c.home = body_link_version.home and c.id = body_link_version.id));
create policy adds on body_link_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,system}'));
grant select, insert on body_link_version to heshe_app;

comment on table body_link is '关联主体';
comment on table body_link_version is '关联主体：每次变更一行，只增不改';
comment on column body_link.relation is '关系';
comment on column body_link.other is '对方主体';
comment on column body_link.since is '起始日期';
comment on column body_link.until is '终止日期';
comment on column body_link.note is '说明';
create table document (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  kind text collate "C",
  title text collate "C",
  issued_on date,
  valid_until date,
  shelf text collate "C",
  files uuid[],
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index document_area on document (area);
create index document_body on document (home, body);

create table document_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  kind text collate "C",
  title text collate "C",
  issued_on date,
  valid_until date,
  shelf text collate "C",
  files uuid[],
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index document_version_effective on document_version (home, id, effective_on desc, version desc);

create function document_at(day date) returns setof document_version
language sql stable as $$
  select distinct on (home, id) * from document_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function document_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into document (home, id, body, area, version, effective_on, ended, kind, title, issued_on, valid_until, shelf, files)
  select home, id, body, area, version, effective_on, ended, kind, title, issued_on, valid_until, shelf, files from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(document.version, excluded.version),
      effective_on = greatest(document.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= document.effective_on then excluded.ended else document.ended end,
      kind = case when excluded.effective_on >= document.effective_on then excluded.kind else document.kind end,
      title = case when excluded.effective_on >= document.effective_on then excluded.title else document.title end,
      issued_on = case when excluded.effective_on >= document.effective_on then excluded.issued_on else document.issued_on end,
      valid_until = case when excluded.effective_on >= document.effective_on then excluded.valid_until else document.valid_until end,
      shelf = case when excluded.effective_on >= document.effective_on then excluded.shelf else document.shelf end,
      files = case when excluded.effective_on >= document.effective_on then excluded.files else document.files end;
  return null;
end $$;
create trigger document_fold after insert on document_version
  referencing new table as inserted for each statement execute function document_fold();

create function document_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'document', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join document_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger document_zz_audit after insert on document_version
  referencing new table as inserted for each statement execute function document_audit();

alter table document enable row level security;
alter table document force row level security;
create policy sees on document for select using (app_sees(area, body));
create policy adds on document for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,counsellor,system}'));
create policy changes on document for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,counsellor,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,counsellor,system}'));
grant select on document to heshe_app;
alter table document_version enable row level security;
alter table document_version force row level security;
create policy sees on document_version for select using (
  exists (select from document c where c.home = document_version.home and c.id = document_version.id));
create policy adds on document_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,counsellor,system}'));
grant select, insert on document_version to heshe_app;

comment on table document is '证照资料';
comment on table document_version is '证照资料：每次变更一行，只增不改';
comment on column document.kind is '资料类别';
comment on column document.title is '资料名称';
comment on column document.issued_on is '形成日期';
comment on column document.valid_until is '有效期至';
comment on column document.shelf is '存放位置';
comment on column document.files is '扫描件';
create table member (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  person text collate "C",
  id_number bytea,
  id_number_hash bytea,
  kind text collate "C",
  village text collate "C",
  phone text collate "C",
  vulnerable boolean,
  contribution bigint,
  bank_account bytea,
  bank_account_hash bytea,
  joined_on date,
  left_on date,
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index member_area on member (area);
create index member_body on member (home, body);

create table member_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  person text collate "C",
  id_number bytea,
  id_number_hash bytea,
  kind text collate "C",
  village text collate "C",
  phone text collate "C",
  vulnerable boolean,
  contribution bigint,
  bank_account bytea,
  bank_account_hash bytea,
  joined_on date,
  left_on date,
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index member_version_effective on member_version (home, id, effective_on desc, version desc);

create function member_at(day date) returns setof member_version
language sql stable as $$
  select distinct on (home, id) * from member_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function member_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into member (home, id, body, area, version, effective_on, ended, person, id_number, id_number_hash, kind, village, phone, vulnerable, contribution, bank_account, bank_account_hash, joined_on, left_on)
  select home, id, body, area, version, effective_on, ended, person, id_number, id_number_hash, kind, village, phone, vulnerable, contribution, bank_account, bank_account_hash, joined_on, left_on from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(member.version, excluded.version),
      effective_on = greatest(member.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= member.effective_on then excluded.ended else member.ended end,
      person = case when excluded.effective_on >= member.effective_on then excluded.person else member.person end,
      id_number = case when excluded.effective_on >= member.effective_on then excluded.id_number else member.id_number end,
      id_number_hash = case when excluded.effective_on >= member.effective_on then excluded.id_number_hash else member.id_number_hash end,
      kind = case when excluded.effective_on >= member.effective_on then excluded.kind else member.kind end,
      village = case when excluded.effective_on >= member.effective_on then excluded.village else member.village end,
      phone = case when excluded.effective_on >= member.effective_on then excluded.phone else member.phone end,
      vulnerable = case when excluded.effective_on >= member.effective_on then excluded.vulnerable else member.vulnerable end,
      contribution = case when excluded.effective_on >= member.effective_on then excluded.contribution else member.contribution end,
      bank_account = case when excluded.effective_on >= member.effective_on then excluded.bank_account else member.bank_account end,
      bank_account_hash = case when excluded.effective_on >= member.effective_on then excluded.bank_account_hash else member.bank_account_hash end,
      joined_on = case when excluded.effective_on >= member.effective_on then excluded.joined_on else member.joined_on end,
      left_on = case when excluded.effective_on >= member.effective_on then excluded.left_on else member.left_on end;
  return null;
end $$;
create trigger member_fold after insert on member_version
  referencing new table as inserted for each statement execute function member_fold();

create function member_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'member', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join member_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger member_zz_audit after insert on member_version
  referencing new table as inserted for each statement execute function member_audit();

alter table member enable row level security;
alter table member force row level security;
create policy sees on member for select using (app_sees(area, body));
create policy adds on member for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,village,chair,accountant,system}'));
create policy changes on member for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,village,chair,accountant,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,village,chair,accountant,system}'));
grant select on member to heshe_app;
alter table member_version enable row level security;
alter table member_version force row level security;
create policy sees on member_version for select using (
  exists (select from member c where c.home = member_version.home and c.id = member_version.id));
create policy adds on member_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,village,chair,accountant,system}'));
grant select, insert on member_version to heshe_app;

comment on table member is '成员（户）名册';
comment on table member_version is '成员（户）名册：每次变更一行，只增不改';
comment on column member.person is '成员姓名（名称）';
comment on column member.id_number is '身份证号';
comment on column member.id_number_hash is '身份证号（密钥散列，供查重）';
comment on column member.kind is '成员类型';
comment on column member.village is '住址';
comment on column member.phone is '联系电话';
comment on column member.vulnerable is '弱势群体';
comment on column member.contribution is '出资额（分）';
comment on column member.bank_account is '银行账号';
comment on column member.bank_account_hash is '银行账号（密钥散列，供查重）';
comment on column member.joined_on is '入社日期';
comment on column member.left_on is '退社日期';
