-- What follows a cooperative to another place is moved by one statement for each table, however many cooperatives move at once: for
-- each of them it was planned and run anew, twenty-six tables each, nine tenths of what moving took. The tables that follow by
-- their foreign keys have followed before.
drop trigger body_moves on body;
create or replace function body_moves() returns trigger language plpgsql security definer set search_path = public as $$
declare
  one text;
  seen text := current_setting('app.national', true);
begin
  if not exists (select from was w join is_now n on n.home = w.home and n.id = w.id where n.area is distinct from w.area) then
    return null;
  end if;
  perform set_config('app.national', 'on', true);
  foreach one in array body_followers() loop
    execute format($sql$
      with moved as materialized (
        select n.home, n.id, n.area from was w join is_now n on n.home = w.home and n.id = w.id
        where n.area is distinct from w.area)
      update %I t set area = m.area from moved m
      where t.home = m.home and t.body = m.id and t.area <> m.area$sql$, one);
  end loop;
  perform set_config('app.national', coalesce(seen, ''), true);
  return null;
end $$;
create trigger body_moves after update on body referencing old table as was new table as is_now
  for each statement execute function body_moves();
