-- 股金台账: what a member holds on a day is the sum of events. Events are added and never changed; a correction reverses.
create table share_event (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  kind text collate "C" not null check (kind in ('opening', 'cash', 'goods', 'intellectual', 'land', 'forest', 'collective',
    'homestead', 'land_swap', 'subsidy', 'reserve', 'surplus', 'transfer', 'gift', 'inheritance', 'withdrawal', 'reduction')),
  member uuid not null,
  receiver uuid,
  amount bigint not null check (amount <> 0 and abs(amount) <= 9000000000000000),
  day date not null,
  basis text collate "C" check (length(btrim(basis)) between 1 and 200),
  resolution text collate "C" check (length(btrim(resolution)) between 1 and 200),
  resolved_on date,
  file uuid,
  note text collate "C" check (length(note) <= 200),
  reverses uuid,
  written_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, reverses) references share_event (home, id),
  foreign key (home, file) references file (home, id),
  -- A share that moves has one who gives and one who receives, of one amount: it sums to zero by its form.
  check ((kind in ('transfer', 'gift', 'inheritance')) = (receiver is not null)),
  check (receiver <> member),
  check ((reverses is null) = (amount > 0)),
  check (reverses is not null or basis is not null
    or kind not in ('goods', 'intellectual', 'land', 'forest', 'collective', 'homestead', 'land_swap')),
  check (reverses is not null or (resolution is not null and resolved_on is not null and resolved_on <= day)
    or kind in ('opening', 'cash', 'goods', 'intellectual', 'land', 'forest', 'homestead'))
);
create unique index share_event_reversed_once on share_event (home, reverses) where reverses is not null;
create unique index share_event_opened_once on share_event (home, body, member)
  where kind = 'opening' and reverses is null;
create index share_event_day on share_event (home, body, day);
comment on table share_event is '股金变动：只增不改，更正用冲销';

alter table share_event enable row level security;
alter table share_event force row level security;
create policy sees on share_event for select using (app_sees(area, body));
create policy adds on share_event for insert with check (
  app_sees(area, body) and app_setting('role') in ('chair', 'accountant', 'township', 'county', 'system'));
-- Only the area follows where its cooperative moves to another township; the trigger refuses everything else.
create policy moves on share_event for update using (app_sees(area, body));
grant select on share_event to heshe_app;
grant insert (home, id, body, area, kind, member, receiver, amount, day, basis, resolution, resolved_on, file, note, reverses)
  on share_event to heshe_app;

-- Each event as what it does to the members: a row for who gives or brings, a row for who receives.
create view share_move with (security_invoker = true) as
  select e.home, e.body, e.id, e.day, e.member,
    case when e.kind in ('transfer', 'gift', 'inheritance', 'withdrawal', 'reduction') then -e.amount else e.amount end as amount
  from share_event e
  union all
  select e.home, e.body, e.id, e.day, e.receiver, e.amount from share_event e where e.receiver is not null;
grant select on share_move to heshe_app;

create function share_keeps() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(old) - 'area' = to_jsonb(new) - 'area' then
      return new;
    end if;
  end if;
  raise exception using errcode = 'HS001', message = '已登记的股金变动不能改、不能删，请用冲销更正';
end $$;
create trigger keeps before update or delete on share_event for each row execute function share_keeps();
create trigger keeps_all before truncate on share_event for each statement execute function share_keeps();

-- One writer per body until the end of the transaction; members are of this body; a reversal mirrors what it reverses.
create function share_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  was share_event;
begin
  perform pg_advisory_xact_lock(hashtextextended('share ' || new.home || new.body::text, 0));
  if exists (select from unnest(array[new.member, new.receiver]) as who (id) where who.id is not null and not exists (
    select from member m where m.home = new.home and m.id = who.id and m.body = new.body)) then
    raise exception using errcode = 'HS002', message = '所写的成员不在这家合作社的名册上';
  end if;
  if new.reverses is not null then
    select * into was from share_event e where e.home = new.home and e.id = new.reverses;
    if was.reverses is not null or (was.body, was.kind, was.member, was.day, -was.amount) is distinct from
      (new.body, new.kind, new.member, new.day, new.amount) or was.receiver is distinct from new.receiver then
      raise exception using errcode = 'HS003', message = '冲销必须与原变动的种类、成员、日期相同，金额相反；冲销不能再冲销';
    end if;
  end if;
  return new;
end $$;
create trigger share_enters before insert on share_event for each row execute function share_enters();

-- Nobody holds less than nothing at the end of any day, whatever the order of entry.
create function share_holds() returns trigger language plpgsql security definer set search_path = public as $$
declare
  bad record;
begin
  select r.member, r.day, r.held into bad from (
    select s.member, s.day, sum(sum(s.amount)) over (partition by s.home, s.body, s.member order by s.day) as held
    from share_move s where (s.home, s.body, s.member) in (
      select home, body, member from added union select home, body, receiver from added where receiver is not null)
    group by s.home, s.body, s.member, s.day) r where r.held < 0 limit 1;
  if found then
    raise exception using errcode = 'HS004', message = format('到 %s 时该成员持有的股金会成为负数（%s 元）',
      bad.day, trim(to_char(bad.held / 100.0, 'FM999999999999990.00')));
  end if;
  return null;
end $$;
create trigger share_holds after insert on share_event
  referencing new table as added for each statement execute function share_holds();

-- Holdings of bodies on a day, as a set.
create function holdings_at(on_day date) returns table (home text, body uuid, member uuid, amount bigint)
language sql stable as $$
  select s.home, s.body, s.member, sum(s.amount)::bigint from share_move s where s.day <= on_day
  group by 1, 2, 3 having sum(s.amount) <> 0
$$;
