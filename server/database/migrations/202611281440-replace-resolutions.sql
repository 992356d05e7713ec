-- A passed item of a sealed meeting may replace an earlier one of the same body: nothing new is locked to that one from then on.
alter table resolution add column replaces_meeting uuid, add column replaces_number integer,
  add constraint resolution_replaces_whole check ((replaces_meeting is null) = (replaces_number is null)),
  add constraint resolution_replaces_another check (replaces_meeting is distinct from meeting),
  add constraint resolution_replaces_own foreign key (home, replaces_meeting, replaces_number, body)
    references resolution (home, meeting, number, body);
create unique index resolution_replaced_once on resolution (home, replaces_meeting, replaces_number) where replaces_meeting is not null;
comment on column resolution.replaces_meeting is '代替了哪次大会的决议';
comment on column resolution.replaces_number is '代替了那次大会的第几项';

-- A resolution in words, with the one that replaced it.
create view resolution_said with (security_invoker = true) as
  select r.home, r.meeting, r.number, r.body, r.meeting_title || '（' || r.code || '）第 ' || r.number || ' 项' as says, r.title, r.held_on,
    r.replaces_meeting, r.replaces_number, s.meeting as by_meeting, s.number as by_number,
    s.meeting_title || '（' || s.code || '）第 ' || s.number || ' 项' as by_says
  from resolution r left join resolution s on s.home = r.home and s.replaces_meeting = r.meeting and s.replaces_number = r.number;
grant select on resolution_said to heshe_app;

-- What stands against an item replacing the one that it names; null where nothing does.
create function replaced_fault(m resolution, ref jsonb) returns text language plpgsql security definer set search_path = public as $$
declare
  r record;
  way constant text := '，请重新选择，或去掉“代替以前的决议”';
begin
  if coalesce(ref, 'null') = 'null' then
    return null;
  end if;
  if jsonb_typeof(ref) <> 'object' or coalesce(ref ->> 'meeting', '') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    or coalesce(ref ->> 'number', '') !~ '^[1-9]\d{0,3}$' then
    return format('第 %s 项没有写清要代替哪一项决议%s', m.number, way);
  end if;
  select x.*, s.by_says into r from resolution x join resolution_said s on s.home = x.home and s.meeting = x.meeting and s.number = x.number
  where x.home = m.home and x.body = m.body and x.meeting = (ref ->> 'meeting')::uuid and x.number = (ref ->> 'number')::integer;
  if r.passed is not true or r.meeting = m.meeting then
    return format('第 %s 项要代替的不是本社以前已定案、通过的决议%s', m.number, way);
  end if;
  if r.held_on > m.held_on then
    return format('第 %s 项要代替的决议是 %s 通过的，晚于这次会%s', m.number, r.held_on, way);
  end if;
  if r.by_says is not null then
    return format('第 %s 项要代替的决议已被 %s 代替，请改选后来的那一项', m.number, r.by_says);
  end if;
  return null;
end $$;

-- The same of a whole agenda; of the results only what passed counts, where they are known.
create function agenda_replaces_fault(of_home text, of_body uuid, of_meeting uuid, day date, agenda jsonb, results jsonb default null)
returns text language plpgsql security definer set search_path = public as $$
declare
  a record;
  m resolution;
  fault text;
  named jsonb[] := '{}';
begin
  if jsonb_typeof(agenda) is distinct from 'array' then
    return null;
  end if;
  m.home := of_home;
  m.body := of_body;
  m.meeting := of_meeting;
  m.held_on := day;
  for a in select x.one -> 'replaces' as ref, x.number from jsonb_array_elements(agenda) with ordinality x (one, number)
      where coalesce(x.one -> 'replaces', 'null') <> 'null'
        and (results is null or (results -> (x.number - 1)::integer ->> 'passed')::boolean) order by x.number loop
    m.number := a.number;
    fault := replaced_fault(m, a.ref);
    if fault is null and a.ref = any (named) then
      fault := format('第 %s 项和前面的议题要代替同一项决议，请去掉一处', a.number);
    end if;
    if fault is not null then
      return fault;
    end if;
    named := named || a.ref;
  end loop;
  return null;
end $$;
revoke execute on function replaced_fault(resolution, jsonb), agenda_replaces_fault(text, uuid, uuid, date, jsonb, jsonb) from public;
grant execute on function agenda_replaces_fault(text, uuid, uuid, date, jsonb, jsonb) to heshe_app;

create function meeting_replaces() returns trigger language plpgsql security definer set search_path = public as $$
declare
  i procedure_item;
  fault text;
begin
  if tg_table_name = 'procedure_item' then
    fault := agenda_replaces_fault(new.home, new.body, new.id, (new.payload ->> 'heldOn')::date, new.payload -> 'agenda');
  else
    select * into i from procedure_item x where x.home = new.home and x.id = new.item;
    if i.procedure = 'general_meeting' then
      fault := agenda_replaces_fault(i.home, i.body, i.id, coalesce(new.payload ->> 'heldOn', i.payload ->> 'heldOn')::date,
        coalesce(new.payload -> 'agenda', i.payload -> 'agenda'));
    end if;
  end if;
  if fault is not null then
    raise exception using errcode = 'HM005', message = fault;
  end if;
  return new;
end $$;
create trigger meeting_replaces before insert on procedure_item for each row
  when (new.procedure = 'general_meeting') execute function meeting_replaces();
create trigger meeting_replaces before insert on procedure_action for each row
  when (new.payload ? 'agenda' or new.payload ? 'heldOn') execute function meeting_replaces();

create function resolution_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  fault text;
begin
  if new.replaces_meeting is not null then
    perform pg_advisory_xact_lock(hashtextextended('resolution ' || new.home || new.body::text, 0));
    fault := replaced_fault(new, jsonb_build_object('meeting', new.replaces_meeting, 'number', new.replaces_number));
    if fault is not null or not new.passed then
      raise exception using errcode = 'HM005', message = coalesce(fault, '没有通过的议题不能代替以前的决议');
    end if;
  end if;
  return new;
end $$;
create trigger resolution_enters before insert on resolution for each row execute function resolution_enters();

create or replace function write_resolutions(i procedure_item) returns void language sql security definer set search_path = public as $$
  insert into resolution (home, meeting, number, body, area, code, meeting_title, kind, title, decided, passed, held_on,
    replaces_meeting, replaces_number)
  select i.home, i.id, a.number, i.body, i.area, i.code, i.title, a.one ->> 'kind', a.one ->> 'title',
    coalesce(i.payload -> 'ballots' -> (a.number - 1)::integer ->> 'decided', ''), p.passed, (i.payload ->> 'heldOn')::date,
    case when p.passed then (a.one -> 'replaces' ->> 'meeting')::uuid end,
    case when p.passed then (a.one -> 'replaces' ->> 'number')::integer end
  from jsonb_array_elements(i.payload -> 'agenda') with ordinality a (one, number)
  cross join lateral (select coalesce((i.payload -> 'results' -> (a.number - 1)::integer ->> 'passed')::boolean, false)) p (passed)
$$;

-- Nothing new is locked to a resolution that was replaced; what was locked before stays.
create function resolution_still_allows() returns trigger language plpgsql security definer set search_path = public as $$
declare
  by_what text;
begin
  if to_jsonb(new) ->> 'meeting' is null then
    return new;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('resolution ' || new.home || new.body::text, 0));
  select s.by_says into by_what from resolution_said s where s.home = new.home and s.body = new.body and s.meeting = new.meeting
    and s.number = (to_jsonb(new) ->> tg_argv[0])::integer;
  if by_what is not null then
    raise exception using errcode = tg_argv[1], message = format('这项决议已被 %s 代替，不能再凭它办新的事，请改选后来的那一项', by_what);
  end if;
  return new;
end $$;
create trigger resolution_still_allows before insert on resolution_use for each row
  execute function resolution_still_allows('number', 'HM004');
create trigger resolution_still_allows before insert on charter for each row
  execute function resolution_still_allows('item', 'HM002');
