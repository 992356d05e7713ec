-- Facts, verdicts, findings; cases and their actions; acceptance of dossiers; what a place has adopted and confirmed.

-- Whether the 18th sign of a unified social credit code is right (GB 32100-2015).
create function credit_code_checks(code text) returns boolean language sql immutable strict parallel safe as $$
  select substr('0123456789ABCDEFGHJKLMNPQRTUWXY', ((31 - sum(
      (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, i, 1)) - 1)
      * (array[1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28])[i]) % 31) % 31)::int + 1, 1) = substr(code, 18, 1)
  from generate_series(1, 17) i
$$;

-- Facts of today, one column each (two for a ratio); NULL is unknown. Refreshed for touched bodies with every change.
create table body_fact (
  home text collate "C" not null,
  body uuid not null,
  area text collate "C" not null,
  day date not null,
  existing boolean,
  body_kind text collate "C",
  registration_state text collate "C",
  registered_on date,
  code_state text collate "C",
  name_fits_kind boolean,
  chairs bigint,
  supervisor_conflicts bigint,
  officials_in_post bigint,
  has_charter boolean,
  has_member_roll boolean,
  dossier_accepted boolean,
  dossier_completeness_num bigint,
  dossier_completeness_den bigint,
  members bigint,
  farmers bigint,
  organisations bigint,
  public_units bigint,
  farmer_ratio_num bigint,
  farmer_ratio_den bigint,
  organisation_ratio_num bigint,
  organisation_ratio_den bigint,
  member_accounts boolean,
  annual_report_due boolean,
  annual_report_published boolean,
  annual_report_on_time boolean,
  unreported_years bigint,
  abnormal_listed boolean,
  distributable_surplus bigint,
  patronage_return_ratio_num bigint,
  patronage_return_ratio_den bigint,
  operating_status text collate "C",
  idle_years bigint,
  suspension_filed boolean,
  suspension_expired boolean,
  has_site boolean,
  has_sign boolean,
  has_rules boolean,
  has_books boolean,
  has_organisation boolean,
  leads_households boolean,
  household_funds bigint,
  village_funds bigint,
  household_dividend_arrears bigint,
  village_dividend_arrears bigint,
  dividends_on_time boolean,
  in_kind_dividends bigint,
  in_kind_consent boolean,
  can_lead_households boolean,
  exit_willing_households bigint,
  exit_ready text collate "C",
  scale_shrunk boolean,
  idle_barns boolean,
  loss_amount bigint,
  debt_amount bigint,
  willing_to_lead boolean,
  misuse_suspected boolean,
  primary key (home, body),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
create index body_fact_area on body_fact (area);
comment on table body_fact is '各主体当日指标；空值为未知';

-- Two masks per body: what is known, what is failed; the class follows from them.
create table body_verdict (
  home text collate "C" not null,
  body uuid not null,
  area text collate "C" not null,
  day date not null,
  known bigint[] not null,
  failed bigint[] not null,
  class text collate "C" not null,
  primary key (home, body),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
create index body_verdict_area on body_verdict (area);
comment on table body_verdict is '各主体当日判定：已知位、不符位、类别';

-- A finding keeps what it was judged by: the document's hash, the value, the threshold, the words.
create table finding (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  rule text collate "C" not null,
  bit integer not null,
  severity text not null,
  label text not null,
  clause text not null,
  document_hash text not null,
  value text not null,
  threshold text not null,
  says text not null,
  remedy text not null,
  problem_kind text,
  opened_on date not null,
  closed_on date,
  case_id uuid,
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
create unique index finding_open on finding (home, body, rule) where closed_on is null;
create index finding_area on finding (area, closed_on);
comment on table finding is '体检发现的问题；随数据改正而关闭';

-- A case: state is the fold of its actions; the columns here are the fold, kept for lists.
create table problem_case (
  home text collate "C" not null,
  id uuid not null,
  code text collate "C" not null,
  body uuid not null,
  area text collate "C" not null,
  title text not null,
  state text not null,
  version integer not null,
  owner text,
  opened_on date not null,
  due_on date,
  due_note text,
  measures jsonb not null default '[]',
  primary key (home, id),
  unique (home, code),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
create index problem_case_area on problem_case (area, state);
comment on table problem_case is '问题整改台账';

create table case_action (
  home text collate "C" not null,
  case_id uuid not null,
  number integer not null,
  action text not null,
  at timestamptz not null default clock_timestamp(),
  on_day date not null,
  actor text not null default app_setting('user'),
  actor_name text not null,
  note text,
  owner text,
  due_on date,
  measures jsonb,
  files uuid[] not null default '{}',
  signer text,
  signed_on date,
  primary key (home, case_id, number),
  foreign key (home, case_id) references problem_case (home, id),
  check (signer is null or signer <> actor)
);
comment on table case_action is '问题整改的每一步；只增不改；纸质签批记签批人和代录人';

create table dossier_action (
  home text collate "C" not null,
  body uuid not null,
  number integer not null,
  action text not null,
  on_day date not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  actor_name text not null,
  note text,
  receipt text,
  primary key (home, body, number),
  foreign key (home, body) references body (home, id)
);
comment on table dossier_action is '一社一档备案的每一步；回执号和日期';

-- Row security of all of the above.
do $$
declare
  one text;
begin
  foreach one in array array['body_fact', 'body_verdict', 'finding', 'problem_case'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body))', one);
    execute format('create policy adds on %I for insert with check (app_sees(area, body) and app_setting(''role'') not in (''auditor'', ''leader'', ''auditAdmin''))', one);
    execute format('create policy changes on %I for update using (app_sees(area, body) and app_setting(''role'') not in (''auditor'', ''leader'', ''auditAdmin''))', one);
    execute format('grant select, insert, update on %I to heshe_app', one);
  end loop;
end $$;

alter table case_action enable row level security;
alter table case_action force row level security;
create policy sees on case_action for select using (
  exists (select from problem_case c where c.home = case_action.home and c.id = case_action.case_id));
create policy adds on case_action for insert with check (
  actor = app_setting('user') and app_setting('role') not in ('auditor', 'leader', 'auditAdmin')
  and exists (select from problem_case c where c.home = case_action.home and c.id = case_action.case_id));
grant select, insert on case_action to heshe_app;

alter table dossier_action enable row level security;
alter table dossier_action force row level security;
create policy sees on dossier_action for select using (
  exists (select from body b where b.home = dossier_action.home and b.id = dossier_action.body));
create policy adds on dossier_action for insert with check (
  actor = app_setting('user') and app_setting('role') in ('county', 'township', 'system')
  and exists (select from body b where b.home = dossier_action.home and b.id = dossier_action.body));
grant select, insert on dossier_action to heshe_app;

-- The trail of cases and acceptances.
create function action_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home,
    coalesce((select area from body b where b.home = new.home and b.id = case tg_table_name when 'dossier_action'
      then (to_jsonb(new) ->> 'body')::uuid
      else (select c.body from problem_case c where c.home = new.home and c.id = (to_jsonb(new) ->> 'case_id')::uuid) end), '00'),
    new.action, tg_table_name, coalesce(to_jsonb(new) ->> 'case_id', to_jsonb(new) ->> 'body'), audit_row(to_jsonb(new)));
  return null;
end $$;
create trigger case_action_audit after insert on case_action for each row execute function action_audit();
create trigger dossier_action_audit after insert on dossier_action for each row execute function action_audit();

-- Deployment data: what a place has put in force and confirmed, and the calendar. Append-only.

create table adoption (
  id bigint generated always as identity primary key,
  document text not null,
  area text collate "C" not null,
  number text,
  from_day date not null,
  to_day date,
  ground text not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user')
);
create table parameter_value (
  id bigint generated always as identity primary key,
  document text not null,
  parameter text not null,
  area text collate "C" not null,
  from_day date not null,
  value text not null,
  ground text not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user')
);
create table calendar_year (
  id bigint generated always as identity primary key,
  year integer not null,
  source text not null,
  holidays date[] not null,
  workdays date[] not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user')
);
comment on table adoption is '本地采用的方案（某地自某日起按某文件执行）';
comment on table parameter_value is '本地确认或另定的参数值及依据';
comment on table calendar_year is '节假日安排（国务院办公厅通知），按年录入';
grant select, insert on adoption, parameter_value, calendar_year to heshe_app;

create function deployment_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (action, subject, record, after) values ('create', tg_table_name, new.id::text, to_jsonb(new));
  return null;
end $$;
create trigger adoption_audit after insert on adoption for each row execute function deployment_audit();
create trigger parameter_value_audit after insert on parameter_value for each row execute function deployment_audit();
create trigger calendar_year_audit after insert on calendar_year for each row execute function deployment_audit();
