-- The ground on which every register stands: the scope of a transaction, users and sessions, the audit trail,
-- files, imports. Scope travels as settings of the transaction; an empty setting is nothing (fail closed).

create function app_setting(name text) returns text language sql stable parallel safe
as $$ select nullif(current_setting('app.' || name, true), '') $$;

comment on function app_setting is '本次事务的范围设置；空串视为没有';

-- A body is seen by whoever sees the country, its area, or the body itself.
create function app_sees(area text, body uuid) returns boolean language sql stable parallel safe
as $$ select coalesce(
  nullif(current_setting('app.national', true), '') = 'on'
  or (area collate "C" >= nullif(current_setting('app.area_low', true), '')
      and area collate "C" < nullif(current_setting('app.area_high', true), ''))
  or body = any (string_to_array(nullif(current_setting('app.bodies', true), ''), ',')::uuid[]), false) $$;

-- Users and sessions: deployment data, no home.

create table app_user (
  id uuid primary key,
  username text collate "C" not null unique,
  name text not null,
  role text not null,
  area text collate "C",
  password_hash text not null,
  password_set_at timestamptz not null,
  must_change boolean not null,
  disabled boolean not null default false,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  last_sign_in timestamptz
);
comment on table app_user is '用户';

create table app_user_password (
  user_id uuid not null references app_user,
  set_at timestamptz not null,
  password_hash text not null,
  primary key (user_id, set_at)
);
comment on table app_user_password is '历史口令散列，防止重复使用';

create table app_grant (
  user_id uuid not null references app_user,
  kind text not null check (kind in ('area', 'body', 'national')),
  value text collate "C" not null,
  primary key (user_id, kind, value)
);
comment on table app_grant is '用户的数据范围';

create table app_session (
  token_hash bytea primary key,
  user_id uuid not null references app_user,
  csrf text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  address text,
  agent text
);
comment on table app_session is '会话；只存令牌的散列';

create table sign_in_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  username text not null,
  outcome text not null,
  address text,
  agent text
);
comment on table sign_in_log is '登录日志';

create table setting (
  name text primary key,
  value text not null,
  set_at timestamptz not null default clock_timestamp(),
  set_by text
);
comment on table setting is '部署设置（所属县、是否演示等）';

grant select, insert, update on app_user, setting to heshe_app;
grant select, insert on app_user_password, sign_in_log to heshe_app;
grant select, insert, update, delete on app_session, app_grant to heshe_app;

-- The audit trail: appended by triggers and by the application, changed by no one.

create table audit (
  home text collate "C" not null default '000000',
  id bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  area text collate "C" not null default '00',
  actor text not null default coalesce(app_setting('user'), session_user::text),
  role text default app_setting('role'),
  door text not null default coalesce(app_setting('door'), 'sql'),
  address text default app_setting('address'),
  action text not null,
  subject text not null,
  record text,
  before jsonb,
  after jsonb,
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id)
);
create index audit_at on audit (at desc, id desc);
create index audit_record on audit (record) where record is not null;
comment on table audit is '操作留痕：何人、何时、从何处、改了什么、为什么；只增不改';
alter table audit enable row level security;
alter table audit force row level security;
create policy adds on audit for insert with check (true);
create policy sees on audit for select using (
  app_setting('role') in ('auditor', 'auditAdmin', 'security', 'system')
  or (app_setting('role') in ('county', 'township', 'leader') and app_sees(area, null)));
grant select, insert on audit to heshe_app;

-- What the trail keeps of a row: the columns of the record that hold something.
create function audit_row(whole jsonb) returns jsonb language sql immutable parallel safe
as $$ select jsonb_strip_nulls(whole - '{home,id,recorded_at,actor,door,reason,source}'::text[]) $$;

-- Users are watched like registers: every change of a row leaves before and after, the hash of the password left out.
create function app_user_audit() returns trigger language plpgsql security definer set search_path = public as $$
declare
  quiet text[] := '{password_hash,last_sign_in,failed_attempts,locked_until,password_set_at}';
begin
  if tg_op = 'UPDATE' and to_jsonb(old) - quiet = to_jsonb(new) - quiet and old.password_hash = new.password_hash then
    return null;
  end if;
  insert into audit (action, subject, record, before, after)
  values (case when tg_op = 'INSERT' then 'create'
               when old.password_hash <> new.password_hash then 'password' else 'change' end,
    'app_user', new.id::text,
    case when tg_op = 'UPDATE' then audit_row(to_jsonb(old) - quiet) end, audit_row(to_jsonb(new) - quiet));
  return null;
end $$;
create trigger app_user_audit after insert or update on app_user for each row execute function app_user_audit();

-- Settings that the business depends on are watched too.
create function setting_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (action, subject, record, before, after)
  values (lower(tg_op), 'setting', new.name, case when tg_op = 'UPDATE' then to_jsonb(old) end, to_jsonb(new));
  return null;
end $$;
create trigger setting_audit after insert or update on setting for each row execute function setting_audit();

-- Files: content encrypted, in chunks, under the same row security as what they prove.

create table file (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  body uuid,
  name text not null,
  type text not null,
  size bigint not null check (size > 0 and size <= 20971520),
  sha256 bytea not null,
  added_at timestamptz not null default clock_timestamp(),
  added_by text not null default app_setting('user'),
  primary key (home, id)
);
create table file_chunk (
  home text collate "C" not null,
  file uuid not null,
  number integer not null,
  content bytea not null,
  primary key (home, file, number),
  foreign key (home, file) references file (home, id)
);
comment on table file is '上传的文件（照片、扫描件）';
comment on table file_chunk is '文件内容，每块 1 MiB，加密保存';
alter table file enable row level security;
alter table file force row level security;
create policy sees on file for select using (app_sees(area, body) or added_by = app_setting('user'));
create policy adds on file for insert with check (
  app_setting('role') not in ('auditor', 'leader', 'auditAdmin') and (app_sees(area, body) or added_by = app_setting('user')));
alter table file_chunk enable row level security;
alter table file_chunk force row level security;
create policy sees on file_chunk for select using (
  exists (select from file f where f.home = file_chunk.home and f.id = file_chunk.file));
create policy adds on file_chunk for insert with check (
  exists (select from file f where f.home = file_chunk.home and f.id = file_chunk.file));
grant select, insert on file, file_chunk to heshe_app;

-- Imports: what came in, row by row, and what became of it.

create table import (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  kind text not null default 'ledger' check (kind in ('ledger', 'return')),
  file_name text not null,
  sha256 bytea not null,
  as_of date not null,
  state text not null check (state in ('preview', 'done', 'dropped')),
  uploaded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  sender text,
  receiver text,
  summary jsonb not null,
  primary key (home, id)
);
create table import_row (
  home text collate "C" not null,
  import uuid not null,
  number integer not null,
  sheet text not null,
  row integer not null,
  register text not null,
  outcome text not null check (outcome in ('new', 'changed', 'unchanged', 'warned', 'refused')),
  record uuid,
  content jsonb not null,
  primary key (home, import, number),
  foreign key (home, import) references import (home, id)
);
comment on table import is '导入批次';
comment on table import_row is '导入批次的每一行及其去向';
alter table import enable row level security;
alter table import force row level security;
create policy sees on import for select using (app_sees(area, null) or actor = app_setting('user'));
create policy adds on import for insert with check (
  (app_sees(area, null) or actor = app_setting('user'))
  and app_setting('role') in ('county', 'township', 'village', 'chair', 'accountant', 'system'));
create policy changes on import for update using (actor = app_setting('user') or app_setting('role') in ('county', 'system'));
alter table import_row enable row level security;
alter table import_row force row level security;
create policy sees on import_row for select using (
  exists (select from import i where i.home = import_row.home and i.id = import_row.import));
create policy adds on import_row for insert with check (
  exists (select from import i where i.home = import_row.home and i.id = import_row.import));
create policy changes on import_row for update using (
  exists (select from import i where i.home = import_row.home and i.id = import_row.import and i.state = 'preview'));
grant select, insert, update on import, import_row to heshe_app;
