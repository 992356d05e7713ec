-- Acceptance of a dossier taken on paper: who signed, when, and the photograph of the sheet.

alter table dossier_action
  add column signer text,
  add column signed_on date,
  add column files uuid[] not null default '{}',
  add constraint dossier_action_paper check (
    (signer is null and signed_on is null) or (signer is not null and signed_on is not null and cardinality(files) > 0));
comment on column dossier_action.signer is '纸质签批的签批人；录入人只是代录';
