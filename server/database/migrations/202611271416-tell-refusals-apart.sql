-- A code says one thing: HS001, HS002 and HS005 are of the share ledger (变动不能改, 不在名册上, 资格已终止), HB006 is of the lines
-- of a voucher. What else was told by them has a code of its own: administrators HA001, HA002, targets HT001, papers of a
-- voucher HB013.

create or replace function app_user_guard() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.username <> old.username or new.id <> old.id then
    raise insufficient_privilege using message = 'an account keeps its name';
  end if;
  if new.role <> old.role and (is_administrator(new.role) or is_administrator(old.role)) then
    raise exception 'an administrator is an account of his own' using errcode = 'HA002';
  end if;
  if new.disabled and not old.disabled and is_administrator(old.role) then
    -- Two who remove each other at once: the second waits and sees what the first one did.
    perform pg_advisory_xact_lock(hashtext('heshe-administrators'));
    if not exists (select from app_user u where u.role = old.role and u.id <> old.id and not u.disabled) then
      raise exception 'the last administrator of a kind stays' using errcode = 'HA001';
    end if;
  end if;
  -- Rights that were taken away end at once, not with the session.
  if new.disabled or new.role <> old.role or new.area is distinct from old.area then
    delete from app_session where user_id = old.id;
  end if;
  return new;
end $$;

create or replace function target_follows() returns trigger language plpgsql security definer set search_path = public as $$
declare
  last integer;
begin
  if tg_table_name = 'target_own' then
    select max(version) into last from target_own where home = new.home and id = (to_jsonb(new) ->> 'id')::uuid;
  elsif tg_table_name = 'target_share' then
    select max(version) into last from target_share
    where home = new.home and target = to_jsonb(new) ->> 'target' and area = new.area;
  else
    select max(version) into last from target_answer
    where home = new.home and target = to_jsonb(new) ->> 'target' and area = new.area;
  end if;
  if new.version <> coalesce(last, 0) + 1 then
    raise exception 'somebody else has changed this target' using errcode = 'HT001';
  end if;
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, case when new.version = 1 then 'create' else 'change' end, tg_table_name,
    coalesce(to_jsonb(new) ->> 'target', to_jsonb(new) ->> 'id'), to_jsonb(new) - '{home,recorded_at,actor,version}'::text[]);
  return new;
end $$;

create or replace function voucher_file_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from added a where not exists (
      select from voucher v where v.home = a.home and v.id = a.voucher and v.body = a.body)) then
    raise exception using errcode = 'HB013', message = '附件与凭证的单位不符';
  end if;
  -- What comes with its voucher, in one transaction, is told by the voucher.
  insert into audit (home, area, action, subject, record, after)
  select a.home, min(a.area), 'create', 'voucher_file', a.voucher::text, jsonb_build_object('files', jsonb_agg(a.file order by a.file))
  from added a join voucher v on v.home = a.home and v.id = a.voucher and v.xmin <> pg_current_xact_id()::xid
  group by a.home, a.voucher;
  return null;
end $$;
