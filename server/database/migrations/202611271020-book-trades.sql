-- Which voucher holds a trade of a member: each trade once, again only after that voucher was reversed.
create table trade_entry (
  home text collate "C" not null,
  trade uuid not null,
  number integer not null,
  body uuid not null,
  area text collate "C" not null,
  voucher uuid not null,
  entered_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, trade, number),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, trade) references trade (home, id),
  foreign key (home, voucher) references voucher (home, id)
);
create index trade_entry_voucher on trade_entry (home, voucher);
comment on table trade_entry is '成员交易入账：每笔记在哪张凭证里；凭证冲销后可以重新入账';

alter table trade_entry enable row level security;
alter table trade_entry force row level security;
create policy sees on trade_entry for select using (app_sees(area, body));
create policy adds on trade_entry for insert with check (
  app_sees(area, body) and app_setting('role') in ('accountant', 'chair', 'system'));
create policy moves on trade_entry for update using (app_sees(area, body));
grant select, insert on trade_entry to heshe_app;
create trigger keeps before update or delete on trade_entry for each row execute function book_keeps();
create trigger keeps_all before truncate on trade_entry for each statement execute function book_keeps();

create function trade_entry_once() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.trade::text, 0));
  select v.area into new.area from voucher v join trade t on t.home = v.home and t.body = v.body
  where v.home = new.home and v.id = new.voucher and t.id = new.trade and v.body = new.body and v.reverses is null
    and not exists (select from voucher r where r.home = v.home and r.reverses = v.id);
  if not found then
    raise exception using errcode = 'HB040', message = '交易和凭证不在同一本账簿里，或凭证已经冲销';
  end if;
  if exists (select from trade_entry e where e.home = new.home and e.trade = new.trade
      and not exists (select from voucher r where r.home = e.home and r.reverses = e.voucher)) then
    raise exception using errcode = 'HB041', message = '这笔交易已经入账';
  end if;
  select coalesce(max(number), 0) + 1 into new.number from trade_entry where home = new.home and trade = new.trade;
  return new;
end $$;
create trigger trade_entry_once before insert on trade_entry for each row execute function trade_entry_once();

-- The trades of a voucher come in one statement and are what it says of each member, to the fen.
create function trade_entry_sums() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (
    select from (
      select coalesce(x.home, y.home) as home, coalesce(x.voucher, y.voucher) as voucher from (
        select a.home, a.voucher, t.member, sum(case t.direction when 'delivered' then t.amount else -t.amount end) as owed
        from added a join trade t on t.home = a.home and t.id = a.trade group by 1, 2, 3) x
      full join (
        select l.home, l.voucher, l.member, sum(l.credit - l.debit) as owed from voucher_line l
        where l.account = '114' and (l.home, l.voucher) in (select home, voucher from added) group by 1, 2, 3) y
      on y.home = x.home and y.voucher = x.voucher and y.member = x.member
      where x.owed is distinct from y.owed) off) or exists (
    select from (select home, voucher, count(*) as entries from added group by 1, 2) a
    where a.entries <> (select count(*) from trade_entry e where e.home = a.home and e.voucher = a.voucher)) then
    raise exception using errcode = 'HB042', message = '凭证记在成员往来的数与交易不符';
  end if;
  return null;
end $$;
create trigger trade_entry_sums after insert on trade_entry
  referencing new table as added for each statement execute function trade_entry_sums();
