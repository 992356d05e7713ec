create table officer_kin (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  person text collate "C",
  relation text collate "C",
  other text collate "C",
  declared_on date,
  paper uuid[],
  note text collate "C",
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index officer_kin_area on officer_kin (area);
create index officer_kin_body on officer_kin (home, body);

create table officer_kin_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  person text collate "C",
  relation text collate "C",
  other text collate "C",
  declared_on date,
  paper uuid[],
  note text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index officer_kin_version_effective on officer_kin_version (home, id, effective_on desc, version desc);

create function officer_kin_at(day date) returns setof officer_kin_version
language sql stable as $$
  select distinct on (home, id) * from officer_kin_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function officer_kin_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into officer_kin (home, id, body, area, version, effective_on, ended, person, relation, other, declared_on, paper, note)
  select home, id, body, area, version, effective_on, ended, person, relation, other, declared_on, paper, note from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(officer_kin.version, excluded.version),
      effective_on = greatest(officer_kin.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= officer_kin.effective_on then excluded.ended else officer_kin.ended end,
      person = case when excluded.effective_on >= officer_kin.effective_on then excluded.person else officer_kin.person end,
      relation = case when excluded.effective_on >= officer_kin.effective_on then excluded.relation else officer_kin.relation end,
      other = case when excluded.effective_on >= officer_kin.effective_on then excluded.other else officer_kin.other end,
      declared_on = case when excluded.effective_on >= officer_kin.effective_on then excluded.declared_on else officer_kin.declared_on end,
      paper = case when excluded.effective_on >= officer_kin.effective_on then excluded.paper else officer_kin.paper end,
      note = case when excluded.effective_on >= officer_kin.effective_on then excluded.note else officer_kin.note end;
  return null;
end $$;
create trigger officer_kin_fold after insert on officer_kin_version
  referencing new table as inserted for each statement execute function officer_kin_fold();

create function officer_kin_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'officer_kin', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join officer_kin_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger officer_kin_zz_audit after insert on officer_kin_version
  referencing new table as inserted for each statement execute function officer_kin_audit();

alter table officer_kin enable row level security;
alter table officer_kin force row level security;
create policy sees on officer_kin for select using (app_sees(area, body));
create policy adds on officer_kin for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
create policy changes on officer_kin for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select on officer_kin to heshe_app;
alter table officer_kin_version enable row level security;
alter table officer_kin_version force row level security;
create policy sees on officer_kin_version for select using (
  exists (select from officer_kin c where c.home = officer_kin_version.home and c.id = officer_kin_version.id));
create policy adds on officer_kin_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select, insert on officer_kin_version to heshe_app;

comment on table officer_kin is '任职亲属申报';
comment on table officer_kin_version is '任职亲属申报：每次变更一行，只增不改';
comment on column officer_kin.person is '任职人员';
comment on column officer_kin.relation is '亲属关系';
comment on column officer_kin.other is '亲属姓名';
comment on column officer_kin.declared_on is '申报日期';
comment on column officer_kin.paper is '申报表';
comment on column officer_kin.note is '说明';
create table bookkeeping_agency (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  agency text collate "C",
  credit_code text collate "C",
  licence text collate "C",
  since date,
  until date,
  fee bigint,
  contract uuid[],
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index bookkeeping_agency_area on bookkeeping_agency (area);
create index bookkeeping_agency_body on bookkeeping_agency (home, body);

create table bookkeeping_agency_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  agency text collate "C",
  credit_code text collate "C",
  licence text collate "C",
  since date,
  until date,
  fee bigint,
  contract uuid[],
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index bookkeeping_agency_version_effective on bookkeeping_agency_version (home, id, effective_on desc, version desc);

create function bookkeeping_agency_at(day date) returns setof bookkeeping_agency_version
language sql stable as $$
  select distinct on (home, id) * from bookkeeping_agency_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function bookkeeping_agency_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into bookkeeping_agency (home, id, body, area, version, effective_on, ended, agency, credit_code, licence, since, until, fee, contract)
  select home, id, body, area, version, effective_on, ended, agency, credit_code, licence, since, until, fee, contract from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(bookkeeping_agency.version, excluded.version),
      effective_on = greatest(bookkeeping_agency.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= bookkeeping_agency.effective_on then excluded.ended else bookkeeping_agency.ended end,
      agency = case when excluded.effective_on >= bookkeeping_agency.effective_on then excluded.agency else bookkeeping_agency.agency end,
      credit_code = case when excluded.effective_on >= bookkeeping_agency.effective_on then excluded.credit_code else bookkeeping_agency.credit_code end,
      licence = case when excluded.effective_on >= bookkeeping_agency.effective_on then excluded.licence else bookkeeping_agency.licence end,
      since = case when excluded.effective_on >= bookkeeping_agency.effective_on then excluded.since else bookkeeping_agency.since end,
      until = case when excluded.effective_on >= bookkeeping_agency.effective_on then excluded.until else bookkeeping_agency.until end,
      fee = case when excluded.effective_on >= bookkeeping_agency.effective_on then excluded.fee else bookkeeping_agency.fee end,
      contract = case when excluded.effective_on >= bookkeeping_agency.effective_on then excluded.contract else bookkeeping_agency.contract end;
  return null;
end $$;
create trigger bookkeeping_agency_fold after insert on bookkeeping_agency_version
  referencing new table as inserted for each statement execute function bookkeeping_agency_fold();

create function bookkeeping_agency_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'bookkeeping_agency', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join bookkeeping_agency_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger bookkeeping_agency_zz_audit after insert on bookkeeping_agency_version
  referencing new table as inserted for each statement execute function bookkeeping_agency_audit();

alter table bookkeeping_agency enable row level security;
alter table bookkeeping_agency force row level security;
create policy sees on bookkeeping_agency for select using (app_sees(area, body));
create policy adds on bookkeeping_agency for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
create policy changes on bookkeeping_agency for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select on bookkeeping_agency to heshe_app;
alter table bookkeeping_agency_version enable row level security;
alter table bookkeeping_agency_version force row level security;
create policy sees on bookkeeping_agency_version for select using (
  exists (select from bookkeeping_agency c where c.home = bookkeeping_agency_version.home and c.id = bookkeeping_agency_version.id));
create policy adds on bookkeeping_agency_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select, insert on bookkeeping_agency_version to heshe_app;

comment on table bookkeeping_agency is '代理记账委托';
comment on table bookkeeping_agency_version is '代理记账委托：每次变更一行，只增不改';
comment on column bookkeeping_agency.agency is '代理记账机构';
comment on column bookkeeping_agency.credit_code is '机构统一社会信用代码';
comment on column bookkeeping_agency.licence is '代理记账许可证号';
comment on column bookkeeping_agency.since is '委托起始';
comment on column bookkeeping_agency.until is '委托终止';
comment on column bookkeeping_agency.fee is '年费用（分）';
comment on column bookkeeping_agency.contract is '委托合同';
