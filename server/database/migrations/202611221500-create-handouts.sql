-- Forms handed out to townships and taken back (A06): what was asked of whom, every line under a key that nobody can
-- guess, with what was known when it was issued; what came back, row by row, and what a person decided about it.

create table handout (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  title text not null,
  due_on date not null,
  form_version integer not null check (form_version > 0),
  asked jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  actor_name text not null,
  primary key (home, id)
);
create index handout_title on handout (home, title);
comment on table handout is '发出的填报表：问什么、何时收';

-- The area is the township's; the county's own code stands for bodies whose township is not known yet.
create table handout_township (
  home text collate "C" not null,
  handout uuid not null,
  area text collate "C" not null,
  name text not null,
  primary key (home, handout, area),
  foreign key (home, handout) references handout (home, id)
);
comment on table handout_township is '填报表发给哪些乡镇（一乡镇一份）';

create table handout_row (
  home text collate "C" not null,
  key text collate "C" not null,
  handout uuid not null,
  number integer not null,
  area text collate "C" not null,
  body uuid not null,
  register text collate "C" not null,
  name text not null,
  code text collate "C",
  village text not null,
  record jsonb not null,
  known jsonb not null,
  open text[] not null,
  wanted text[] not null,
  must text[] not null,
  primary key (home, key),
  foreign key (home, handout, area) references handout_township (home, handout, area)
);
create index handout_row_of on handout_row (home, handout, area, number);
create index handout_row_body on handout_row (body, register);
comment on table handout_row is '填报表的每一行：行标识、预填并锁定的内容、待填的栏目';
comment on column handout_row.record is '预填的区分字段（年度、资金类别）';
comment on column handout_row.wanted is '要问的栏目中发出时为空的';
comment on column handout_row.must is '空着收回时仍算未填的栏目';

create table handout_return (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  state text not null check (state in ('preview', 'done', 'dropped')),
  returned_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  sender text,
  receiver text not null,
  summary jsonb,
  waiting jsonb not null default '[]',
  primary key (home, id)
);
comment on table handout_return is '收表批次：一次拖入的全部文件';
comment on column handout_return.waiting is '各乡镇尚待选定的冲突数';

create table handout_return_file (
  home text collate "C" not null,
  return uuid not null,
  number integer not null,
  name text not null,
  sha256 bytea not null,
  file uuid,
  handout uuid,
  area text collate "C",
  problems jsonb not null,
  primary key (home, return, number),
  foreign key (home, return) references handout_return (home, id)
);
create index handout_return_file_same on handout_return_file (home, sha256);
create index handout_return_file_of on handout_return_file (handout, area);
comment on table handout_return_file is '收回的文件及认出的是哪次发的、哪个乡镇的表';

create table handout_answer (
  home text collate "C" not null,
  return uuid not null,
  number integer not null,
  file integer not null,
  sheet text not null,
  row integer not null,
  register text collate "C" not null,
  content jsonb not null,
  row_key text collate "C",
  handout uuid,
  area text collate "C",
  outcome text check (outcome in ('new', 'changed', 'unchanged', 'warned', 'refused')),
  answered integer,
  taken_at timestamptz,
  primary key (home, return, number),
  foreign key (home, return, file) references handout_return_file (home, return, number)
);
create index handout_answer_key on handout_answer (home, row_key) where row_key is not null;
comment on table handout_answer is '收回的每一行及其去向';

create table handout_choice (
  home text collate "C" not null,
  return uuid not null,
  number integer not null,
  conflict text not null,
  choice text not null,
  chosen_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  primary key (home, return, number),
  foreign key (home, return) references handout_return (home, id)
);
comment on table handout_choice is '对冲突的选定；只增不改，以最后一次为准';

alter table handout enable row level security;
alter table handout force row level security;
create policy sees on handout for select using (app_sees(area, null) or exists (
  select from handout_township t where t.home = handout.home and t.handout = handout.id and app_sees(t.area, null)));
create policy adds on handout for insert with check (
  app_sees(area, null) and actor = app_setting('user') and app_setting('role') in ('county', 'township', 'system'));

alter table handout_township enable row level security;
alter table handout_township force row level security;
create policy sees on handout_township for select using (app_sees(area, null));
create policy adds on handout_township for insert with check (
  app_sees(area, null) and app_setting('role') in ('county', 'township', 'system'));

alter table handout_row enable row level security;
alter table handout_row force row level security;
create policy sees on handout_row for select using (app_sees(area, null));
create policy adds on handout_row for insert with check (
  app_sees(area, null) and app_setting('role') in ('county', 'township', 'system'));

alter table handout_return enable row level security;
alter table handout_return force row level security;
create policy sees on handout_return for select using (app_sees(area, null) or actor = app_setting('user'));
create policy adds on handout_return for insert with check (
  app_sees(area, null) and actor = app_setting('user') and app_setting('role') in ('county', 'township', 'system'));
create policy changes on handout_return for update using (
  app_sees(area, null) and app_setting('role') in ('county', 'township', 'system'));

alter table handout_return_file enable row level security;
alter table handout_return_file force row level security;
create policy sees on handout_return_file for select using (exists (
  select from handout_return r where r.home = handout_return_file.home and r.id = handout_return_file.return)
  or app_sees(area, null));
create policy adds on handout_return_file for insert with check (exists (
  select from handout_return r where r.home = handout_return_file.home and r.id = handout_return_file.return));

alter table handout_answer enable row level security;
alter table handout_answer force row level security;
create policy sees on handout_answer for select using (exists (
  select from handout_return r where r.home = handout_answer.home and r.id = handout_answer.return)
  or app_sees(area, null));
create policy adds on handout_answer for insert with check (exists (
  select from handout_return r where r.home = handout_answer.home and r.id = handout_answer.return));
create policy changes on handout_answer for update using (exists (
  select from handout_return r where r.home = handout_answer.home and r.id = handout_answer.return and r.state = 'preview'));

alter table handout_choice enable row level security;
alter table handout_choice force row level security;
create policy sees on handout_choice for select using (exists (
  select from handout_return r where r.home = handout_choice.home and r.id = handout_choice.return));
create policy adds on handout_choice for insert with check (
  actor = app_setting('user') and exists (
  select from handout_return r where r.home = handout_choice.home and r.id = handout_choice.return and r.state = 'preview'));

-- Append-only but for what becomes of a batch and its rows while it is open.
grant select, insert on handout, handout_township, handout_row, handout_return, handout_return_file, handout_answer,
  handout_choice to heshe_app;
grant update (state, summary, waiting) on handout_return to heshe_app;
grant update (row_key, handout, area, outcome, answered, taken_at) on handout_answer to heshe_app;

create function handout_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after)
  values (new.home, new.area, case when tg_op = 'INSERT' then 'create' else 'change' end, tg_table_name, new.id::text,
    case when tg_op = 'UPDATE' then jsonb_build_object('state', to_jsonb(old) -> 'state') end,
    to_jsonb(new) - '{summary,waiting,home,id}'::text[]);
  return null;
end $$;
create trigger handout_audit after insert on handout for each row execute function handout_audit();
create trigger handout_return_audit after insert on handout_return for each row execute function handout_audit();
create trigger handout_return_change after update on handout_return for each row
  when (old.state is distinct from new.state) execute function handout_audit();

create function handout_choice_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, (select area from handout_return r where r.home = new.home and r.id = new.return), 'choose',
    'handout_return', new.return::text, jsonb_build_object('conflict', new.conflict, 'choice', new.choice));
  return null;
end $$;
create trigger handout_choice_audit after insert on handout_choice for each row execute function handout_choice_audit();
