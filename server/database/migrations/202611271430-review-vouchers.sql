-- Who made a voucher does not review it: one more pair of eyes, kept by the database. Whether a book asks for it is its own
-- decision, from a month on; a body with one person who writes is not held up.

create table voucher_review (
  home text collate "C" not null,
  voucher uuid not null,
  body uuid not null,
  area text collate "C" not null,
  reviewed_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, voucher),
  foreign key (home, voucher) references voucher (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
create index voucher_review_of_body on voucher_review (home, body);
comment on table voucher_review is '凭证审核：谁审核了哪张凭证；制单人不能审核自己制的';

create table review_rule (
  home text collate "C" not null,
  body uuid not null,
  number integer not null,
  area text collate "C" not null,
  wanted boolean not null,
  from_month date not null check (from_month = date_trunc('month', from_month)::date),
  ground text collate "C" not null check (length(btrim(ground)) between 2 and 100),
  said_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, body, number),
  foreign key (home, body) references book (home, body),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
comment on table review_rule is '凭证要不要审核：从哪个月起、依据什么；某月看起始月不晚于它的最后一条';

do $$
declare
  one text;
begin
  foreach one in array '{voucher_review,review_rule}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body))', one);
    execute format('create policy adds on %I for insert with check (app_sees(area, body) and app_setting(''role'') in (''accountant'', ''chair'', ''system''))', one);
    execute format('grant select on %I to heshe_app', one);
    execute format('create trigger keeps before update or delete on %I for each row execute function book_keeps()', one);
    execute format('create trigger keeps_all before truncate on %I for each statement execute function book_keeps()', one);
  end loop;
end $$;
grant insert (home, voucher, body, area) on voucher_review to heshe_app;
grant insert (home, body, area, wanted, from_month, ground) on review_rule to heshe_app;

-- Another account of the same person is no other pair of eyes.
create function voucher_review_eyes() returns trigger language plpgsql security definer set search_path = public as $$
declare
  made record;
begin
  select v.body, v.actor, b.area into made from voucher v join body b on b.home = v.home and b.id = v.body
  where v.home = new.home and v.id = new.voucher;
  if not found or made.body <> new.body then
    raise exception using errcode = 'HB060', message = '审核与凭证的单位不符';
  end if;
  if made.actor = new.actor or exists (
    select from app_user m join app_user r on r.name = m.name where m.username = made.actor and r.username = new.actor) then
    raise exception using errcode = 'HB061', message = '制单人不能审核自己制的凭证';
  end if;
  new.area := made.area;
  return new;
end $$;
create trigger voucher_review_eyes before insert on voucher_review for each row execute function voucher_review_eyes();

create function review_rule_number() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform from book b where b.home = new.home and b.body = new.body for no key update;
  select coalesce(max(number), 0) + 1 into new.number from review_rule where home = new.home and body = new.body;
  return new;
end $$;
create trigger review_rule_number before insert on review_rule for each row execute function review_rule_number();

-- Whether vouchers of that month have to be reviewed.
create function review_asked(of_home text, of_body uuid, of_month date) returns boolean language sql stable as $$
  select coalesce((select r.wanted from review_rule r where r.home = of_home and r.body = of_body and r.from_month <= of_month
    order by r.number desc limit 1), false)
$$;

-- A month of which it is asked closes when all its vouchers were reviewed.
create function book_close_reviewed() returns trigger language plpgsql security definer set search_path = public as $$
declare
  open bigint;
begin
  if not review_asked(new.home, new.body, new.month) then
    return new;
  end if;
  select count(*) into open from voucher v where v.home = new.home and v.body = new.body and v.phase <> 'opening'
    and v.day >= new.month and v.day < (new.month + interval '1 month')::date
    and not exists (select from voucher_review r where r.home = v.home and r.voucher = v.id);
  if open > 0 then
    raise exception using errcode = 'HB062', message = format('还有 %s 张凭证没有审核，不能结账', open);
  end if;
  return new;
end $$;
create trigger book_close_reviewed before insert on book_close for each row execute function book_close_reviewed();

-- The trail: one entry for what was reviewed in one act.
create function voucher_review_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  select a.home, min(a.area), 'create', 'voucher_review', a.body::text, jsonb_build_object('vouchers', jsonb_agg(a.voucher order by a.voucher))
  from added a group by a.home, a.body;
  return null;
end $$;
create trigger zz_audit after insert on voucher_review referencing new table as added
  for each statement execute function voucher_review_audit();
create trigger zz_audit after insert on review_rule for each row execute function book_audit();

-- What the chair made and another one reviewed is no longer by one hand.
create or replace function board_payments(homes text[], bodies uuid[], on_day date)
returns table (home text, body uuid, voucher uuid, day date, related boolean, by_chair boolean)
language plpgsql security definer set search_path = public set plan_cache_mode = auto as $$
#variable_conflict use_column
declare
  before text := current_setting('app.national', true);
  has uuid[] := array(select k.body from book k where k.home = any (homes) and k.body = any (bodies) and k.started_on <= on_day);
begin
  -- Of one body the plan is kept and costs nothing to make; of a county it is made for its size.
  perform set_config('plan_cache_mode', case when cardinality(bodies) > 20 then 'force_custom_plan' else 'force_generic_plan' end, true);
  if cardinality(has) = 0 then
    return;
  end if;
  -- Names of related bodies lie elsewhere in the county.
  perform set_config('app.national', 'on', true);
  return query
  with paid as materialized (
    select v.home, v.body, v.id, v.day, v.actor from voucher v
    where v.home = any (homes) and v.body = any (has) and v.day <= on_day and v.day > (on_day - interval '1 year')::date and v.phase = 'current' and v.reverses is null
      and not exists (select from voucher r where r.home = v.home and r.reverses = v.id)
      and exists (select from voucher_line l where l.home = v.home and l.voucher = v.id and l.account in ('101', '102', '109') and l.credit > 0)),
  kin as (
    select k.home, k.body, k.other as name from officer_kin k where k.home = any (homes) and k.body = any (has) and not k.ended and k.other is not null
      and exists (select from officer o where o.home = k.home and o.body = k.body and o.person = k.person and not o.ended)
    union
    select k.home, k.body, b.name from body_link k join body b on b.home = k.home and b.id = k.other
      where k.home = any (homes) and k.body = any (has) and not k.ended and (k.until is null or k.until >= on_day)
    union
    select o.home, o.body, b.name from officer o join body b on b.home = o.home and b.legal_representative = o.person and b.id <> o.body
      where o.home = any (homes) and o.body = any (has) and not o.ended and not b.ended and o.post in ('理事长', '理事', '经理', '财务会计', '出纳')),
  related as (
    select distinct p.home, p.id from paid p join voucher_line l on l.home = p.home and l.voucher = p.id and l.debit > 0
      and l.account not in ('101', '102', '109', '212', '221', '222', '301', '322')
    left join member m on m.home = l.home and m.id = l.member
    join kin k on k.home = p.home and k.body = p.body and k.name = coalesce(m.person, l.party)),
  chairs as (
    select o.home, o.body, o.person, o.since, o.until from officer o
    where o.home = any (homes) and o.body = any (has) and not o.ended and o.post = '理事长'),
  alone as (
    select distinct p.home, p.id from paid p join app_user u on u.username = p.actor
    left join chairs c on c.home = p.home and c.body = p.body and c.person = u.name and c.since <= p.day and (c.until is null or c.until >= p.day)
    where (u.role = 'chair' or c.body is not null)
      -- The database lets nobody review what he made himself: two hands then.
      and not exists (select from voucher_review w where w.home = p.home and w.voucher = p.id))
  select p.home, p.body, p.id, p.day, r.id is not null, a.id is not null
  from paid p left join related r on r.home = p.home and r.id = p.id left join alone a on a.home = p.home and a.id = p.id;
  perform set_config('app.national', coalesce(before, ''), true);
end $$;
