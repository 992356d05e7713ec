-- 代班: what was uploaded in another's place says so, as each step that was taken there does.
do $$
declare one text;
begin
  foreach one in array array['import', 'file', 'handout_return'] loop
    execute format('alter table %I add column acted_for text default app_setting(''acts_for'')', one);
    execute format('comment on column %I.acted_for is ''代谁办理（账号）；本人办理时为空''', one);
    execute format('create policy in_true_name on %I as restrictive for insert to heshe_app
      with check (acted_for is not distinct from app_setting(''acts_for''))', one);
  end loop;
end $$;

-- A batch goes from its preview to its end; who uploaded it stands.
revoke update on import from heshe_app;
grant update (state, summary) on import to heshe_app;

-- Who comes back finds what was uploaded in his place.
alter policy sees on import using (
  app_sees(area, null) or actor = any (array[app_setting('user'), app_setting('acts_for')]) or acted_for = app_setting('user'));
alter policy changes on import using (
  actor = any (array[app_setting('user'), app_setting('acts_for')]) or acted_for = app_setting('user')
  or app_setting('role') in ('county', 'system'));
alter policy sees on file using (
  app_sees(area, body) or added_by = app_setting('user') or acted_for = app_setting('user'));

-- A batch that a handover gives to another is that person's own from then on.
create function import_of_own() returns trigger language plpgsql as $$
begin
  new.acted_for := null;
  return new;
end $$;
create trigger import_of_own before update of actor on import for each row
  when (old.actor is distinct from new.actor) execute function import_of_own();
