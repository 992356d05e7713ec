-- What the members resolved and what was paid on it is not undone by the bookkeeper alone: a red voucher would leave the plan
-- posted, the accounts of the members and the pay list as they are, and the books without it.
create function voucher_of_division() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from surplus_action a where a.home = new.home and a.voucher = new.reverses) then
    raise exception using errcode = 'HB050', message = '这是按大会决议入账的盈余分配，不能红字冲销；分错了由大会另作补充决议，按决议另记更正凭证';
  end if;
  if exists (select from surplus_pay_result r where r.home = new.home and r.voucher = new.reverses) then
    raise exception using errcode = 'HB051', message = '这是已登记的盈余兑付，不能红字冲销；钱退回或收回的，另记一张收款凭证';
  end if;
  return new;
end $$;
create trigger voucher_of_division before insert on voucher for each row when (new.reverses is not null)
  execute function voucher_of_division();
create index surplus_action_voucher on surplus_action (home, voucher) where voucher is not null;
create index surplus_pay_result_voucher on surplus_pay_result (home, voucher) where voucher is not null;
