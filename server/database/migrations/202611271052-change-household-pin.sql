-- A household changes the number of its own choosing. The old one is tried at the same door as an entry, so that wrong ones
-- count to the same lock.

alter table household_attempt drop constraint household_attempt_door_check,
  add constraint household_attempt_door_check check (door in ('first', 'again', 'change'));

-- Counts the attempt of who is in already, then tells what there is to compare with.
create function household_try_change(of_home text, of_member uuid, attempts_max integer, since timestamptz)
returns table (code bytea, pin_hash text, locked boolean) language plpgsql security definer set search_path = public as $$
declare
  held bytea;
begin
  perform outside_scope();
  select s.code_hash into held from household_secret s where s.home = of_home and s.member = of_member;
  return query select held, t.pin_hash, t.locked from household_try(held, attempts_max, since) t;
end $$;

-- As before, but a change is no entry.
create or replace function household_tried(code bytea, by_door text, came text, at timestamptz, from_address text, from_agent text, attempts_max integer)
returns void language plpgsql security definer set search_path = public as $$
declare
  held household_access;
begin
  perform outside_scope();
  insert into household_attempt (at, code_hash, door, outcome, address, agent)
  values (household_tried.at, code, by_door, came, from_address, left(from_agent, 200));
  select a.* into held from household_secret s join household_access a on a.home = s.home and a.member = s.member where s.code_hash = code;
  if held.member is null then
    return;
  end if;
  if came = 'ok' then
    update household_access a set failed = 0, last_seen_at = household_tried.at where a.home = held.home and a.member = held.member;
    if by_door <> 'change' then
      perform household_note(held.home, held.member, 'enter', 'household:' || held.member);
    end if;
  elsif came = 'wrong' and held.failed >= attempts_max and not held.locked then
    update household_access a set locked = true where a.home = held.home and a.member = held.member;
    delete from household_session s where s.home = held.home and s.member = held.member;
    perform household_note(held.home, held.member, 'lock', 'household:' || held.member);
  end if;
end $$;

-- Changes it where the old one still stands and the new one is no part of the code; the other telephones are out.
create function household_change_pin(of_home text, of_member uuid, old_hash text, new_hash text, codes_with bytea[],
  token bytea, at timestamptz) returns text language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  if exists (select from household_secret s where s.home = of_home and s.member = of_member and s.code_hash = any (codes_with)) then
    return 'inCode';
  end if;
  update household_secret s set pin_hash = new_hash
  where s.home = of_home and s.member = of_member and s.pin_hash = old_hash;
  if not found then
    return 'gone';
  end if;
  update household_access a set pin_set_at = household_change_pin.at where a.home = of_home and a.member = of_member;
  delete from household_session s where s.home = of_home and s.member = of_member and s.token_hash <> token;
  perform household_note(of_home, of_member, 'changePin', 'household:' || of_member);
  return 'changed';
end $$;
