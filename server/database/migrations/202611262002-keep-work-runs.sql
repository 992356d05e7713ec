-- What the program does by itself: backups, the work of the day. Kept so that a page can say when it last went well.

create table work_run (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('backup', 'migrationBackup', 'daily')),
  began_at timestamptz not null,
  ended_at timestamptz,
  outcome text not null check (outcome in ('running', 'done', 'failed')),
  says text not null,
  check ((outcome = 'running') = (ended_at is null))
);
create index work_run_kind on work_run (kind, began_at desc);
comment on table work_run is '系统自动做的工作：备份、每日重算';
alter table work_run enable row level security;
alter table work_run force row level security;
create policy sees on work_run for select using (
  app_setting('role') in ('system', 'admin', 'security', 'auditAdmin'));
create policy adds on work_run for insert with check (app_setting('role') = 'system');
create policy ends on work_run for update using (app_setting('role') = 'system' and outcome = 'running')
  with check (app_setting('role') = 'system' and outcome <> 'running');
grant select, insert, update (ended_at, outcome, says) on work_run to heshe_app;
