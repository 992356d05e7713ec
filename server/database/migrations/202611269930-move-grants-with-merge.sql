-- Who saw the merged body sees the kept one. Grants are the security administrator's alone, so the merge itself moves
-- them: it may add the kept body to those who had the merged one, and take just these away when it is undone.
create function body_merge_grants() returns trigger language plpgsql security definer set search_path = public as $$
declare given uuid[];
begin
  if tg_op = 'INSERT' then
    with added as (
      insert into app_grant (user_id, kind, value)
      select user_id, 'body', new.kept::text from app_grant where kind = 'body' and value = new.merged::text
      on conflict do nothing returning user_id)
    select array_agg(user_id) into given from added;
    new.moved := new.moved || jsonb_build_object('users', coalesce(to_jsonb(given), '[]'));
  elsif old.undone_at is null and new.undone_at is not null then
    delete from app_grant where kind = 'body' and value = new.kept::text
      and user_id::text in (select jsonb_array_elements_text(coalesce(new.moved -> 'users', '[]')));
  end if;
  return new;
end $$;
create trigger body_merge_grants before insert or update on body_merge for each row execute function body_merge_grants();
