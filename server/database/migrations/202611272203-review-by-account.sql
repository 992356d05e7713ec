-- Two people of one name are two people: who made a voucher and who reviews it are told apart by their accounts.
create or replace function voucher_review_eyes() returns trigger language plpgsql security definer set search_path = public as $$
declare
  made record;
begin
  select v.body, v.actor, b.area into made from voucher v join body b on b.home = v.home and b.id = v.body
  where v.home = new.home and v.id = new.voucher;
  if not found or made.body <> new.body then
    raise exception using errcode = 'HB060', message = '审核与凭证的单位不符';
  end if;
  if made.actor = new.actor then
    raise exception using errcode = 'HB061', message = '制单人不能审核自己制的凭证';
  end if;
  new.area := made.area;
  return new;
end $$;
