-- A receipt belongs to the application that it was made for: sent to the door of another cooperative it keeps nothing there, and says so.
-- Gives ok, closed, elsewhere (the receipt is of another door), full (too many that nobody answered) or busy. One at a time, so that the bounds are bounds.
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
  select q.home, q.id, q.state, q.body into sent from joining_receipt r join joining_request q on q.home = r.home and q.id = r.request
  where r.receipt_hash = receipt;
  if sent.id is not null then
    if sent.home <> held.home or sent.body <> held.body then
      return 'elsewhere';
    end if;
    update joining_request q set person = given ->> 'person', phone = given ->> 'phone', village = given ->> 'village',
      kind = given ->> 'kind', farm = given ->> 'farm', grows = given ->> 'grows', brings = given ->> 'brings', consent = given ->> 'consent'
    where q.home = sent.home and q.id = sent.id and q.state = 'open';
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
