-- A closed month opens again by a recorded decision; what is done to the books stands in the trail.

alter table book_close add column number integer not null default 1;
alter table book_close drop constraint book_close_pkey;
alter table book_close add primary key (home, body, month, number);

create table book_reopen (
  home text collate "C" not null,
  body uuid not null,
  number integer not null,
  area text collate "C" not null,
  month date not null check (month = date_trunc('month', month)::date),
  reason text collate "C" not null check (length(btrim(reason)) between 2 and 200),
  decided_by text collate "C" not null check (length(btrim(decided_by)) between 2 and 100),
  paper uuid not null,
  reopened_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, body, number),
  foreign key (home, body) references book (home, body),
  foreign key (home, paper) references file (home, id)
);
comment on table book_reopen is '反结账：哪个月起重新打开、为什么、谁决定的，决定的书面件留存';
alter table book_reopen enable row level security;
alter table book_reopen force row level security;
create policy sees on book_reopen for select using (app_sees(area, body));
create policy adds on book_reopen for insert with check (
  app_sees(area, body) and app_setting('role') in ('accountant', 'chair', 'system'));
grant select on book_reopen to heshe_app;
grant insert (home, body, area, month, reason, decided_by, paper) on book_reopen to heshe_app;
create trigger keeps before update or delete on book_reopen for each row execute function book_keeps();
create trigger keeps_all before truncate on book_reopen for each statement execute function book_keeps();

create function book_reopens() returns trigger language plpgsql security definer set search_path = public as $$
declare
  closed date;
begin
  select b.closed_through, b.area into closed, new.area from book b
  where b.home = new.home and b.body = new.body for no key update;
  if closed is null or new.month > closed then
    raise exception using errcode = 'HB030', message = format('%s 没有结账，不用重新打开', to_char(new.month, 'YYYY-MM'));
  end if;
  select coalesce(max(number), 0) + 1 into new.number from book_reopen where home = new.home and body = new.body;
  update book set closed_through = (
    select case when new.month > started_on then new.month - 1 end from book where home = new.home and body = new.body)
  where home = new.home and body = new.body;
  return new;
end $$;
create trigger book_reopens before insert on book_reopen for each row execute function book_reopens();

create function book_close_number() returns trigger language plpgsql security definer set search_path = public as $$
begin
  select coalesce(max(number), 0) + 1 into new.number from book_close
  where home = new.home and body = new.body and month = new.month;
  return new;
end $$;
create trigger book_close_number before insert on book_close for each row execute function book_close_number();

-- The trail tells of the books as of everything else.
create function book_audit() returns trigger language plpgsql security definer set search_path = public as $$
declare
  whole jsonb := to_jsonb(new);
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, 'create', tg_table_name, coalesce(whole ->> 'id', new.body::text),
    audit_row(whole - '{home,area,id,body,number,source,sheet,income,items,checks,hash,posted_at,actor,door}'::text[]));
  return null;
end $$;
do $$
declare
  one text;
begin
  foreach one in array '{voucher,book_close,book_reopen,book_depth,stock_taking,reported_statement,money_account,money_import}'::text[] loop
    execute format('create trigger zz_audit after insert on %I for each row execute function book_audit()', one);
  end loop;
end $$;
