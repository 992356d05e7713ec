-- Who signed in, from where and with what result: shown to the administrators of security and of the trail, and to everybody his own;
-- and one's own sessions, which one may end.
drop policy sees on sign_in_log;
create policy sees on sign_in_log for select to heshe_app using (
  app_setting('role') = 'system' or username = app_setting('user')
  or app_setting('role') in ('auditAdmin', 'security') and not exists (
    select from app_user u where u.username = sign_in_log.username and u.area is not null and not app_in_area(u.area)));

-- A session is told by a digest of its digest: neither its token nor what the database knows it by leaves the database.
create function own_sessions(page_token text) returns table (
  id text, created_at timestamptz, last_seen_at timestamptz, address text, agent text, here boolean
) language sql stable security definer set search_path = public as $$
  select left(encode(sha256(s.token_hash), 'hex'), 16), s.created_at, s.last_seen_at, s.address, s.agent, s.csrf = page_token
  from app_session s join app_user u on u.id = s.user_id
  where u.username = app_setting('user') order by s.last_seen_at desc
$$;
-- Ends one of the person's other sessions, or all of them where none is named; gives how many.
create function end_own_sessions(page_token text, which text) returns integer
language plpgsql security definer set search_path = public as $$
declare
  ended integer;
begin
  delete from app_session s using app_user u where u.id = s.user_id and u.username = app_setting('user')
    and s.csrf <> page_token and (which is null or left(encode(sha256(s.token_hash), 'hex'), 16) = which);
  get diagnostics ended = row_count;
  return ended;
end $$;
revoke all on function own_sessions(text), end_own_sessions(text, text) from public;
grant execute on function own_sessions(text), end_own_sessions(text, text) to heshe_app;
