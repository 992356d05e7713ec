-- What belongs to a cooperative lies where it lies: vouchers, money lines, plans and files of one that moves are seen from its
-- new place, and no longer from the old one. What must not be changed may follow in its place, and in nothing else.

-- Columns that the database computes are not there yet when a row is about to change.
create function only_place_changes(was jsonb, becomes jsonb, of_table oid) returns boolean language sql stable as $$
  select was - k.names = becomes - k.names from (
    select coalesce(array_agg(attname::text), '{}'::text[]) || '{area}'::text[] as names
    from pg_attribute where attrelid = of_table and attgenerated <> '' and not attisdropped) k $$;
comment on function only_place_changes is '一行除所在辖区外没有变化';

do $$
declare
  guards constant jsonb := '{
    "share_keeps": ["HS001", "已登记的股金变动不能改、不能删，请用冲销更正"],
    "trade_keeps": ["HT001", "已记入的成员交易和确认不能改、不能删，请用冲销更正"],
    "surplus_keeps": ["HP001", "已定稿的方案和已登记的办理、兑付不能改、不能删"],
    "household_keeps": ["HH001", "成员户说过的话和合作社的答复不能改、不能删"],
    "membership_keeps": ["HM001", "已登记的成员资格和身份不能改、不能删，请重新登记或更正"],
    "disclosure_pack_keeps": ["HD001", "制作好的公开内容不能改、不能删，请撤回后重新制作"],
    "book_keeps": ["HB001", "已入账的 %s 不能改、不能删，请用红字冲销"]}';
  guard record;
begin
  for guard in select key as name, value ->> 0 as code, value ->> 1 as words from jsonb_each(guards) loop
    execute format('create or replace function %I() returns trigger language plpgsql as $guard$
      begin
        if tg_op = ''UPDATE'' then
          if only_place_changes(to_jsonb(old), to_jsonb(new), tg_relid) then
            return new;
          end if;
        end if;
        raise exception using errcode = %L, message = format(%L, tg_table_name);
      end $guard$', guard.name, guard.code, guard.words);
  end loop;
end $$;

-- Tables of cooperatives that carry the place themselves; registers and others whose key carries it follow by that key.
create function placed_by_hand() returns setof name language sql stable as $$
  select c.relname from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname !~ '_version$' and c.relname <> 'handout_row'
    and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('home', 'body', 'area') and not a.attisdropped) = 3
    and not exists (select from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = any (f.conkey)
      where f.conrelid = c.oid and f.contype = 'f' and f.confrelid = 'body'::regclass and a.attname = 'area')
  order by 1 $$;
comment on function placed_by_hand is '带有所在辖区、但外键不会随主体改动的表';

do $$
declare one name;
begin
  for one in select placed_by_hand() loop
    execute format('create policy place_seen on %I for select to current_user using (app_sees(area, body))', one);
    execute format('create policy place_follows on %I for update to current_user using (true) with check (true)', one);
  end loop;
end $$;

create function body_place_follows() returns trigger language plpgsql security definer set search_path = public as $$
declare one name;
begin
  if not exists (select from is_now n join was w on w.home = n.home and w.id = n.id where w.area <> n.area) then
    return null;
  end if;
  for one in select placed_by_hand() loop
    execute format('update %I t set area = n.area from is_now n join was w on w.home = n.home and w.id = n.id
      where w.area <> n.area and t.home = n.home and t.body = n.id and t.area <> n.area', one);
  end loop;
  return null;
end $$;
create trigger body_place_follows after update on body referencing old table as was new table as is_now
  for each statement execute function body_place_follows();
