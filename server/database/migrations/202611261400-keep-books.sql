-- The books of a body: chart, vouchers and their lines, monthly sums kept by triggers, closed months.
-- What is posted stays: corrections are reversals. Numbers run without gaps per body and year.

-- The chart is the same for all (财会〔2021〕37号): no home. core/accounting/chart.ts declares it, a test holds both together.
create table account (
  code text collate "C" primary key,
  name text collate "C" not null,
  kind text collate "C" not null,
  side text collate "C" not null check (side in ('debit', 'credit', 'both')),
  needs text collate "C" not null default '' check (needs in ('', 'member', 'party', 'principal')),
  items text[] not null default '{}'
);
comment on table account is '会计科目（2023 版）';
comment on column account.needs is '必须的明细：member 成员，party 往来单位或项目，principal 成员或委托方';
comment on column account.items is '必须选择的明细项目';
insert into account (code, name, kind, side, needs, items) values
  ('101', '库存现金', '资产', 'debit', '', '{}'),
  ('102', '银行存款', '资产', 'debit', '', '{}'),
  ('109', '其他货币资金', '资产', 'debit', '', '{}'),
  ('113', '应收款', '资产', 'debit', 'party', '{}'),
  ('114', '成员往来', '资产', 'both', 'member', '{}'),
  ('121', '产品物资', '资产', 'debit', '', '{}'),
  ('122', '包装物', '资产', 'debit', '', '{}'),
  ('124', '委托加工物资', '资产', 'debit', '', '{}'),
  ('125', '委托代销商品', '资产', 'debit', '', '{}'),
  ('127', '受托代购商品', '资产', 'debit', 'principal', '{}'),
  ('128', '受托代销商品', '资产', 'debit', 'principal', '{}'),
  ('131', '对外投资', '资产', 'debit', '', '{}'),
  ('141', '消耗性生物资产', '资产', 'debit', '', '{}'),
  ('142', '生产性生物资产', '资产', 'debit', '', '{}'),
  ('143', '生产性生物资产累计折旧', '资产', 'credit', '', '{}'),
  ('144', '公益性生物资产', '资产', 'debit', '', '{}'),
  ('151', '固定资产', '资产', 'debit', '', '{}'),
  ('152', '累计折旧', '资产', 'credit', '', '{}'),
  ('153', '在建工程', '资产', 'debit', '', '{}'),
  ('154', '固定资产清理', '资产', 'both', '', '{}'),
  ('161', '无形资产', '资产', 'debit', '', '{}'),
  ('162', '累计摊销', '资产', 'credit', '', '{}'),
  ('171', '长期待摊费用', '资产', 'debit', '', '{}'),
  ('181', '待处理财产损溢', '资产', 'both', '', '{}'),
  ('201', '短期借款', '负债', 'credit', '', '{}'),
  ('211', '应付款', '负债', 'credit', 'party', '{}'),
  ('212', '应付工资', '负债', 'credit', '', '{}'),
  ('213', '应付劳务费', '负债', 'credit', '', '{}'),
  ('214', '应交税费', '负债', 'both', '', '{}'),
  ('215', '应付利息', '负债', 'credit', '', '{}'),
  ('221', '应付盈余返还', '负债', 'credit', 'member', '{}'),
  ('222', '应付剩余盈余', '负债', 'credit', 'member', '{}'),
  ('231', '长期借款', '负债', 'credit', '', '{}'),
  ('235', '专项应付款', '负债', 'credit', 'party', '{}'),
  ('301', '股金', '所有者权益', 'credit', 'member', '{成员增加出资,资本公积转增,盈余公积转增,成员减少出资}'),
  ('311', '专项基金', '所有者权益', 'credit', '', '{国家财政直接补助,他人捐赠}'),
  ('321', '资本公积', '所有者权益', 'credit', '', '{股金溢价,资产评估增值,转为成员出资,弥补亏损}'),
  ('322', '盈余公积', '所有者权益', 'credit', '', '{从盈余中提取,转为成员出资,弥补亏损}'),
  ('331', '本年盈余', '所有者权益', 'both', '', '{}'),
  ('332', '盈余分配', '所有者权益', 'both', '', '{未分配盈余,其他转入,提取盈余公积,盈余返还,剩余盈余分配,转为成员出资}'),
  ('401', '生产成本', '成本', 'debit', '', '{}'),
  ('501', '经营收入', '损益', 'credit', '', '{}'),
  ('502', '其他收入', '损益', 'credit', '', '{}'),
  ('511', '投资收益', '损益', 'both', '', '{}'),
  ('521', '经营支出', '损益', 'debit', '', '{}'),
  ('522', '税金及附加', '损益', 'debit', '', '{}'),
  ('523', '管理费用', '损益', 'debit', '', '{}'),
  ('524', '财务费用', '损益', 'debit', '', '{}'),
  ('529', '其他支出', '损益', 'debit', '', '{}'),
  ('531', '所得税费用', '损益', 'debit', '', '{}');
grant select on account to heshe_app;

create table book (
  home text collate "C" not null,
  body uuid not null,
  area text collate "C" not null,
  started_on date not null check (started_on = date_trunc('month', started_on)::date),
  closed_through date,
  opened_at timestamptz not null default clock_timestamp(),
  opened_by text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, body),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
comment on table book is '账簿：何时启用，结账到哪一天';

create table voucher (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  year integer not null,
  number integer not null,
  day date not null,
  phase text collate "C" not null default 'current' check (phase in ('opening', 'current', 'closing')),
  summary text collate "C" not null check (length(btrim(summary)) between 1 and 200),
  reverses uuid,
  source jsonb,
  posted_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  unique (home, body, year, number),
  foreign key (home, body) references book (home, body),
  foreign key (home, reverses) references voucher (home, id)
);
create unique index voucher_reversed_once on voucher (home, reverses) where reverses is not null;
create index voucher_day on voucher (home, body, day, number);
comment on table voucher is '记账凭证：只增不改，红字冲销';

create table voucher_line (
  home text collate "C" not null,
  voucher uuid not null,
  line integer not null check (line > 0),
  body uuid not null,
  area text collate "C" not null,
  day date not null,
  account text collate "C" not null references account (code),
  member uuid,
  party text collate "C" check (length(btrim(party)) between 1 and 100),
  item text collate "C",
  note text collate "C",
  debit bigint not null default 0,
  credit bigint not null default 0,
  check ((debit = 0) <> (credit = 0)),
  check (member is null or party is null),
  primary key (home, voucher, line),
  foreign key (home, voucher) references voucher (home, id)
);
create index voucher_line_account on voucher_line (home, body, account, day);
comment on table voucher_line is '凭证分录';

create table voucher_file (
  home text collate "C" not null,
  voucher uuid not null,
  file uuid not null,
  body uuid not null,
  area text collate "C" not null,
  primary key (home, voucher, file),
  foreign key (home, voucher) references voucher (home, id),
  foreign key (home, file) references file (home, id)
);
comment on table voucher_file is '凭证所附票据和照片';

-- Monthly sums: written by the trigger of the lines alone.
create table account_month (
  home text collate "C" not null,
  body uuid not null,
  account text collate "C" not null,
  month date not null,
  phase text collate "C" not null,
  area text collate "C" not null,
  debit bigint not null,
  credit bigint not null,
  primary key (home, body, account, month, phase)
);
comment on table account_month is '科目月度发生额';
create table account_detail_month (
  home text collate "C" not null,
  body uuid not null,
  account text collate "C" not null,
  detail text collate "C" not null,
  item text collate "C" not null,
  month date not null,
  phase text collate "C" not null,
  area text collate "C" not null,
  debit bigint not null,
  credit bigint not null,
  primary key (home, body, account, detail, item, month, phase)
);
comment on table account_detail_month is '明细月度发生额：detail 为成员或往来单位、项目，item 为明细项目';

create table book_close (
  home text collate "C" not null,
  body uuid not null,
  month date not null check (month = date_trunc('month', month)::date),
  area text collate "C" not null,
  checks jsonb not null default '[]',
  closed_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, body, month),
  foreign key (home, body) references book (home, body)
);
comment on table book_close is '结账记录：结账后的月份不再记账';

do $$
declare
  one text;
begin
  foreach one in array '{book,voucher,voucher_line,voucher_file,account_month,account_detail_month,book_close}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body))', one);
    execute format('create policy adds on %I for insert with check (app_sees(area, body) and app_setting(''role'') in (''accountant'', ''chair'', ''system''))', one);
    execute format('grant select on %I to heshe_app', one);
  end loop;
  foreach one in array '{book,account_month,account_detail_month}'::text[] loop
    execute format('create policy changes on %I for update using (app_sees(area, body))', one);
  end loop;
end $$;
grant insert (home, body, area, started_on) on book to heshe_app;
grant insert (home, id, body, area, day, phase, summary, reverses, source) on voucher to heshe_app;
grant insert on voucher_line, voucher_file to heshe_app;
grant insert (home, body, month, area, checks) on book_close to heshe_app;

create function book_keeps() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'HB001', message = format('已入账的 %s 不能改、不能删，请用红字冲销', tg_table_name);
end $$;
do $$
declare
  one text;
begin
  foreach one in array '{voucher,voucher_line,voucher_file,book_close}'::text[] loop
    execute format('create trigger keeps before update or delete on %I for each row execute function book_keeps()', one);
    execute format('create trigger keeps_all before truncate on %I for each statement execute function book_keeps()', one);
  end loop;
end $$;

-- One writer per body: who posts holds its book until the end of the transaction, so that numbers have no gaps.
create function voucher_number() returns trigger language plpgsql security definer set search_path = public as $$
declare
  started date;
  closed date;
  place text;
begin
  select b.started_on, b.closed_through, b.area into started, closed, place from book b
  where b.home = new.home and b.body = new.body for no key update;
  if not found then
    raise exception using errcode = 'HB002', message = '还没有建账';
  end if;
  if (new.phase = 'opening') <> (new.day < started) then
    raise exception using errcode = 'HB003', message = format('账簿从 %s 起用', started);
  end if;
  if new.day <= closed then
    raise exception using errcode = 'HB004', message = format('已结账到 %s，不能再记入 %s', closed, new.day);
  end if;
  if new.reverses is not null and not exists (
    select from voucher v where v.home = new.home and v.id = new.reverses and v.body = new.body
      and v.phase = new.phase and v.reverses is null and v.day <= new.day) then
    raise exception using errcode = 'HB005', message = '只能冲销本账簿此前的凭证，红字凭证不能再冲销';
  end if;
  new.area := place;
  new.year := extract(year from new.day);
  select coalesce(max(v.number), 0) + 1 into new.number from voucher v
  where v.home = new.home and v.body = new.body and v.year = new.year;
  return new;
end $$;
create trigger voucher_number before insert on voucher for each row execute function voucher_number();

-- The lines of a voucher come in one statement, whole and balanced; what the account asks for is there.
create function voucher_lines() returns trigger language plpgsql security definer set search_path = public as $$
declare
  bad record;
begin
  select a.voucher into bad from added a
  left join voucher v on v.home = a.home and v.id = a.voucher and v.body = a.body and v.day = a.day
  where v.id is null limit 1;
  if found then
    raise exception using errcode = 'HB006', message = '分录与凭证的单位或日期不符';
  end if;
  select a.voucher into bad from (
    select home, voucher, count(*) as lines, sum(debit) - sum(credit) as off from added group by home, voucher) a
  where a.off <> 0 or a.lines < 2
    or a.lines <> (select count(*) from voucher_line l where l.home = a.home and l.voucher = a.voucher) limit 1;
  if found then
    raise exception using errcode = 'HB007', message = '凭证借贷不平，或分录不是一次写全';
  end if;
  select a.account, c.name into bad from added a join account c on c.code = a.account
  where (c.needs = 'member' and a.member is null) or (c.needs = 'party' and a.party is null)
    or (c.needs = 'principal' and a.member is null and a.party is null)
    or (a.item is null and cardinality(c.items) > 0) or (a.item is not null and a.item <> all (c.items))
    limit 1;
  if found then
    raise exception using errcode = 'HB008', message = format('科目 %s %s 的明细不全', bad.account, bad.name);
  end if;
  select a.member into bad from (select distinct home, body, member from added where member is not null) a
  where not exists (select from member m where m.home = a.home and m.id = a.member and m.body = a.body) limit 1;
  if found then
    raise exception using errcode = 'HB009', message = '分录所写的成员不在这家合作社的名册上';
  end if;
  for bad in select distinct v.home, v.id, v.reverses from added a join voucher v on v.home = a.home and v.id = a.voucher
    where v.reverses is not null loop
    if exists (
      (select line, account, member, party, item, -debit, -credit from voucher_line where home = bad.home and voucher = bad.reverses
       except select line, account, member, party, item, debit, credit from voucher_line where home = bad.home and voucher = bad.id)
      union all
      (select line, account, member, party, item, debit, credit from voucher_line where home = bad.home and voucher = bad.id
       except select line, account, member, party, item, -debit, -credit from voucher_line where home = bad.home and voucher = bad.reverses))
    then
      raise exception using errcode = 'HB010', message = '红字凭证必须与原凭证逐行相同、金额相反';
    end if;
  end loop;
  insert into account_month as m (home, body, account, month, phase, area, debit, credit)
  select a.home, a.body, a.account, date_trunc('month', a.day)::date, v.phase, v.area, sum(a.debit), sum(a.credit)
  from added a join voucher v on v.home = a.home and v.id = a.voucher group by 1, 2, 3, 4, 5, 6
  on conflict (home, body, account, month, phase)
  do update set debit = m.debit + excluded.debit, credit = m.credit + excluded.credit;
  insert into account_detail_month as m (home, body, account, detail, item, month, phase, area, debit, credit)
  select a.home, a.body, a.account, coalesce(a.member::text, a.party, ''), coalesce(a.item, ''),
    date_trunc('month', a.day)::date, v.phase, v.area, sum(a.debit), sum(a.credit)
  from added a join voucher v on v.home = a.home and v.id = a.voucher
  where a.member is not null or a.party is not null or a.item is not null group by 1, 2, 3, 4, 5, 6, 7, 8
  on conflict (home, body, account, detail, item, month, phase)
  do update set debit = m.debit + excluded.debit, credit = m.credit + excluded.credit;
  return null;
end $$;
create trigger voucher_lines after insert on voucher_line
  referencing new table as added for each statement execute function voucher_lines();

-- At commit each voucher has its lines.
create function voucher_whole() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from voucher_line l where l.home = new.home and l.voucher = new.id) then
    raise exception using errcode = 'HB007', message = '凭证没有分录';
  end if;
  return null;
end $$;
create constraint trigger voucher_whole after insert on voucher
  deferrable initially deferred for each row execute function voucher_whole();

-- Months close one after another; what the system requires at that moment is checked here too.
create function book_closes() returns trigger language plpgsql security definer set search_path = public as $$
declare
  due date;
  until date := (new.month + interval '1 month' - interval '1 day')::date;
  bad record;
begin
  select coalesce(b.closed_through + 1, b.started_on), b.area into due, new.area from book b
  where b.home = new.home and b.body = new.body for no key update;
  if due is distinct from new.month then
    raise exception using errcode = 'HB011', message = format('应先结 %s 的账', to_char(due, 'YYYY-MM'));
  end if;
  select m.account, a.name into bad from account_month m join account a on a.code = m.account
  where m.home = new.home and m.body = new.body and m.month <= new.month
    and (m.account = '181' or (extract(month from new.month) = 12 and (m.account = '331' or a.kind = '损益')))
  group by 1, 2 having sum(m.debit) <> sum(m.credit) limit 1;
  if found then
    raise exception using errcode = 'HB012', message = format('科目 %s %s 还有余额，不能结账', bad.account, bad.name);
  end if;
  if extract(month from new.month) = 12 and exists (
    select from account_detail_month m where m.home = new.home and m.body = new.body and m.month <= new.month
      and m.account = '332' and m.item <> '未分配盈余' group by m.item having sum(m.debit) <> sum(m.credit)) then
    raise exception using errcode = 'HB012', message = '科目 332 的各项分配还没有转入未分配盈余，不能结账';
  end if;
  update book set closed_through = until where home = new.home and body = new.body;
  return new;
end $$;
create trigger book_closes before insert on book_close for each row execute function book_closes();
