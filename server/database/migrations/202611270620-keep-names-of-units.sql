-- 单位更名、撤并: a unit keeps the names that it had, with their days, and one that is dissolved names who goes on with its
-- work. What is still open follows in the same transaction; what is done and what was written keep the name of their time.

alter table unit add column ended_on date, add column successor uuid,
  add foreign key (home, successor) references unit (home, id),
  add constraint ended_is_retired check (ended_on is null or retired),
  add constraint ended_has_successor check ((ended_on is null) = (successor is null));

create table unit_change (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  unit uuid not null,
  kind text not null check (kind in ('rename', 'correct', 'end')),
  on_day date not null,
  old_name text not null,
  name text check (length(name) between 2 and 50),
  successor uuid,
  heir_name text,
  ground text not null check (length(btrim(ground)) between 2 and 200),
  items uuid[] not null default '{}',
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  primary key (home, id),
  foreign key (home, unit) references unit (home, id),
  foreign key (home, successor) references unit (home, id),
  check ((kind = 'end') = (successor is not null)),
  check ((kind = 'end') = (name is null)),
  check (successor <> unit)
);
create index unit_change_unit on unit_change (home, unit, on_day);
comment on table unit_change is '单位更名、错字更正、撤并：日期、依据、当时未办的事项；只增不改';
comment on column unit_change.items is '随之改写牵头、配合单位的未办事项';
alter table unit_change enable row level security;
alter table unit_change force row level security;
create policy of_owner on unit_change for select to current_user using (true);
create policy sees on unit_change for select to heshe_app using (app_sees(area, null));
create policy adds on unit_change for insert with check (
  actor = app_setting('user') and app_sees(area, null) and app_setting('role') in ('county', 'system'));
grant select, insert (home, id, area, unit, kind, on_day, name, successor, ground, items) on unit_change to heshe_app;

-- The name of a unit changes by a row of unit_change alone.
revoke update on unit from heshe_app;
grant update (area, people, retired) on unit to heshe_app;

create function unit_change_guard() returns trigger language plpgsql security definer set search_path = public as $$
declare
  one unit;
  last_day date;
begin
  select * into one from unit u where u.home = new.home and u.id = new.unit for update;
  if one.id is null or one.area <> new.area then
    raise insufficient_privilege using message = 'the unit lies elsewhere';
  end if;
  if one.ended_on is not null then
    raise exception '“%”已经撤并，不能再改', one.name using errcode = 'HS022';
  end if;
  select max(c.on_day) into last_day from unit_change c where c.home = new.home and c.unit = new.unit and c.kind = 'rename';
  if new.kind <> 'correct' and new.on_day < last_day then
    raise exception '日期不能早于上次更名的 %', last_day using errcode = 'HS022';
  end if;
  select u.name into new.heir_name from unit u where u.home = new.home and u.id = new.successor and not u.retired;
  if new.kind = 'end' and new.heir_name is null then
    raise exception '接续的单位不在名单里或已停用，请另选' using errcode = 'HS022';
  end if;
  new.old_name := one.name;
  return new;
end $$;
create trigger unit_change_guard before insert on unit_change for each row execute function unit_change_guard();

create function carry_unit_change() returns trigger language plpgsql security definer set search_path = public as $$
declare
  heir unit;
begin
  if new.kind = 'end' then
    update unit u set people = array(
        select distinct one from unnest(u.people || (select o.people from unit o where o.home = new.home and o.id = new.unit)) one order by one)
      where u.home = new.home and u.id = new.successor;
    update unit set retired = true, ended_on = new.on_day, successor = new.successor where home = new.home and id = new.unit;
  else
    update unit set name = new.name where home = new.home and id = new.unit;
  end if;
  select * into heir from unit u where u.home = new.home and u.id = coalesce(new.successor, new.unit);
  update procedure_item i set
    unit = case when i.unit = new.unit then heir.id else i.unit end,
    unit_name = case when i.unit = new.unit then heir.name else i.unit_name end,
    unit_area = case when i.unit = new.unit then heir.area else i.unit_area end,
    helpers = (
      select coalesce(jsonb_agg(h.one order by h.place), '[]') from (
        select distinct on (one ->> 'id') one, place from (
          select case when e.one ->> 'id' = new.unit::text
            then jsonb_build_object('id', heir.id, 'name', heir.name, 'area', heir.area) else e.one end as one, e.place
          from jsonb_array_elements(i.helpers) with ordinality e (one, place)) renamed
        where one ->> 'id' <> coalesce(case when i.unit = new.unit then heir.id else i.unit end::text, '')
        order by one ->> 'id', place) h)
  where i.home = new.home and i.id = any (new.items)
    and (i.unit = new.unit or i.helpers @> jsonb_build_array(jsonb_build_object('id', new.unit)));
  update procedure_item i set shared_with = array(
      select distinct one from (select i.unit_area as one union select h ->> 'area' from jsonb_array_elements(i.helpers) h) a
      where one is not null order by one)
    where new.kind = 'end' and i.home = new.home and i.id = any (new.items);
  return null;
end $$;
create trigger carry_unit_change after insert on unit_change for each row execute function carry_unit_change();

-- What became of the units of an item, for whoever sees the item.
create function unit_changes_of(of_home text, of_item uuid) returns table (
  at timestamptz, on_day date, kind text, old_name text, new_name text, actor text, ground text)
language sql stable security definer set search_path = public as $$
  select c.at, c.on_day, c.kind, c.old_name, coalesce(c.name, c.heir_name), coalesce(u.name, c.actor), c.ground
  from unit_change c left join app_user u on u.username = c.actor
  where c.home = of_home and c.kind <> 'correct' and of_item = any (c.items)
    and exists (select from procedure_item i where i.home = of_home and i.id = of_item)
  order by c.at $$;
