-- What a verification of the chains found may be settled after an inquiry: the audit administrator writes down what came of
-- it. It holds for the row as it stands now; altered once more, it is told again. The key of the seal is not in the
-- database, so that whoever alters rows there can not settle them himself.

create table chain_inquiry (
  id bigint generated always as identity primary key,
  key text not null unique,
  says text not null,
  conclusion text not null check (length(btrim(conclusion)) between 10 and 1000),
  at timestamptz not null,
  actor text not null,
  seal bytea not null check (octet_length(seal) = 32)
);
comment on table chain_inquiry is '留痕核对发现的差异，查处的结论；只增不改';
comment on column chain_inquiry.key is '差异的种类、归属、编号和现在内容的摘要；再被改动就对不上';
alter table chain_inquiry enable row level security;
alter table chain_inquiry force row level security;
create policy of_owner on chain_inquiry to current_user using (true) with check (true);
create policy sees on chain_inquiry for select to heshe_app using (app_setting('role') in ('system', 'auditAdmin', 'auditor'));
create policy adds on chain_inquiry for insert to heshe_app with check (
  app_setting('role') = 'auditAdmin' and actor = app_setting('user'));
grant select, insert (key, says, conclusion, at, actor, seal) on chain_inquiry to heshe_app;

create function chain_inquiry_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (action, subject, record, after) values ('insert', 'chain_inquiry', new.id::text,
    jsonb_build_object('says', new.says, 'conclusion', new.conclusion));
  return null;
end $$;
create trigger chain_inquiry_audit after insert on chain_inquiry for each row execute function chain_inquiry_audit();

alter table audit_check add column settled bigint not null default 0;
