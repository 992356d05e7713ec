-- Who stands in for a colleague has another token of the page in the same session: it is shown as the one where he is, and
-- ending the others leaves it.
create or replace function own_sessions(page_token text) returns table (
  id text, created_at timestamptz, last_seen_at timestamptz, address text, agent text, here boolean
) language sql stable security definer set search_path = public as $$
  select left(encode(sha256(s.token_hash), 'hex'), 16), s.created_at, s.last_seen_at, s.address, s.agent,
    s.csrf = page_token or coalesce(s.stand_csrf = page_token, false)
  from app_session s join app_user u on u.id = s.user_id
  where u.username = app_setting('user') order by s.last_seen_at desc
$$;
create or replace function end_own_sessions(page_token text, which text) returns integer
language plpgsql security definer set search_path = public as $$
declare
  ended integer;
begin
  delete from app_session s using app_user u where u.id = s.user_id and u.username = app_setting('user')
    and s.csrf <> page_token and coalesce(s.stand_csrf <> page_token, true)
    and (which is null or left(encode(sha256(s.token_hash), 'hex'), 16) = which);
  get diagnostics ended = row_count;
  return ended;
end $$;
