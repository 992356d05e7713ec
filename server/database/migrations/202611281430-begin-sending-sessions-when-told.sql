-- Sending begins where the logs end at the moment when it is switched on, not at the first round after it. Who is writing a
-- line then is waited for, a moment. A log whose place is known goes on from there. And of a large link so many parts are noted.
alter table log_position add column part integer not null default 0 check (part >= 0);
comment on column log_position.part is '下一环已送出的段数：一次办理写下很多条的，分段送';
grant update (part) on log_position to heshe_app;
create policy of_owner on audit_link for select to current_user using (true);

create function log_begins() returns void language plpgsql security definer set search_path = public as $$
begin
  lock table sign_in_log, refused_act in share mode;
  insert into log_position (source, home, position)
  select 'signIns', '', coalesce(max(id), 0) from sign_in_log
  union all select 'refused', '', coalesce(max(id), 0) from refused_act
  union all select 'links', home, max(number) from audit_link group by home
  on conflict do nothing;
end $$;
revoke all on function log_begins() from public;
-- Once: links of a county that comes later are sent from the first.
create function log_target_begins() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.is_on and not exists (select from log_position) then
    perform log_begins();
  end if;
  return null;
end $$;
create trigger log_target_begins after insert on log_target for each row execute function log_target_begins();
-- Switched on before this, and no round was made yet.
do $$
begin
  if (select is_on from log_target order by id desc limit 1) and not exists (select from log_position) then
    perform log_begins();
  end if;
end $$;
