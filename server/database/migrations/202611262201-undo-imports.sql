-- An import can be undone whole; when a case or a finding was opened is known to the moment, so that it can be told
-- whether it came before or after an import. A body that has ended is judged no more: what was computed of it is taken away.
alter table import drop constraint import_state_check;
alter table import add constraint import_state_check check (state in ('preview', 'done', 'dropped', 'undone'));

alter table problem_case add column opened_at timestamptz;
alter table problem_case alter column opened_at set default clock_timestamp();
comment on column problem_case.opened_at is '立案时刻；此前的整改单只有日期';

alter table finding add column opened_at timestamptz;
alter table finding alter column opened_at set default clock_timestamp();
comment on column finding.opened_at is '发现时刻；此前的只有日期';

create policy removes on body_fact for delete using (
  app_sees(area, body) and app_setting('role') not in ('auditor', 'leader', 'auditAdmin'));
create policy removes on body_verdict for delete using (
  app_sees(area, body) and app_setting('role') not in ('auditor', 'leader', 'auditAdmin'));
grant delete on body_fact, body_verdict to heshe_app;
