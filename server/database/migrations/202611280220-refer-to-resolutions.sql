-- Disposals of assets and investments refer to the sealed resolution that allowed them; the latest reference counts.
create table resolution_use (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  subject text collate "C" not null check (subject in ('disposal', 'investment')),
  asset uuid,
  voucher uuid,
  meeting uuid not null,
  number integer not null,
  used_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, meeting, number, body) references resolution (home, meeting, number, body),
  foreign key (home, body, asset) references asset_card (home, body, id),
  foreign key (home, voucher) references voucher (home, id),
  check ((subject = 'disposal') = (asset is not null)),
  check ((subject = 'investment') = (voucher is not null))
);
create index resolution_use_place on resolution_use (home, body, area);
create index resolution_use_asset on resolution_use (home, asset) where asset is not null;
create index resolution_use_voucher on resolution_use (home, voucher) where voucher is not null;
create index resolution_use_resolution on resolution_use (home, meeting, number);
comment on table resolution_use is '资产处置、对外投资凭哪项成员大会决议办的；只增不改，以最后一次为准';
alter table resolution_use enable row level security;
alter table resolution_use force row level security;
create policy sees on resolution_use for select using (app_sees(area, body));
create policy adds on resolution_use for insert with check (
  app_sees(area, body) and app_setting('role') in ('accountant', 'chair', 'system'));
grant select, insert (home, id, body, area, subject, asset, voucher, meeting, number) on resolution_use to heshe_app;
create trigger keeps before update or delete on resolution_use for each row execute function resolution_keeps();
create trigger keeps_all before truncate on resolution_use for each statement execute function resolution_keeps();

create function resolution_use_enters() returns trigger language plpgsql security definer set search_path = public as $$
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
  return new;
end $$;
create trigger resolution_use_enters before insert on resolution_use for each row execute function resolution_use_enters();
create trigger zz_audit after insert on resolution_use for each row execute function book_audit();

alter table body_fact add column disposals_unchecked bigint, add column investments_unresolved bigint;
do $$
begin
  perform watch_facts('resolution_use');
end $$;
