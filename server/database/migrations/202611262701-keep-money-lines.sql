-- Lines of bank statements and of WeChat and Alipay bills: kept once, settled by a voucher or set aside with a reason.

create table money_account (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  name text collate "C" not null check (length(btrim(name)) between 1 and 50),
  kind text collate "C" not null check (kind in ('bank', 'wechat', 'alipay', 'person')),
  account text collate "C" not null references account (code),
  member uuid,
  opened_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, id),
  unique (home, body, id),
  unique (home, body, name),
  foreign key (home, body) references book (home, body),
  foreign key (home, member) references member (home, id),
  check (account = case kind when 'bank' then '102' when 'person' then '114' else '109' end),
  check ((kind = 'person') = (member is not null))
);
comment on table money_account is '资金账户：银行户、微信、支付宝，或经手人自己的卡（过 114 成员往来）';

create table money_import (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  source uuid not null,
  file_name text collate "C" not null,
  added integer not null,
  repeated integer not null,
  skipped jsonb not null default '[]',
  imported_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, id),
  foreign key (home, body, source) references money_account (home, body, id)
);
comment on table money_import is '流水导入：每次导入的文件、新增和重复的笔数、没有读入的行及原因';

create table money_line (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  source uuid not null,
  import uuid not null,
  hash text collate "C" not null,
  file_row integer not null,
  day date not null,
  amount bigint not null check (amount <> 0),
  party text collate "C" not null default '',
  memo text collate "C" not null default '',
  balance bigint,
  primary key (home, id),
  unique (home, body, hash),
  foreign key (home, body, source) references money_account (home, body, id),
  foreign key (home, import) references money_import (home, id)
);
create index money_line_day on money_line (home, body, source, day, file_row);
comment on table money_line is '流水：一行只留一次（按流水号或内容的摘要辨认），收入为正、支出为负';

create table money_settle (
  home text collate "C" not null,
  line uuid not null,
  number integer not null,
  body uuid not null,
  area text collate "C" not null,
  voucher uuid,
  aside text collate "C" check (length(btrim(aside)) between 1 and 100),
  settled_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, line, number),
  foreign key (home, line) references money_line (home, id),
  foreign key (home, voucher) references voucher (home, id),
  check ((voucher is null) <> (aside is null))
);
create index money_settle_voucher on money_settle (home, voucher);
comment on table money_settle is '流水的去向：记成哪张凭证，或不入账的原因；最后一条有效，凭证冲销后流水重新待办';

create table money_rule (
  home text collate "C" not null,
  body uuid not null,
  area text collate "C" not null,
  party text collate "C" not null,
  direction text collate "C" not null check (direction in ('in', 'out')),
  template text collate "C" not null,
  answers jsonb not null default '{}',
  changed_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, body, party, direction),
  foreign key (home, body) references book (home, body)
);
comment on table money_rule is '记住的对应：同一对方的收、付下次先提示这种业务，仍由人确认';

do $$
declare
  one text;
begin
  foreach one in array '{money_account,money_import,money_line,money_settle,money_rule}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body))', one);
    execute format('create policy adds on %I for insert with check (app_sees(area, body) and app_setting(''role'') in (''accountant'', ''chair'', ''system''))', one);
    execute format('grant select, insert on %I to heshe_app', one);
  end loop;
  create policy changes on money_rule for update using (app_sees(area, body) and app_setting('role') in ('accountant', 'chair', 'system'));
  grant update (template, answers, changed_at, actor) on money_rule to heshe_app;
  foreach one in array '{money_account,money_import,money_line,money_settle}'::text[] loop
    execute format('create trigger keeps before update or delete on %I for each row execute function book_keeps()', one);
    execute format('create trigger keeps_all before truncate on %I for each statement execute function book_keeps()', one);
  end loop;
end $$;

-- A line is settled once: by a voucher that moves just this money, or aside; again only after that voucher was reversed.
create function money_settles() returns trigger language plpgsql security definer set search_path = public as $$
declare
  at record;
  moved bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.line::text, 0));
  select l.body, l.area, l.amount, l.source, s.account, s.member into at
  from money_line l join money_account s on s.home = l.home and s.id = l.source
  where l.home = new.home and l.id = new.line;
  if not found or at.body <> new.body then
    raise exception using errcode = 'HB020', message = '这笔流水不在这本账簿里';
  end if;
  new.area := at.area;
  select coalesce(max(number), 0) + 1 into new.number from money_settle where home = new.home and line = new.line;
  if exists (select from money_settle m where m.home = new.home and m.line = new.line and m.number = new.number - 1
      and m.voucher is not null
      and not exists (select from voucher r where r.home = m.home and r.reverses = m.voucher)) then
    raise exception using errcode = 'HB021', message = '这笔流水已经记过账';
  end if;
  if new.voucher is null then
    return new;
  end if;
  select sum(l.debit - l.credit) into moved from voucher_line l join voucher v on v.home = l.home and v.id = l.voucher
  where l.home = new.home and l.voucher = new.voucher and l.body = new.body and l.account = at.account
    and (at.member is null or l.member = at.member) and v.reverses is null
    and not exists (select from voucher r where r.home = v.home and r.reverses = v.id);
  if moved is distinct from at.amount then
    raise exception using errcode = 'HB022', message = '这张凭证动的钱与流水金额不同';
  end if;
  if exists (
    select from money_settle m join money_line o on o.home = m.home and o.id = m.line
      join money_account s on s.home = o.home and s.id = o.source
    where m.home = new.home and m.voucher = new.voucher and m.line <> new.line
      and s.account = at.account and s.member is not distinct from at.member
      and m.number = (select max(number) from money_settle x where x.home = m.home and x.line = m.line)) then
    raise exception using errcode = 'HB023', message = '这张凭证已经对应另一笔流水';
  end if;
  return new;
end $$;
create trigger money_settles before insert on money_settle for each row execute function money_settles();
