-- 成员交易: what a member delivers to the cooperative or takes from it. Lines are added and never changed; a correction reverses.
create table trade (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  member uuid not null,
  day date not null,
  direction text collate "C" not null check (direction in ('delivered', 'supplied')),
  product text collate "C" not null check (length(btrim(product)) between 1 and 40),
  unit text collate "C" not null default '公斤' check (length(btrim(unit)) between 1 and 10),
  grade text collate "C" check (length(btrim(grade)) between 1 and 20),
  gross bigint,
  tare bigint not null default 0,
  deducted bigint not null default 0,
  quantity bigint not null,
  price bigint check (price >= 0),
  amount bigint not null check (abs(amount) <= 9000000000000000),
  -- What the amount is off quantity × price: rounding to whole yuan, a premium, a haggle. Shown, never refused.
  rounding bigint generated always as (amount - round(quantity::numeric * price / 100000)) stored,
  slip text collate "C" check (length(btrim(slip)) between 1 and 40),
  note text collate "C" check (length(note) <= 200),
  reverses uuid,
  recorded_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, reverses) references trade (home, id),
  check (quantity <> 0),
  check (gross is null or quantity = gross - tare - deducted),
  check (gross is not null or (tare = 0 and deducted = 0)),
  check (case when reverses is null then quantity > 0 and amount >= 0 and tare >= 0 and deducted >= 0
    else quantity < 0 and amount <= 0 and tare <= 0 and deducted <= 0 end)
);
create unique index trade_reversed_once on trade (home, reverses) where reverses is not null;
create index trade_day on trade (home, body, day);
create index trade_member on trade (home, body, member, day);
comment on table trade is '成员交易：只增不改，更正用冲销';
comment on column trade.quantity is '千分之一计量单位；gross 毛重、tare 皮重、deducted 扣重同';
comment on column trade.price is '万分之一元每计量单位';

-- 交易确认: the member has seen the lines of these days, on a signed list or by phone.
create table trade_confirmation (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  member uuid not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  way text collate "C" not null check (way in ('signed', 'phone')),
  amount bigint not null,
  file uuid,
  note text collate "C" check (length(note) <= 200),
  confirmed_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, file) references file (home, id)
);
create index trade_confirmation_member on trade_confirmation (home, body, member);
comment on table trade_confirmation is '成员交易确认：签名清单或电话';

create function trade_keeps() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(old) - 'area' = to_jsonb(new) - 'area' then
      return new;
    end if;
  end if;
  raise exception using errcode = 'HT001', message = '已记入的成员交易和确认不能改、不能删，请用冲销更正';
end $$;

-- Members are of this body; a reversal mirrors what it reverses, line by line, for a whole batch in one look.
create function trade_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from added a where not exists (
    select from member m where m.home = a.home and m.id = a.member and m.body = a.body)) then
    raise exception using errcode = 'HT002', message = '所写的成员不在这家合作社的名册上';
  end if;
  if exists (select from added a left join trade w on w.home = a.home and w.id = a.reverses
    where a.reverses is not null and (w.reverses is not null
      or (w.body, w.member, w.day, w.direction, w.product, w.unit) is distinct from (a.body, a.member, a.day, a.direction, a.product, a.unit)
      or (w.grade, w.gross, w.tare, w.deducted, w.quantity, w.price, w.amount)
        is distinct from (a.grade, -a.gross, -a.tare, -a.deducted, -a.quantity, a.price, -a.amount))) then
    raise exception using errcode = 'HT003', message = '冲销必须与原交易逐项相同、数量和金额相反；冲销不能再冲销';
  end if;
  return null;
end $$;
create trigger trade_enters after insert on trade
  referencing new table as added for each statement execute function trade_enters();

create function trade_confirms() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from added a where not exists (
    select from member m where m.home = a.home and m.id = a.member and m.body = a.body)) then
    raise exception using errcode = 'HT002', message = '所写的成员不在这家合作社的名册上';
  end if;
  return null;
end $$;
create trigger trade_confirms after insert on trade_confirmation
  referencing new table as added for each statement execute function trade_confirms();

do $$
declare
  one text;
begin
  foreach one in array '{trade,trade_confirmation}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body))', one);
    execute format('create policy adds on %I for insert with check (app_sees(area, body)
      and app_setting(''role'') in (''chair'', ''accountant'', ''township'', ''county'', ''system''))', one);
    execute format('create policy moves on %I for update using (app_sees(area, body))', one);
    execute format('grant select on %I to heshe_app', one);
    execute format('create trigger keeps before update or delete on %I for each row execute function trade_keeps()', one);
    execute format('create trigger keeps_all before truncate on %I for each statement execute function trade_keeps()', one);
  end loop;
end $$;
grant insert (home, id, body, area, member, day, direction, product, unit, grade, gross, tare, deducted, quantity, price,
  amount, slip, note, reverses) on trade to heshe_app;
grant insert (home, id, body, area, member, from_day, to_day, way, amount, file, note) on trade_confirmation to heshe_app;

-- What each member traded in these days, by direction and product; reversals count against.
create function trades_between(from_day date, to_day date)
returns table (home text, body uuid, member uuid, direction text, product text, unit text, lines integer, quantity bigint, amount bigint)
language sql stable as $$
  select t.home, t.body, t.member, t.direction, t.product, t.unit,
    (count(*) filter (where t.reverses is null) - count(*) filter (where t.reverses is not null))::integer,
    sum(t.quantity)::bigint, sum(t.amount)::bigint
  from trade t where t.day between from_day and to_day group by 1, 2, 3, 4, 5, 6
$$;
create function trades_of_year(of_year integer)
returns table (home text, body uuid, member uuid, direction text, product text, unit text, lines integer, quantity bigint, amount bigint)
language sql stable as $$
  select * from trades_between(make_date(of_year, 1, 1), make_date(of_year, 12, 31))
$$;
