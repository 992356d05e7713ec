-- What the system administrator does to the program itself (the passphrase of the backups) lies in no area.
drop policy notes on audit;
create policy notes on audit for insert to heshe_app with check (
  txid = pg_current_xact_id() and actor = app_setting('user') and (app_setting('role') = 'system' or app_sees(area, null)
    or (area = '00' and (app_setting('area_low') is null or app_setting('role') = 'admin'))
    or exists (select from body b where b.area = audit.area)));
