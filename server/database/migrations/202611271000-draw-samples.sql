-- 抽查抽取: the population as it stood before anybody knew the seed; then, once, the seed and the list that it gives. The
-- list is computed here again (SHA-256 of seed, colon, key; the smallest first), so that no other one can be kept.
create table audit_draw (
  home text collate "C" not null,
  item uuid not null,
  area text collate "C" not null,
  year integer not null check (year between 2007 and 2100),
  -- What narrowed it: area, kinds, classes, years without an audit.
  filters jsonb not null check (jsonb_typeof(filters) = 'object'),
  -- [{"key", "body", "name", "place"}], in order of keys.
  population jsonb not null check (jsonb_typeof(population) = 'array' and jsonb_array_length(population) between 1 and 20000),
  population_hash text collate "C" not null,
  size integer not null,
  made_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, item),
  foreign key (home, item) references procedure_item (home, id),
  check (size between 1 and jsonb_array_length(population))
);
create index audit_draw_area on audit_draw (area);
comment on table audit_draw is '抽查抽取的总体：报出种子以前定下，定下后不变';

create table audit_drawn (
  home text collate "C" not null,
  item uuid not null,
  area text collate "C" not null,
  seed text collate "C" not null check (seed ~ '^(0|[1-9][0-9]{0,17})$'),
  -- Keys in the order in which they were drawn.
  keys jsonb not null check (jsonb_typeof(keys) = 'array'),
  drawn_on date not null,
  host text collate "C" not null check (length(btrim(host)) between 1 and 50),
  witnesses text[] not null check (cardinality(witnesses) between 1 and 10),
  drawn_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, item),
  foreign key (home, item) references audit_draw (home, item)
);
create index audit_drawn_area on audit_drawn (area);
comment on table audit_drawn is '抽查抽取的种子和名单；每个总体只抽一次';

create function audit_draw_enters() returns trigger language plpgsql set search_path = public as $$
declare
  held record;
begin
  select count(*) as n, count(distinct p ->> 'key') as keys,
    encode(sha256(convert_to(string_agg(p ->> 'key', E'\n' order by (p ->> 'key') collate "C"), 'UTF8')), 'hex') as hash
  into held from jsonb_array_elements(new.population) p;
  if held.n <> held.keys or held.hash is distinct from new.population_hash then
    raise exception using errcode = 'HA001', message = '总体里有重复或没有编号的，或与所记的校验值不符';
  end if;
  if not exists (select from procedure_item i where i.home = new.home and i.id = new.item and i.procedure = 'audit_draw'
    and i.area = new.area) then
    raise exception using errcode = 'HA002', message = '总体要记在一次抽查抽取名下';
  end if;
  return new;
end $$;
create trigger audit_draw_enters before insert on audit_draw for each row execute function audit_draw_enters();

create function audit_drawn_enters() returns trigger language plpgsql set search_path = public as $$
declare
  wanted jsonb;
begin
  select jsonb_agg(k.key order by k.digest, k.key collate "C") into wanted from (
    select p ->> 'key' as key, sha256(convert_to(new.seed || ':' || (p ->> 'key'), 'UTF8')) as digest
    from audit_draw d cross join lateral jsonb_array_elements(d.population) p
    where d.home = new.home and d.item = new.item and d.area = new.area
    order by 2, (p ->> 'key') collate "C"
    limit (select d.size from audit_draw d where d.home = new.home and d.item = new.item)) k;
  if wanted is null or wanted <> new.keys then
    raise exception using errcode = 'HA003', message = '名单不是这个总体按这个种子抽出的';
  end if;
  return new;
end $$;
create trigger audit_drawn_enters before insert on audit_drawn for each row execute function audit_drawn_enters();

create function audit_draw_keeps() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'HA004', message = '抽取的总体、种子和名单不能改、不能删；有误的作废后重新抽取';
end $$;

do $$
declare one text;
begin
  foreach one in array array['audit_draw', 'audit_drawn'] loop
    execute format('create trigger keeps before update or delete on %I for each row execute function audit_draw_keeps()', one);
    execute format('create trigger keeps_all before truncate on %I for each statement execute function audit_draw_keeps()', one);
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, null))', one);
    execute format('create policy adds on %I for insert with check (
      app_sees(area, null) and app_setting(''role'') in (''county'', ''system''))', one);
    execute format('grant select on %I to heshe_app', one);
  end loop;
end $$;
grant insert (home, item, area, year, filters, population, population_hash, size) on audit_draw to heshe_app;
grant insert (home, item, area, seed, keys, drawn_on, host, witnesses) on audit_drawn to heshe_app;

create function audit_draw_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, 'create', tg_table_name, new.item::text, audit_row(to_jsonb(new) - '{population,filters,made_at,drawn_at,item}'::text[]));
  return null;
end $$;
create trigger audit_draw_audit after insert on audit_draw for each row execute function audit_draw_audit();
create trigger audit_drawn_audit after insert on audit_drawn for each row execute function audit_draw_audit();
