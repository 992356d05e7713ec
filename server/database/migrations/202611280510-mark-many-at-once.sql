-- A long list touches many bodies in one statement. Their marks are made by one look at the neighbours, and taken away without
-- comparing every mark with every body.

-- Many bodies are looked up in a hash, once for each mark. As a condition of the index their whole list would be sorted anew for
-- every mark.
create or replace function take_fact_marks(bodies uuid[], low text) returns setof uuid
language plpgsql security definer set search_path = public as $$
declare
  asked text := case when bodies is null then 'true' when cardinality(bodies) <= 20 then 'm.body = any ($1)'
    else '(m.body in (select unnest($1))) is true' end;
begin
  return query execute format($sql$
    with held as materialized (
      select m.home, m.mark, m.body from fact_mark m join body b on b.home = m.home and b.id = m.body
      where %s and ($2 is null or (b.area >= $2 and b.area < $2 || 'A'))
      order by m.home, m.mark for update of m),
    taken as (
      delete from fact_mark m using held h where m.home = h.home and m.mark = h.mark returning m.body)
    select distinct body from taken$sql$, asked) using bodies, low;
end $$;

-- What figures read of others lies beyond what the writer sees, and is looked up in the whole county: for all rows of a
-- statement at once. `gone` and `come` are the rows before and after it, of which an insert or a delete has only one.
create function mark_many_beyond() returns trigger language plpgsql security definer set search_path = public as $$
declare
  national text := current_setting('app.national', true);
  role text := current_setting('app.role', true);
  rows text := case tg_op when 'INSERT' then 'select * from come' when 'DELETE' then 'select * from gone'
    else 'select * from gone union all select * from come' end;
begin
  perform set_config('app.national', 'on', true), set_config('app.role', 'system', true);
  if tg_table_name = 'body' then
    -- Itself; those that are linked with it, have an officer whom it names as representative, or share an officer with it.
    execute format($sql$
      with t as materialized (select distinct home, id, legal_representative from (%s) written)
      insert into fact_mark (home, body)
      select t.home, t.id from t
      union select k.home, k.body from t join body_link k on k.home = t.home and k.other = t.id
      union select o.home, o.body from t join officer o on o.home = t.home and o.person = t.legal_representative
      union select r.home, r.body from t join officer o on o.home = t.home and o.body = t.id
        join officer r on r.home = o.home and r.id_number_hash = o.id_number_hash$sql$, rows);
  else
    -- Those in which the same person holds a post.
    execute format($sql$
      with t as materialized (select distinct home, id_number_hash from (%s) written)
      insert into fact_mark (home, body)
      select distinct o.home, o.body from t join officer o on o.home = t.home and o.id_number_hash = t.id_number_hash$sql$, rows);
  end if;
  perform set_config('app.national', coalesce(national, ''), true), set_config('app.role', coalesce(role, ''), true);
  return null;
end $$;

do $$
declare
  one text;
begin
  foreach one in array array['body', 'officer'] loop
    execute format('drop trigger zz_marks_beyond on %I', one);
    execute format('create trigger zz_marks_beyond_added after insert on %I referencing new table as come for each statement execute function mark_many_beyond()', one);
    execute format('create trigger zz_marks_beyond_removed after delete on %I referencing old table as gone for each statement execute function mark_many_beyond()', one);
    execute format('create trigger zz_marks_beyond_changed after update on %I referencing old table as gone new table as come for each statement execute function mark_many_beyond()', one);
  end loop;
end $$;
