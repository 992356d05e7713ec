-- A cooperative that is merged into another, or struck from the register, takes no members; its door is closed whatever was set.
create function takes_members(b body) returns boolean language sql immutable as $$
  select not b.ended and coalesce(b.registration_state, '存续') not in ('注销', '吊销未注销') $$;
grant execute on function takes_members(body) to heshe_app;

create or replace function joining_door_read(door text) returns table (body_name text, area_name text, notice text)
language plpgsql stable security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
begin
  perform outside_scope();
  perform set_config('app.national', 'on', true);
  return query select coalesce(b.name, ''), area_label(b.area), d.notice from joining_door d join body b on b.home = d.home and b.id = d.body
    where d.code = door and d.is_open and takes_members(b);
  perform set_config('app.national', coalesce(before, ''), true);
end $$;

-- Gives ok, closed, full (too many that nobody answered) or busy. One at a time, so that the bounds are bounds.
create or replace function joining_apply(door text, receipt bytea, address bytea, given jsonb, at timestamptz, until date, bounds jsonb) returns text
language plpgsql security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
  held record;
  sent record;
  made uuid := gen_random_uuid();
begin
  perform outside_scope();
  perform pg_advisory_xact_lock(hashtext('heshe-joining-apply'));
  perform set_config('app.national', 'on', true);
  select d.home, d.body, d.area into held from joining_door d join body b on b.home = d.home and b.id = d.body
  where d.code = door and d.is_open and takes_members(b);
  perform set_config('app.national', coalesce(before, ''), true);
  if held.body is null then
    return 'closed';
  end if;
  -- Sent once more, since no answer came: the same application, in the words that were sent last. The bounds count it once.
  select q.home, q.id, q.state into sent from joining_receipt r join joining_request q on q.home = r.home and q.id = r.request
  where r.receipt_hash = receipt;
  if sent.id is not null then
    update joining_request q set person = given ->> 'person', phone = given ->> 'phone', village = given ->> 'village',
      kind = given ->> 'kind', farm = given ->> 'farm', grows = given ->> 'grows', brings = given ->> 'brings', consent = given ->> 'consent'
    where q.home = sent.home and q.id = sent.id and q.body = held.body and q.state = 'open';
    return 'ok';
  end if;
  if (select count(*) from joining_request q
      where q.home = held.home and q.body = held.body and q.state = 'open') >= (bounds ->> 'open')::integer then
    return 'full';
  end if;
  if (select count(*) from joining_receipt r join joining_request q on q.home = r.home and q.id = r.request
      where r.address_hash = address and q.received_at > at - interval '1 day') >= (bounds ->> 'perAddress')::integer
    or (select count(*) from joining_request q
      where q.home = held.home and q.body = held.body and q.received_at > at - interval '1 day') >= (bounds ->> 'perBody')::integer then
    return 'busy';
  end if;
  insert into joining_request (home, id, body, area, person, phone, village, kind, farm, grows, brings, consent, received_at, ends_on)
  values (held.home, made, held.body, held.area, given ->> 'person', given ->> 'phone', given ->> 'village', given ->> 'kind',
    given ->> 'farm', given ->> 'grows', given ->> 'brings', given ->> 'consent', at, until);
  insert into joining_receipt (home, request, receipt_hash, address_hash) values (held.home, made, receipt, address);
  perform joining_note(held.home, held.area, 'apply', 'joining_request', made::text, '申请人', null);
  return 'ok';
end $$;

-- What has an end, as a member or not, is not taken back any more; leaving has its own steps.
create or replace function joining_withdraw(receipt bytea, at timestamptz, until date) returns void
language plpgsql security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
  held joining_request;
begin
  perform outside_scope();
  perform set_config('app.national', 'on', true);
  select q.* into held from joining_receipt r join joining_request q on q.home = r.home and q.id = r.request
  where r.receipt_hash = receipt for update of q;
  if held.state = 'open' then
    update joining_request q set state = 'withdrawn', person = null, phone = null, village = null, kind = null, farm = null, grows = null,
      brings = null, decided_at = at, ends_on = until where q.home = held.home and q.id = held.id;
    perform joining_note(held.home, held.area, 'withdraw', 'joining_request', held.id::text, '申请人', null);
  elsif held.state = 'taken' and held.wants_out_at is null and not exists (select from procedure_item i
      where i.home = held.home and i.id = held.item and i.state in ('entered', 'admitted', 'declined', 'withdrawn', 'overruled')) then
    update joining_request q set wants_out_at = at where q.home = held.home and q.id = held.id;
    perform joining_note(held.home, held.area, 'withdraw', 'joining_request', held.id::text, '申请人', null);
  end if;
  perform set_config('app.national', coalesce(before, ''), true);
end $$;
