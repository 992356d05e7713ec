-- Asset cards, what happens to an asset, and the depreciation of a month, run once.

create table asset_card (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  name text collate "C" not null check (length(btrim(name)) between 1 and 100),
  account text collate "C" not null check (account in ('151', '142', '161', '171', '141', '144')),
  acquired_on date not null,
  cost bigint not null check (cost > 0),
  residual bigint not null default 0 check (residual >= 0),
  worn bigint not null default 0 check (worn >= 0),
  months integer not null default 0 check (months between 0 and 1200),
  depreciates_from date check (depreciates_from = date_trunc('month', depreciates_from)::date),
  use_account text collate "C" check (use_account in ('523', '401', '521', '529')),
  grant_name text collate "C",
  grant_amount bigint not null default 0 check (grant_amount between 0 and cost),
  poverty boolean not null default false,
  place text collate "C",
  keeper text collate "C",
  voucher uuid,
  added_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, id),
  unique (home, body, id),
  foreign key (home, body) references book (home, body),
  foreign key (home, voucher) references voucher (home, id),
  check (residual + worn <= cost),
  check ((months = 0) = (depreciates_from is null)),
  check (months = 0 or (use_account is not null and account in ('151', '142', '161', '171')))
);
comment on table asset_card is '资产卡片：原价、残值、折旧年限，用哪项补助购建';

create table asset_event (
  home text collate "C" not null,
  asset uuid not null,
  number integer not null,
  body uuid not null,
  area text collate "C" not null,
  kind text collate "C" not null check (kind in ('idle', 'used', 'disposed')),
  day date not null,
  note text collate "C",
  resolution text collate "C",
  happened_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, asset, number),
  foreign key (home, body, asset) references asset_card (home, body, id)
);
comment on table asset_event is '资产变动：闲置、恢复使用、处置；处置应有成员（代表）大会决议';

create table depreciation_run (
  home text collate "C" not null,
  body uuid not null,
  month date not null check (month = date_trunc('month', month)::date),
  number integer not null,
  area text collate "C" not null,
  voucher uuid not null,
  shares jsonb not null,
  run_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, body, month, number),
  foreign key (home, body) references book (home, body),
  foreign key (home, voucher) references voucher (home, id)
);
comment on table depreciation_run is '计提折旧：每月一次，冲销后可重提；shares 为每张卡片的数（分）';

do $$
declare
  one text;
begin
  foreach one in array '{asset_card,asset_event,depreciation_run}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body))', one);
    execute format('create policy adds on %I for insert with check (app_sees(area, body) and app_setting(''role'') in (''accountant'', ''chair'', ''system''))', one);
    execute format('grant select, insert on %I to heshe_app', one);
    execute format('create trigger keeps before update or delete on %I for each row execute function book_keeps()', one);
    execute format('create trigger keeps_all before truncate on %I for each statement execute function book_keeps()', one);
    execute format('create trigger zz_audit after insert on %I for each row execute function book_audit()', one);
  end loop;
end $$;

-- The depreciation of a month is posted once, until its voucher is reversed.
create function depreciation_once() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.body::text || new.month::text, 0));
  if exists (select from depreciation_run d where d.home = new.home and d.body = new.body and d.month = new.month
      and not exists (select from voucher r where r.home = d.home and r.reverses = d.voucher)) then
    raise exception using errcode = 'HB031', message = format('%s 已经提过折旧', to_char(new.month, 'YYYY-MM'));
  end if;
  select coalesce(max(number), 0) + 1 into new.number from depreciation_run
  where home = new.home and body = new.body and month = new.month;
  return new;
end $$;
create trigger depreciation_once before insert on depreciation_run for each row execute function depreciation_once();

create function asset_event_number() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.asset::text, 0));
  if exists (select from asset_event where home = new.home and asset = new.asset and kind = 'disposed') then
    raise exception using errcode = 'HB032', message = '这项资产已经处置';
  end if;
  select coalesce(max(number), 0) + 1 into new.number from asset_event where home = new.home and asset = new.asset;
  return new;
end $$;
create trigger asset_event_number before insert on asset_event for each row execute function asset_event_number();
