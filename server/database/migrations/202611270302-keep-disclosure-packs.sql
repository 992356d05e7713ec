-- 财务公开的一期: what was shown to the members for a month or a quarter, frozen as it was made. Made anew, it is another row.
create table disclosure_pack (
  home text collate "C" not null,
  id uuid not null,
  body uuid not null,
  area text collate "C" not null,
  from_day date not null check (extract(day from from_day) = 1),
  to_day date not null check (to_day = (date_trunc('month', to_day) + interval '1 month - 1 day')::date),
  -- books: made of vouchers of closed months; paper: shown on paper, what was shown is in the photographs.
  kind text collate "C" not null check (kind in ('books', 'paper')),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  made_at timestamptz not null default clock_timestamp(),
  actor text collate "C" not null default coalesce(app_setting('user'), session_user::text),
  door text collate "C" not null default coalesce(app_setting('door'), 'sql'),
  primary key (home, id),
  foreign key (home, body, area) references body (home, id, area) on update cascade,
  check (to_day > from_day and to_day < from_day + interval '3 months')
);
create index disclosure_pack_body on disclosure_pack (home, body, from_day);
comment on table disclosure_pack is '财务公开：一期公开了什么，制作后不变';

create function disclosure_pack_keeps() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(old) - 'area' = to_jsonb(new) - 'area' then
      return new;
    end if;
  end if;
  raise exception using errcode = 'HD001', message = '制作好的公开内容不能改、不能删，请撤回后重新制作';
end $$;
create trigger keeps before update or delete on disclosure_pack for each row execute function disclosure_pack_keeps();
create trigger keeps_all before truncate on disclosure_pack for each statement execute function disclosure_pack_keeps();

-- What is shown of the books can not move any more.
create function disclosure_pack_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.kind = 'books' and not exists (select from book b where b.home = new.home and b.body = new.body
    and b.started_on <= new.to_day and b.closed_through >= new.to_day) then
    raise exception using errcode = 'HD002', message = format('%s 以前的月份还没有结账，结账后才能公开', new.to_day);
  end if;
  return new;
end $$;
create trigger disclosure_pack_enters before insert on disclosure_pack for each row execute function disclosure_pack_enters();

alter table disclosure_pack enable row level security;
alter table disclosure_pack force row level security;
create policy sees on disclosure_pack for select using (app_sees(area, body));
create policy adds on disclosure_pack for insert with check (
  app_sees(area, body) and app_setting('role') in ('chair', 'accountant', 'township', 'county', 'system'));
create policy moves on disclosure_pack for update using (app_sees(area, body));
grant select on disclosure_pack to heshe_app;
grant insert (home, id, body, area, from_day, to_day, kind, content) on disclosure_pack to heshe_app;

create function disclosure_pack_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, after)
  values (new.home, new.area, 'create', 'disclosure_pack', new.id::text,
    jsonb_build_object('from_day', new.from_day, 'to_day', new.to_day));
  return null;
end $$;
create trigger disclosure_pack_audit after insert on disclosure_pack for each row execute function disclosure_pack_audit();
