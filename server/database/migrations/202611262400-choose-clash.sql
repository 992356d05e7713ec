-- What a place has decided where two clauses in force can not both be followed. A decision is never altered; the last one
-- recorded holds, and one without an option takes the choice back. Read by everybody signed in, as the policies are.
create table clash_choice (
  home text collate "C" not null,
  id bigint generated always as identity,
  clash text collate "C" not null check (clash ~ '^[a-z0-9-]+/[a-z0-9-]+$'),
  area text collate "C" not null check (area ~ '^\d{2,12}$'),
  option text check (option ~ '^[a-z0-9-]+$'),
  from_day date not null,
  ground text not null check (length(trim(ground)) >= 4),
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  actor_name text not null,
  primary key (home, id),
  check (home = left(area, 6))
);
comment on table clash_choice is '条款冲突的选定：谁、依据什么、自哪天起选了哪种做法；只增不改';

alter table clash_choice enable row level security;
alter table clash_choice force row level security;
create policy sees on clash_choice for select using (app_setting('user') is not null);
create policy adds on clash_choice for insert with check (
  actor = app_setting('user') and app_setting('role') in ('county', 'admin', 'system') and app_sees(area, null));
grant select, insert on clash_choice to heshe_app;
create trigger clash_choice_audit after insert on clash_choice for each row execute function deployment_audit();
