-- Debts of villages, and the income of villages by where it comes from: what a project is held against before it is approved (D12).
create table village_debt (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  name text collate "C",
  creditor text collate "C",
  borrowed_on date,
  principal bigint,
  balance bigint,
  due_on date,
  purpose text collate "C",
  approved_by text collate "C",
  cleared_on date,
  ground text collate "C",
  unique (home, id, area),
  primary key (home, id)
);
create index village_debt_area on village_debt (area);

create table village_debt_version (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  name text collate "C",
  creditor text collate "C",
  borrowed_on date,
  principal bigint,
  balance bigint,
  due_on date,
  purpose text collate "C",
  approved_by text collate "C",
  cleared_on date,
  ground text collate "C",
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index village_debt_version_effective on village_debt_version (home, id, effective_on desc, version desc);

create function village_debt_at(day date) returns setof village_debt_version
language sql stable as $$
  select distinct on (home, id) * from village_debt_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function village_debt_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into village_debt (home, id, area, version, effective_on, ended, name, creditor, borrowed_on, principal, balance, due_on, purpose, approved_by, cleared_on, ground)
  select home, id, area, version, effective_on, ended, name, creditor, borrowed_on, principal, balance, due_on, purpose, approved_by, cleared_on, ground from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(village_debt.version, excluded.version),
      area = case when excluded.effective_on >= village_debt.effective_on then excluded.area else village_debt.area end,
      effective_on = greatest(village_debt.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= village_debt.effective_on then excluded.ended else village_debt.ended end,
      name = case when excluded.effective_on >= village_debt.effective_on then excluded.name else village_debt.name end,
      creditor = case when excluded.effective_on >= village_debt.effective_on then excluded.creditor else village_debt.creditor end,
      borrowed_on = case when excluded.effective_on >= village_debt.effective_on then excluded.borrowed_on else village_debt.borrowed_on end,
      principal = case when excluded.effective_on >= village_debt.effective_on then excluded.principal else village_debt.principal end,
      balance = case when excluded.effective_on >= village_debt.effective_on then excluded.balance else village_debt.balance end,
      due_on = case when excluded.effective_on >= village_debt.effective_on then excluded.due_on else village_debt.due_on end,
      purpose = case when excluded.effective_on >= village_debt.effective_on then excluded.purpose else village_debt.purpose end,
      approved_by = case when excluded.effective_on >= village_debt.effective_on then excluded.approved_by else village_debt.approved_by end,
      cleared_on = case when excluded.effective_on >= village_debt.effective_on then excluded.cleared_on else village_debt.cleared_on end,
      ground = case when excluded.effective_on >= village_debt.effective_on then excluded.ground else village_debt.ground end;
  return null;
end $$;
create trigger village_debt_fold after insert on village_debt_version
  referencing new table as inserted for each statement execute function village_debt_fold();

create function village_debt_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'village_debt', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join village_debt_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger village_debt_zz_audit after insert on village_debt_version
  referencing new table as inserted for each statement execute function village_debt_audit();

alter table village_debt enable row level security;
alter table village_debt force row level security;
create policy sees on village_debt for select using (app_sees(area, id));
create policy adds on village_debt for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
create policy changes on village_debt for update using (app_sees(area, id) and app_setting('role') = any ('{county,township,system}')) with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
grant select on village_debt to heshe_app;
alter table village_debt_version enable row level security;
alter table village_debt_version force row level security;
create policy sees on village_debt_version for select using (
  exists (select from village_debt c where c.home = village_debt_version.home and c.id = village_debt_version.id));
create policy adds on village_debt_version for insert with check (app_sees(area, id) and app_setting('role') = any ('{county,township,system}'));
grant select, insert on village_debt_version to heshe_app;

comment on table village_debt is '村级债务';
comment on table village_debt_version is '村级债务：每次变更一行，只增不改';
comment on column village_debt.name is '债务名称';
comment on column village_debt.creditor is '债权人类型';
comment on column village_debt.borrowed_on is '形成日期';
comment on column village_debt.principal is '本金（分）';
comment on column village_debt.balance is '尚欠（分）';
comment on column village_debt.due_on is '到期日期';
comment on column village_debt.purpose is '用途';
comment on column village_debt.approved_by is '经哪次会议决定';
comment on column village_debt.cleared_on is '还清日期';
comment on column village_debt.ground is '数据来源';

alter table village_income add leased bigint, add invested bigint, add subsidy bigint, add other bigint;
alter table village_income_version add leased bigint, add invested bigint, add subsidy bigint, add other bigint;
create or replace function village_income_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into village_income (home, id, area, version, effective_on, ended, year, income, operating, leased, invested, subsidy, other, ground)
  select home, id, area, version, effective_on, ended, year, income, operating, leased, invested, subsidy, other, ground from (
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
      leased = case when excluded.effective_on >= village_income.effective_on then excluded.leased else village_income.leased end,
      invested = case when excluded.effective_on >= village_income.effective_on then excluded.invested else village_income.invested end,
      subsidy = case when excluded.effective_on >= village_income.effective_on then excluded.subsidy else village_income.subsidy end,
      other = case when excluded.effective_on >= village_income.effective_on then excluded.other else village_income.other end,
      ground = case when excluded.effective_on >= village_income.effective_on then excluded.ground else village_income.ground end;
  return null;
end $$;
