-- Tokens by which another system acts for a user, and the answers to writes that may be sent twice.
-- Deployment data, no home: a token belongs to a user, and what it sees is bounded by that user's area.

create table api_token (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  name text not null check (length(name) between 2 and 60),
  owner uuid not null references app_user,
  writes boolean not null,
  area text collate "C",
  made_on date not null,
  made_by text not null default app_setting('user'),
  ends_on date not null check (ends_on >= made_on and ends_on <= made_on + interval '1 year'),
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text
);
create index api_token_owner on api_token (owner);
comment on table api_token is '接口令牌；只存散列，一年之内到期';

create function app_user_id() returns uuid language sql stable parallel safe
as $$ select id from app_user where username = app_setting('user') $$;

alter table api_token enable row level security;
alter table api_token force row level security;
create policy sees on api_token for select using (
  app_setting('role') in ('security', 'system') or owner = app_user_id());
create policy adds on api_token for insert with check (
  made_by = app_setting('user') and (app_setting('role') = 'system' or owner = app_user_id()
    or app_setting('role') = 'security' and exists (
      select from app_user u where u.id = owner and (u.area is null or app_in_area(u.area)))));
-- For the function below: force binds the owner too.
create policy of_owner on api_token to current_user using (true) with check (true);
create policy changes on api_token for update using (
  app_setting('role') in ('security', 'system') or owner = app_user_id());
-- Everything else of a token stands as it was made.
grant select, insert, update (last_used_at, revoked_at, revoked_by) on api_token to heshe_app;

create function api_token_keep() returns trigger language plpgsql as $$
begin
  if old.revoked_at is not null and (new.revoked_at is distinct from old.revoked_at or new.revoked_by is distinct from old.revoked_by) then
    raise exception '已撤销的令牌不能恢复' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger api_token_keep before update on api_token for each row execute function api_token_keep();

create function api_token_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' and new.revoked_at is not distinct from old.revoked_at then
    return null;
  end if;
  insert into audit (action, subject, record, before, after)
  values (case when tg_op = 'INSERT' then 'create' else 'revokeToken' end, 'api_token', new.id::text, null,
    audit_row(to_jsonb(new) - '{token_hash,last_used_at,revoked_at}'::text[]));
  return null;
end $$;
create trigger api_token_audit after insert or update on api_token for each row execute function api_token_audit();

-- Who stands behind a token is asked before anybody's bounds are known: by the hash alone, with the use noted.
create function api_token_holder(hash bytea, seen timestamptz) returns table (
  token uuid, token_name text, writes boolean, token_area text, ends_on date, revoked boolean,
  id uuid, username text, name text, role text, area text, disabled boolean, bodies text[], nation boolean
) language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
begin
  update api_token t set last_used_at = seen
  where t.token_hash = hash and t.revoked_at is null and (t.last_used_at is null or t.last_used_at < seen - interval '1 minute');
  return query
    select t.id, t.name, t.writes, t.area, t.ends_on, t.revoked_at is not null,
      u.id, u.username, u.name, u.role, u.area, u.disabled,
      array(select g.value from app_grant g where g.user_id = u.id and g.kind = 'body'),
      exists (select from app_grant g where g.user_id = u.id and g.kind = 'national')
    from api_token t join app_user u on u.id = t.owner where t.token_hash = hash;
end $$;

-- A write that was sent twice is done once: what was answered is kept with the write, encrypted, for a day.
create table idempotency_key (
  caller text not null default app_setting('user'),
  key text collate "C" not null check (length(key) between 1 and 100),
  request bytea not null,
  answer bytea,
  kept_at timestamptz not null default clock_timestamp(),
  primary key (caller, key)
);
create index idempotency_key_kept on idempotency_key (kept_at);
comment on table idempotency_key is '幂等键：同一写操作重发时给出同一回答；一天后清除';
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy sees on idempotency_key for select using (caller = app_setting('user') or app_setting('role') = 'system');
create policy adds on idempotency_key for insert with check (caller = app_setting('user'));
create policy changes on idempotency_key for update using (caller = app_setting('user') and answer is null)
  with check (caller = app_setting('user'));
create policy clears on idempotency_key for delete using (app_setting('role') = 'system');
grant select, insert, update (answer), delete on idempotency_key to heshe_app;
