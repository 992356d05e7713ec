-- Items and actions of every declared procedure, and the units that answer for them. The state is the fold of the log:
-- the application inserts actions and never touches an item; a trigger folds each action into its item.

create table unit (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  name text not null check (length(name) between 2 and 50),
  people text[] not null default '{}',
  retired boolean not null default false,
  primary key (home, id),
  unique (home, name)
);
create index unit_area on unit (area);
comment on table unit is '单位：部门和乡镇，牵头或配合办理事项；人员为账号';
alter table unit enable row level security;
alter table unit force row level security;
create policy sees on unit for select using (app_sees(area, null) or app_setting('user') = any (people));
create policy adds on unit for insert with check (
  app_sees(area, null) and app_setting('role') in ('county', 'admin', 'system'));
create policy changes on unit for update using (
  app_sees(area, null) and app_setting('role') in ('county', 'admin', 'system'));
grant select, insert, update on unit to heshe_app;
create function unit_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after)
  values (new.home, new.area, lower(tg_op), 'unit', new.id::text,
    case when tg_op = 'UPDATE' then audit_row(to_jsonb(old)) end, audit_row(to_jsonb(new)));
  return null;
end $$;
create trigger unit_audit after insert or update on unit for each row execute function unit_audit();

create table procedure_item (
  home text collate "C" not null,
  id uuid not null,
  procedure text collate "C" not null,
  code text collate "C" not null,
  title text not null check (length(title) between 1 and 200),
  area text collate "C" not null,
  body uuid,
  parent uuid,
  subject text collate "C",
  state text collate "C" not null,
  version integer not null default 0,
  opened_on date not null,
  opened_by text not null default app_setting('user'),
  due_on date,
  due_note text,
  owner text,
  unit uuid,
  unit_name text,
  unit_area text collate "C",
  helpers jsonb not null default '[]',
  shared_with text[] not null default '{}',
  announced boolean not null default false,
  payload jsonb not null default '{}',
  primary key (home, id),
  unique (home, procedure, code),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, parent) references procedure_item (home, id),
  foreign key (home, unit) references unit (home, id)
);
create index procedure_item_area on procedure_item (procedure, area, state);
create index procedure_item_parent on procedure_item (home, parent) where parent is not null;
create index procedure_item_body on procedure_item (home, body) where body is not null;
create unique index procedure_item_subject on procedure_item (home, procedure, parent, subject) nulls not distinct
  where subject is not null;
comment on table procedure_item is '各流程的事项；状态由办理记录折叠而来';
comment on column procedure_item.shared_with is '除所在辖区外还看得到它的辖区（配合单位）';
comment on column procedure_item.announced is '申报通知一类，本县各社都看得到';
comment on column procedure_item.subject is '同一流程（同一批次）内不能重复的对象，如 文件#条款';

create table procedure_action (
  home text collate "C" not null,
  item uuid not null,
  number integer not null,
  action text collate "C" not null,
  state text collate "C" not null,
  at timestamptz not null default clock_timestamp(),
  on_day date not null,
  actor text not null default app_setting('user'),
  actor_name text not null,
  note text,
  owner text,
  due_on date,
  due_note text,
  unit uuid,
  unit_name text,
  unit_area text collate "C",
  helpers jsonb,
  shared_with text[],
  files uuid[] not null default '{}',
  payload jsonb not null default '{}',
  signer text,
  signed_on date,
  primary key (home, item, number),
  foreign key (home, item) references procedure_item (home, id),
  check (signer is null or signer <> actor),
  check ((signer is null) = (signed_on is null)),
  check (signer is null or cardinality(files) > 0)
);
comment on table procedure_action is '各流程的每一步；只增不改；纸质签批记签批人和代录人';

-- Row security. A body's own people see whatever is announced in its county, such as a call for applications.
alter table procedure_item enable row level security;
alter table procedure_item force row level security;
create policy sees on procedure_item for select using (
  app_sees(area, body)
  or exists (select from unnest(shared_with) one where app_sees(one, null))
  or (announced and exists (select from body b where b.home = procedure_item.home)));
create policy adds on procedure_item for insert with check (
  app_sees(area, body) and version = 0 and opened_by = app_setting('user')
  and app_setting('role') not in ('auditor', 'leader', 'auditAdmin'));
create policy changes on procedure_item for update using (
  app_setting('role') not in ('auditor', 'leader', 'auditAdmin')
  and (app_sees(area, body) or exists (select from unnest(shared_with) one where app_sees(one, null))));
grant select, insert on procedure_item to heshe_app;

alter table procedure_action enable row level security;
alter table procedure_action force row level security;
create policy sees on procedure_action for select using (
  exists (select from procedure_item i where i.home = procedure_action.home and i.id = procedure_action.item));
create policy adds on procedure_action for insert with check (
  actor = app_setting('user') and app_setting('role') not in ('auditor', 'leader', 'auditAdmin')
  and exists (select from procedure_item i where i.home = procedure_action.home and i.id = procedure_action.item
    and (app_sees(i.area, i.body) or exists (select from unnest(i.shared_with) one where app_sees(one, null)))));
grant select, insert on procedure_action to heshe_app;

-- The fold. Two who act on the same version collide on the key of the action; who comes second sees 23505.
create function fold_procedure_action() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update procedure_item i set
    state = new.state, version = new.number,
    owner = coalesce(new.owner, i.owner),
    due_on = coalesce(new.due_on, i.due_on),
    due_note = case when new.due_on is null then i.due_note else new.due_note end,
    unit = coalesce(new.unit, i.unit), unit_name = coalesce(new.unit_name, i.unit_name),
    unit_area = coalesce(new.unit_area, i.unit_area),
    helpers = coalesce(new.helpers, i.helpers), shared_with = coalesce(new.shared_with, i.shared_with),
    payload = i.payload || new.payload
  where i.home = new.home and i.id = new.item and i.version = new.number - 1;
  if not found then
    raise exception 'action % does not follow the item', new.number using errcode = '23514';
  end if;
  insert into audit (home, area, action, subject, record, after)
  select i.home, i.area, new.action, i.procedure, i.id::text, audit_row(to_jsonb(new) - '{payload,helpers,item,unit,shared_with}'::text[])
  from procedure_item i where i.home = new.home and i.id = new.item;
  return null;
end $$;
create trigger procedure_action_fold after insert on procedure_action for each row execute function fold_procedure_action();

create function procedure_item_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, 'create', new.procedure, new.id::text,
    jsonb_build_object('title', new.title, 'number', new.code, 'state', new.state));
  return null;
end $$;
create trigger procedure_item_audit after insert on procedure_item for each row execute function procedure_item_audit();

-- The last number of a county, procedure and year, whoever opened it. Whoever opens holds the lock until the end.
create function last_procedure_number(of_home text, of_procedure text, of_prefix text) returns integer
language plpgsql stable security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
  number integer;
begin
  perform set_config('app.national', 'on', true);
  select coalesce(max(substring(i.code from '-(\d+)$')::integer), 0) into number from procedure_item i
  where i.home = of_home and i.procedure = of_procedure and i.code like of_prefix || '-%';
  perform set_config('app.national', coalesce(before, ''), true);
  return number;
end $$;
comment on function last_procedure_number is '某县某流程某年的最后一个编号';
