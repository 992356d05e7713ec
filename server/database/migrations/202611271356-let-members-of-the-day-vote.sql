-- Who votes on a year's plan are the members of the day of the meeting (社法 21, 22, 30): who joined since the year ended votes,
-- who left or died does not. What is written is held against the roll and the counts, whoever writes it.
create function members_on(of_home text, of_body uuid, on_day date) returns table (member uuid)
language sql stable as $$
  select m.id from member m left join lateral membership_ends_at(m.home, m.id) e on true
  where m.home = of_home and m.body = of_body and not m.ended and (m.joined_on is null or m.joined_on <= on_day)
    and (m.left_on is null or m.left_on >= on_day) and (e.day is null or e.day >= on_day)
$$;

create function surplus_vote_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  own integer;
  voters bigint;
  attending bigint;
begin
  select count(*) into own from members_on(new.home, new.body, new.day);
  if new.given ? 'delegates' then
    voters := (new.given ->> 'delegates')::bigint;
    attending := (new.given ->> 'delegatesPresent')::bigint;
    if own <= 150 then
      raise exception using errcode = 'HP014', message = format('成员 %s 名，不超过 150 名的不设成员代表大会（社法第32条）', own);
    end if;
  else
    voters := own;
    select count(distinct w.id) into attending from (
      select jsonb_array_elements_text(coalesce(new.given -> 'present', '[]')) as id
      union all select p.one ->> 'from' from jsonb_array_elements(coalesce(new.given -> 'proxies', '[]')) p (one)) w;
    if exists (select from (
        select jsonb_array_elements_text(coalesce(new.given -> 'present', '[]')) as id
        union all select p.one ->> 'from' from jsonb_array_elements(coalesce(new.given -> 'proxies', '[]')) p (one)) w
      where w.id not in (select m.member::text from members_on(new.home, new.body, new.day) m)) then
      raise exception using errcode = 'HP014', message = format('出席或委托的人里有 %s 不是成员的', new.day);
    end if;
  end if;
  if new.action = 'vote' and (coalesce(attending, 0) * 3 < voters * 2
    or coalesce((new.given ->> 'yes')::bigint, 0) * 2 <= voters + coalesce((new.given ->> 'extraVotes')::bigint, 0)) then
    raise exception using errcode = 'HP014', message = '出席不足三分之二，或赞成没有超过全社表决权总数的一半（社法第30条），不能登记为通过';
  end if;
  return new;
end $$;
create trigger surplus_vote_enters before insert on surplus_action for each row when (new.action in ('vote', 'reject'))
  execute function surplus_vote_enters();
