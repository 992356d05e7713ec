-- For whose debts a cooperative answers, each with the resolution of the members that allowed it (社法 29).
create table guarantee (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
  debtor text collate "C",
  creditor text collate "C",
  amount bigint,
  way text collate "C",
  pledged text collate "C",
  since date,
  until date,
  state text collate "C",
  ended_on date,
  paid bigint,
  files uuid[],
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  primary key (home, id)
);
create index guarantee_area on guarantee (area);
create index guarantee_body on guarantee (home, body);

create table guarantee_version (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
  debtor text collate "C",
  creditor text collate "C",
  amount bigint,
  way text collate "C",
  pledged text collate "C",
  since date,
  until date,
  state text collate "C",
  ended_on date,
  paid bigint,
  files uuid[],
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index guarantee_version_effective on guarantee_version (home, id, effective_on desc, version desc);

create function guarantee_at(day date) returns setof guarantee_version
language sql stable as $$
  select distinct on (home, id) * from guarantee_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;

create function guarantee_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into guarantee (home, id, body, area, version, effective_on, ended, debtor, creditor, amount, way, pledged, since, until, state, ended_on, paid, files)
  select home, id, body, area, version, effective_on, ended, debtor, creditor, amount, way, pledged, since, until, state, ended_on, paid, files from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(guarantee.version, excluded.version),
      effective_on = greatest(guarantee.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= guarantee.effective_on then excluded.ended else guarantee.ended end,
      debtor = case when excluded.effective_on >= guarantee.effective_on then excluded.debtor else guarantee.debtor end,
      creditor = case when excluded.effective_on >= guarantee.effective_on then excluded.creditor else guarantee.creditor end,
      amount = case when excluded.effective_on >= guarantee.effective_on then excluded.amount else guarantee.amount end,
      way = case when excluded.effective_on >= guarantee.effective_on then excluded.way else guarantee.way end,
      pledged = case when excluded.effective_on >= guarantee.effective_on then excluded.pledged else guarantee.pledged end,
      since = case when excluded.effective_on >= guarantee.effective_on then excluded.since else guarantee.since end,
      until = case when excluded.effective_on >= guarantee.effective_on then excluded.until else guarantee.until end,
      state = case when excluded.effective_on >= guarantee.effective_on then excluded.state else guarantee.state end,
      ended_on = case when excluded.effective_on >= guarantee.effective_on then excluded.ended_on else guarantee.ended_on end,
      paid = case when excluded.effective_on >= guarantee.effective_on then excluded.paid else guarantee.paid end,
      files = case when excluded.effective_on >= guarantee.effective_on then excluded.files else guarantee.files end;
  return null;
end $$;
create trigger guarantee_fold after insert on guarantee_version
  referencing new table as inserted for each statement execute function guarantee_fold();

create function guarantee_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, 'guarantee', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join guarantee_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger guarantee_zz_audit after insert on guarantee_version
  referencing new table as inserted for each statement execute function guarantee_audit();

alter table guarantee enable row level security;
alter table guarantee force row level security;
create policy sees on guarantee for select using (app_sees(area, body));
create policy adds on guarantee for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
create policy changes on guarantee for update using (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}')) with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select on guarantee to heshe_app;
alter table guarantee_version enable row level security;
alter table guarantee_version force row level security;
create policy sees on guarantee_version for select using (
  exists (select from guarantee c where c.home = guarantee_version.home and c.id = guarantee_version.id));
create policy adds on guarantee_version for insert with check (app_sees(area, body) and app_setting('role') = any ('{county,township,chair,accountant,system}'));
grant select, insert on guarantee_version to heshe_app;

comment on table guarantee is '对外担保';
comment on table guarantee_version is '对外担保：每次变更一行，只增不改';
comment on column guarantee.debtor is '为谁担保';
comment on column guarantee.creditor is '债权人';
comment on column guarantee.amount is '担保金额（分）';
comment on column guarantee.way is '担保方式';
comment on column guarantee.pledged is '抵押、质押的财产';
comment on column guarantee.since is '担保起始日';
comment on column guarantee.until is '担保到期日';
comment on column guarantee.state is '现在怎样';
comment on column guarantee.ended_on is '解除或代偿日期';
comment on column guarantee.paid is '代偿金额（分）';
comment on column guarantee.files is '担保合同扫描件';

alter table resolution_use add column guarantee uuid,
  add foreign key (home, guarantee) references guarantee (home, id),
  add check ((subject = 'guarantee') = (guarantee is not null)),
  drop constraint resolution_use_subject_check,
  add constraint resolution_use_subject_check check (subject in ('disposal', 'investment', 'guarantee'));
create index resolution_use_guarantee on resolution_use (home, guarantee) where guarantee is not null;
grant insert (guarantee) on resolution_use to heshe_app;
comment on table resolution_use is '资产处置、对外投资、对外担保凭哪项成员大会决议办的；只增不改，以最后一次为准';

create or replace function resolution_use_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  r resolution;
begin
  select * into r from resolution x where x.home = new.home and x.meeting = new.meeting and x.number = new.number and x.body = new.body;
  if r.passed is not true then
    raise exception using errcode = 'HM004', message = '所选的不是本社大会通过的决议';
  end if;
  if new.subject = 'disposal' and r.kind not in ('assets', 'structure', 'other') then
    raise exception using errcode = 'HM004', message = '这项决议的种类不是重大财产处置';
  end if;
  if new.subject = 'investment' and r.kind not in ('invest', 'other') then
    raise exception using errcode = 'HM004', message = '这项决议的种类不是对外投资';
  end if;
  if new.subject = 'disposal' and not exists (
      select from asset_event e where e.home = new.home and e.asset = new.asset and e.kind = 'disposed') then
    raise exception using errcode = 'HM004', message = '这项资产没有登记处置';
  end if;
  if new.subject = 'investment' and not exists (
      select from voucher v join voucher_line l on l.home = v.home and l.voucher = v.id
      where v.home = new.home and v.id = new.voucher and v.body = new.body and l.account = '131' and l.debit > 0) then
    raise exception using errcode = 'HM004', message = '这张凭证不是本社增加对外投资的凭证';
  end if;
  if new.subject = 'guarantee' and r.kind not in ('invest', 'other') then
    raise exception using errcode = 'HM004', message = '这项决议的种类不是对外担保';
  end if;
  if new.subject = 'guarantee' and not exists (
      select from guarantee g where g.home = new.home and g.id = new.guarantee and g.body = new.body and not g.ended) then
    raise exception using errcode = 'HM004', message = '这项担保不是本社的，或者已经终止';
  end if;
  return new;
end $$;

alter table body_fact add column has_guarantees boolean, add column guarantees_unresolved bigint;
do $$
begin
  perform watch_facts('guarantee');
end $$;
