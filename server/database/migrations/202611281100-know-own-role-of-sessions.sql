-- As before, and of who stands in for a colleague his own role: what it must have, it must have then as well.
create or replace function find_session(token bytea, day date) returns table (
  id uuid, username text, name text, role text, area text, password_set_at timestamptz, must_change boolean, disabled boolean,
  csrf text, created_at timestamptz, last_seen_at timestamptz, bodies text[], "national" boolean, rules jsonb, stands_in jsonb,
  second_factor boolean)
language plpgsql stable security definer set search_path = public as $$
begin
  perform outside_scope();
  return query select u.id, u.username, u.name, coalesce(a.role, u.role), case when a.id is null then u.area else a.area end,
    u.password_set_at, u.must_change, u.disabled,
    case when a.id is null then s.csrf else s.stand_csrf end, s.created_at, s.last_seen_at,
    array(select g.value from app_grant g where g.user_id = coalesce(a.id, u.id) and g.kind = 'body'),
    exists (select from app_grant g where g.user_id = coalesce(a.id, u.id) and g.kind = 'national'),
    security_rules(),
    case when a.id is not null then
      jsonb_build_object('id', s.stands_in, 'username', a.username, 'name', a.name, 'until', a.to_day, 'ownRole', u.role) end,
    exists (select from second_factor f where f.user_id = u.id and f.on_since is not null)
  from app_session s join app_user u on u.id = s.user_id
    left join lateral standing_in(u.id, s.stands_in, day) a on s.stands_in is not null
  where s.token_hash = token;
end $$;
