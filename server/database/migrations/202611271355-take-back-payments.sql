-- 退票: money that was paid and came back to the cooperative's account. The payment stays as it was told; that it came back is
-- added, with its own voucher, and the member is owed the money again.
create table surplus_pay_return (
  home text collate "C" not null,
  batch uuid not null,
  member uuid not null,
  body uuid not null,
  area text collate "C" not null,
  reason text collate "C" not null check (length(btrim(reason)) between 1 and 200),
  day date not null,
  voucher uuid not null,
  file uuid,
  told_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, batch, member),
  foreign key (home, batch, member) references surplus_pay_result (home, batch, member),
  foreign key (home, voucher) references voucher (home, id),
  foreign key (home, file) references file (home, id)
);
create index surplus_pay_return_of_body on surplus_pay_return (home, body);
create index surplus_pay_return_voucher on surplus_pay_return (home, voucher);
comment on table surplus_pay_return is '盈余兑付退回：付成以后又退回来的';

alter table surplus_pay_return enable row level security;
alter table surplus_pay_return force row level security;
create policy sees on surplus_pay_return for select using (app_sees(area, body));
create policy sees_self on surplus_pay_return for select using (app_is_self(home, body, member));
create policy adds on surplus_pay_return for insert with check (app_sees(area, body)
  and app_setting('role') in ('chair', 'accountant', 'system'));
create policy moves on surplus_pay_return for update using (app_sees(area, body));
grant select on surplus_pay_return to heshe_app;
grant insert (home, batch, member, body, area, reason, day, voucher, file) on surplus_pay_return to heshe_app;
create trigger keeps before update or delete on surplus_pay_return for each row execute function surplus_keeps();
create trigger keeps_all before truncate on surplus_pay_return for each statement execute function surplus_keeps();

-- It follows its cooperative to another place, as all that was paid does.
create or replace function body_followers() returns text[] language sql immutable as $$
  select '{voucher,voucher_line,voucher_file,account_month,account_detail_month,book_close,book_reopen,stock_taking,reported_statement,
    money_account,money_import,money_line,money_settle,money_rule,asset_card,asset_event,depreciation_run,
    surplus_share,surplus_action,surplus_pay_batch,surplus_pay_line,surplus_pay_result,surplus_pay_return,file}'::text[]
$$;

create function surplus_return_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  was surplus_pay_result;
begin
  perform pg_advisory_xact_lock(hashtextextended('surplus ' || new.home || new.body::text, 0));
  select * into was from surplus_pay_result r where r.home = new.home and r.batch = new.batch and r.member = new.member;
  if was.outcome is distinct from 'paid' then
    raise exception using errcode = 'HP013', message = '没有登记过付成的，谈不上退回；没有付成的请登记“没有付成”';
  end if;
  if new.day < was.day then
    raise exception using errcode = 'HP013', message = format('退回的日期早于付款的 %s', was.day);
  end if;
  if not exists (select from voucher v where v.home = new.home and v.id = new.voucher and v.body = new.body) then
    raise exception using errcode = 'HP009', message = '凭证不是这家合作社的';
  end if;
  return new;
end $$;
create trigger surplus_return_enters before insert on surplus_pay_return for each row execute function surplus_return_enters();

-- How each line of a pay list stands; what counts is paid or on its way, and lessens what is owed.
create view surplus_pay_stand with (security_invoker = true) as
  select l.home, l.body, l.plan, l.batch, l.member, l.amount, b.made_at,
    case when x.batch is not null then 'returned' else r.outcome end as outcome, coalesce(x.reason, r.reason) as reason,
    r.outcome is distinct from 'failed' and x.batch is null as counts
  from surplus_pay_line l join surplus_pay_batch b on b.home = l.home and b.id = l.batch
  left join surplus_pay_result r on r.home = l.home and r.batch = l.batch and r.member = l.member
  left join surplus_pay_return x on x.home = l.home and x.batch = l.batch and x.member = l.member;
grant select on surplus_pay_stand to heshe_app;

create or replace function surplus_pay_enters() returns trigger language plpgsql security definer set search_path = public as $$
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
  where (select sum(l.amount) from surplus_pay_line l
      left join surplus_pay_result r on r.home = l.home and r.batch = l.batch and r.member = l.member
      left join surplus_pay_return x on x.home = l.home and x.batch = l.batch and x.member = l.member
      where l.home = a.home and l.plan = a.plan and l.member = a.member and r.outcome is distinct from 'failed' and x.batch is null)
    > s.patronage + s.remainder - s.converted limit 1;
  if found then
    raise exception using errcode = 'HP011', message = format('成员 %s %s 的兑付会超过应付的数', bad.number, bad.name);
  end if;
  return null;
end $$;

create or replace function voucher_of_division() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from surplus_action a where a.home = new.home and a.voucher = new.reverses) then
    raise exception using errcode = 'HB050', message = '这是按大会决议入账的盈余分配，不能红字冲销；分错了由大会另作补充决议，按决议另记更正凭证';
  end if;
  if exists (select from surplus_pay_result r where r.home = new.home and r.voucher = new.reverses)
    or exists (select from surplus_pay_return x where x.home = new.home and x.voucher = new.reverses) then
    raise exception using errcode = 'HB051', message = '这是已登记的盈余兑付或退回，不能红字冲销；付出去又退回的在方案页的清单里登记退回';
  end if;
  return new;
end $$;
