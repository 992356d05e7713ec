-- Two records of one body become one: what hung on the merged one hangs on the kept one, both histories stay, and it can
-- be taken back. Old names and codes go on meaning the body that was kept.
create table body_merge (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  kept uuid not null,
  merged uuid not null,
  reason text not null check (length(btrim(reason)) between 1 and 200),
  moved jsonb not null,
  merged_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default app_setting('user'),
  actor_name text not null,
  undone_at timestamptz,
  undone_by text,
  primary key (home, id),
  foreign key (home, kept, area) references body (home, id, area) on update cascade,
  foreign key (home, merged) references body (home, id),
  check (kept <> merged),
  check ((undone_at is null) = (undone_by is null))
);
create unique index body_merge_standing on body_merge (home, merged) where undone_at is null;
create index body_merge_kept on body_merge (home, kept);
comment on table body_merge is '主体合并：哪一家并入哪一家；只增，撤销一次';
comment on column body_merge.moved is '随之改挂的整改单、问题、用户范围，撤销时改回';

alter table body_merge enable row level security;
alter table body_merge force row level security;
create policy sees on body_merge for select using (app_sees(area, kept)
  or exists (select from body b where b.home = body_merge.home and b.id = body_merge.merged));
create policy adds on body_merge for insert with check (
  app_sees(area, kept) and actor = app_setting('user') and app_setting('role') in ('county', 'township', 'system')
  and exists (select from body b where b.home = body_merge.home and b.id = body_merge.merged));
create policy changes on body_merge for update using (
  app_sees(area, kept) and app_setting('role') in ('county', 'township', 'system'));
grant select, insert on body_merge to heshe_app;
grant update (undone_at, undone_by) on body_merge to heshe_app;

create function body_merge_keeps() returns trigger language plpgsql as $$
begin
  if old.undone_at is not null and old.area = new.area then
    raise exception using errcode = 'HS010', message = '这次合并已经撤销过，不能再改';
  end if;
  return new;
end $$;
create trigger keeps before update on body_merge for each row execute function body_merge_keeps();

create function body_merge_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, case when tg_op = 'INSERT' then 'merge' else 'unmerge' end, 'body_merge', new.kept::text,
    jsonb_build_object('name', (select name from body b where b.home = new.home and b.id = new.kept),
      'merged', (select name from body b where b.home = new.home and b.id = new.merged), 'note', new.reason));
  return null;
end $$;
create trigger body_merge_audit after insert on body_merge for each row execute function body_merge_audit();
create trigger body_merge_change after update of undone_at on body_merge for each row execute function body_merge_audit();

-- The body that stands for this one, through any number of merges.
create function body_kept(home text, id uuid) returns uuid language sql stable as $$
  with recursive chain as (
    select body_kept.id, 0 as step
    union all
    select g.kept, c.step + 1 from chain c join body_merge g on g.home = body_kept.home and g.merged = c.id
      and g.undone_at is null where c.step < 20)
  select c.id from chain c order by c.step desc limit 1
$$;
