-- What is shown to the members is signed by a supervisor in office, and by nobody who runs the cooperative or keeps its money.
create function supervisor_signs() returns trigger language plpgsql set search_path = public as $$
declare
  of_body uuid;
begin
  select i.body into of_body from procedure_item i
  where i.home = new.home and i.id = new.item and i.procedure in ('disclosure', 'audit_notice');
  if not found then
    return new;
  end if;
  if not exists (
      select from officer o where o.home = new.home and o.body = of_body and not o.ended and o.person = btrim(new.signer)
        and o.post in ('监事长', '执行监事', '监事')
        and (o.since is null or o.since <= new.signed_on) and (o.until is null or o.until >= new.signed_on))
    or exists (
      select from officer o where o.home = new.home and o.body = of_body and not o.ended and o.person = btrim(new.signer)
        and o.post in ('理事长', '理事', '经理', '财务会计', '出纳')
        and (o.since is null or o.since <= new.signed_on) and (o.until is null or o.until >= new.signed_on)) then
    raise exception using errcode = 'HA005', message = '由在任的监事签字，理事长、理事、经理、会计、出纳不能签';
  end if;
  return new;
end $$;
create trigger supervisor_signs before insert on procedure_action
  for each row when (new.action = 'sign') execute function supervisor_signs();

-- What was told to the members stands open to each household of the cooperative, and nothing else of procedures does.
create policy of_household on procedure_item for select to current_user
  using (app_setting('role') = 'household' and procedure = 'audit_notice' and state = 'posted'
    and home = app_setting('household_home') and body = app_setting('household_body')::uuid);
create function household_audit_notices() returns table (id uuid, payload jsonb) language sql stable security definer set search_path = public as $$
  select i.id, i.payload from procedure_item i
  where app_setting('role') = 'household' and i.procedure = 'audit_notice' and i.state = 'posted'
    and i.home = app_setting('household_home') and i.body = app_setting('household_body')::uuid
  order by i.payload ->> 'postedOn' desc, i.code desc limit 20 $$;
comment on function household_audit_notices is '成员户看得到的审计结果通报：本社已通报的';
