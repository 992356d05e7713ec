-- Papers of cooperatives that had moved before their papers followed them lie where the cooperative lies. What moves later
-- follows by itself; its rows are found by the cooperative.

create index voucher_file_of_body on voucher_file (home, body);
create index file_of_body on file (home, body) where body is not null;
create index surplus_action_of_body on surplus_action (home, body);
create index surplus_pay_line_of_body on surplus_pay_line (home, body);
create index surplus_pay_result_of_body on surplus_pay_result (home, body);
create index money_settle_of_body on money_settle (home, body);

-- Who migrates is bound by row security as well: without the whole country he sees no cooperative.
set local app.national = 'on';
do $$
declare one text;
begin
  foreach one in array body_followers() loop
    execute format('update %I t set area = b.area from body b where b.home = t.home and b.id = t.body and t.area <> b.area', one);
  end loop;
end $$;
reset app.national;
