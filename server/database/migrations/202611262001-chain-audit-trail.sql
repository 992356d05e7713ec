-- The trail is chained: what one transaction left in one county becomes one link, made after the commit, so that writers
-- do not wait for each other. Each entry knows its transaction; entries from before the chain (0) are one link.

alter table audit add column txid xid8 not null default '0';
alter table audit alter column txid set default pg_current_xact_id();
comment on column audit.txid is '所属数据库事务；0 = 启用留痕链以前的记录';
create index audit_txid on audit (home, txid, id);
-- Nobody lays an entry into the transaction of another one.
drop policy adds on audit;
create policy adds on audit for insert with check (txid = pg_current_xact_id());

create table audit_pending (
  home text collate "C" not null,
  txid xid8 not null,
  primary key (home, txid)
);
comment on table audit_pending is '已提交、尚未入链的留痕';
alter table audit_pending enable row level security;
alter table audit_pending force row level security;
create policy waits on audit_pending for insert with check (true);
create policy sees on audit_pending for select using (app_setting('role') = 'system');
create policy leaves on audit_pending for delete using (app_setting('role') = 'system');
grant select, delete on audit_pending to heshe_app;

create function audit_waits() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit_pending select distinct home, txid from inserted on conflict do nothing;
  return null;
end $$;
create trigger audit_waits after insert on audit
  referencing new table as inserted for each statement execute function audit_waits();

select set_config('app.role', 'system', true);
insert into audit_pending select distinct home, txid from audit;

create table audit_link (
  home text collate "C" not null,
  number bigint not null check (number > 0),
  txid xid8 not null,
  form smallint not null,
  chained_at timestamptz not null,
  ids bigint[] not null check (cardinality(ids) > 0),
  digests bytea not null check (octet_length(digests) = 32 * cardinality(ids)),
  previous bytea not null check (octet_length(previous) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (home, number)
);
comment on table audit_link is '留痕链：每个归属县一条，每次事务一环；只增不改';
comment on column audit_link.form is '摘要的写法，以后增加列时递增';
comment on column audit_link.digests is '各条留痕的 SM3 摘要，按 ids 的次序相接';
comment on column audit_link.hash is '本环各列与上一环的 HMAC-SM3，密钥不在数据库里';
alter table audit_link enable row level security;
alter table audit_link force row level security;
create policy sees on audit_link for select using (app_setting('role') = 'system');
create policy adds on audit_link for insert with check (app_setting('role') = 'system');
grant select, insert on audit_link to heshe_app;

create table audit_check (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  links bigint not null,
  entries bigint not null,
  pending bigint not null,
  broken bigint not null,
  breaks jsonb not null
);
comment on table audit_check is '留痕链的历次核对';
alter table audit_check enable row level security;
alter table audit_check force row level security;
create policy sees on audit_check for select using (
  app_setting('role') in ('system', 'auditAdmin', 'auditor', 'admin'));
create policy adds on audit_check for insert with check (app_setting('role') = 'system');
grant select, insert on audit_check to heshe_app;
