-- The trail tells of the division of the surplus and of its payment as it does of the books: one entry for each act. The
-- amounts are in the plan and the batch, which never change.
create function surplus_audit() returns trigger language plpgsql security definer set search_path = public as $$
declare
  whole jsonb := to_jsonb(new);
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, 'create', tg_table_name, coalesce(whole ->> 'id', whole ->> 'plan'),
    jsonb_strip_nulls(jsonb_build_object('year', whole -> 'year', 'members', whole -> 'members', 'step', whole -> 'action',
      'way', whole -> 'way', 'day', whole -> 'day', 'files', whole -> 'files', 'voucher', whole -> 'voucher')));
  return null;
end $$;
create trigger zz_audit after insert on surplus_plan for each row execute function surplus_audit();
create trigger zz_audit after insert on surplus_action for each row execute function surplus_audit();
create trigger zz_audit after insert on surplus_pay_batch for each row execute function surplus_audit();

-- What was told of one batch at once is one entry: how many were paid, and of how many the money came back.
create function surplus_pay_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  select a.home, min(a.area), 'create', tg_table_name, a.batch::text, jsonb_build_object('day', min(a.day),
    'paid', count(*) filter (where a.outcome = 'paid'), 'failed', count(*) filter (where a.outcome = 'failed'))
  from added a group by a.home, a.batch;
  return null;
end $$;
create trigger zz_audit after insert on surplus_pay_result referencing new table as added
  for each statement execute function surplus_pay_audit();
create function surplus_return_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  select a.home, min(a.area), 'create', tg_table_name, a.batch::text, jsonb_build_object('day', min(a.day),
    'returned', count(*), 'vouchers', jsonb_agg(distinct a.voucher))
  from added a group by a.home, a.batch;
  return null;
end $$;
create trigger zz_audit after insert on surplus_pay_return referencing new table as added
  for each statement execute function surplus_return_audit();
