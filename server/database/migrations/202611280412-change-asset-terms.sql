-- The life and residual of an asset change for what is to come; depreciation by work done (37号 第 23、26、59 条).
create table asset_term (
  home text collate "C" not null,
  asset uuid not null,
  number integer not null,
  body uuid not null,
  area text collate "C" not null,
  from_month date not null check (from_month = date_trunc('month', from_month)::date),
  months integer not null check (months between 1 and 1200),
  residual bigint not null check (residual >= 0),
  work_total bigint check (work_total > 0),
  work_unit text collate "C" check (length(btrim(work_unit)) between 1 and 20),
  decided_on date not null,
  reason text collate "C" not null check (length(btrim(reason)) between 2 and 200),
  said_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, asset, number),
  foreign key (home, body, asset) references asset_card (home, body, id),
  check ((work_total is null) = (work_unit is null))
);
create index asset_term_body on asset_term (home, body);
comment on table asset_term is '资产折旧的约定：从某月起还提几个月、残值多少，或按工作量；只管以后的月份';
comment on column asset_term.work_total is '从这个月起预计的总工作量（千分之一单位）';

create table asset_work (
  home text collate "C" not null,
  asset uuid not null,
  month date not null check (month = date_trunc('month', month)::date),
  number integer not null,
  body uuid not null,
  area text collate "C" not null,
  units bigint not null check (units >= 0),
  said_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, asset, month, number),
  foreign key (home, body, asset) references asset_card (home, body, id)
);
create index asset_work_body on asset_work (home, body);
comment on table asset_work is '资产每月的工作量（千分之一单位）；同一个月后登记的为准';

do $$
declare
  one text;
begin
  foreach one in array '{asset_term,asset_work}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body))', one);
    execute format('create policy adds on %I for insert with check (app_sees(area, body) and app_setting(''role'') in (''accountant'', ''chair'', ''system''))', one);
    execute format('create policy moves on %I for update using (app_sees(area, body))', one);
    execute format('grant select, insert on %I to heshe_app', one);
    execute format('create trigger keeps before update or delete on %I for each row execute function book_keeps()', one);
    execute format('create trigger keeps_all before truncate on %I for each statement execute function book_keeps()', one);
    execute format('create trigger zz_audit after insert on %I for each row execute function book_audit()', one);
  end loop;
end $$;

-- Both follow their cooperative to another place.
create or replace function body_followers() returns text[] language sql immutable as $$
  select '{voucher,voucher_line,voucher_file,account_month,account_detail_month,book_close,book_reopen,stock_taking,reported_statement,
    money_account,money_import,money_line,money_settle,money_rule,asset_card,asset_event,asset_term,asset_work,depreciation_run,
    surplus_share,surplus_action,surplus_pay_batch,surplus_pay_line,surplus_pay_result,surplus_pay_return,file}'::text[]
$$;

-- What was posted stands: neither is written for a month whose depreciation stands, nor of what was disposed of.
create function asset_term_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  first_month date;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.asset::text, 0));
  if exists (select from asset_event where home = new.home and asset = new.asset and kind = 'disposed') then
    raise exception using errcode = 'HB032', message = '这项资产已经处置';
  end if;
  if tg_table_name = 'asset_term' then
    first_month := new.from_month;
    select coalesce(max(number), 0) + 1 into new.number from asset_term where home = new.home and asset = new.asset;
  else
    first_month := new.month;
    select coalesce(max(number), 0) + 1 into new.number from asset_work
    where home = new.home and asset = new.asset and month = new.month;
  end if;
  if exists (select from depreciation_run d where d.home = new.home and d.body = new.body and d.month >= first_month
      and not exists (select from voucher r where r.home = d.home and r.reverses = d.voucher)) then
    raise exception using errcode = 'HB033', message = format('%s 的折旧已经提过，只能从以后的月份改', to_char(first_month, 'YYYY-MM'));
  end if;
  return new;
end $$;
create trigger enters before insert on asset_term for each row execute function asset_term_enters();
create trigger enters before insert on asset_work for each row execute function asset_term_enters();
