-- Neither terms nor work reach into a month that is closed or lies before the card's first: its depreciation was never to be
-- posted any more, and what the card then says would stand in no book. The book is held, so that nobody closes or runs meanwhile.
create or replace function asset_term_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  first_month date;
  card_month date;
begin
  perform hold_book(new.home, new.body);
  perform pg_advisory_xact_lock(hashtextextended(new.asset::text, 0));
  if exists (select from asset_event where home = new.home and asset = new.asset and kind = 'disposed') then
    raise exception using errcode = 'HB032', message = '这项资产已经处置';
  end if;
  if tg_table_name = 'asset_term' then
    first_month := new.from_month;
    select coalesce(max(number), 0) + 1 into new.number from asset_term where home = new.home and asset = new.asset;
    select depreciates_from into card_month from asset_card where home = new.home and id = new.asset;
    if first_month < card_month then
      raise exception using errcode = 'HB034',
        message = format('这项资产从 %s 起才提折旧，只能从那时或以后改', to_char(card_month, 'YYYY-MM'));
    end if;
  else
    first_month := new.month;
    select coalesce(max(number), 0) + 1 into new.number from asset_work
    where home = new.home and asset = new.asset and month = new.month;
  end if;
  if exists (select from depreciation_run d where d.home = new.home and d.body = new.body and d.month >= first_month
      and not exists (select from voucher r where r.home = d.home and r.reverses = d.voucher)) then
    raise exception using errcode = 'HB033', message = format('%s 的折旧已经提过，只能从以后的月份改', to_char(first_month, 'YYYY-MM'));
  end if;
  if exists (select from book b where b.home = new.home and b.body = new.body and b.closed_through >= first_month) then
    raise exception using errcode = 'HB034',
      message = format('%s 已经结账，只能从以后的月份改；要改那个月的，先重新打开', to_char(first_month, 'YYYY-MM'));
  end if;
  return new;
end $$;
