-- What is in force in a place is said by who sees the whole of it, not by another county on the same server.
do $$
declare one text;
begin
  foreach one in array array['adoption', 'parameter_value'] loop
    execute format('drop policy adds on %I', one);
    execute format('create policy adds on %I for insert with check (app_setting(''role'') = ''system'' or app_setting(''role'') = ''county'' and app_in_area(area))', one);
  end loop;
end $$;
