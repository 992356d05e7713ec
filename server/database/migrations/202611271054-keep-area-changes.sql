-- 区划变更: what became of the county's areas, from which day and on what ground. The plan is made by the program from what a
-- person said; areas, accounts and units follow here, in the same transaction, and no other way.

-- Whatever writes areas: a code stands once on a day, and no village without its township, no township without its county.
create index area_ended on area (code) where valid_to is not null;
alter table area add constraint dates_in_order check (valid_to >= valid_from);

-- Planned anew each time: one statement adds a village, the next one a province.
create function area_stands_alone() returns trigger language plpgsql set search_path = public as $$
declare
  one record;
begin
  execute 'select n.code, n.name from changed n join area a on a.code = n.code and a.valid_from is distinct from n.valid_from
    and daterange(a.valid_from, a.valid_to) && daterange(n.valid_from, n.valid_to) limit 1' into one;
  if one.code is not null then
    raise exception '代码 %（%）的起止日期与这个代码的另一段重叠，请核对日期', one.code, one.name using errcode = 'HS030';
  end if;
  if tg_op = 'INSERT' then
    execute 'select n.code, n.name from changed n where n.valid_to is null and length(n.code) > 6
      and not exists (select from area p where p.code = n.parent and p.valid_to is null) limit 1' into one;
    if one.code is not null then
      raise exception '%（%）的上级辖区不在名单里或已经撤销', one.name, one.code using errcode = 'HS031';
    end if;
  end if;
  return null;
end $$;
create trigger area_alone_added after insert on area referencing new table as changed
  for each statement execute function area_stands_alone();
create trigger area_alone_changed after update on area referencing new table as changed
  for each statement execute function area_stands_alone();

-- Looked at when all is done: a list that renames a township closes it first.
create function area_leaves_none() returns trigger language plpgsql set search_path = public as $$
declare
  one record;
begin
  select c.code, c.name into one from area c where c.parent = new.code and c.valid_to is null
    and not exists (select from area p where p.code = new.code and p.valid_to is null) order by c.code limit 1;
  if found then
    raise exception '%（%）撤销后，%（%）没有了上级辖区', new.name, new.code, one.name, one.code using errcode = 'HS031';
  end if;
  return null;
end $$;
create constraint trigger area_leaves_none after update of valid_to on area deferrable initially deferred
  for each row when (old.valid_to is null and new.valid_to is not null) execute function area_leaves_none();

create table area_change (
  home text collate "C" not null,
  id uuid not null,
  -- The whole county: a change is seen and made by who sees all of it.
  area text collate "C" not null check (area = home),
  kind text not null check (kind in ('add', 'rename', 'end', 'merge', 'split', 'undo')),
  on_day date not null,
  ground text not null check (length(btrim(ground)) between 2 and 200),
  content jsonb not null,
  undoes uuid,
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  primary key (home, id),
  unique (home, undoes),
  foreign key (home, undoes) references area_change (home, id),
  check ((kind = 'undo') = (undoes is not null))
);
create index area_change_at on area_change (home, at);
comment on table area_change is '区划变更：日期、依据、撤销和新设的辖区、随之转走的主体、记录、账号、单位；只增不改';
comment on column area_change.content is 'closed、added、renamed、moved：当时怎样，变成怎样';
alter table area_change enable row level security;
alter table area_change force row level security;
create policy of_owner on area_change for select to current_user using (true);
create policy sees on area_change for select to heshe_app using (app_sees(area, null));
create policy adds on area_change for insert with check (
  actor = app_setting('user') and app_sees(area, null) and app_setting('role') in ('county', 'system'));
grant select, insert (home, id, area, kind, on_day, ground, content, undoes) on area_change to heshe_app;

create function carry_area_change() returns trigger language plpgsql security definer set search_path = public as $$
declare
  gone text[] := array(select e ->> 'code' from jsonb_array_elements(new.content -> 'closed' || (new.content -> 'renamed')) e);
  come text[] := array(select e ->> 'code' from jsonb_array_elements(new.content -> 'added' || (new.content -> 'renamed')) e);
  closed integer;
begin
  -- One at a time: the second finds what the first one left.
  lock table area in share row exclusive mode;
  if exists (select from unnest(gone || come) code where left(code, 6) <> new.home or length(code) not in (9, 12)) then
    raise insufficient_privilege using message = 'the area lies elsewhere';
  end if;
  update area set valid_to = new.on_day where code = any (gone) and valid_to is null;
  get diagnostics closed = row_count;
  if closed <> cardinality(gone) then
    raise exception '区划刚被别人改过，请刷新页面后再办' using errcode = 'HS032';
  end if;
  insert into area (code, name, level, parent, valid_from, former_names, source)
  select e.code, e.name, case length(e.code) when 9 then 'township' else 'village' end,
    left(e.code, case length(e.code) when 9 then 6 else 9 end), new.on_day,
    case when e.formerly is null then '[]' else jsonb_build_array(jsonb_build_object('name', e.formerly, 'until', new.on_day)) end
      || coalesce((select a.former_names from area a where a.code = e.code order by a.valid_to desc nulls first, a.valid_from desc limit 1), '[]'),
    new.ground
  from jsonb_to_recordset(new.content -> 'added' || (new.content -> 'renamed')) e (code text, name text, formerly text)
  order by e.code
  on conflict (code, valid_from) do update set name = excluded.name, valid_to = null, former_names = excluded.former_names,
    source = excluded.source;
  perform carry_people(new.home, new.content -> 'moved');
  insert into audit (home, area, action, subject, record, after, reason)
  values (new.home, new.home, 'create', 'area_change', new.id::text, jsonb_build_object('kind', new.kind, 'on_day', new.on_day,
    'closed', (select jsonb_agg(e ->> 'name') from jsonb_array_elements(new.content -> 'closed') e),
    'opened', (select jsonb_agg(e ->> 'name') from jsonb_array_elements(new.content -> 'added' || (new.content -> 'renamed')) e),
    'rows', jsonb_array_length(new.content -> 'moved')), new.ground);
  return null;
end $$;

-- Accounts and units go where they were sent; what units lead or help with is seen from there.
create function carry_people(of_home text, moved jsonb) returns void language plpgsql security definer set search_path = public as $$
begin
  update app_user u set area = m."to" from jsonb_to_recordset(moved) m (kind text, id text, area text, "to" text)
  where m.kind = 'user' and u.id::text = m.id and u.area = m.area and left(m."to", 6) = of_home and left(m.area, 6) = of_home;
  update unit u set area = m."to" from jsonb_to_recordset(moved) m (kind text, id text, area text, "to" text)
  where m.kind = 'unit' and u.home = of_home and u.id::text = m.id and u.area = m.area and left(m."to", 6) = of_home;
  update procedure_item i set
    unit_area = coalesce((select u.area from unit u where u.home = i.home and u.id = i.unit), i.unit_area),
    helpers = (
      select coalesce(jsonb_agg(coalesce(e.one || jsonb_build_object('area', u.area), e.one) order by e.place), '[]')
      from jsonb_array_elements(i.helpers) with ordinality e (one, place)
      left join unit u on u.home = i.home and u.id::text = e.one ->> 'id')
  where i.home = of_home and exists (
    select from jsonb_to_recordset(moved) m (kind text, id text)
    where m.kind = 'unit' and (i.unit::text = m.id or i.helpers @> jsonb_build_array(jsonb_build_object('id', m.id))));
  update procedure_item i set shared_with = array(
      select distinct one from (select i.unit_area as one union select h ->> 'area' from jsonb_array_elements(i.helpers) h) a
      where one is not null order by one)
  where i.home = of_home and exists (
    select from jsonb_to_recordset(moved) m (kind text, id text)
    where m.kind = 'unit' and (i.unit::text = m.id or i.helpers @> jsonb_build_array(jsonb_build_object('id', m.id))));
end $$;
revoke execute on function carry_people(text, jsonb) from public;
create trigger carry_area_change after insert on area_change for each row execute function carry_area_change();
