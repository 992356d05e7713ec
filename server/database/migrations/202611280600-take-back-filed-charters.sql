-- A version that was filed can still be taken back where it was entered by mistake; nothing follows a version taken back.
create or replace function charter_steps() returns trigger language plpgsql security definer set search_path = public as $$
declare
  c charter;
begin
  select * into c from charter x where x.home = new.home and x.id = new.charter;
  perform pg_advisory_xact_lock(hashtextextended('charter ' || new.home || c.body::text, 0));
  if exists (select from charter_step s where s.home = new.home and s.charter = new.charter and s.kind = 'void') then
    raise exception using errcode = 'HM003', message = '这一版已经撤回，不能再办；要用的请重新登记一版';
  end if;
  if new.kind = 'filed' and exists (select from charter_step s where s.home = new.home and s.charter = new.charter and s.kind = 'filed') then
    raise exception using errcode = 'HM003', message = '这一版已经登记备案；日期填错的请“误登撤回”这一版，再重新登记和备案';
  end if;
  if new.kind = 'filed' and new.day < c.adopted_on then
    raise exception using errcode = 'HM003', message = format('备案日期早于通过日期 %s', c.adopted_on);
  end if;
  if new.kind = 'void' and exists (select from charter l where l.home = c.home and l.body = c.body and l.number > c.number
      and not exists (select from charter_step v where v.home = l.home and v.charter = l.id and v.kind = 'void')) then
    raise exception using errcode = 'HM003', message = '其后还有新的一版，只能撤回最新的一版；那一版也登错的请先撤回它';
  end if;
  return new;
end $$;
