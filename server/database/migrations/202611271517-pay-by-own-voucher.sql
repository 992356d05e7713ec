-- What is told as paid, or as come back, stands in the books: its voucher moves exactly this amount on what is owed to this
-- member, and stands for nothing else of him. Else he would be owed once more without the money having come back.
create function surplus_voucher_fits() returns trigger language plpgsql security definer set search_path = public as $$
declare
  back constant boolean := tg_table_name = 'surplus_pay_return';
  line surplus_pay_line;
  moved bigint;
begin
  select * into line from surplus_pay_line l where l.home = new.home and l.batch = new.batch and l.member = new.member;
  select sum(d.debit - d.credit) into moved from voucher_line d join voucher v on v.home = d.home and v.id = d.voucher
  where d.home = new.home and d.voucher = new.voucher and d.body = line.body and d.member = new.member
    and d.account in ('221', '222') and v.reverses is null;
  if moved is distinct from (case when back then -line.amount else line.amount end)
    or exists (select from voucher v where v.home = new.home and v.reverses = new.voucher)
    or exists (select from surplus_pay_result r where r.home = new.home and r.voucher = new.voucher and r.member = new.member)
    or exists (select from surplus_pay_return x where x.home = new.home and x.voucher = new.voucher and x.member = new.member) then
    raise exception using errcode = 'HP015', message = '凭证与这名成员的兑付或退回金额不符，或已经用于另一笔';
  end if;
  return new;
end $$;
create trigger surplus_voucher_fits before insert on surplus_pay_result for each row when (new.voucher is not null)
  execute function surplus_voucher_fits();
create trigger surplus_voucher_fits before insert on surplus_pay_return for each row execute function surplus_voucher_fits();
