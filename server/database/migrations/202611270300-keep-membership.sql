-- 成员资格的终止 and 成员的四种身份: both are added and never changed; a mistake is reversed or said anew.

-- The end of a membership: with the fiscal year for whoever leaves or is expelled, on the day for whoever died.
create table membership_end (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  member uuid not null,
  kind text collate "C" not null check (kind in ('left', 'expelled', 'died')),
  day date not null,
  noticed_on date,
  notice_months integer check (notice_months between 0 and 12),
  charter text collate "C" check (length(btrim(charter)) between 1 and 100),
  item uuid,
  note text collate "C" check (length(note) <= 200),
  reverses uuid,
  written_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, reverses) references membership_end (home, id),
  foreign key (home, item) references procedure_item (home, id),
  check (kind = 'died' or (extract(month from day) = 12 and extract(day from day) = 31)),
  check ((kind = 'left') = (noticed_on is not null and notice_months is not null)),
  check (noticed_on <= day - make_interval(months => notice_months))
);
create unique index membership_end_reversed_once on membership_end (home, reverses) where reverses is not null;
create index membership_end_member on membership_end (home, body, member);
comment on table membership_end is '成员资格终止：退社、除名在会计年度终了，亡故在当日；只增不改，误报用更正';

-- Who stands behind a membership from a day on. Latest day wins; of one day, what was said last.
create table member_role (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  member uuid not null,
  role text collate "C" not null check (role in ('entitled', 'household', 'payee', 'holder')),
  person text collate "C" not null check (length(btrim(person)) between 1 and 100),
  relation text collate "C" check (length(btrim(relation)) between 1 and 20),
  account bytea,
  account_hash bytea,
  from_day date not null,
  ground text collate "C" not null check (length(btrim(ground)) between 1 and 200),
  item uuid,
  said_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, item) references procedure_item (home, id),
  check (account is null or role = 'holder'),
  check ((account is null) = (account_hash is null))
);
create index member_role_member on member_role (home, body, member, role, from_day);
comment on table member_role is '成员的权利人、户、收款人、开户人：各有起始日，只增不改';

create function membership_keeps() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(old) - 'area' = to_jsonb(new) - 'area' then
      return new;
    end if;
  end if;
  raise exception using errcode = 'HM001', message = '已登记的成员资格和身份不能改、不能删，请重新登记或更正';
end $$;

-- The day on which a membership ended, whichever way.
create function membership_ends_at(of_home text, of_member uuid, out day date, out kind text)
language sql stable security definer set search_path = public as $$
  select e.day, e.kind from membership_end e where e.home = of_home and e.member = of_member and e.reverses is null
    and not exists (select from membership_end r where r.home = e.home and r.reverses = e.id)
$$;

create function membership_end_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  was membership_end;
  roll member;
  law integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('share ' || new.home || new.body::text, 0));
  select * into roll from member m where m.home = new.home and m.id = new.member and m.body = new.body;
  if not found then
    raise exception using errcode = 'HM002', message = '所写的成员不在这家合作社的名册上';
  end if;
  if new.reverses is not null then
    select * into was from membership_end e where e.home = new.home and e.id = new.reverses;
    if was.reverses is not null or was.kind <> 'died' or (was.body, was.member, was.kind, was.day) is distinct from
      (new.body, new.member, new.kind, new.day) then
      raise exception using errcode = 'HM003', message = '只有误报的亡故可以更正，且必须与原登记的成员和日期相同';
    end if;
    if exists (select from share_event e where e.home = new.home and e.body = new.body and e.member = new.member and e.reverses is null
      and e.kind in ('inheritance', 'withdrawal') and not exists (select from share_event r where r.home = e.home and r.reverses = e.id)) then
      raise exception using errcode = 'HM003', message = '份额已由继承人承受或已退还，不能再更正为误报';
    end if;
    return new;
  end if;
  if exists (select from membership_ends_at(new.home, new.member) e where e.day is not null) then
    raise exception using errcode = 'HM004', message = '该成员的资格已经终止，不能再登记';
  end if;
  if new.day < coalesce(roll.joined_on, new.day) then
    raise exception using errcode = 'HM004', message = '终止的日期早于入社日期';
  end if;
  if new.kind = 'left' then
    law := case when exists (select from body b where b.home = new.home and b.id = new.body and b.body_kind like '%联合社') then 6
      when roll.kind in ('农民', '其他自然人') then 3 else 6 end;
    if new.notice_months <> law and new.charter is null then
      raise exception using errcode = 'HM005',
        message = format('退社要在会计年度终了 %s 个月前书面提出（社法第25条、第62条）；章程另有规定的写明章程条款', law);
    end if;
  end if;
  if exists (select from trade t where t.home = new.home and t.body = new.body and t.member = new.member and t.day > new.day
    and t.reverses is null and not exists (select from trade r where r.home = t.home and r.reverses = t.id)) then
    raise exception using errcode = 'HM006', message = format('%s 之后还有记在该成员名下的交易，请先冲销，或核对日期', new.day);
  end if;
  if exists (select from share_event e where e.home = new.home and e.body = new.body and e.day > new.day
    and new.member in (e.member, e.receiver) and e.reverses is null
    and not exists (select from share_event r where r.home = e.home and r.reverses = e.id)) then
    raise exception using errcode = 'HM006', message = format('%s 之后还有该成员的股金变动，请先冲销，或核对日期', new.day);
  end if;
  return new;
end $$;
create trigger membership_end_enters before insert on membership_end for each row execute function membership_end_enters();

-- After a death only its own case says who is entitled and who is paid.
create function member_role_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from member m where m.home = new.home and m.id = new.member and m.body = new.body) then
    raise exception using errcode = 'HM002', message = '所写的成员不在这家合作社的名册上';
  end if;
  if new.role <> 'household' and exists (
      select from membership_ends_at(new.home, new.member) e where e.kind = 'died' and new.from_day >= e.day)
    and not exists (select from procedure_item i where i.home = new.home and i.id = new.item and i.procedure = 'member_death'
      and i.body = new.body and i.payload ->> 'member' = new.member::text and i.state in ('named', 'voted', 'settled')) then
    raise exception using errcode = 'HM007', message = '该成员已亡故，权利人、收款人和开户人只能在“亡故与继承”里凭继承文书登记';
  end if;
  return new;
end $$;
create trigger member_role_enters before insert on member_role for each row execute function member_role_enters();

-- What cannot happen to an ended membership: new shares, shares given away, trades. What is owed is repaid or inherited;
-- what the meeting makes of surplus or reserve for all accounts alike reaches this one too, until it is settled.
create function share_lives() returns trigger language plpgsql security definer set search_path = public as $$
declare
  bad record;
begin
  if new.reverses is not null or new.kind in ('surplus', 'reserve') then
    return new;
  end if;
  select e.day, e.kind, w.gives into bad from (values (new.member, true), (new.receiver, false)) w (id, gives)
  cross join lateral membership_ends_at(new.home, w.id) e where w.id is not null and e.day is not null and new.day > e.day
    and not (w.gives and (new.kind = 'withdrawal' or (new.kind = 'inheritance' and e.kind = 'died'))) limit 1;
  if found then
    raise exception using errcode = 'HS005', message = format('该成员的资格已于 %s %s终止，此后只能%s退还出资',
      bad.day, case bad.kind when 'died' then '因亡故' when 'expelled' then '因除名' else '因退社' end,
      case bad.kind when 'died' then '由继承人承受或' else '' end);
  end if;
  if new.kind = 'inheritance' and not exists (
    select from membership_ends_at(new.home, new.member) e where e.kind = 'died' and e.day <= new.day) then
    raise exception using errcode = 'HS006', message = '继承以成员亡故为前提，请先在“亡故与继承”里登记；在世转给家人用“转让”或“股权赠与”';
  end if;
  return new;
end $$;
create trigger share_lives before insert on share_event for each row execute function share_lives();

create function trade_lives() returns trigger language plpgsql security definer set search_path = public as $$
declare
  bad record;
begin
  select e.day, e.kind into bad from (select distinct on (home, member) home, member, day from added where reverses is null
    order by home, member, day desc) a
  cross join lateral membership_ends_at(a.home, a.member) e where e.day is not null and a.day > e.day limit 1;
  if found then
    raise exception using errcode = 'HT004', message = format(
      '有成员的资格已于 %s 终止（%s），此后的交易不能记在其名下，请改记新成员，或按与非成员的交易记账',
      bad.day, case bad.kind when 'died' then '亡故' when 'expelled' then '除名' else '退社' end);
  end if;
  return null;
end $$;
create trigger trade_lives after insert on trade
  referencing new table as added for each statement execute function trade_lives();

-- What a dead member is owed stays owed until his case names a payee.
create function surplus_pay_lives() returns trigger language plpgsql security definer set search_path = public as $$
declare
  bad record;
begin
  select s.number, s.name, e.day into bad from added a
  join surplus_pay_batch b on b.home = a.home and b.id = a.batch
  join surplus_share s on s.home = a.home and s.plan = a.plan and s.member = a.member
  cross join lateral membership_ends_at(a.home, a.member) e
  where e.kind = 'died' and b.day >= e.day and not exists (select from member_role r
    where r.home = a.home and r.member = a.member and r.role = 'payee' and r.from_day between e.day and b.day) limit 1;
  if found then
    raise exception using errcode = 'HP012', message = format(
      '成员 %s %s 已于 %s 亡故，应得的钱先记着；在“亡故与继承”里登记收款人后再付', bad.number, bad.name, bad.day);
  end if;
  return null;
end $$;
create trigger surplus_pay_lives after insert on surplus_pay_line
  referencing new table as added for each statement execute function surplus_pay_lives();

do $$
declare
  one text;
begin
  foreach one in array '{membership_end,member_role}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body))', one);
    execute format('create policy adds on %I for insert with check (app_sees(area, body)
      and app_setting(''role'') in (''chair'', ''accountant'', ''township'', ''county'', ''system''))', one);
    execute format('create policy moves on %I for update using (app_sees(area, body))', one);
    execute format('grant select on %I to heshe_app', one);
    execute format('create trigger keeps before update or delete on %I for each row execute function membership_keeps()', one);
    execute format('create trigger keeps_all before truncate on %I for each statement execute function membership_keeps()', one);
  end loop;
end $$;
grant insert (home, id, body, area, member, kind, day, noticed_on, notice_months, charter, item, note, reverses)
  on membership_end to heshe_app;
grant insert (home, id, body, area, member, role, person, relation, account, account_hash, from_day, ground, item)
  on member_role to heshe_app;

-- Who held each role on a day, as a set: members of whom nothing was said are not in it.
create function member_roles_at(on_day date) returns table (home text, body uuid, member uuid, role text, person text,
  relation text, account bytea, from_day date)
language sql stable as $$
  select distinct on (r.home, r.member, r.role) r.home, r.body, r.member, r.role, r.person, r.relation, r.account, r.from_day
  from member_role r where r.from_day <= on_day order by r.home, r.member, r.role, r.from_day desc, r.said_at desc, r.id desc
$$;

-- What happened to memberships is told in the trail.
create function membership_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, 'create', tg_table_name, new.id::text, audit_row(to_jsonb(new) - '{account,account_hash,written_at,said_at}'::text[]));
  return null;
end $$;
create trigger membership_end_audit after insert on membership_end for each row execute function membership_audit();
create trigger member_role_audit after insert on member_role for each row execute function membership_audit();
