-- A trade belongs to a member: none is written after the day on which the roll says that he left, whoever typed that day.
create or replace function trade_lives() returns trigger language plpgsql security definer set search_path = public as $$
declare
  bad record;
begin
  select e.day, e.kind into bad from (select distinct on (home, member) home, member, day from added where reverses is null
    order by home, member, day desc) a
  cross join lateral membership_ends_at(a.home, a.member) e where e.day is not null and a.day > e.day limit 1;
  if found then
    raise exception using errcode = 'HT004', message = format(
      '有成员的资格已于 %s 终止（%s），此后的交易不能记在其名下，请改记新成员，或按与非成员的交易记账',
      bad.day, case bad.kind when 'died' then '亡故' when 'expelled' then '除名' else '退社' end);
  end if;
  select m.person, m.left_on into bad from added a join member m on m.home = a.home and m.id = a.member
  where a.reverses is null and m.left_on is not null and a.day > m.left_on limit 1;
  if found then
    raise exception using errcode = 'HT004', message = format(
      '%s 在名册上已于 %s 退社，此后的交易不能记在其名下；退社日期填错的先在成员名册改正，已退社的按与非成员的交易记账',
      bad.person, bad.left_on);
  end if;
  return null;
end $$;
