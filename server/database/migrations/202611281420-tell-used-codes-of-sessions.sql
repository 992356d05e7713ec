-- A code that was right once is told apart from one that is wrong: the very code that was used last, or a recovery code
-- that was used, and no other. Of the same code sent at once the first opens, the others wait for it and are told.
drop function use_second_step(uuid, bigint), use_second_code(uuid, bytea, timestamptz, text);
create function use_second_step(account uuid, step bigint) returns text
language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update second_factor set last_step = step where user_id = account and on_since is not null and last_step < step;
  if found then
    return 'ok';
  end if;
  return case when exists (
    select from second_factor where user_id = account and on_since is not null and last_step = step) then 'used' else 'wrong' end;
end $$;
create function use_second_code(account uuid, digest bytea, at timestamptz, from_address text) returns text
language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update second_factor_code set used_at = at where user_id = account and hash = digest and used_at is null;
  if found then
    perform tell_second_factor(account, 'useCode', from_address);
    return 'ok';
  end if;
  return case when exists (
    select from second_factor_code where user_id = account and hash = digest) then 'used' else 'wrong' end;
end $$;
revoke all on function use_second_step(uuid, bigint), use_second_code(uuid, bytea, timestamptz, text) from public;
grant execute on function use_second_step(uuid, bigint), use_second_code(uuid, bytea, timestamptz, text) to heshe_app;
