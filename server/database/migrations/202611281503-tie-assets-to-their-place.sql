-- What was said of an asset lies where its cooperative lies: tied by a key to the body and its place, as other tables are, and carried
-- along by it; no row can name another place.
do $$
declare
  one text;
begin
  foreach one in array '{asset_term,asset_work,asset_event}'::text[] loop
    execute format('alter table %I no force row level security', one);
    execute format('update %I t set area = b.area from body b where b.home = t.home and b.id = t.body and t.area <> b.area', one);
    execute format('alter table %I force row level security', one);
    execute format('create index %I on %I (home, body, area)', one || '_place', one);
    -- The place begins with the body.
    execute format('drop index %I', one || '_body');
    execute format('alter table %I add constraint %I foreign key (home, body, area) references body (home, id, area) on update cascade',
      one, one || '_place');
  end loop;
end $$;

create or replace function body_followers() returns text[] language sql immutable as $$
  select '{voucher,voucher_line,voucher_file,account_month,account_detail_month,book_close,book_reopen,stock_taking,reported_statement,
    money_account,money_import,money_line,money_settle,money_rule,asset_card,depreciation_run,
    surplus_share,surplus_action,surplus_pay_batch,surplus_pay_line,surplus_pay_result,surplus_pay_return,file}'::text[]
$$;
