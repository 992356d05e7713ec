-- Figures of audits in the wide table.
alter table body_fact
  add column audits_last_year bigint,
  add column audit_untold_days bigint;
