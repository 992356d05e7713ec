-- A wrong name and a wrong password take one transaction each and the same words, also after many of them: what is locked
-- for a name that exists looks the same for one that does not.

drop function count_failed_sign_in(uuid, integer, timestamptz);
create function note_sign_in(p_username text, p_outcome text, p_address text, p_agent text, attempts_max integer, lock_until timestamptz)
returns void language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  insert into sign_in_log (username, outcome, address, agent) values (left(p_username, 64), p_outcome, p_address, left(p_agent, 200));
  if p_outcome = 'wrong' then
    update app_user set failed_attempts = case when failed_attempts + 1 >= attempts_max then 0 else failed_attempts + 1 end,
      locked_until = case when failed_attempts + 1 >= attempts_max then lock_until else locked_until end
    where username = p_username;
  end if;
end $$;
revoke insert on sign_in_log from heshe_app;
drop policy adds on sign_in_log;
create index sign_in_log_username on sign_in_log (username, at);

-- For names without an account: as many wrong attempts within the time of a lock as lock one that has.
create function tried_too_often(p_username text, attempts_max integer, lock_minutes integer) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
  perform outside_scope();
  return (select count(*) from (select from sign_in_log l where l.username = left(p_username, 64) and l.outcome = 'wrong'
    and l.at > clock_timestamp() - make_interval(mins => lock_minutes) limit attempts_max) held) >= attempts_max;
end $$;
