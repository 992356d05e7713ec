-- A long list leaves as many marks as it has bodies, in a table of which the database knows only what it was before: mostly that
-- it is empty. It then looked through the whole table once for each mark. A mark that is held is found again by where it lies,
-- however many there are; nobody writes a mark anew, so it lies there still.
create or replace function take_fact_marks(bodies uuid[], low text) returns setof uuid
language plpgsql security definer set search_path = public as $$
declare
  asked text := case when bodies is null then 'true' when cardinality(bodies) <= 20 then 'm.body = any ($1)'
    else '(m.body in (select unnest($1))) is true' end;
begin
  return query execute format($sql$
    with held as materialized (
      select m.ctid as place, m.body from fact_mark m join body b on b.home = m.home and b.id = m.body
      where %s and ($2 is null or (b.area >= $2 and b.area < $2 || 'A'))
      order by m.home, m.mark for update of m),
    taken as (
      delete from fact_mark m where m.ctid = any (array(select place from held)) returning m.body)
    select distinct body from taken$sql$, asked) using bodies, low;
end $$;
