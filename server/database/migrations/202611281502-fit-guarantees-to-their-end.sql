-- A guarantee that stands has no day of its end, and one that ended has one, not before it began. Records of before stay as they are
-- until they are changed; what is only taken out of the register is not asked.
create function guarantee_fits() returns trigger language plpgsql set search_path = public as $$
declare
  named constant text := format('为“%s”的担保', new.debtor);
begin
  if (new.state = '在保') = (new.ended_on is not null) then
    raise exception using errcode = 'HM031', message = named || case when new.state = '在保'
      then '写的是“在保”，又写了解除或代偿日期，请改状态或去掉日期' else format('写的是“%s”，请写明是哪天', new.state) end;
  end if;
  if new.ended_on < new.since then
    raise exception using errcode = 'HM031',
      message = format('%s从 %s 起，解除或代偿日期不能早于这一天，请核对', named, new.since);
  end if;
  return new;
end $$;
create trigger guarantee_fits before insert on guarantee_version for each row when (not new.ended) execute function guarantee_fits();

alter table body_fact add column guarantees_late bigint;
