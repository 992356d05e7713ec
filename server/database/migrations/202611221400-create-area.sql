-- Areas by statistical code, dated; and what persons have answered about addresses that did not decide.

create table area (
  code text collate "C" not null check (code ~ '^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$'),
  name text not null,
  level text not null,
  parent text collate "C" not null,
  valid_from date,
  valid_to date,
  former_names jsonb not null default '[]',
  source text not null,
  unique nulls not distinct (code, valid_from)
);
create index area_parent on area (parent);
create unique index area_standing on area (code) where valid_to is null;
comment on table area is '统计用区划：代码、名称、起止日期；代码右侧不补零';

create table area_mapping (
  home text collate "C" not null,
  id uuid not null,
  key text not null,
  area text collate "C" not null,
  from_day date not null,
  to_day date,
  ground text not null,
  decided_by text not null default app_setting('user'),
  at timestamptz not null default clock_timestamp(),
  primary key (home, id)
);
create index area_mapping_key on area_mapping (home, key);
comment on table area_mapping is '人工确认的地址归属：写法、区划、起始日、依据；只增不改';

grant select, insert, update on area to heshe_app;
alter table area_mapping enable row level security;
alter table area_mapping force row level security;
create policy sees on area_mapping for select using (
  app_setting('national') = 'on' or home = left(app_setting('area_low'), 6));
create policy adds on area_mapping for insert with check (
  (app_setting('national') = 'on' or home = left(app_setting('area_low'), 6))
  and app_setting('role') in ('county', 'township', 'system'));
grant select, insert on area_mapping to heshe_app;

create function area_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, 'create', 'area_mapping', new.id::text, to_jsonb(new));
  return null;
end $$;
create trigger area_mapping_audit after insert on area_mapping for each row execute function area_audit();
