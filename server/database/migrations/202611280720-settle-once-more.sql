-- An additional settlement refers to a first one that was paid, of the same member; its lines and sums agree, and with everything
-- borne before he bears no more than what was in his account (of a federation: his contribution).
create function resettlement_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.state <> 'asked' or new.payload ? 'resettlement' then
    raise exception using errcode = 'HM021', message = '补充清算要先登记，再核算';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('resettle ' || new.home || (new.payload ->> 'member'), 0));
  if not exists (select from procedure_item f where f.home = new.home and f.id = (new.payload ->> 'first')::uuid and f.body = new.body
      and f.procedure in ('member_leaving', 'member_death') and f.state = 'repaid'
      and f.payload ->> 'member' = new.payload ->> 'member') then
    raise exception using errcode = 'HM021', message = '补充清算要对上这名成员已经结算并退款的那一次';
  end if;
  if exists (select from procedure_item o where o.home = new.home and o.body = new.body and o.procedure = new.procedure
      and o.payload ->> 'member' = new.payload ->> 'member' and o.state in ('asked', 'settled')) then
    raise exception using errcode = 'HM021', message = '这名成员已有正在办理的补充清算';
  end if;
  return new;
end $$;
create trigger resettlement_enters before insert on procedure_item for each row when (new.procedure = 'member_resettlement')
  execute function resettlement_enters();

create function resettlement_agrees(i procedure_item, r jsonb) returns void language plpgsql security definer set search_path = public as $$
declare
  lines numeric;
  borne numeric;
  account numeric;
  federation boolean;
  loss numeric := (r ->> 'loss')::numeric;
  back numeric := (r ->> 'back')::numeric;
  contribution numeric := (r ->> 'contribution')::numeric;
  reserve numeric := (r ->> 'reserve')::numeric;
begin
  select coalesce(sum(case when l ->> 'effect' = 'taken' then -1 else 1 end * (l ->> 'amount')::numeric), 0) into lines
  from jsonb_array_elements(r -> 'lines') l;
  if coalesce(least(loss, back, contribution, reserve), -1) < 0 or lines is distinct from (r ->> 'total')::numeric
    or (r ->> 'total')::numeric is distinct from contribution + reserve + back - loss then
    raise exception using errcode = 'HM022', message = '补充清算各项相加与合计不符';
  end if;
  select coalesce(b.body_kind, '') = '农民专业合作社联合社' into federation from body b where b.home = i.home and b.id = i.body;
  select coalesce(sum(case when o.procedure = 'member_resettlement' then (s ->> 'loss')::numeric - (s ->> 'back')::numeric
      else (s ->> 'lossOnContribution')::numeric + (s ->> 'lossOnReserve')::numeric end), 0),
    coalesce(sum((s ->> 'contribution')::numeric + case when federation then 0 else (s ->> 'reserve')::numeric end), 0)
  into borne, account
  from procedure_item o cross join lateral (select coalesce(o.payload -> 'settlement', o.payload -> 'resettlement')) x (s)
  where o.home = i.home and o.body = i.body and o.id <> i.id and o.payload ->> 'member' = i.payload ->> 'member'
    and (o.procedure in ('member_leaving', 'member_death') and o.state = 'repaid'
      or o.procedure = 'member_resettlement' and o.state in ('settled', 'paid'));
  if borne + loss - back < 0 or borne + loss - back > account + contribution + (case when federation then 0 else reserve end) then
    raise exception using errcode = 'HM022', message = '连同以前分摊的，补分摊的超过成员账户的出资额和公积金份额，或退回的超过分摊过的';
  end if;
end $$;

create function resettlement_steps() returns trigger language plpgsql security definer set search_path = public as $$
declare
  i procedure_item;
begin
  select * into i from procedure_item x where x.home = new.home and x.id = new.item;
  if i.procedure is distinct from 'member_resettlement' then
    return new;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('resettle ' || i.home || (i.payload ->> 'member'), 0));
  if new.payload ?| '{first,member,year,resolution,resolvedOn,reason}'::text[] then
    raise exception using errcode = 'HM021', message = '补充清算对上的结算、成员和依据登记以后不能改';
  end if;
  if new.action = 'settle' and i.state = 'asked' and new.state = 'settled' then
    perform resettlement_agrees(i, new.payload -> 'resettlement');
  elsif new.payload ? 'resettlement' or not ((new.action = 'pay' and i.state = 'settled' and new.state = 'paid'
      and new.payload ->> 'paidOn' >= i.payload -> 'resettlement' ->> 'settledOn')
    or (new.action = 'cancel' and i.state in ('asked', 'settled') and new.state = 'cancelled')) then
    raise exception using errcode = 'HM021', message = '补充清算依次是核算、收付；核算以后金额不能改，要改的撤回重办';
  end if;
  return new;
end $$;
create trigger resettlement_steps before insert on procedure_action for each row when (new.state in ('asked', 'settled', 'paid', 'cancelled')
  or new.payload ? 'resettlement' or new.payload ? 'first') execute function resettlement_steps();

-- What was settled with a household is told to it on its telephone.
create policy of_household_settlement on procedure_item for select to current_user
  using (app_setting('role') = 'household' and (procedure in ('member_leaving', 'member_death') and state in ('settled', 'repaid')
      or procedure = 'member_resettlement' and state in ('settled', 'paid'))
    and home = app_setting('household_home') and body = app_setting('household_body')::uuid
    and app_is_self(home, body, (payload ->> 'member')::uuid));
create function household_settlements() returns table (id uuid, procedure text, state text, reason text, settlement jsonb,
  paid_on text, paid_to text) language sql stable security definer set search_path = public as $$
  select i.id, i.procedure, i.state, i.payload ->> 'reason', coalesce(i.payload -> 'settlement', i.payload -> 'resettlement'),
    i.payload ->> 'paidOn', i.payload ->> 'paidTo'
  from procedure_item i
  where app_setting('role') = 'household' and (i.procedure in ('member_leaving', 'member_death') and i.state in ('settled', 'repaid')
      or i.procedure = 'member_resettlement' and i.state in ('settled', 'paid'))
    and i.home = app_setting('household_home') and i.body = app_setting('household_body')::uuid
    and app_is_self(i.home, i.body, (i.payload ->> 'member')::uuid)
  order by coalesce(i.payload -> 'settlement' ->> 'settledOn', i.payload -> 'resettlement' ->> 'settledOn') desc, i.code desc $$;
comment on function household_settlements is '成员户看得到的本户退社结算和补充清算';
