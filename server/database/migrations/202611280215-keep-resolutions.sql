-- What a sealed meeting decided, item by item, as rows that other records can be locked to; and the versions of a charter.
create table resolution (
  home text collate "C" not null,
  meeting uuid not null,
  number integer not null check (number > 0),
  body uuid not null,
  area text collate "C" not null,
  code text collate "C" not null,
  meeting_title text not null,
  kind text collate "C" not null,
  title text not null,
  decided text not null default '',
  passed boolean not null,
  held_on date not null,
  primary key (home, meeting, number),
  unique (home, meeting, number, body),
  foreign key (home, meeting) references procedure_item (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
create index resolution_body on resolution (home, body, held_on);
create index resolution_place on resolution (home, body, area);
comment on table resolution is '成员大会的决议：定案时逐项写入，不再变动；别的记录凭它锁定';

alter table resolution enable row level security;
alter table resolution force row level security;
create policy sees on resolution for select using (app_sees(area, body));
create policy adds on resolution for insert with check (app_sees(area, body));
grant select on resolution to heshe_app;

create function resolution_keeps() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(old) - 'area' = to_jsonb(new) - 'area' then
      return new;
    end if;
  end if;
  raise exception using errcode = 'HM001', message = '决议和章程的记录不能改、不能删';
end $$;
create trigger keeps before update or delete on resolution for each row execute function resolution_keeps();
create trigger keeps_all before truncate on resolution for each statement execute function resolution_keeps();

create function write_resolutions(i procedure_item) returns void language sql security definer set search_path = public as $$
  insert into resolution (home, meeting, number, body, area, code, meeting_title, kind, title, decided, passed, held_on)
  select i.home, i.id, a.number, i.body, i.area, i.code, i.title, a.one ->> 'kind', a.one ->> 'title',
    coalesce(i.payload -> 'ballots' -> (a.number - 1)::integer ->> 'decided', ''),
    coalesce((i.payload -> 'results' -> (a.number - 1)::integer ->> 'passed')::boolean, false), (i.payload ->> 'heldOn')::date
  from jsonb_array_elements(i.payload -> 'agenda') with ordinality a (one, number)
$$;
revoke execute on function write_resolutions(procedure_item) from public;

create function meeting_seals() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform write_resolutions(new);
  return null;
end $$;
create trigger meeting_seals after update of state on procedure_item for each row
  when (new.procedure = 'general_meeting' and new.state = 'sealed' and old.state <> 'sealed') execute function meeting_seals();

do $$
declare
  one procedure_item;
begin
  alter table procedure_item no force row level security;
  alter table resolution no force row level security;
  for one in select * from procedure_item i where i.procedure = 'general_meeting' and i.state = 'sealed' loop
    perform write_resolutions(one);
  end loop;
  alter table procedure_item force row level security;
  alter table resolution force row level security;
end $$;

-- Versions of a charter, each with what adopted it.
create table charter (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  number integer not null,
  changed boolean not null,
  ground text collate "C" not null check (ground in ('founding', 'resolution', 'paper')),
  meeting uuid,
  item integer,
  adopted_on date not null,
  in_force date not null,
  says text not null check (length(btrim(says)) between 2 and 500),
  terms jsonb not null default '{}',
  files uuid[] not null check (cardinality(files) > 0),
  recorded_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  unique (home, body, number),
  unique (home, id, body),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, meeting, item, body) references resolution (home, meeting, number, body),
  check ((ground = 'resolution') = (meeting is not null)),
  check ((meeting is null) = (item is null)),
  check (in_force >= adopted_on)
);
create index charter_place on charter (home, body, area);
create index charter_resolution on charter (home, meeting, item) where meeting is not null;
comment on table charter is '章程的各版：哪次设立大会或成员大会通过，哪天起执行；只增不改';

-- A version is filed at the office, or taken back where it was entered by mistake.
create table charter_step (
  home text collate "C" not null,
  charter uuid not null,
  body uuid not null,
  kind text collate "C" not null check (kind in ('filed', 'void')),
  day date not null,
  note text not null default '',
  files uuid[] not null default '{}',
  recorded_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, charter, kind),
  foreign key (home, charter, body) references charter (home, id, body)
);
comment on table charter_step is '章程版本的备案和误登撤回';

alter table charter enable row level security;
alter table charter force row level security;
create policy sees on charter for select using (app_sees(area, body));
create policy adds on charter for insert with check (
  app_sees(area, body) and app_setting('role') in ('chair', 'accountant', 'township', 'county', 'system'));
grant select, insert (home, id, body, area, ground, meeting, item, adopted_on, in_force, says, terms, files) on charter to heshe_app;
alter table charter_step enable row level security;
alter table charter_step force row level security;
create policy sees on charter_step for select using (
  exists (select from charter c where c.home = charter_step.home and c.id = charter_step.charter));
create policy adds on charter_step for insert with check (
  app_setting('role') in ('chair', 'accountant', 'township', 'county', 'system')
  and exists (select from charter c where c.home = charter_step.home and c.id = charter_step.charter and app_sees(c.area, c.body)));
grant select, insert (home, charter, body, kind, day, note, files) on charter_step to heshe_app;
create trigger keeps before update or delete on charter for each row execute function resolution_keeps();
create trigger keeps_all before truncate on charter for each statement execute function resolution_keeps();
create trigger keeps before update or delete on charter_step for each row execute function resolution_keeps();
create trigger keeps_all before truncate on charter_step for each statement execute function resolution_keeps();

-- Versions that were not taken back.
create view charter_standing with (security_invoker = true) as
  select c.*, f.day as filed_on from charter c
  left join charter_step f on f.home = c.home and f.charter = c.id and f.kind = 'filed'
  where not exists (select from charter_step v where v.home = c.home and v.charter = c.id and v.kind = 'void');
grant select on charter_standing to heshe_app;

create function charter_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  last charter;
  r resolution;
begin
  perform pg_advisory_xact_lock(hashtextextended('charter ' || new.home || new.body::text, 0));
  select coalesce(max(number), 0) + 1 into new.number from charter c where c.home = new.home and c.body = new.body;
  select c.* into last from charter c where c.home = new.home and c.body = new.body and not exists (
    select from charter_step v where v.home = c.home and v.charter = c.id and v.kind = 'void') order by c.number desc limit 1;
  new.changed := last.id is not null;
  if new.changed and new.ground = 'founding' then
    raise exception using errcode = 'HM002', message = '已有在前的章程，修改章程要由成员大会决议，不能再写设立大会通过';
  end if;
  if new.changed and new.adopted_on < last.adopted_on then
    raise exception using errcode = 'HM002', message = format('通过日期早于前一版的 %s，请按先后登记', last.adopted_on);
  end if;
  if new.ground = 'resolution' then
    select * into r from resolution x where x.home = new.home and x.meeting = new.meeting and x.number = new.item and x.body = new.body;
    if r.kind is distinct from 'charter' or not r.passed then
      raise exception using errcode = 'HM002', message = '所选的不是本社大会通过的修改章程决议';
    end if;
    if new.adopted_on <> r.held_on then
      raise exception using errcode = 'HM002', message = format('通过日期应是开会的 %s', r.held_on);
    end if;
    if exists (select from charter c where c.home = new.home and c.meeting = new.meeting and c.item = new.item and not exists (
        select from charter_step v where v.home = c.home and v.charter = c.id and v.kind = 'void')) then
      raise exception using errcode = 'HM002', message = '这项决议已经登记过一版章程';
    end if;
  end if;
  return new;
end $$;
create trigger charter_enters before insert on charter for each row execute function charter_enters();

create function charter_steps() returns trigger language plpgsql security definer set search_path = public as $$
declare
  c charter;
begin
  select * into c from charter x where x.home = new.home and x.id = new.charter;
  perform pg_advisory_xact_lock(hashtextextended('charter ' || new.home || c.body::text, 0));
  if exists (select from charter_step s where s.home = new.home and s.charter = new.charter) then
    raise exception using errcode = 'HM003', message = '这一版已经备案或撤回';
  end if;
  if new.kind = 'filed' and new.day < c.adopted_on then
    raise exception using errcode = 'HM003', message = format('备案日期早于通过日期 %s', c.adopted_on);
  end if;
  if new.kind = 'void' and exists (select from charter l where l.home = c.home and l.body = c.body and l.number > c.number
      and not exists (select from charter_step v where v.home = l.home and v.charter = l.id and v.kind = 'void')) then
    raise exception using errcode = 'HM003', message = '其后还有新的一版，只能撤回最新的一版';
  end if;
  return new;
end $$;
create trigger charter_steps before insert on charter_step for each row execute function charter_steps();

create function charter_audit() returns trigger language plpgsql security definer set search_path = public as $$
declare
  c charter;
begin
  select * into c from charter x where x.home = new.home
    and x.id = coalesce((to_jsonb(new) ->> 'charter')::uuid, (to_jsonb(new) ->> 'id')::uuid);
  insert into audit (home, area, action, subject, record, after)
  values (new.home, c.area, case when tg_table_name = 'charter' then 'create' else to_jsonb(new) ->> 'kind' end, 'charter', c.id::text,
    audit_row(to_jsonb(new) - '{recorded_at,actor,door,terms,area,home,body,id,charter,meeting,item}'::text[]));
  return null;
end $$;
create trigger zz_audit after insert on charter for each row execute function charter_audit();
create trigger zz_audit after insert on charter_step for each row execute function charter_audit();

-- What the registers of resolutions and charters say of a body.
alter table body_fact
  add column charters_unresolved bigint,
  add column charters_unfiled bigint,
  add column last_year_meetings bigint;
do $$
begin
  perform watch_facts('resolution');
  perform watch_facts('charter');
  perform watch_facts('charter_step');
end $$;
