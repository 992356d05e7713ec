-- The code that was shown belongs to one secret: where another was begun meanwhile, in another window, that one is not put in force.
drop function turn_on_second_factor(uuid, bigint, bytea[], timestamptz, text);
create function turn_on_second_factor(account uuid, closed bytea, step bigint, hashes bytea[], at timestamptz, from_address text)
returns boolean language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update second_factor f set on_since = at, last_step = step
  where f.user_id = account and f.on_since is null and f.secret = closed;
  if not found then
    return false;
  end if;
  insert into second_factor_code (user_id, hash) select account, h from unnest(hashes) h;
  perform tell_second_factor(account, 'turnOn', from_address);
  return true;
end $$;
revoke execute on function turn_on_second_factor(uuid, bytea, bigint, bytea[], timestamptz, text) from public;
grant execute on function turn_on_second_factor(uuid, bytea, bigint, bytea[], timestamptz, text) to heshe_app;
