-- Schemes of ratings, kept version by version; what anybody may see of ratings without signing in.

create table rating_scheme (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  title text not null,
  content jsonb not null,
  file_name text,
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  primary key (home, id)
);
create index rating_scheme_area on rating_scheme (area, title);
comment on table rating_scheme is '评级方案（评分表）；只增不改，同名的以最后一份为准';
alter table rating_scheme enable row level security;
alter table rating_scheme force row level security;
create policy sees on rating_scheme for select using (app_sees(area, null));
create policy adds on rating_scheme for insert with check (
  app_sees(area, null) and actor = app_setting('user') and app_setting('role') in ('county', 'admin', 'system'));
grant select, insert on rating_scheme to heshe_app;
create function rating_scheme_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, 'create', 'rating_scheme', new.id::text, jsonb_build_object('title', new.title));
  return null;
end $$;
create trigger rating_scheme_audit after insert on rating_scheme for each row execute function rating_scheme_audit();

-- Names of cooperatives with what they were rated, and those on notice; nothing else leaves the house without a sign-in.
create function public_ratings(of_day date) returns table (
  kind text, area_name text, name text, scheme text, level text, year text, since date, until date)
language plpgsql stable security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
begin
  perform set_config('app.national', 'on', true);
  return query
    select 'granted', area_label(b.area), b.name, r.payload ->> 'title', i.payload ->> 'level', r.payload ->> 'year',
      (i.payload ->> 'decidedOn')::date, null::date
    from procedure_item i join procedure_item r on r.home = i.home and r.id = i.parent
      join body b on b.home = i.home and b.id = i.body
    where i.procedure = 'rating_application' and i.state = 'granted'
    union all
    select 'notice', area_label(b.area), b.name, r.payload ->> 'title', c ->> 'level', r.payload ->> 'year',
      (r.payload ->> 'noticeFrom')::date, (r.payload ->> 'noticeTo')::date
    from procedure_item r cross join lateral jsonb_array_elements(r.payload -> 'ranking') c
      join body b on b.home = r.home and b.id = (c ->> 'body')::uuid
    where r.procedure = 'rating_round' and r.state = 'noticed' and (c ->> 'chosen')::boolean
      and (r.payload ->> 'noticeTo')::date >= of_day;
  perform set_config('app.national', coalesce(before, ''), true);
end $$;
comment on function public_ratings is '不登录可看的：名录和公示期内的拟认定名单';
