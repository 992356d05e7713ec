-- What the yearly reports ask and no register had: certificates, money that members lend each other, the chair's schooling, family farms.
create table certificate (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  kind text collate "C",
  product text collate "C",
  code text collate "C",
  issuer text collate "C",
  issued_on date,
  valid_until date,
  files uuid[],
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index certificate_area on certificate (area);
create index certificate_body on certificate (home, body);

create table certificate_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  kind text collate "C",
  product text collate "C",
  code text collate "C",
  issuer text collate "C",
  issued_on date,
  valid_until date,
  files uuid[],
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index certificate_version_effective on certificate_version (home, id, effective_on desc, version desc);

create function certificate_at(day date) returns setof certificate_version
language sql stable as $$
  select distinct on (home, id) * from certificate_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function certificate_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into certificate (home, id, body, area, version, effective_on, ended, kind, product, code, issuer, issued_on, valid_until, files)
  select home, id, body, area, version, effective_on, ended, kind, product, code, issuer, issued_on, valid_until, files from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(certificate.version, excluded.version),
      effective_on = greatest(certificate.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= certificate.effective_on then excluded.ended else certificate.ended end,
      kind = case when excluded.effective_on >= certificate.effective_on then excluded.kind else certificate.kind end,
      product = case when excluded.effective_on >= certificate.effective_on then excluded.product else certificate.product end,
      code = case when excluded.effective_on >= certificate.effective_on then excluded.code else certificate.code end,
      issuer = case when excluded.effective_on >= certificate.effective_on then excluded.issuer else certificate.issuer end,
      issued_on = case when excluded.effective_on >= certificate.effective_on then excluded.issued_on else certificate.issued_on end,
      valid_until = case when excluded.effective_on >= certificate.effective_on then excluded.valid_until else certificate.valid_until end,
      files = case when excluded.effective_on >= certificate.effective_on then excluded.files else certificate.files end;
  return null;
end $$;
create trigger certificate_fold after insert on certificate_version
  referencing new table as inserted for each statement execute function certificate_fold();

create function certificate_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'certificate', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join certificate_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger certificate_zz_audit after insert on certificate_version
  referencing new table as inserted for each statement execute function certificate_audit();

alter table certificate enable row level security;
alter table certificate force row level security;
create policy sees on certificate for select using (app_sees(area, body));
create policy adds on certificate for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,counsellor,system}'));
create policy changes on certificate for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,counsellor,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,counsellor,system}'));
grant select on certificate to heshe_app;
alter table certificate_version enable row level security;
alter table certificate_version force row level security;
create policy sees on certificate_version for select using (
  exists (select from certificate c where c.home = certificate_version.home and c.id = certificate_version.id));
create policy adds on certificate_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,counsellor,system}'));
grant select, insert on certificate_version to heshe_app;

comment on table certificate is '农产品认证';
comment on table certificate_version is '农产品认证：每次变更一行，只增不改';
comment on column certificate.kind is '认证类别';
comment on column certificate.product is '认证产品';
comment on column certificate.code is '证书编号';
comment on column certificate.issuer is '发证机构';
comment on column certificate.issued_on is '发证日期';
comment on column certificate.valid_until is '有效期至';
comment on column certificate.files is '证书扫描件';
create table mutual_credit (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  as_of date,
  funds bigint,
  lent bigint,
  members bigint,
  ground text collate "C",
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index mutual_credit_area on mutual_credit (area);
create index mutual_credit_body on mutual_credit (home, body);

create table mutual_credit_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  as_of date,
  funds bigint,
  lent bigint,
  members bigint,
  ground text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index mutual_credit_version_effective on mutual_credit_version (home, id, effective_on desc, version desc);

create function mutual_credit_at(day date) returns setof mutual_credit_version
language sql stable as $$
  select distinct on (home, id) * from mutual_credit_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function mutual_credit_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into mutual_credit (home, id, body, area, version, effective_on, ended, as_of, funds, lent, members, ground)
  select home, id, body, area, version, effective_on, ended, as_of, funds, lent, members, ground from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(mutual_credit.version, excluded.version),
      effective_on = greatest(mutual_credit.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= mutual_credit.effective_on then excluded.ended else mutual_credit.ended end,
      as_of = case when excluded.effective_on >= mutual_credit.effective_on then excluded.as_of else mutual_credit.as_of end,
      funds = case when excluded.effective_on >= mutual_credit.effective_on then excluded.funds else mutual_credit.funds end,
      lent = case when excluded.effective_on >= mutual_credit.effective_on then excluded.lent else mutual_credit.lent end,
      members = case when excluded.effective_on >= mutual_credit.effective_on then excluded.members else mutual_credit.members end,
      ground = case when excluded.effective_on >= mutual_credit.effective_on then excluded.ground else mutual_credit.ground end;
  return null;
end $$;
create trigger mutual_credit_fold after insert on mutual_credit_version
  referencing new table as inserted for each statement execute function mutual_credit_fold();

create function mutual_credit_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'mutual_credit', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join mutual_credit_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger mutual_credit_zz_audit after insert on mutual_credit_version
  referencing new table as inserted for each statement execute function mutual_credit_audit();

alter table mutual_credit enable row level security;
alter table mutual_credit force row level security;
create policy sees on mutual_credit for select using (app_sees(area, body));
create policy adds on mutual_credit for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
create policy changes on mutual_credit for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select on mutual_credit to heshe_app;
alter table mutual_credit_version enable row level security;
alter table mutual_credit_version force row level security;
create policy sees on mutual_credit_version for select using (
  exists (select from mutual_credit c where c.home = mutual_credit_version.home and c.id = mutual_credit_version.id));
create policy adds on mutual_credit_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select, insert on mutual_credit_version to heshe_app;

comment on table mutual_credit is '内部信用合作';
comment on table mutual_credit_version is '内部信用合作：每次变更一行，只增不改';
comment on column mutual_credit.as_of is '统计日期';
comment on column mutual_credit.funds is '资金规模（分）';
comment on column mutual_credit.lent is '其中借出余额（分）';
comment on column mutual_credit.members is '参加成员数（名）';
comment on column mutual_credit.ground is '批准或备案文件';

alter table officer add column education text collate "C";
alter table officer_version add column education text collate "C";
comment on column officer.education is '文化程度';
alter table member add column family_farm boolean;
alter table member_version add column family_farm boolean;
comment on column member.family_farm is '家庭农场';
create or replace function officer_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into officer (home, id, body, area, version, effective_on, ended, organ, post, person, id_number, id_number_hash, phone, since, until, public_official, education)
  select home, id, body, area, version, effective_on, ended, organ, post, person, id_number, id_number_hash, phone, since, until, public_official, education from (
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
      public_official = case when excluded.effective_on >= officer.effective_on then excluded.public_official else officer.public_official end,
      education = case when excluded.effective_on >= officer.effective_on then excluded.education else officer.education end;
  return null;
end $$;
create or replace function member_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into member (home, id, body, area, version, effective_on, ended, person, id_number, id_number_hash, number, kind, village, phone, family_farm, vulnerable, contribution, bank_account, bank_account_hash, joined_on, left_on)
  select home, id, body, area, version, effective_on, ended, person, id_number, id_number_hash, number, kind, village, phone, family_farm, vulnerable, contribution, bank_account, bank_account_hash, joined_on, left_on from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(member.version, excluded.version),
      effective_on = greatest(member.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= member.effective_on then excluded.ended else member.ended end,
      person = case when excluded.effective_on >= member.effective_on then excluded.person else member.person end,
      id_number = case when excluded.effective_on >= member.effective_on then excluded.id_number else member.id_number end,
      id_number_hash = case when excluded.effective_on >= member.effective_on then excluded.id_number_hash else member.id_number_hash end,
      number = case when excluded.effective_on >= member.effective_on then excluded.number else member.number end,
      kind = case when excluded.effective_on >= member.effective_on then excluded.kind else member.kind end,
      village = case when excluded.effective_on >= member.effective_on then excluded.village else member.village end,
      phone = case when excluded.effective_on >= member.effective_on then excluded.phone else member.phone end,
      family_farm = case when excluded.effective_on >= member.effective_on then excluded.family_farm else member.family_farm end,
      vulnerable = case when excluded.effective_on >= member.effective_on then excluded.vulnerable else member.vulnerable end,
      contribution = case when excluded.effective_on >= member.effective_on then excluded.contribution else member.contribution end,
      bank_account = case when excluded.effective_on >= member.effective_on then excluded.bank_account else member.bank_account end,
      bank_account_hash = case when excluded.effective_on >= member.effective_on then excluded.bank_account_hash else member.bank_account_hash end,
      joined_on = case when excluded.effective_on >= member.effective_on then excluded.joined_on else member.joined_on end,
      left_on = case when excluded.effective_on >= member.effective_on then excluded.left_on else member.left_on end;
  return null;
end $$;
