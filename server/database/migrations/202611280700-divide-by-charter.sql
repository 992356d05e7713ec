-- The shares that a charter lays down for a division, in millionths; a plan returns no less than the charter of its year says.
alter table charter add constraint charter_shares check (
  (terms -> 'reserveRate' is null or (jsonb_typeof(terms -> 'reserveRate') = 'number' and (terms ->> 'reserveRate')::numeric between 0 and 1000000))
  and (terms -> 'patronageRate' is null
    or (jsonb_typeof(terms -> 'patronageRate') = 'number' and (terms ->> 'patronageRate')::numeric between 0 and 1000000)));

create function surplus_plan_by_charter() returns trigger language plpgsql security definer set search_path = public as $$
declare
  c record;
begin
  select v.number, (v.terms ->> 'patronageRate')::numeric as share into c from charter v
  where v.home = new.home and v.body = new.body and v.in_force <= make_date(new.year, 12, 31)
    and not exists (select from charter_step s where s.home = v.home and s.charter = v.id and s.kind = 'void')
  order by v.number desc limit 1;
  if c.share is not null and new.law > 0 and new.patronage * 1000000 < new.law * c.share then
    raise exception using errcode = 'HP016',
      message = format('按交易量（额）返还少于 %s 年年末有效的章程（第 %s 版）规定的 %s%%，请提高返还比例',
        new.year, c.number, trim_scale(c.share / 10000));
  end if;
  return new;
end $$;
create trigger surplus_plan_by_charter before insert on surplus_plan for each row execute function surplus_plan_by_charter();
