-- Who is managed may have more than two hundred cooperatives: only what is looked for by its name is cut short.
create or replace function bodies_to_grant(words text, ids uuid[]) returns table (id uuid, name text, area text)
language sql stable security definer set search_path = public
as $$
  select b.id, b.name, area_label(b.area) from body b
  where app_setting('role') = 'security' and (b.id = any (ids) or words <> '' and strpos(b.name, words) > 0)
  order by b.name collate pinyin limit case when words <> '' then 200 end $$;
