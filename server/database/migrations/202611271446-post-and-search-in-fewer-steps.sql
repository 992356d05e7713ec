-- The same checks of vouchers with fewer questions, and the pairs of letters of a name without a query for each name.
-- What is refused, in what order and in which words, is as before.

-- Replaces that of 202611261400: what only a red voucher needs is asked of red vouchers only.
create or replace function voucher_number() returns trigger language plpgsql security definer set search_path = public as $$
declare
  started date;
  closed date;
  place text;
begin
  select b.started_on, b.closed_through, b.area into started, closed, place from book b
  where b.home = new.home and b.body = new.body for no key update;
  if not found then
    raise exception using errcode = 'HB002', message = '还没有建账';
  end if;
  if (new.phase = 'opening') <> (new.day < started) then
    raise exception using errcode = 'HB003', message = format('账簿从 %s 起用', started);
  end if;
  if new.day <= closed then
    raise exception using errcode = 'HB004', message = format('已结账到 %s，不能再记入 %s', closed, new.day);
  end if;
  if new.reverses is not null then
    perform from voucher v where v.home = new.home and v.id = new.reverses and v.body = new.body
      and v.phase = new.phase and v.reverses is null and v.day <= new.day;
    if not found then
      raise exception using errcode = 'HB005', message = '只能冲销本账簿此前的凭证，红字凭证不能再冲销';
    end if;
  end if;
  new.area := place;
  new.year := extract(year from new.day);
  select coalesce(max(v.number), 0) + 1 into new.number from voucher v
  where v.home = new.home and v.body = new.body and v.year = new.year;
  return new;
end $$;

-- Replaces that of 202611261400: one look at the lines says what is wrong with them and what else has to be asked.
create or replace function voucher_lines() returns trigger language plpgsql security definer set search_path = public as $$
declare
  seen record;
  bad record;
begin
  select bool_or(g.stray) as stray, bool_or(g.off <> 0 or g.lines < 2
      or g.lines <> (select count(*) from voucher_line l where l.home = g.home and l.voucher = g.voucher)) as uneven,
    min(g.lacking) as lacking, bool_or(g.members) as members, bool_or(g.red) as red, bool_or(g.detailed) as detailed
  into seen from (
    select a.home, a.voucher, count(*) as lines, sum(a.debit) - sum(a.credit) as off, bool_or(v.id is null) as stray,
      bool_or(v.reverses is not null) as red, bool_or(a.member is not null) as members,
      bool_or(a.member is not null or a.party is not null or a.item is not null) as detailed,
      min(a.account) filter (where (c.needs = 'member' and a.member is null) or (c.needs = 'party' and a.party is null)
        or (c.needs = 'principal' and a.member is null and a.party is null)
        or (a.item is null and cardinality(c.items) > 0) or (a.item is not null and a.item <> all (c.items))) as lacking
    from added a left join voucher v on v.home = a.home and v.id = a.voucher and v.body = a.body and v.day = a.day
      left join account c on c.code = a.account
    group by a.home, a.voucher) g;
  if seen.stray then
    raise exception using errcode = 'HB006', message = '分录与凭证的单位或日期不符';
  end if;
  if seen.uneven then
    raise exception using errcode = 'HB007', message = '凭证借贷不平，或分录不是一次写全';
  end if;
  if seen.lacking is not null then
    raise exception using errcode = 'HB008', message = format('科目 %s %s 的明细不全', seen.lacking,
      (select c.name from account c where c.code = seen.lacking));
  end if;
  if seen.members then
    perform from (select distinct home, body, member from added where member is not null) a
    where not exists (select from member m where m.home = a.home and m.id = a.member and m.body = a.body);
    if found then
      raise exception using errcode = 'HB009', message = '分录所写的成员不在这家合作社的名册上';
    end if;
  end if;
  if seen.red then
    for bad in select distinct v.home, v.id, v.reverses from added a join voucher v on v.home = a.home and v.id = a.voucher
      where v.reverses is not null loop
      if exists (
        (select line, account, member, party, item, -debit, -credit from voucher_line where home = bad.home and voucher = bad.reverses
         except select line, account, member, party, item, debit, credit from voucher_line where home = bad.home and voucher = bad.id)
        union all
        (select line, account, member, party, item, debit, credit from voucher_line where home = bad.home and voucher = bad.id
         except select line, account, member, party, item, -debit, -credit from voucher_line where home = bad.home and voucher = bad.reverses))
      then
        raise exception using errcode = 'HB010', message = '红字凭证必须与原凭证逐行相同、金额相反';
      end if;
    end loop;
  end if;
  insert into account_month as m (home, body, account, month, phase, area, debit, credit)
  select a.home, a.body, a.account, date_trunc('month', a.day)::date, v.phase, v.area, sum(a.debit), sum(a.credit)
  from added a join voucher v on v.home = a.home and v.id = a.voucher group by 1, 2, 3, 4, 5, 6
  on conflict (home, body, account, month, phase)
  do update set debit = m.debit + excluded.debit, credit = m.credit + excluded.credit;
  if seen.detailed then
    insert into account_detail_month as m (home, body, account, detail, item, month, phase, area, debit, credit)
    select a.home, a.body, a.account, coalesce(a.member::text, a.party, ''), coalesce(a.item, ''),
      date_trunc('month', a.day)::date, v.phase, v.area, sum(a.debit), sum(a.credit)
    from added a join voucher v on v.home = a.home and v.id = a.voucher
    where a.member is not null or a.party is not null or a.item is not null group by 1, 2, 3, 4, 5, 6, 7, 8
    on conflict (home, body, account, detail, item, month, phase)
    do update set debit = m.debit + excluded.debit, credit = m.credit + excluded.credit;
  end if;
  return null;
end $$;

-- Replaces that of 202611271401. The index holds each pair once however often it is given, so none has to be sorted out here;
-- the index that stands stays valid, since the pairs of a text are the same ones.
create or replace function letter_pairs(words text) returns text[] language plpgsql immutable strict parallel safe as $$
declare
  pairs text[] := '{}';
  before text;
  letter text;
begin
  foreach letter in array string_to_array(words, null) loop
    if before is not null then
      pairs := pairs || (before || letter);
    end if;
    before := letter;
  end loop;
  return pairs;
end $$;
