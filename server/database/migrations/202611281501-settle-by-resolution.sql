-- An additional settlement refers to the sealed resolution that it rests on, as what goes outward does.
alter table resolution_use add column resettlement uuid,
  add foreign key (home, resettlement) references procedure_item (home, id),
  add check ((subject = 'resettlement') = (resettlement is not null)),
  drop constraint resolution_use_subject_check,
  add constraint resolution_use_subject_check check (subject in ('disposal', 'investment', 'guarantee', 'resettlement'));
create index resolution_use_resettlement on resolution_use (home, resettlement) where resettlement is not null;
grant insert (resettlement) on resolution_use to heshe_app;
comment on table resolution_use is '资产处置、对外投资、对外担保、补充清算凭哪项成员大会决议办的；只增不改，以最后一次为准';

create or replace function resolution_use_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  r resolution;
  allows constant jsonb := '{"disposal": ["重大财产处置", "assets", "structure", "other"], "investment": ["对外投资", "invest", "other"],
    "guarantee": ["对外担保", "invest", "other"], "resettlement": ["亏损处理、盈余分配或公积金", "loss", "plan", "reserve", "other"]}';
begin
  select * into r from resolution x where x.home = new.home and x.meeting = new.meeting and x.number = new.number and x.body = new.body;
  if r.passed is not true then
    raise exception using errcode = 'HM004', message = '所选的不是本社大会通过的决议';
  end if;
  if not (allows -> new.subject) - 0 ? r.kind then
    raise exception using errcode = 'HM004', message = format('这项决议的种类不是%s', allows -> new.subject ->> 0);
  end if;
  if new.subject = 'disposal' and not exists (
      select from asset_event e where e.home = new.home and e.asset = new.asset and e.kind = 'disposed') then
    raise exception using errcode = 'HM004', message = '这项资产没有登记处置';
  end if;
  if new.subject = 'investment' and not exists (
      select from voucher v join voucher_line l on l.home = v.home and l.voucher = v.id
      where v.home = new.home and v.id = new.voucher and v.body = new.body and l.account = '131' and l.debit > 0) then
    raise exception using errcode = 'HM004', message = '这张凭证不是本社增加对外投资的凭证';
  end if;
  if new.subject = 'guarantee' and not exists (
      select from guarantee g where g.home = new.home and g.id = new.guarantee and g.body = new.body and not g.ended) then
    raise exception using errcode = 'HM004', message = '这项担保不是本社的，或者已经终止';
  end if;
  if new.subject = 'resettlement' and not exists (
      select from procedure_item i where i.home = new.home and i.id = new.resettlement and i.body = new.body
        and i.procedure = 'member_resettlement' and i.state <> 'cancelled') then
    raise exception using errcode = 'HM004', message = '这件补充清算不是本社的，或者已经撤回';
  end if;
  return new;
end $$;
