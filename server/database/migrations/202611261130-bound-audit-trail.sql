-- The trail is read within bounds like everything else: who reads it sees the entries of the areas that he sees.
-- Entries of the deployment itself (users, settings; area 00) are for the security and the audit administrator, and
-- for an auditor of a whole county or more.

drop policy sees on audit;
create policy sees on audit for select using (
  app_setting('role') = 'system'
  or (app_setting('role') in ('auditAdmin', 'security') and (area = '00' or app_sees(area, null)))
  or (app_setting('role') = 'auditor' and area = '00' and length(app_setting('area_low')) <= 6)
  or (app_setting('role') in ('auditor', 'county', 'township', 'leader') and app_sees(area, null)));
