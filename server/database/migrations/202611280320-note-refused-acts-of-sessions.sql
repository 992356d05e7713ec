-- What was refused to whom (ASVS 16.3.2): who, when, by which road and from where; nothing of what was sent. Written outside
-- of the transaction that was refused. Of one person sixty within an hour are told one by one, what comes beyond is counted.

create table refused_act (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  hour timestamptz not null,
  nth integer not null,
  username text collate "C" not null,
  role text not null,
  door text not null,
  address text,
  method text not null,
  route text not null,
  code text not null,
  unique (username, hour, nth)
);
comment on table refused_act is '越权记录：被拒绝的操作，只增不改，不含所填的内容';
create index refused_act_code on refused_act (code, id);
create table refused_act_count (
  username text collate "C" not null,
  hour timestamptz not null,
  times integer not null,
  primary key (username, hour)
);
comment on table refused_act_count is '每人每小时被拒绝的次数';
do $$
declare one text;
begin
  foreach one in array array['refused_act', 'refused_act_count'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy of_owner on %I to current_user using (true) with check (true)', one);
    execute format('create policy sees on %1$I for select to heshe_app using (
      app_setting(''role'') = ''system'' or app_setting(''role'') = ''auditAdmin'' and not exists (
        select from app_user u where u.username = %1$I.username and u.area is not null and not app_in_area(u.area)))', one);
    execute format('grant select on %I to heshe_app', one);
  end loop;
end $$;

create function note_refused_act(p_username text, p_role text, p_door text, p_address text, p_method text, p_route text,
  p_code text, p_at timestamptz, told_max integer) returns void
language plpgsql security definer set search_path = public as $$
declare
  moment timestamptz := coalesce(p_at, clock_timestamp());
  n integer;
begin
  perform outside_scope();
  insert into refused_act_count (username, hour, times) values (p_username, date_trunc('hour', moment), 1)
  on conflict (username, hour) do update set times = refused_act_count.times + 1 returning times into n;
  if n <= told_max then
    insert into refused_act (at, hour, nth, username, role, door, address, method, route, code)
    values (moment, date_trunc('hour', moment), n, p_username, p_role, left(p_door, 100), p_address, p_method, left(p_route, 200), p_code);
  end if;
end $$;
revoke all on function note_refused_act(text, text, text, text, text, text, text, timestamptz, integer) from public;
grant execute on function note_refused_act(text, text, text, text, text, text, text, timestamptz, integer) to heshe_app;
