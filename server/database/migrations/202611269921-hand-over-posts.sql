-- All open work of a post goes to a successor in one step. The list of it as it stood is kept with the handover; the
-- owners follow in the same transaction, as far as the one who hands over sees.

create table handover (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  giver text not null,
  receiver text not null,
  on_day date not null,
  ground text not null check (length(ground) between 4 and 200),
  items jsonb not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  primary key (home, id),
  check (giver <> receiver)
);
create index handover_area on handover (area, on_day desc);
comment on table handover is '岗位交接：交出人、接收人、依据和当时的未办清单；只增不改';
alter table handover enable row level security;
alter table handover force row level security;
create policy sees on handover for select using (
  not is_administrator(coalesce(app_setting('role'), ''))
  and (app_sees(area, null) or app_setting('user') in (giver, receiver)));
create policy adds on handover for insert with check (
  actor = app_setting('user') and app_sees(area, null)
  and (app_setting('role') in ('county', 'system')
    or app_setting('role') in ('township', 'village', 'counsellor') and giver = app_setting('user')));
grant select, insert (home, id, area, giver, receiver, on_day, ground, items) on handover to heshe_app;

-- A handover may move what its giver held although the caller could not change it alone: an import stays its keeper's.
create policy hands_over on import for update to current_user using (true);
create policy hands_over on unit for update to current_user using (true);

create function carry_handover() returns trigger language plpgsql security definer set search_path = public as $$
declare
  ids uuid[] := array(select (one ->> 'id')::uuid from jsonb_array_elements(new.items) one);
begin
  update problem_case set owner = new.receiver where home = new.home and id = any (ids) and owner = new.giver;
  update procedure_item set owner = new.receiver where home = new.home and id = any (ids) and owner = new.giver;
  update import set actor = new.receiver
    where home = new.home and id = any (ids) and actor = new.giver and state = 'preview';
  update unit set people = array_replace(people, new.giver, new.receiver)
    where home = new.home and new.giver = any (people);
  insert into audit (home, area, action, subject, record, after, reason)
  values (new.home, new.area, 'handOver', 'handover', new.id::text, jsonb_build_object(
    'giver', new.giver, 'receiver', new.receiver, 'rows', jsonb_array_length(new.items)), new.ground);
  return null;
end $$;
create trigger carry_handover after insert on handover for each row execute function carry_handover();
