-- A receipt or photograph that comes to a voucher after it was posted is in the trail, whoever adds it and by which way; and it
-- is of the cooperative whose voucher it is.
create function voucher_file_enters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from added a where not exists (
      select from voucher v where v.home = a.home and v.id = a.voucher and v.body = a.body)) then
    raise exception using errcode = 'HB006', message = '附件与凭证的单位不符';
  end if;
  -- What comes with its voucher, in one transaction, is told by the voucher.
  insert into audit (home, area, action, subject, record, after)
  select a.home, min(a.area), 'create', 'voucher_file', a.voucher::text, jsonb_build_object('files', jsonb_agg(a.file order by a.file))
  from added a join voucher v on v.home = a.home and v.id = a.voucher and v.xmin <> pg_current_xact_id()::xid
  group by a.home, a.voucher;
  return null;
end $$;
create trigger voucher_file_enters after insert on voucher_file referencing new table as added
  for each statement execute function voucher_file_enters();
