-- 新旧科目转换 (财会〔2021〕38号): the bookkeeper's draft, and what was taken over with the signed paper.
create table conversion_draft (
  home text collate "C" not null,
  body uuid not null,
  area text collate "C" not null,
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 4000000),
  saved_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, body),
  foreign key (home, body) references book (home, body),
  foreign key (home, body, area) references body (home, id, area) on update cascade
);
comment on table conversion_draft is '新旧科目转换的草稿：旧账余额和拆分，转换以前可以改';

create table chart_conversion (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  day date not null,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  chair text collate "C" not null check (length(btrim(chair)) between 1 and 50),
  supervisor text collate "C" not null check (length(btrim(supervisor)) between 1 and 50),
  paper uuid not null,
  voucher uuid not null,
  converted_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  primary key (home, id),
  unique (home, voucher),
  foreign key (home, body) references book (home, body),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  foreign key (home, voucher) references voucher (home, id),
  foreign key (home, paper) references file (home, id),
  check (btrim(chair) <> btrim(supervisor))
);
comment on table chart_conversion is '新旧科目转换：旧账余额、拆分和签字的转换对照表，据以记期初余额';

do $$
declare
  one text;
begin
  foreach one in array '{conversion_draft,chart_conversion}'::text[] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy sees on %I for select using (app_sees(area, body))', one);
    execute format('create policy adds on %I for insert with check (app_sees(area, body) and app_setting(''role'') in (''accountant'', ''chair'', ''system''))', one);
    execute format('grant select, insert on %I to heshe_app', one);
  end loop;
end $$;
create policy changes on conversion_draft for update using (
  app_sees(area, body) and app_setting('role') in ('accountant', 'chair', 'system'));
grant update (content, saved_at, actor) on conversion_draft to heshe_app;

-- Only the area follows where the cooperative moves.
create function conversion_keeps() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(old) - 'area' = to_jsonb(new) - 'area' then
    return new;
  end if;
  raise exception using errcode = 'HB001', message = '已登记的新旧科目转换不能改、不能删；记错了先把期初凭证红字冲销再重做';
end $$;
create trigger keeps before update or delete on chart_conversion for each row execute function conversion_keeps();
create trigger keeps_all before truncate on chart_conversion for each statement execute function conversion_keeps();

-- Its voucher is an opening entry of this book, and only one conversion stands.
create function conversion_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform from book b where b.home = new.home and b.body = new.body for no key update;
  if not exists (select from voucher v where v.home = new.home and v.id = new.voucher and v.body = new.body and v.phase = 'opening'
      and v.reverses is null) then
    raise exception using errcode = 'HB045', message = '转换所记的凭证不是这本账簿的期初凭证';
  end if;
  if exists (select from chart_conversion c where c.home = new.home and c.body = new.body
      and not exists (select from voucher r where r.home = c.home and r.reverses = c.voucher)) then
    raise exception using errcode = 'HB046', message = '已有一次有效的新旧科目转换，要重做先把那张期初凭证红字冲销';
  end if;
  return new;
end $$;
create trigger conversion_enters before insert on chart_conversion for each row execute function conversion_enters();

create function conversion_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, 'create', 'chart_conversion', new.id::text,
    jsonb_build_object('day', new.day, 'chair', new.chair, 'supervisor', new.supervisor));
  return null;
end $$;
create trigger zz_audit after insert on chart_conversion for each row execute function conversion_audit();
