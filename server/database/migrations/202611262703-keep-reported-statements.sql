-- Statements made elsewhere: kept as they were reported, the last version of a month counts.
create table reported_statement (
  home text collate "C" not null,
  body uuid not null,
  month date not null check (month = date_trunc('month', month)::date),
  number integer not null check (number > 0),
  area text collate "C" not null,
  origin text collate "C" not null check (origin in ('statements', 'trial', 'typed')),
  file_name text collate "C",
  sheet jsonb not null,
  income jsonb not null,
  wrong integer not null,
  assets bigint not null,
  liabilities bigint not null,
  surplus bigint not null,
  reported_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, body, month, number),
  foreign key (home, body) references body (home, id)
);
comment on table reported_statement is '据报表：记账软件导出或录入的报表，每月最后一版有效；金额一律为分';
alter table reported_statement enable row level security;
alter table reported_statement force row level security;
create policy sees on reported_statement for select using (app_sees(area, body));
create policy adds on reported_statement for insert with check (
  app_sees(area, body) and app_setting('role') in ('accountant', 'chair', 'system'));
grant select, insert on reported_statement to heshe_app;
create trigger keeps before update or delete on reported_statement for each row execute function book_keeps();
create trigger keeps_all before truncate on reported_statement for each statement execute function book_keeps();
