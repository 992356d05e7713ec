-- A charter says two thirds, which no number of millionths is: a part of it is kept as millionths or as the fraction that it says.
create function charter_part_fits(part jsonb) returns boolean language sql immutable as $$
  select case coalesce(jsonb_typeof(part), 'null')
    when 'null' then part is null
    when 'number' then part::numeric between 0 and 1000000
    when 'object' then coalesce(part ->> 'num', '') ~ '^\d{1,4}$' and coalesce(part ->> 'den', '') ~ '^[1-9]\d{0,3}$'
      and (part ->> 'num')::integer <= (part ->> 'den')::integer
    else false end $$;
alter table charter drop constraint charter_shares,
  add constraint charter_shares check (charter_part_fits(terms -> 'reserveRate') and charter_part_fits(terms -> 'patronageRate'));

create or replace function surplus_plan_by_charter() returns trigger language plpgsql security definer set search_path = public as $$
declare
  c record;
  num numeric;
  den numeric := 1000000;
begin
  select v.number, v.terms -> 'patronageRate' as part into c from charter v
  where v.home = new.home and v.body = new.body and v.in_force <= make_date(new.year, 12, 31)
    and not exists (select from charter_step s where s.home = v.home and s.charter = v.id and s.kind = 'void')
  order by v.number desc limit 1;
  if jsonb_typeof(c.part) = 'object' then
    num := c.part ->> 'num';
    den := c.part ->> 'den';
  else
    num := c.part::numeric;
  end if;
  if num is not null and new.law > 0 and new.patronage * den < new.law * num then
    raise exception using errcode = 'HP016',
      message = format('按交易量（额）返还少于 %s 年年末有效的章程（第 %s 版）规定的 %s，请提高返还比例', new.year, c.number,
        case when den = 1000000 then trim_scale(num / 10000) || '%' else format('%s/%s', num, den) end);
  end if;
  return new;
end $$;
