-- 盈余分配方案: what the meeting is asked to vote on, frozen with everything that it was computed from; what was done with
-- it, step by step; what each member got. All of it is added and never changed.
create table surplus_plan (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  year integer not null check (year between 2007 and 2100),
  -- The year's figures as they were typed or taken from the books, and the parameters of the day.
  inputs jsonb not null,
  surplus bigint not null,
  reserve bigint not null check (reserve >= 0),
  -- What of the reserve the books of the year have already.
  reserve_booked bigint not null default 0 check (reserve_booked >= 0),
  rewards bigint not null default 0 check (rewards >= 0),
  law bigint not null check (law >= 0),
  statement bigint not null,
  patronage bigint not null check (patronage >= 0),
  remainder bigint not null check (remainder >= 0),
  members integer not null check (members > 0),
  frozen_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  unique (home, id, body),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  check (patronage + remainder = law)
);
create index surplus_plan_year on surplus_plan (home, body, year);
comment on table surplus_plan is '盈余分配方案：定稿后不变';

create table surplus_share (
  home text collate "C" not null,
  plan uuid not null,
  member uuid not null,
  body uuid not null,
  area text collate "C" not null,
  number text collate "C" not null,
  name text collate "C" not null,
  trades jsonb not null default '[]',
  contribution bigint not null,
  reserve_before bigint not null,
  subsidy_share bigint not null,
  gift_share bigint not null,
  patronage_weight bigint not null check (patronage_weight >= 0),
  remainder_weight bigint not null check (remainder_weight >= 0),
  patronage bigint not null check (patronage >= 0),
  remainder bigint not null check (remainder >= 0),
  converted bigint not null check (converted between 0 and patronage + remainder),
  reserve_share bigint not null check (reserve_share >= 0),
  primary key (home, plan, member),
  foreign key (home, plan, body) references surplus_plan (home, id, body)
);
create index surplus_share_member on surplus_share (home, body, member);
comment on table surplus_share is '盈余分配方案中每名成员的一份';

create table surplus_action (
  home text collate "C" not null,
  plan uuid not null,
  seq integer not null check (seq > 0),
  body uuid not null,
  area text collate "C" not null,
  action text collate "C" not null check (action in ('layOpen', 'call', 'vote', 'reject', 'withdraw', 'post')),
  day date not null,
  given jsonb not null default '{}',
  files uuid[] not null default '{}',
  voucher uuid,
  acted_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, plan, seq),
  foreign key (home, plan, body) references surplus_plan (home, id, body),
  foreign key (home, voucher) references voucher (home, id),
  check ((action = 'post') = (voucher is not null))
);
comment on table surplus_action is '盈余分配方案的办理记录';

create table surplus_pay_batch (
  home text collate "C" not null,
  id uuid not null,
  plan uuid not null,
  body uuid not null,
  area text collate "C" not null,
  way text collate "C" not null check (way in ('bank', 'cash')),
  day date not null,
  made_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  unique (home, id, plan),
  foreign key (home, plan, body) references surplus_plan (home, id, body)
);
create index surplus_pay_batch_plan on surplus_pay_batch (home, plan);
comment on table surplus_pay_batch is '盈余兑付批次';

create table surplus_pay_line (
  home text collate "C" not null,
  batch uuid not null,
  member uuid not null,
  plan uuid not null,
  body uuid not null,
  area text collate "C" not null,
  amount bigint not null check (amount > 0),
  primary key (home, batch, member),
  foreign key (home, batch, plan) references surplus_pay_batch (home, id, plan),
  foreign key (home, plan, member) references surplus_share (home, plan, member)
);
create index surplus_pay_line_plan on surplus_pay_line (home, plan, member);
comment on table surplus_pay_line is '盈余兑付明细';

create table surplus_pay_result (
  home text collate "C" not null,
  batch uuid not null,
  member uuid not null,
  body uuid not null,
  area text collate "C" not null,
  outcome text collate "C" not null check (outcome in ('paid', 'failed')),
  reason text collate "C" check (length(btrim(reason)) between 1 and 200),
  day date not null,
  voucher uuid,
  file uuid,
  told_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, batch, member),
  foreign key (home, batch, member) references surplus_pay_line (home, batch, member),
  foreign key (home, voucher) references voucher (home, id),
  foreign key (home, file) references file (home, id),
  check ((outcome = 'paid') = (voucher is not null)),
  check ((outcome = 'failed') = (reason is not null))
);
comment on table surplus_pay_result is '盈余兑付结果：已付，或退回原因';

create function surplus_keeps() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(old) - 'area' = to_jsonb(new) - 'area' then
      return new;
    end if;
  end if;
  raise exception using errcode = 'HP001', message = '已定稿的方案和已登记的办理、兑付不能改、不能删';
end $$;

-- One plan at a time for a year: the one before was withdrawn or voted down.
create function surplus_plan_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('surplus ' || new.home || new.body::text, 0));
  if exists (select from surplus_plan p where p.home = new.home and p.body = new.body and p.year = new.year and p.id <> new.id
    and not exists (select from surplus_action a where a.home = p.home and a.plan = p.id and a.action in ('withdraw', 'reject'))) then
    raise exception using errcode = 'HP002', message = format('%s 年已有一个在办的盈余分配方案，要重做请先撤回', new.year);
  end if;
  return new;
end $$;
create trigger surplus_plan_enters before insert on surplus_plan for each row execute function surplus_plan_enters();

-- At commit: the shares come to exactly what is divided, and all members are there.
create function surplus_plan_whole() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from surplus_share s where s.home = new.home and s.plan = new.id
    having count(*) = new.members and sum(s.patronage) = new.patronage and sum(s.remainder) = new.remainder) then
    raise exception using errcode = 'HP003', message = '各成员的分配合计与方案总额不符';
  end if;
  return null;
end $$;
create constraint trigger surplus_plan_whole after insert on surplus_plan
  deferrable initially deferred for each row execute function surplus_plan_whole();

-- Shares come with their plan, in its own transaction; members are of the body.
create function surplus_share_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from added a join surplus_plan p on p.home = a.home and p.id = a.plan
    where p.xmin <> pg_current_xact_id()::xid) then
    raise exception using errcode = 'HP001', message = '方案已定稿，不能再加成员';
  end if;
  if exists (select from added a where not exists (
    select from member m where m.home = a.home and m.id = a.member and m.body = a.body)) then
    raise exception using errcode = 'HP004', message = '方案中的成员不在这家合作社的名册上';
  end if;
  return null;
end $$;
create trigger surplus_share_enters after insert on surplus_share
  referencing new table as added for each statement execute function surplus_share_enters();

-- Steps follow each other without a gap, and nothing follows the last.
create function surplus_action_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('surplus ' || new.home || new.body::text, 0));
  if new.seq <> (select coalesce(max(a.seq), 0) + 1 from surplus_action a where a.home = new.home and a.plan = new.plan) then
    raise exception using errcode = 'HP005', message = '这个方案刚刚有人办过一步，请刷新后再办';
  end if;
  if exists (select from surplus_action a where a.home = new.home and a.plan = new.plan and a.action in ('withdraw', 'reject', 'post')) then
    raise exception using errcode = 'HP006', message = '这个方案已经办结';
  end if;
  if new.action = 'post' and not exists (select from surplus_action a where a.home = new.home and a.plan = new.plan and a.action = 'vote') then
    raise exception using errcode = 'HP007', message = '没有成员（代表）大会的决议，不能入账';
  end if;
  if new.action in ('withdraw', 'reject') and exists (
    select from surplus_action a where a.home = new.home and a.plan = new.plan and a.action = 'vote') then
    raise exception using errcode = 'HP008', message = '大会已经通过，方案锁定，不能撤回';
  end if;
  if new.voucher is not null and not exists (
    select from voucher v where v.home = new.home and v.id = new.voucher and v.body = new.body) then
    raise exception using errcode = 'HP009', message = '凭证不是这家合作社的';
  end if;
  return new;
end $$;
create trigger surplus_action_enters before insert on surplus_action for each row execute function surplus_action_enters();

-- Only a posted plan is paid, and nobody is paid more than he is owed: what failed may be paid again.
create function surplus_pay_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  bad record;
begin
  for bad in select distinct a.home, a.body from added a loop
    perform pg_advisory_xact_lock(hashtextextended('surplus ' || bad.home || bad.body::text, 0));
  end loop;
  if exists (select from added a where not exists (
    select from surplus_action x where x.home = a.home and x.plan = a.plan and x.action = 'post')) then
    raise exception using errcode = 'HP010', message = '方案还没有入账，不能兑付';
  end if;
  select s.number, s.name into bad from added a
  join surplus_share s on s.home = a.home and s.plan = a.plan and s.member = a.member
  where (select sum(l.amount) from surplus_pay_line l left join surplus_pay_result r on r.home = l.home and r.batch = l.batch and r.member = l.member
      where l.home = a.home and l.plan = a.plan and l.member = a.member and r.outcome is distinct from 'failed')
    > s.patronage + s.remainder - s.converted limit 1;
  if found then
    raise exception using errcode = 'HP011', message = format('成员 %s %s 的兑付会超过应付的数', bad.number, bad.name);
  end if;
  return null;
end $$;
create trigger surplus_pay_enters after insert on surplus_pay_line
  referencing new table as added for each statement execute function surplus_pay_enters();

do $$
declare
  one text;
begin
  foreach one in array '{surplus_plan,surplus_share,surplus_action,surplus_pay_batch,surplus_pay_line,surplus_pay_result}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body))', one);
    execute format('create policy adds on %I for insert with check (app_sees(area, body)
      and app_setting(''role'') in (''chair'', ''accountant'', ''system''))', one);
    execute format('create policy moves on %I for update using (app_sees(area, body))', one);
    execute format('grant select on %I to heshe_app', one);
    execute format('create trigger keeps before update or delete on %I for each row execute function surplus_keeps()', one);
    execute format('create trigger keeps_all before truncate on %I for each statement execute function surplus_keeps()', one);
  end loop;
end $$;
grant insert (home, id, body, area, year, inputs, surplus, reserve, reserve_booked, rewards, law, statement, patronage, remainder, members)
  on surplus_plan to heshe_app;
grant insert on surplus_share, surplus_pay_line to heshe_app;
grant insert (home, plan, seq, body, area, action, day, given, files, voucher) on surplus_action to heshe_app;
grant insert (home, id, plan, body, area, way, day) on surplus_pay_batch to heshe_app;
grant insert (home, batch, member, body, area, outcome, reason, day, voucher, file) on surplus_pay_result to heshe_app;
