-- Marks were locked one by one in their order and deleted afterwards: each was written twice. What is deleted by the places
-- where it lies is deleted in the order of the places, whoever does it: two checks at once wait for each other and never both
-- ways. A mark that another check took meanwhile is its own: it had computed the body when the wait was over.
create or replace function take_fact_marks(bodies uuid[], low text) returns setof uuid
language plpgsql security definer set search_path = public as $$
declare
  asked text := case when bodies is null then 'true' when cardinality(bodies) <= 20 then 'm.body = any ($1)'
    else '(m.body in (select unnest($1))) is true' end;
begin
  return query execute format($sql$
    with seen as materialized (
      select m.ctid as place from fact_mark m join body b on b.home = m.home and b.id = m.body
      where %s and ($2 is null or (b.area >= $2 and b.area < $2 || 'A'))),
    taken as (
      delete from fact_mark m where m.ctid = any (array(select place from seen)) returning m.body)
    select distinct body from taken$sql$, asked) using bodies, low;
end $$;
comment on function take_fact_marks is '体检取走所见主体的待重算记号，按它们所在的位置';
