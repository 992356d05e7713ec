-- What a long list has just filled is counted anew before anything is computed from it: in a new database the planner
-- believes its tables empty, and each check of a key then went through all bodies of the township.
create function count_anew(registers text[]) returns void language plpgsql security definer set search_path = public as $$
declare
  one text;
begin
  for one in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and pg_get_userbyid(c.relowner) = current_user
      and c.relname = any (registers || array(select r || '_version' from unnest(registers) r)) order by 1 loop
    -- Where somebody else counts, his count is as good.
    execute format('analyze (skip_locked) %I', one);
  end loop;
end $$;
comment on function count_anew is '大批写入后更新这些台账的统计信息';
revoke execute on function count_anew(text[]) from public;
grant execute on function count_anew(text[]) to heshe_app;
