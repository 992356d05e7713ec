-- 来源于到户类扶贫项目资产的出资额: the member account has it apart from other contributions (37号 第57条). It is a part of the
-- amount of an event, so that who holds how much of it on a day is a sum over events as well.
alter table share_event add column project bigint not null default 0,
  add check ((reverses is null and project between 0 and amount) or (reverses is not null and project between amount and 0));
comment on column share_event.project is '其中来源于到户类扶贫项目资产的';
grant insert (project) on share_event to heshe_app;

create or replace view share_move with (security_invoker = true) as
  select e.home, e.body, e.id, e.day, e.member,
    case when e.kind in ('transfer', 'gift', 'inheritance', 'withdrawal', 'reduction') then -e.amount else e.amount end as amount,
    case when e.kind in ('transfer', 'gift', 'inheritance', 'withdrawal', 'reduction') then -e.project else e.project end as project
  from share_event e
  union all
  select e.home, e.body, e.id, e.day, e.receiver, e.amount, e.project from share_event e where e.receiver is not null;

create function share_project_mirrors() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.project is distinct from (select -e.project from share_event e where e.home = new.home and e.id = new.reverses) then
    raise exception using errcode = 'HS003', message = '冲销必须与原变动的种类、成员、日期相同，金额相反；冲销不能再冲销';
  end if;
  return new;
end $$;
create trigger share_project_mirrors before insert on share_event for each row when (new.reverses is not null)
  execute function share_project_mirrors();

-- Of the part nobody holds less than nothing, or more than he holds in all, at the end of any day.
create function share_project_holds() returns trigger language plpgsql security definer set search_path = public as $$
declare
  bad record;
begin
  select r.day, r.part, r.held into bad from (
    select s.day, sum(sum(s.project)) over whole as part, sum(sum(s.amount)) over whole as held
    from share_move s where (s.home, s.body, s.member) in (
      select home, body, member from added union select home, body, receiver from added where receiver is not null)
    group by s.home, s.body, s.member, s.day window whole as (partition by s.home, s.body, s.member order by s.day)) r
  where r.part < 0 or r.part > r.held limit 1;
  if found then
    raise exception using errcode = 'HS007', message = format(
      '到 %s 时该成员来源于到户类扶贫项目资产的出资（%s 元）会%s，请核对“其中来源于到户类扶贫项目资产的”', bad.day,
      trim(to_char(bad.part / 100.0, 'FM999999999999990.00')), case when bad.part < 0 then '成为负数' else '多于其全部出资' end);
  end if;
  return null;
end $$;
create trigger share_project_holds after insert on share_event
  referencing new table as added for each statement execute function share_project_holds();
