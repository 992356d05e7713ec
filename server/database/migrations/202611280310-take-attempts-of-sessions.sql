-- An attempt is taken before the password is verified: of many sent at once no more are looked at than lock the account.
-- Counted as wrong when it is taken; given back where the password was right and something else stood against it.

create function take_attempt(p_username text, p_address text, p_agent text, attempts_max integer, lock_until timestamptz, p_at timestamptz)
returns boolean language plpgsql security definer set search_path = public as $$
declare
  often boolean;
begin
  perform outside_scope();
  update app_user u set
    failed_attempts = case when u.locked_until is null then u.failed_attempts else 0 end + 1,
    locked_until = case when u.locked_until is null and u.failed_attempts + 1 >= attempts_max then lock_until end
  where u.username = p_username and (u.locked_until is null or u.locked_until <= p_at);
  if found then
    return true;
  end if;
  if exists (select from app_user where username = p_username) then
    return false;
  end if;
  -- A name without an account is locked like one that has: its attempts are counted in the log, one after the other.
  perform pg_advisory_xact_lock(hashtextextended('heshe-attempt ' || p_username, 0));
  often := (select count(*) from (select from sign_in_log l where l.username = left(p_username, 64) and l.outcome = 'wrong'
    and l.at > clock_timestamp() - (lock_until - p_at) limit attempts_max) held) >= attempts_max;
  insert into sign_in_log (username, outcome, address, agent)
  values (left(p_username, 64), case when often then 'locked' else 'wrong' end, p_address, left(p_agent, 200));
  return not often;
end $$;

create function give_attempt_back(p_username text) returns void language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  update app_user set failed_attempts = greatest(failed_attempts - 1, 0), locked_until = null where username = p_username;
end $$;

-- What a name without an account tried stands in the log since it was taken.
drop function note_sign_in(text, text, text, text, integer, timestamptz);
create function note_sign_in(p_username text, p_outcome text, p_address text, p_agent text)
returns void language plpgsql security definer set search_path = public as $$
begin
  perform outside_scope();
  insert into sign_in_log (username, outcome, address, agent)
  select u.username, p_outcome, p_address, left(p_agent, 200) from app_user u where u.username = p_username;
end $$;
drop function tried_too_often(text, integer, integer);
revoke all on function take_attempt(text, text, text, integer, timestamptz, timestamptz), give_attempt_back(text),
  note_sign_in(text, text, text, text) from public;
grant execute on function take_attempt(text, text, text, integer, timestamptz, timestamptz), give_attempt_back(text),
  note_sign_in(text, text, text, text) to heshe_app;
