-- 成员回应: what a household says to its own figures — confirmed, objected, asked — and what the cooperative answers.
-- A clerk of the village or township may enter it for a household with the signed paper; added and never changed.
create table household_entry (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  member uuid not null,
  kind text collate "C" not null check (kind in ('confirm', 'object', 'ask')),
  about text collate "C" not null check (about in ('shares', 'trades', 'money')),
  year integer check (year between 2007 and 2100),
  text text collate "C" check (length(btrim(text)) between 2 and 500),
  proxy boolean not null default false,
  file uuid,
  entered_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  unique (home, id, member),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, file) references file (home, id),
  check (kind = 'confirm' or text is not null),
  check (proxy = (file is not null))
);
create index household_entry_member on household_entry (home, body, member, entered_at);
create index household_entry_body on household_entry (home, body, entered_at);
comment on table household_entry is '成员户的确认、异议和询问；只增不改';

create table household_answer (
  home text collate "C" not null,
  id uuid not null,
  entry uuid not null,
  body uuid not null,
  area text collate "C" not null,
  member uuid not null,
  text text collate "C" not null check (length(btrim(text)) between 2 and 500),
  answered_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, entry, member) references household_entry (home, id, member)
);
create index household_answer_entry on household_answer (home, entry);
comment on table household_answer is '合作社对成员户异议、询问的答复；只增不改';

create function household_keeps() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(old) - 'area' = to_jsonb(new) - 'area' then
      return new;
    end if;
  end if;
  raise exception using errcode = 'HH001', message = '成员户说过的话和合作社的答复不能改、不能删';
end $$;

create function household_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from member m where m.home = new.home and m.id = new.member and m.body = new.body) then
    raise exception using errcode = 'HH002', message = '所写的成员不在这家合作社的名册上';
  end if;
  return new;
end $$;
create trigger household_enters before insert on household_entry for each row execute function household_enters();
create trigger household_enters before insert on household_answer for each row execute function household_enters();

-- The trail says for whom a clerk acted.
create function household_audit() returns trigger language plpgsql security definer set search_path = public as $$
declare
  row jsonb := to_jsonb(new);
  act text := case when tg_table_name = 'household_answer' then 'answer' else row ->> 'kind' end;
  who text := (select coalesce(m.person, '') from member m where m.home = new.home and m.id = new.member);
begin
  insert into audit (home, area, action, subject, record, after, reason)
  values (new.home, new.area, act, tg_table_name, new.id::text,
    jsonb_strip_nulls(jsonb_build_object('person', who, 'about', row -> 'about', 'year', row -> 'year', 'text', row -> 'text',
      'proxy', nullif(row -> 'proxy', 'false'))),
    case when (row ->> 'proxy')::boolean then format('代%s办理', who) else app_setting('reason') end);
  return null;
end $$;
create trigger household_audit after insert on household_entry for each row execute function household_audit();
create trigger household_audit after insert on household_answer for each row execute function household_audit();

create function confirmation_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after, reason)
  select a.home, a.area, 'confirm', 'trade_confirmation', a.id::text,
    jsonb_build_object('person', m.person, 'from_day', a.from_day, 'to_day', a.to_day, 'way', a.way),
    case when app_setting('role') = 'village' then format('代%s办理', m.person) else app_setting('reason') end
  from added a join member m on m.home = a.home and m.id = a.member;
  return null;
end $$;
create trigger confirmation_audit after insert on trade_confirmation
  referencing new table as added for each statement execute function confirmation_audit();

do $$
declare one text;
begin
  foreach one in array '{household_entry,household_answer}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body) or app_is_self(home, body, member))', one);
    execute format('create policy moves on %I for update using (app_sees(area, body))', one);
    execute format('grant select on %I to heshe_app', one);
    execute format('create trigger keeps before update or delete on %I for each row execute function household_keeps()', one);
    execute format('create trigger keeps_all before truncate on %I for each statement execute function household_keeps()', one);
  end loop;
end $$;
create policy adds on household_entry for insert with check (
  case when proxy then app_sees(area, body) and app_setting('role') in ('village', 'township')
    else app_is_self(home, body, member) end);
create policy adds on household_answer for insert with check (
  app_sees(area, body) and app_setting('role') in ('chair', 'accountant'));
grant insert (home, id, body, area, member, kind, about, year, text, proxy, file) on household_entry to heshe_app;
grant insert (home, id, entry, body, area, member, text) on household_answer to heshe_app;
