-- A member's number in the roll: how people at the scales call a household.
alter table member add column number text collate "C";
alter table member_version add column number text collate "C";
comment on column member.number is '成员编号';
create or replace function member_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into member (home, id, body, area, version, effective_on, ended, person, id_number, id_number_hash, number, kind, village, phone, vulnerable, contribution, bank_account, bank_account_hash, joined_on, left_on)
  select home, id, body, area, version, effective_on, ended, person, id_number, id_number_hash, number, kind, village, phone, vulnerable, contribution, bank_account, bank_account_hash, joined_on, left_on from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(member.version, excluded.version),
      effective_on = greatest(member.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= member.effective_on then excluded.ended else member.ended end,
      person = case when excluded.effective_on >= member.effective_on then excluded.person else member.person end,
      id_number = case when excluded.effective_on >= member.effective_on then excluded.id_number else member.id_number end,
      id_number_hash = case when excluded.effective_on >= member.effective_on then excluded.id_number_hash else member.id_number_hash end,
      number = case when excluded.effective_on >= member.effective_on then excluded.number else member.number end,
      kind = case when excluded.effective_on >= member.effective_on then excluded.kind else member.kind end,
      village = case when excluded.effective_on >= member.effective_on then excluded.village else member.village end,
      phone = case when excluded.effective_on >= member.effective_on then excluded.phone else member.phone end,
      vulnerable = case when excluded.effective_on >= member.effective_on then excluded.vulnerable else member.vulnerable end,
      contribution = case when excluded.effective_on >= member.effective_on then excluded.contribution else member.contribution end,
      bank_account = case when excluded.effective_on >= member.effective_on then excluded.bank_account else member.bank_account end,
      bank_account_hash = case when excluded.effective_on >= member.effective_on then excluded.bank_account_hash else member.bank_account_hash end,
      joined_on = case when excluded.effective_on >= member.effective_on then excluded.joined_on else member.joined_on end,
      left_on = case when excluded.effective_on >= member.effective_on then excluded.left_on else member.left_on end;
  return null;
end $$;

-- The number by which each member is called: that of the roll, else the place in the order of joining.
create function member_numbers(of_home text, of_body uuid) returns table (member uuid, number text)
language sql stable as $$
  select m.id, coalesce(nullif(btrim(m.number), ''), (row_number() over (order by m.joined_on nulls last, m.id))::text)
  from member m where m.home = of_home and m.body = of_body
$$;
