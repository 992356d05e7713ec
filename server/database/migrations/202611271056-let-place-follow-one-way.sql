-- Two ways by which papers follow their cooperative came to stand side by side: the one of body_moves stays, with the guards that
-- let the place alone change.
drop trigger body_place_follows on body;
drop function body_place_follows();
do $$
declare one name;
begin
  for one in select placed_by_hand() loop
    execute format('drop policy if exists place_seen on %I', one);
    execute format('drop policy if exists place_follows on %I', one);
  end loop;
end $$;
drop function placed_by_hand();
