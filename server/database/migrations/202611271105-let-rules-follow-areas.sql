-- What a place said for its cooperatives (财务公开的频次, the documents it adopted, its own values of parameters) holds where the
-- place went when it went to one place whole, until that change is taken back. Nothing is copied: it is read through the change.
-- What went several ways, or meets another word there, is not carried: the preview of the change lists it.
create function area_follows() returns table (was text, heir text, from_day date, to_day date)
language sql stable security definer set search_path = public as $$
  with recursive step as (
    select e ->> 'code' as was, e -> 'heirs' ->> 0 as heir, c.on_day as from_day, u.on_day as to_day
    from area_change c cross join jsonb_array_elements(c.content -> 'closed') e
    left join area_change u on u.home = c.home and u.undoes = c.id
    where c.kind <> 'undo' and jsonb_array_length(e -> 'heirs') = 1),
  way as (
    select s.*, 1 as steps from step s
    union all
    select w.was, s.heir, s.from_day, least(w.to_day, s.to_day), w.steps + 1 from way w join step s on s.was = w.heir
      and s.from_day >= w.from_day and (w.to_day is null or s.from_day < w.to_day) and s.heir <> w.was
    where w.steps < 20)
  select w.was, w.heir, w.from_day, w.to_day from way w where w.to_day is null or w.from_day < w.to_day
$$;
comment on function area_follows is '撤销的辖区整个归到哪一处、从哪天起；撤回的到撤回那天为止';

-- From the beginning of the quarter, so that none is shown half by months.
create or replace function disclosure_rhythms_at(on_day date) returns table (area text, every text, from_day date, ground text)
language sql stable as $$
  with follows as materialized (select * from area_follows()),
  said as (
    select f.was, f.heir, f.from_day, f.to_day, r.every, r.ground, r.from_day as said_from
    from follows f cross join lateral (
      select * from disclosure_rhythm r where r.area = f.was order by r.from_day desc, r.id desc limit 1) r),
  held as (
    select r.area, r.every, r.from_day, r.ground, true as own, r.id from disclosure_rhythm r
    union all
    select s.heir, s.every, greatest(s.said_from, date_trunc('quarter', s.from_day)::date), s.ground, false, 0 from said s
    where (s.to_day is null or on_day < date_trunc('quarter', s.to_day)::date)
      and not exists (select from disclosure_rhythm r where r.area = s.heir and r.from_day <= s.from_day)
      and not exists (select from said o where o.heir = s.heir and o.was <> s.was and o.every <> s.every
        and o.from_day <= s.from_day and (o.to_day is null or o.to_day > s.from_day)))
  select distinct on (h.area) h.area, h.every, h.from_day, h.ground from held h where h.from_day <= on_day
  order by h.area, h.from_day desc, h.own desc, h.id desc
$$;

create function adoptions_said() returns table (
  document text, area text, number text, from_day date, to_day date, slots jsonb, place integer, id bigint)
language sql stable as $$
  with follows as materialized (select * from area_follows()),
  said as (select f.was, f.heir, f.from_day as since, f.to_day as until, a.*
    from follows f join adoption a on a.area = f.was and (a.to_day is null or a.to_day >= f.from_day))
  select s.document, s.heir, s.number, greatest(s.from_day, s.since), least(s.to_day, s.until - 1), s.slots, 0, s.id from said s
  where not exists (select from adoption a where a.area = s.heir and a.document = s.document
      and a.from_day <= s.since and (a.to_day is null or a.to_day >= s.since))
    and not exists (select from said o where o.heir = s.heir and o.was <> s.was and o.document = s.document and o.slots <> s.slots
      and o.since <= s.since and (o.until is null or o.until > s.since))
  union all
  select a.document, a.area, a.number, a.from_day, a.to_day, a.slots, 1, a.id from adoption a
$$;
comment on function adoptions_said is '各地采用的文件，连同撤并过来的';

create function parameter_values_said() returns table (
  document text, parameter text, area text, from_day date, value text, ground text, place integer, id bigint)
language sql stable as $$
  with follows as materialized (select * from area_follows()),
  said as (
    select f.was, f.heir, f.from_day as since, f.to_day as until, v.*
    from follows f join parameter_value v on v.area = f.was),
  last as (select distinct on (was, heir, since, document, parameter) * from said order by was, heir, since, document, parameter, from_day desc, id desc),
  carried as (
    select l.* from last l
    where not exists (select from parameter_value v where v.area = l.heir and v.document = l.document and v.parameter = l.parameter
        and v.from_day <= l.since)
      and not exists (select from last o where o.heir = l.heir and o.was <> l.was and o.document = l.document
        and o.parameter = l.parameter and o.value is distinct from l.value and o.since <= l.since
        and (o.until is null or o.until > l.since)))
  select c.document, c.parameter, c.heir, greatest(c.from_day, c.since), c.value, c.ground, 0, c.id from carried c
  union all
  select c.document, c.parameter, c.heir, c.until, null, c.ground, 0, c.id from carried c
  where c.until is not null and not exists (select from parameter_value v
    where v.area = c.heir and v.document = c.document and v.parameter = c.parameter)
  union all
  select v.document, v.parameter, v.area, v.from_day, v.value, v.ground, 1, v.id from parameter_value v
$$;
comment on function parameter_values_said is '各地另定的参数值，连同撤并过来的';
