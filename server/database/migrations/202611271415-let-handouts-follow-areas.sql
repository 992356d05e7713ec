-- 撤并后的填报表: a form that went to a township which has ended since is filled in by the township that its cooperatives now
-- lie in; where only a village went elsewhere, its lines go with it. The form stays the one that was handed out, with its township of that day; who goes on with it stands beside it.

alter table handout_township add column heirs text[] collate "C";
comment on column handout_township.heirs is '发出后撤销或划出村的，现在由哪些乡镇接着填；空着的是照旧';
alter table handout_row add column heir text collate "C";
create index handout_row_heir on handout_row (home, heir) where heir is not null;
comment on column handout_row.heir is '发出后随区划变更归了别的乡镇的，现在归哪个；空着的是照旧';

-- Who follows is worked out here and said by nobody.
revoke insert on handout_township, handout_row from heshe_app;
grant insert (home, handout, area, name) on handout_township to heshe_app;
grant insert (home, key, handout, number, area, body, register, name, code, village, record, known, open, wanted, must)
  on handout_row to heshe_app;

create policy sees_as_heir on handout_township for select using (exists (
  select from unnest(heirs) h (code) where app_sees(h.code, null)));
create policy sees_as_heir on handout_row for select using (heir is not null and app_sees(heir, null));
create policy sees_as_heir on handout for select using (exists (
  select from handout_township t where t.home = handout.home and t.handout = handout.id and t.heirs is not null));
create policy sees_as_heir on handout_return_file for select using (exists (
  select from handout_township t
  where t.home = handout_return_file.home and t.handout = handout_return_file.handout and t.area = handout_return_file.area
    and t.heirs is not null));
create policy sees_as_heir on handout_answer for select using (row_key is not null and exists (
  select from handout_row r where r.home = handout_answer.home and r.key = handout_answer.row_key and r.heir is not null));
create policy of_owner on handout_row for all to current_user using (true);
create policy of_owner on handout_township for all to current_user using (true);

-- Looked at when all is done: by then the cooperatives lie where they were sent. A change that is taken back is a change.
create function handouts_follow() returns trigger language plpgsql security definer set search_path = public as $$
declare
  touched text[] := array(
    select distinct left(e ->> 'code', 9) from jsonb_array_elements(new.content -> 'closed' || (new.content -> 'added')) e);
begin
  update handout_row r set heir = n.heir
  from (
    select o.key, case
      when left(b.area, 9) <> o.area and exists (
        select from area a where a.code = left(b.area, 9) and length(a.code) = 9 and a.valid_to is null) then left(b.area, 9)
    end as heir
    from handout_row o left join body b on b.home = o.home and b.id = o.body
    where o.home = new.home and (o.area = any (touched) or o.heir = any (touched))) n
  where r.home = new.home and r.key = n.key and r.heir is distinct from n.heir;
  update handout_township t set heirs = n.heirs
  from (
    select o.handout, o.area, (select array_agg(distinct r.heir) from handout_row r
      where r.home = o.home and r.handout = o.handout and r.area = o.area and r.heir is not null) as heirs
    from handout_township o
    where o.home = new.home and (o.area = any (touched) or o.heirs && touched)) n
  where t.home = new.home and t.handout = n.handout and t.area = n.area and t.heirs is distinct from n.heirs;
  return null;
end $$;
create constraint trigger handouts_follow after insert on area_change deferrable initially deferred
  for each row execute function handouts_follow();
