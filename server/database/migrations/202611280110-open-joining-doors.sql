-- Who is no member yet may apply at a door that the chair of a cooperative opened: without an account, by a code on a poster.
-- What is written there is one's own data of people who are nobody's member: it stands in a table of its own, is reached from
-- outside by functions alone, goes into the case when it is taken over and is blank from then on.
create table joining_door (
  home text collate "C" not null,
  body uuid not null,
  area text collate "C" not null,
  -- In the two-dimensional code; public by its nature.
  code text collate "C" not null check (code ~ '^[2-9A-HJKMNP-TV-Z]{10}$'),
  is_open boolean not null default false,
  notice text not null default '' check (length(notice) <= 1000),
  changed_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, body),
  unique (code),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
comment on table joining_door is '入社申请的入口：二维码、是否开通、入社须知';

create table joining_request (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  person text check (length(btrim(person)) between 2 and 100),
  phone text check (length(phone) between 7 and 20),
  village text check (length(village) <= 200),
  kind text collate "C",
  farm text collate "C",
  grows text check (length(grows) <= 200),
  brings text check (length(brings) <= 100),
  -- Which wording was agreed to.
  consent text collate "C" not null,
  state text collate "C" not null default 'open' check (state in ('open', 'taken', 'declined', 'withdrawn')),
  item uuid,
  said text check (length(said) between 2 and 200),
  received_at timestamptz not null,
  decided_at timestamptz,
  wants_out_at timestamptz,
  -- Nothing of it stands any longer after this day.
  ends_on date not null,
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, item) references procedure_item (home, id),
  check ((state = 'open') = (person is not null and phone is not null and decided_at is null)),
  check (state = 'open' or coalesce(person, phone, village, kind, farm, grows, brings) is null),
  check ((state = 'taken') = (item is not null))
);
create index joining_request_body on joining_request (home, body, state);
create index joining_request_item on joining_request (home, item) where item is not null;
create index joining_request_received on joining_request (received_at);
comment on table joining_request is '网上入社申请；受理、撤回以后不留个人信息，到期删除';

-- By what a request is found from outside, and how many come from where: nobody's transaction reads it.
create table joining_receipt (
  home text collate "C" not null,
  request uuid not null,
  receipt_hash bytea not null check (length(receipt_hash) = 32),
  address_hash bytea check (length(address_hash) = 32),
  primary key (home, request),
  unique (receipt_hash),
  foreign key (home, request) references joining_request (home, id) on delete cascade
);
create index joining_receipt_address on joining_receipt (address_hash) where address_hash is not null;
comment on table joining_receipt is '网上入社申请的回执号和来处的散列';

do $$
declare one text;
begin
  foreach one in array '{joining_door,joining_request,joining_receipt}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy of_owner on %I to current_user using (true) with check (true)', one);
  end loop;
end $$;
create policy sees on joining_door for select to heshe_app using (app_sees(area, body));
create policy opens on joining_door for insert to heshe_app with check (app_sees(area, body) and app_setting('role') = 'chair');
create policy changes on joining_door for update to heshe_app
  using (app_sees(area, body) and app_setting('role') = 'chair') with check (app_sees(area, body) and app_setting('role') = 'chair');
create policy sees on joining_request for select to heshe_app using (
  app_sees(area, body) and app_setting('role') in ('chair', 'accountant', 'township', 'county', 'system'));
grant select on joining_door, joining_request to heshe_app;
grant insert (home, body, area, code, is_open, notice) on joining_door to heshe_app;
grant update (is_open, notice, changed_at, actor) on joining_door to heshe_app;

-- The trail tells that something came and what became of it, and nothing of who applied: it is kept for ever.
create function joining_note(of_home text, of_area text, act text, subject text, record text, who text, more jsonb) returns void
language sql security definer set search_path = public as $$
  insert into audit (home, area, actor, role, action, subject, record, after)
  values (of_home, of_area, who, coalesce(app_setting('role'), 'applicant'), act, subject, record, more) $$;
revoke execute on function joining_note(text, text, text, text, text, text, jsonb) from public;

create function joining_door_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' and (old.is_open, old.notice) is not distinct from (new.is_open, new.notice) then
    return null;
  end if;
  perform joining_note(new.home, new.area, case when new.is_open then 'openDoor' else 'closeDoor' end, 'joining_door', new.body::text,
    coalesce(app_setting('user'), session_user::text), jsonb_build_object('notice', new.notice));
  return null;
end $$;
create trigger joining_door_audit after insert or update on joining_door for each row execute function joining_door_audit();

-- The doors from outside. What is not there and what is closed are answered alike.

create function joining_door_read(door text) returns table (body_name text, area_name text, notice text)
language plpgsql stable security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
begin
  perform outside_scope();
  perform set_config('app.national', 'on', true);
  return query select coalesce(b.name, ''), area_label(b.area), d.notice from joining_door d join body b on b.home = d.home and b.id = d.body
    where d.code = door and d.is_open and not b.ended and coalesce(b.registration_state, '存续') not in ('注销', '吊销未注销');
  perform set_config('app.national', coalesce(before, ''), true);
end $$;

-- Gives ok, closed or busy. One at a time, so that the bounds are bounds.
create function joining_apply(door text, receipt bytea, address bytea, given jsonb, at timestamptz, until date, bounds jsonb) returns text
language plpgsql security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
  held record;
  made uuid := gen_random_uuid();
  came text := 'ok';
begin
  perform outside_scope();
  perform pg_advisory_xact_lock(hashtext('heshe-joining-apply'));
  perform set_config('app.national', 'on', true);
  select d.home, d.body, d.area into held from joining_door d join body b on b.home = d.home and b.id = d.body
  where d.code = door and d.is_open and not b.ended and coalesce(b.registration_state, '存续') not in ('注销', '吊销未注销');
  perform set_config('app.national', coalesce(before, ''), true);
  if held.body is null then
    return 'closed';
  end if;
  if (select count(*) from joining_receipt r join joining_request q on q.home = r.home and q.id = r.request
      where r.address_hash = address and q.received_at > at - interval '1 day') >= (bounds ->> 'perAddress')::integer
    or (select count(*) from joining_request q
      where q.home = held.home and q.body = held.body and q.received_at > at - interval '1 day') >= (bounds ->> 'perBody')::integer
    or (select count(*) from joining_request q
      where q.home = held.home and q.body = held.body and q.state = 'open') >= (bounds ->> 'open')::integer then
    return 'busy';
  end if;
  insert into joining_request (home, id, body, area, person, phone, village, kind, farm, grows, brings, consent, received_at, ends_on)
  values (held.home, made, held.body, held.area, given ->> 'person', given ->> 'phone', given ->> 'village', given ->> 'kind',
    given ->> 'farm', given ->> 'grows', given ->> 'brings', given ->> 'consent', at, until);
  insert into joining_receipt (home, request, receipt_hash, address_hash) values (held.home, made, receipt, address);
  perform joining_note(held.home, held.area, 'apply', 'joining_request', made::text, '申请人', null);
  return came;
end $$;

create function joining_receipt_read(receipt bytea) returns table (
  body_name text, received_at timestamptz, state text, case_state text, said text, wants_out boolean, ends_on date)
language plpgsql stable security definer set search_path = public as $$
declare
  before text := current_setting('app.national', true);
begin
  perform outside_scope();
  perform set_config('app.national', 'on', true);
  return query select coalesce(b.name, ''), q.received_at, q.state, i.state, q.said, q.wants_out_at is not null, q.ends_on
    from joining_receipt r join joining_request q on q.home = r.home and q.id = r.request
    join body b on b.home = q.home and b.id = q.body left join procedure_item i on i.home = q.home and i.id = q.item
    where r.receipt_hash = receipt;
  perform set_config('app.national', coalesce(before, ''), true);
end $$;

-- What nobody has taken over is gone at once; of what was taken over it is told that the person wants out.
create function joining_withdraw(receipt bytea, at timestamptz, until date) returns void
language plpgsql security definer set search_path = public as $$
declare
  held joining_request;
begin
  perform outside_scope();
  select q.* into held from joining_receipt r join joining_request q on q.home = r.home and q.id = r.request
  where r.receipt_hash = receipt for update of q;
  if held.state = 'open' then
    update joining_request q set state = 'withdrawn', person = null, phone = null, village = null, kind = null, farm = null, grows = null,
      brings = null, decided_at = at, ends_on = until where q.home = held.home and q.id = held.id;
    perform joining_note(held.home, held.area, 'withdraw', 'joining_request', held.id::text, '申请人', null);
  elsif held.state = 'taken' and held.wants_out_at is null then
    update joining_request q set wants_out_at = at where q.home = held.home and q.id = held.id;
    perform joining_note(held.home, held.area, 'withdraw', 'joining_request', held.id::text, '申请人', null);
  end if;
end $$;

-- Taken over into a case, or declined with words for who applied; false where somebody was there before.
create function decide_joining_request(of_id uuid, of_item uuid, words text, at timestamptz, until date) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  held joining_request;
begin
  select q.* into held from joining_request q where q.id = of_id for update;
  if held.id is null or not app_sees(held.area, held.body)
    or coalesce(app_setting('role'), '') not in ('chair', 'accountant', 'township', 'county') then
    raise insufficient_privilege using message = 'applications are decided by who keeps the roll of the cooperative';
  end if;
  if held.state <> 'open' then
    return false;
  end if;
  if of_item is not null and not exists (select from procedure_item i
    where i.home = held.home and i.id = of_item and i.body = held.body and i.procedure = 'member_joining') then
    raise insufficient_privilege using message = 'an application goes into a case of its own cooperative';
  end if;
  update joining_request q set state = case when of_item is null then 'declined' else 'taken' end, item = of_item,
    said = case when of_item is null then words end, person = null, phone = null, village = null, kind = null, farm = null, grows = null,
    brings = null, decided_at = at, ends_on = until where q.home = held.home and q.id = held.id;
  perform joining_note(held.home, held.area, case when of_item is null then 'declineRequest' else 'takeRequest' end, 'joining_request',
    held.id::text, coalesce(app_setting('user'), session_user::text), jsonb_strip_nulls(jsonb_build_object('item', of_item)));
  return true;
end $$;

-- What is past its day is gone; a case that runs keeps its receipt. Where something came from is forgotten after two days.
create function clear_joining_requests(at timestamptz, today date) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  cleared bigint;
  gone record;
begin
  if app_setting('role') is distinct from 'system' then
    raise insufficient_privilege using message = 'applications are cleared by the work of the day';
  end if;
  update joining_receipt r set address_hash = null from joining_request q
  where q.home = r.home and q.id = r.request and r.address_hash is not null and q.received_at < at - interval '2 days';
  cleared := 0;
  for gone in
    delete from joining_request q where q.ends_on < today and not exists (select from procedure_item i
      where i.home = q.home and i.id = q.item and i.state not in ('entered', 'declined', 'withdrawn', 'overruled'))
    returning q.home, q.area, q.id, q.state
  loop
    cleared := cleared + 1;
    if gone.state = 'open' then
      perform joining_note(gone.home, gone.area, 'expire', 'joining_request', gone.id::text, 'system', null);
    end if;
  end loop;
  return cleared;
end $$;

revoke execute on function joining_door_read(text), joining_apply(text, bytea, bytea, jsonb, timestamptz, date, jsonb),
  joining_receipt_read(bytea), joining_withdraw(bytea, timestamptz, date),
  decide_joining_request(uuid, uuid, text, timestamptz, date), clear_joining_requests(timestamptz, date) from public;
grant execute on function joining_door_read(text), joining_apply(text, bytea, bytea, jsonb, timestamptz, date, jsonb),
  joining_receipt_read(bytea), joining_withdraw(bytea, timestamptz, date),
  decide_joining_request(uuid, uuid, text, timestamptz, date), clear_joining_requests(timestamptz, date) to heshe_app;
