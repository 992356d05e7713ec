-- A cooperative that moves to another township takes its books, its plans and its papers along: the new office sees them, the
-- old one does not. What was written stays as it was; only the place by which rows are seen follows.

create or replace function book_keeps() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(old) - 'area' = to_jsonb(new) - 'area' then
      return new;
    end if;
  end if;
  raise exception using errcode = 'HB001', message = format('已入账的 %s 不能改、不能删，请用红字冲销', tg_table_name);
end $$;

-- Tables with a place of their own that no key to the body carries along.
create function body_followers() returns text[] language sql immutable as $$
  select '{voucher,voucher_line,voucher_file,account_month,account_detail_month,book_close,book_reopen,stock_taking,reported_statement,
    money_account,money_import,money_line,money_settle,money_rule,asset_card,asset_event,depreciation_run,
    surplus_share,surplus_action,surplus_pay_batch,surplus_pay_line,surplus_pay_result,file}'::text[]
$$;
comment on function body_followers is '随合作社所在地改变的表：凭外键不能随之改变的';

do $$
declare
  one text;
begin
  foreach one in array body_followers() loop
    if not exists (select from pg_policies where tablename = one and policyname = 'moves') then
      execute format('create policy moves on %I for update using (app_sees(area, body))', one);
    end if;
    -- What moved before this was kept.
    execute format('alter table %I no force row level security', one);
    execute format('update %I t set area = b.area from body b where b.home = t.home and b.id = t.body and t.area <> b.area', one);
    execute format('alter table %I force row level security', one);
  end loop;
end $$;

-- Whoever moves the body need not see both places, nor write its books.
create function body_moves() returns trigger language plpgsql security definer set search_path = public as $$
declare
  one text;
  seen text := current_setting('app.national', true);
begin
  perform set_config('app.national', 'on', true);
  foreach one in array body_followers() loop
    execute format('update %I set area = $1 where home = $2 and body = $3 and area <> $1', one)
      using new.area, new.home, new.id;
  end loop;
  perform set_config('app.national', coalesce(seen, ''), true);
  return null;
end $$;
create trigger body_moves after update of area on body for each row
  when (old.area is distinct from new.area) execute function body_moves();
