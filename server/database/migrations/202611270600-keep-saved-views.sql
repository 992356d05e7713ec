-- The filters of a list under a name of one's own. Deployment data, no home: a view belongs to a person and says nothing
-- but which filters; what they show stays bounded by that person's scope of the day.

create table saved_view (
  id uuid primary key,
  person text collate "C" not null default app_setting('user'),
  page text collate "C" not null check (page ~ '^/[A-Za-z0-9_/-]{0,99}$'),
  name text not null check (length(btrim(name)) between 1 and 40),
  query text not null check (length(query) between 1 and 2000),
  saved_at timestamptz not null default clock_timestamp(),
  unique (person, page, name)
);
comment on table saved_view is '常用筛选：各人自己起名存下的列表筛选条件，只有本人看得到';
alter table saved_view enable row level security;
alter table saved_view force row level security;
create policy own on saved_view using (person = app_setting('user')) with check (person = app_setting('user'));
grant select, insert (id, page, name, query), update (name), delete on saved_view to heshe_app;

-- Two windows that save at once: the second waits and counts what the first one saved.
create function saved_view_limit() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('heshe-saved-view:' || new.person));
  if (select count(*) from saved_view where person = new.person) >= 50 then
    raise exception '常用筛选最多存 50 个，请先删掉不用的' using errcode = 'HS020';
  end if;
  return new;
end $$;
create trigger saved_view_limit before insert on saved_view for each row execute function saved_view_limit();
