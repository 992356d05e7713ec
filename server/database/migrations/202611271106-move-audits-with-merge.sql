-- The audits of a merged body and what was told of them go where their cases go, and come back with them. Of two audits that
-- answer to one subject the kept body's own answers to it.
create function body_merge_audits() returns trigger language plpgsql security definer set search_path = public as $$
declare
  went jsonb;
begin
  if tg_op = 'INSERT' then
    select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'subject', i.subject)), '[]') into went from procedure_item i
    where i.home = new.home and i.body = new.merged and i.procedure in ('book_audit', 'audit_notice');
    update procedure_item i set body = new.kept, area = new.area,
      subject = case when exists (select from procedure_item k where k.home = i.home and k.body = new.kept
        and k.procedure = i.procedure and k.subject = i.subject) then null else i.subject end
    where i.home = new.home and i.body = new.merged and i.procedure in ('book_audit', 'audit_notice');
    new.moved := new.moved || jsonb_build_object('audits', went);
  elsif old.undone_at is null and new.undone_at is not null then
    update procedure_item i set body = new.merged, subject = m.subject,
      area = (select b.area from body b where b.home = new.home and b.id = new.merged)
    from jsonb_to_recordset(coalesce(new.moved -> 'audits', '[]')) m (id uuid, subject text)
    where i.home = new.home and i.id = m.id and i.body = new.kept;
  end if;
  return new;
end $$;
create trigger body_merge_audits before insert or update on body_merge for each row execute function body_merge_audits();
