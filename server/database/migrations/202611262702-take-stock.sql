-- How deep a body keeps its books, and the signed stock-taking that opens them.

create table book_depth (
  home text collate "C" not null,
  body uuid not null,
  number integer not null,
  area text collate "C" not null,
  depth text collate "C" not null check (depth in ('report', 'cash', 'full')),
  chosen_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, body, number),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
comment on table book_depth is '记账深度：report 只报表，cash 收支账，full 完整账；最后一条有效，账随之保留';

create table stock_taking (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  day date not null,
  items jsonb not null,
  chair text collate "C" not null check (length(btrim(chair)) between 1 and 50),
  supervisor text collate "C" not null check (length(btrim(supervisor)) between 1 and 50),
  paper uuid not null,
  voucher uuid not null,
  taken_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, id),
  unique (home, voucher),
  foreign key (home, body) references book (home, body),
  foreign key (home, voucher) references voucher (home, id),
  foreign key (home, paper) references file (home, id),
  check (btrim(chair) <> btrim(supervisor))
);
comment on table stock_taking is '期初盘点表：逐项盘点，理事长和监事（监事长）签字，签字件留存，据以记期初余额';

do $$
declare
  one text;
begin
  foreach one in array '{book_depth,stock_taking}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body))', one);
    execute format('create policy adds on %I for insert with check (app_sees(area, body) and app_setting(''role'') in (''accountant'', ''chair'', ''system''))', one);
    execute format('grant select, insert on %I to heshe_app', one);
    execute format('create trigger keeps before delete on %I for each row execute function book_keeps()', one);
    execute format('create trigger keeps_all before truncate on %I for each statement execute function book_keeps()', one);
  end loop;
end $$;
