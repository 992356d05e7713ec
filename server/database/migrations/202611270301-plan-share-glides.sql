-- 逐步降低计划: by which day a member above the cap holds no more than which part. The latest of a member holds.
create table share_glide (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  member uuid not null,
  -- [{"by": "2024-12-31", "atMost": 2500}], in hundredths of a percent, in order of days.
  steps jsonb not null check (jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) between 1 and 20),
  resolution text collate "C" not null check (length(btrim(resolution)) between 1 and 200),
  resolved_on date not null,
  made_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
create index share_glide_member on share_glide (home, body, member);
comment on table share_glide is '单个成员持股逐步降低的计划；只增不改，最近一次决议的为准';

create function share_glide_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from member m where m.home = new.home and m.id = new.member and m.body = new.body) then
    raise exception using errcode = 'HS002', message = '所写的成员不在这家合作社的名册上';
  end if;
  if exists (select from (
      select (s ->> 'by')::date as by, (s ->> 'atMost')::int as at_most,
        lag((s ->> 'by')::date) over w as by_before, lag((s ->> 'atMost')::int) over w as at_most_before
      from jsonb_array_elements(new.steps) with ordinality t (s, n) window w as (order by n)) step
    where by is null or at_most is null or at_most not between 0 and 10000 or by <= coalesce(by_before, new.resolved_on)
      or at_most >= coalesce(at_most_before, 10001)) then
    raise exception using errcode = 'HS007', message = '计划的日期应逐步往后、比例应逐步降低';
  end if;
  return new;
end $$;
create trigger share_glide_enters before insert on share_glide for each row execute function share_glide_enters();

alter table share_glide enable row level security;
alter table share_glide force row level security;
create policy sees on share_glide for select using (app_sees(area, body));
create policy adds on share_glide for insert with check (
  app_sees(area, body) and app_setting('role') in ('chair', 'accountant', 'township', 'county', 'system'));
create policy moves on share_glide for update using (app_sees(area, body));
create trigger keeps before update or delete on share_glide for each row execute function membership_keeps();
create trigger keeps_all before truncate on share_glide for each statement execute function membership_keeps();
grant select on share_glide to heshe_app;
grant insert (home, id, body, area, member, steps, resolution, resolved_on) on share_glide to heshe_app;
create function share_glide_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, 'create', 'share_glide', new.id::text, audit_row(to_jsonb(new) - '{made_at}'::text[]));
  return null;
end $$;
create trigger share_glide_audit after insert on share_glide for each row execute function share_glide_audit();

-- The plans in force on a day, one a member.
create function share_glides_at(on_day date) returns table (home text, body uuid, member uuid, steps jsonb, resolution text, resolved_on date)
language sql stable as $$
  select distinct on (g.home, g.member) g.home, g.body, g.member, g.steps, g.resolution, g.resolved_on
  from share_glide g where g.resolved_on <= on_day order by g.home, g.member, g.resolved_on desc, g.made_at desc
$$;
