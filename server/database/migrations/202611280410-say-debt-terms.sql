-- The terms of a village's debt, and the project that was allowed to borrow it (D12).
alter table village_debt add rate text collate "C", add collateral text collate "C", add project text collate "C";
alter table village_debt_version add rate text collate "C", add collateral text collate "C", add project text collate "C";
create or replace function village_debt_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into village_debt (home, id, area, version, effective_on, ended, name, creditor, borrowed_on, principal, balance, due_on, rate, collateral, purpose, approved_by, project, cleared_on, ground)
  select home, id, area, version, effective_on, ended, name, creditor, borrowed_on, principal, balance, due_on, rate, collateral, purpose, approved_by, project, cleared_on, ground from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(village_debt.version, excluded.version),
      area = case when excluded.effective_on >= village_debt.effective_on then excluded.area else village_debt.area end,
      effective_on = greatest(village_debt.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= village_debt.effective_on then excluded.ended else village_debt.ended end,
      name = case when excluded.effective_on >= village_debt.effective_on then excluded.name else village_debt.name end,
      creditor = case when excluded.effective_on >= village_debt.effective_on then excluded.creditor else village_debt.creditor end,
      borrowed_on = case when excluded.effective_on >= village_debt.effective_on then excluded.borrowed_on else village_debt.borrowed_on end,
      principal = case when excluded.effective_on >= village_debt.effective_on then excluded.principal else village_debt.principal end,
      balance = case when excluded.effective_on >= village_debt.effective_on then excluded.balance else village_debt.balance end,
      due_on = case when excluded.effective_on >= village_debt.effective_on then excluded.due_on else village_debt.due_on end,
      rate = case when excluded.effective_on >= village_debt.effective_on then excluded.rate else village_debt.rate end,
      collateral = case when excluded.effective_on >= village_debt.effective_on then excluded.collateral else village_debt.collateral end,
      purpose = case when excluded.effective_on >= village_debt.effective_on then excluded.purpose else village_debt.purpose end,
      approved_by = case when excluded.effective_on >= village_debt.effective_on then excluded.approved_by else village_debt.approved_by end,
      project = case when excluded.effective_on >= village_debt.effective_on then excluded.project else village_debt.project end,
      cleared_on = case when excluded.effective_on >= village_debt.effective_on then excluded.cleared_on else village_debt.cleared_on end,
      ground = case when excluded.effective_on >= village_debt.effective_on then excluded.ground else village_debt.ground end;
  return null;
end $$;
comment on column village_debt.rate is '年利率';
comment on column village_debt.collateral is '担保、抵押';
comment on column village_debt.project is '论证项目编号';
