-- What somebody found out about a target of a township that has ended holds for the township that it went to whole, until that
-- change is taken back. Nothing is copied: it is read through the change, as what a place said for its cooperatives is.
create policy of_owner on target_answer for select to current_user using (true);
create function target_answers_said() returns table (target text, area text, version integer, base text, fact text, source text)
language sql stable security definer set search_path = public as $$
  with last as (
    select distinct on (a.target, a.area) a.target, a.area, a.version, a.base, a.fact, a.source from target_answer a
    order by a.target, a.area, a.version desc),
  carried as (
    select l.target, f.heir as area, l.base, l.fact, l.source from area_follows() f join last l on l.area = f.was
    where f.to_day is null and not exists (select from last o where o.target = l.target and o.area = f.heir)),
  said as (
    select l.* from last l
    union all
    -- Its first word of its own is version 1. Two that came with different words leave the question open.
    select c.target, c.area, 0, min(c.base), min(c.fact), min(c.source) from carried c
    group by c.target, c.area having count(distinct (c.base, coalesce(c.fact, ''))) = 1)
  select s.* from said s where app_sees(s.area, null) or starts_with(coalesce(app_setting('area_low'), ''), s.area)
$$;
comment on function target_answers_said is '各地目标的补正，连同撤并过来的';

-- The name of a file is seen by a township that took over when a line of it came there, not by whoever took over another part.
drop policy sees_as_heir on handout_return_file;
create policy sees_as_heir on handout_return_file for select using (exists (
  select from handout_answer a join handout_row r on r.home = a.home and r.key = a.row_key
  where a.home = handout_return_file.home and a.return = handout_return_file.return and a.file = handout_return_file.number
    and r.heir is not null and app_sees(r.heir, null)));
