-- A whole check computes again only what was touched. The database itself notes which body was, with every write of what
-- figures are computed from: no program can forget it, and what is rolled back takes its note along.

-- Notes are added and taken away, never merged: a check takes away those that it sees before it reads, so the note of a write
-- that commits meanwhile stays for the next one.
create table fact_mark (
  home text collate "C" not null,
  mark bigint generated always as identity,
  body uuid not null,
  primary key (home, mark)
);
create index fact_mark_body on fact_mark (home, body);
comment on table fact_mark is '指标的来源被改动过、尚未重算的主体；由数据库自己记下，体检时取走';

alter table fact_mark enable row level security;
alter table fact_mark force row level security;
create policy marks on fact_mark for insert with check (true);
create policy sees on fact_mark for select using (
  exists (select from body b where b.home = fact_mark.home and b.id = fact_mark.body));
create policy takes on fact_mark for delete using (
  exists (select from body b where b.home = fact_mark.home and b.id = fact_mark.body)
  and app_setting('role') not in ('auditor', 'leader', 'auditAdmin'));
-- No grant to insert: notes come from the triggers alone.
grant select, delete on fact_mark to heshe_app;

create function mark_touched() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' then
    insert into fact_mark (home, body)
    select home, body from was where body is not null union select home, body from becomes where body is not null;
  else
    insert into fact_mark (home, body) select distinct home, body from touched where body is not null;
  end if;
  return null;
end $$;

create function watch_facts(source regclass) returns void language plpgsql set search_path = public as $$
begin
  execute format('create trigger zz_marks_added after insert on %s referencing new table as touched for each statement execute function mark_touched()', source);
  execute format('create trigger zz_marks_removed after delete on %s referencing old table as touched for each statement execute function mark_touched()', source);
  execute format('create trigger zz_marks_changed after update on %s referencing old table as was new table as becomes for each statement execute function mark_touched()', source);
end $$;
comment on function watch_facts is '登记一张表为指标的来源：它的每次写入记下所属主体';
revoke execute on function watch_facts(regclass) from public;

-- Versions of a register are folded into its current table with every insert, whatever their day: that one is watched.
do $$
declare
  one text;
begin
  foreach one in array array[
    'officer', 'document', 'member', 'member_summary', 'annual_report', 'operating_status', 'five_haves', 'survey', 'body_tag',
    'dividend_summary', 'officer_kin', 'bookkeeping_agency', 'body_link', 'grant_project', 'grant_line',
    'dossier_action', 'procedure_item', 'book', 'voucher', 'voucher_line', 'voucher_file', 'voucher_review', 'money_account', 'money_line',
    'money_settle', 'asset_card', 'asset_event', 'grant_use', 'share_event', 'share_glide', 'share_keep', 'member_role',
    'surplus_plan', 'surplus_share', 'surplus_action', 'surplus_pay_batch'] loop
    perform watch_facts(one::regclass);
  end loop;
end $$;

-- What figures read of others lies beyond what the writer sees, and is looked up in the whole county. In an insert `old` is
-- null, in a delete `new`.
create function mark_beyond() returns trigger language plpgsql security definer set search_path = public as $$
declare
  national text := current_setting('app.national', true);
  role text := current_setting('app.role', true);
begin
  perform set_config('app.national', 'on', true), set_config('app.role', 'system', true);
  if tg_table_name = 'body' then
    -- Itself; those that are linked with it, have an officer whom it names as representative, or share an officer with it.
    insert into fact_mark (home, body)
    select coalesce(new.home, old.home), coalesce(new.id, old.id)
    union select k.home, k.body from body_link k where k.home = coalesce(new.home, old.home) and k.other = coalesce(new.id, old.id)
    union select o.home, o.body from officer o
      where o.home = coalesce(new.home, old.home) and o.person in (old.legal_representative, new.legal_representative)
    union select r.home, r.body from officer o join officer r on r.home = o.home and r.id_number_hash = o.id_number_hash
      where o.home = coalesce(new.home, old.home) and o.body = coalesce(new.id, old.id);
  elsif tg_table_name = 'officer' then
    -- Those in which the same person holds a post.
    insert into fact_mark (home, body)
    select distinct o.home, o.body from officer o
    where o.home = coalesce(new.home, old.home) and o.id_number_hash in (old.id_number_hash, new.id_number_hash);
  elsif tg_table_name = 'village_households' then
    insert into fact_mark (home, body) select b.home, b.id from body b where b.area in (old.area, new.area);
  elsif tg_op <> 'UPDATE' or (old.username, old.name, old.role) is distinct from (new.username, new.name, new.role) then
    -- Those in whose books the user wrote: who he is says whether a chair paid alone.
    insert into fact_mark (home, body)
    select v.home, v.body from voucher v where v.actor in (old.username, new.username)
    union select s.home, s.body from surplus_pay_batch s where s.actor in (old.username, new.username);
  end if;
  perform set_config('app.national', coalesce(national, ''), true), set_config('app.role', coalesce(role, ''), true);
  return null;
end $$;
create trigger zz_marks_beyond after insert or update or delete on body for each row execute function mark_beyond();
create trigger zz_marks_beyond after insert or update or delete on officer for each row execute function mark_beyond();
create trigger zz_marks_beyond after insert or update or delete on village_households for each row execute function mark_beyond();
create trigger zz_marks_beyond after insert or update or delete on app_user for each row execute function mark_beyond();
create index officer_person on officer (home, person);
create index body_link_other on body_link (home, other);

-- Another program may compute figures otherwise: where one comes for the first time, everything is computed once more.
create table fact_program (
  only_one boolean primary key default true check (only_one),
  program text collate "C" not null
);
comment on table fact_program is '最近一次是用哪个程序（指标写法和数据库版本的摘要）算的指标';
alter table fact_program enable row level security;

create function mark_for_program(program text) returns void language plpgsql security definer set search_path = public as $$
declare
  national text := current_setting('app.national', true);
  role text := current_setting('app.role', true);
begin
  if exists (select from fact_program p where p.program = mark_for_program.program) then
    return;
  end if;
  perform set_config('app.national', 'on', true), set_config('app.role', 'system', true);
  insert into fact_mark (home, body) select b.home, b.id from body b;
  insert into fact_program values (true, mark_for_program.program) on conflict (only_one) do update set program = excluded.program;
  perform set_config('app.national', coalesce(national, ''), true), set_config('app.role', coalesce(role, ''), true);
end $$;
comment on function mark_for_program is '换了程序时，所有主体的指标重算一次';
revoke execute on function mark_for_program(text) from public;
grant execute on function mark_for_program(text) to heshe_app;
