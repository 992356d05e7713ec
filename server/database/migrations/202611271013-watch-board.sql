-- Whether a few decide, pay and watch themselves: kin, one hand, posts elsewhere, payments to related parties.
create index officer_known on officer (home, id_number_hash) where id_number_hash is not null;
create index surplus_pay_batch_body on surplus_pay_batch (home, body, day);
create index body_representative on body (home, legal_representative) where legal_representative is not null;

-- Of managers of these cooperatives, how many hold a post in another one of the county. It looks beyond what the asker sees, so
-- that a figure is the same whoever computes it, and tells of the asker's own cooperatives alone, and of them the number.
create function rival_posts(homes text[], bodies uuid[], on_day date) returns table (home text, body uuid, n bigint, known boolean)
language plpgsql security definer set search_path = public set plan_cache_mode = auto as $$
#variable_conflict use_column
declare
  before text := current_setting('app.national', true);
  mine uuid[] := array(select b.id from body b where b.home = any (homes) and b.id = any (bodies));
begin
  -- Of one body the plan is kept and costs nothing to make; of a county it is made for its size.
  perform set_config('plan_cache_mode', case when cardinality(bodies) > 20 then 'force_custom_plan' else 'force_generic_plan' end, true);
  perform set_config('app.national', 'on', true);
  return query
    select o.home, o.body, count(distinct o.id_number_hash) filter (where exists (
        select from officer r join body b on b.home = r.home and b.id = r.body
        where r.home = o.home and r.id_number_hash = o.id_number_hash and r.body <> o.body and not r.ended and not b.ended
          and coalesce(b.registration_state, '存续') not in ('注销', '迁出')
          and coalesce(b.body_kind, '农民专业合作社') in ('农民专业合作社', '农民专业合作社联合社')
          and r.post in ('理事长', '理事', '监事长', '执行监事', '监事', '经理')
          and r.since <= on_day and (r.until is null or r.until >= on_day))), bool_or(o.id_number_hash is not null)
    from officer o where o.home = any (homes) and o.body = any (mine) and not o.ended and o.post in ('理事长', '理事', '经理')
      and o.since <= on_day and (o.until is null or o.until >= on_day) group by 1, 2;
  perform set_config('app.national', coalesce(before, ''), true);
end $$;
revoke execute on function rival_posts(text[], uuid[], date) from public;
grant execute on function rival_posts(text[], uuid[], date) to heshe_app;

-- Payments of the year before the day to kin of officers and to related bodies, and those that the chair wrote alone.
create function board_payments(homes text[], bodies uuid[], on_day date)
returns table (home text, body uuid, voucher uuid, day date, related boolean, by_chair boolean)
language plpgsql security definer set search_path = public set plan_cache_mode = auto as $$
#variable_conflict use_column
declare
  before text := current_setting('app.national', true);
  has uuid[] := array(select k.body from book k where k.home = any (homes) and k.body = any (bodies) and k.started_on <= on_day);
begin
  -- Of one body the plan is kept and costs nothing to make; of a county it is made for its size.
  perform set_config('plan_cache_mode', case when cardinality(bodies) > 20 then 'force_custom_plan' else 'force_generic_plan' end, true);
  if cardinality(has) = 0 then
    return;
  end if;
  -- Names of related bodies lie elsewhere in the county.
  perform set_config('app.national', 'on', true);
  return query
  with paid as materialized (
    select v.home, v.body, v.id, v.day, v.actor from voucher v
    where v.home = any (homes) and v.body = any (has) and v.day <= on_day and v.day > (on_day - interval '1 year')::date and v.phase = 'current' and v.reverses is null
      and not exists (select from voucher r where r.home = v.home and r.reverses = v.id)
      and exists (select from voucher_line l where l.home = v.home and l.voucher = v.id and l.account in ('101', '102', '109') and l.credit > 0)),
  kin as (
    select k.home, k.body, k.other as name from officer_kin k where k.home = any (homes) and k.body = any (has) and not k.ended and k.other is not null
      and exists (select from officer o where o.home = k.home and o.body = k.body and o.person = k.person and not o.ended)
    union
    select k.home, k.body, b.name from body_link k join body b on b.home = k.home and b.id = k.other
      where k.home = any (homes) and k.body = any (has) and not k.ended and (k.until is null or k.until >= on_day)
    union
    select o.home, o.body, b.name from officer o join body b on b.home = o.home and b.legal_representative = o.person and b.id <> o.body
      where o.home = any (homes) and o.body = any (has) and not o.ended and not b.ended and o.post in ('理事长', '理事', '经理', '财务会计', '出纳')),
  related as (
    select distinct p.home, p.id from paid p join voucher_line l on l.home = p.home and l.voucher = p.id and l.debit > 0
      and l.account not in ('101', '102', '109', '212', '221', '222', '301', '322')
    left join member m on m.home = l.home and m.id = l.member
    join kin k on k.home = p.home and k.body = p.body and k.name = coalesce(m.person, l.party)),
  chairs as (
    select o.home, o.body, o.person, o.since, o.until from officer o
    where o.home = any (homes) and o.body = any (has) and not o.ended and o.post = '理事长'),
  alone as (
    select distinct p.home, p.id from paid p join app_user u on u.username = p.actor
    left join chairs c on c.home = p.home and c.body = p.body and c.person = u.name and c.since <= p.day and (c.until is null or c.until >= p.day)
    where u.role = 'chair' or c.body is not null)
  select p.home, p.body, p.id, p.day, r.id is not null, a.id is not null
  from paid p left join related r on r.home = p.home and r.id = p.id left join alone a on a.home = p.home and a.id = p.id;
  perform set_config('app.national', coalesce(before, ''), true);
end $$;
revoke execute on function board_payments(text[], uuid[], date) from public;
grant execute on function board_payments(text[], uuid[], date) to heshe_app;

-- The figures of each cooperative that has officers or an agency.
create function board_rows(homes text[], bodies uuid[], on_day date)
returns table (home text, body uuid, kin_supervisors bigint, kin_accountants bigint, one_hand bigint, rivals bigint, chair_payments bigint,
  related bigint, accountant boolean)
language plpgsql set plan_cache_mode = auto as $$
#variable_conflict use_column
begin
  -- Of one body the plan is kept and costs nothing to make; of a county it is made for its size.
  perform set_config('plan_cache_mode', case when cardinality(bodies) > 20 then 'force_custom_plan' else 'force_generic_plan' end, true);
  return query
  with post as materialized (
    select o.home, o.body, o.post, o.person from officer o where o.home = any (homes) and o.body = any (bodies) and not o.ended
      and o.since <= on_day and (o.until is null or o.until >= on_day)),
  told as materialized (
    select k.home, k.body, k.person, k.other, k.relation from officer_kin k where k.home = any (homes) and k.body = any (bodies) and not k.ended and k.declared_on <= on_day),
  pairs as (
    select t.home, t.body, least(t.person, t.other) as a, greatest(t.person, t.other) as b from told t where t.other is not null and t.relation <> '没有亲属'
    group by 1, 2, 3, 4),
  sides as (
    select p.home, p.body, p.a as one, p.b as other from pairs p union all select p.home, p.body, p.b, p.a from pairs p),
  met as (
    select s.home, s.body, least(s.one, s.other) as a, greatest(s.one, s.other) as b,
      bool_or(x.post in ('监事长', '执行监事', '监事') and y.post in ('理事长', '理事', '经理', '财务会计', '出纳')) as supervisor,
      bool_or(x.post in ('财务会计', '出纳') and y.post in ('理事长', '经理')) as accountant
    from sides s join post x on x.home = s.home and x.body = s.body and x.person = s.one
    join post y on y.home = s.home and y.body = s.body and y.person = s.other group by 1, 2, 3, 4),
  kin as (
    select m.home, m.body, count(*) filter (where m.supervisor) as supervisors, count(*) filter (where m.accountant) as accountants
    from met m group by 1, 2),
  asked as (
    select p.home, p.body,
      bool_and(exists (select from told t where t.home = p.home and t.body = p.body and t.person = p.person))
        filter (where p.post in ('监事长', '执行监事', '监事')) as supervisors,
      bool_and(exists (select from told t where t.home = p.home and t.body = p.body and t.person = p.person))
        filter (where p.post in ('财务会计', '出纳')) as accountants,
      count(*) filter (where p.post = '财务会计') as bookkeepers,
      count(distinct p.person) filter (where p.post = '出纳' and exists (
        select from post q where q.home = p.home and q.body = p.body and q.post = '财务会计' and q.person = p.person)) as both_posts
    from post p group by 1, 2),
  paid as (
    select d.home, d.body, count(*) filter (where d.by_chair) as by_chair, count(*) filter (where d.related) as related
    from board_payments(homes, bodies, on_day) d group by 1, 2),
  lists as (
    select s.home, s.body, count(*) as n from surplus_pay_batch s join app_user u on u.username = s.actor and u.role = 'chair'
    where s.home = any (homes) and s.body = any (bodies) and s.day <= on_day and s.day > (on_day - interval '1 year')::date group by 1, 2),
  agency as (
    select g.home, g.body, bool_or(g.since <= on_day and (g.until is null or g.until >= on_day)) as holds
    from bookkeeping_agency g where g.home = any (homes) and g.body = any (bodies) and not g.ended group by 1, 2),
  kept as (select k.home, k.body from book k where k.home = any (homes) and k.body = any (bodies) and k.started_on <= on_day),
  keys as (select a.home, a.body from asked a union select g.home, g.body from agency g union select k.home, k.body from kept k),
  rival as (select r.home, r.body, r.n, r.known from rival_posts(homes, bodies, on_day) r)
  select b.home, b.body,
    case when k.supervisors > 0 then k.supervisors when a.supervisors then 0 end,
    case when k.accountants > 0 then k.accountants when a.accountants then 0 end,
    case when a.bookkeepers > 0 then a.both_posts end,
    case when r.known then r.n end,
    case when c.body is not null then coalesce(p.by_chair, 0) + coalesce(l.n, 0) end,
    case when c.body is not null then coalesce(p.related, 0) end,
    case when a.bookkeepers > 0 or g.holds then true when a.body is not null or g.body is not null then false end
  from keys b left join kin k on k.home = b.home and k.body = b.body
  left join asked a on a.home = b.home and a.body = b.body
  left join paid p on p.home = b.home and p.body = b.body
  left join lists l on l.home = b.home and l.body = b.body
  left join agency g on g.home = b.home and g.body = b.body
  left join kept c on c.home = b.home and c.body = b.body
  left join rival r on r.home = b.home and r.body = b.body;
end $$;

alter table body_fact
  add column kin_supervisors bigint,
  add column kin_accountants bigint,
  add column one_hand_money bigint,
  add column rival_posts bigint,
  add column chair_payments bigint,
  add column related_payments bigint,
  add column accountant_kept boolean;
