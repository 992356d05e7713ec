-- What is posted while a month closes is reviewed too: the book is held before it is looked at. And a vote has no more votes
-- than the law gives, none below nothing, whoever writes it.

-- Replaces that of 202611271430.
create or replace function book_close_reviewed() returns trigger language plpgsql security definer set search_path = public as $$
declare
  open bigint;
begin
  perform from book b where b.home = new.home and b.body = new.body for no key update;
  if not review_asked(new.home, new.body, new.month) then
    return new;
  end if;
  select count(*) into open from voucher v where v.home = new.home and v.body = new.body and v.phase <> 'opening'
    and v.day >= new.month and v.day < (new.month + interval '1 month')::date
    and not exists (select from voucher_review r where r.home = v.home and r.voucher = v.id);
  if open > 0 then
    raise exception using errcode = 'HB062', message = format('还有 %s 张凭证没有审核，不能结账', open);
  end if;
  return new;
end $$;

-- Replaces that of 202611271356.
create or replace function surplus_vote_enters() returns trigger language plpgsql security definer set search_path = public as $$
declare
  own integer;
  voters bigint;
  attending bigint;
  extra bigint := coalesce((new.given ->> 'extraVotes')::bigint, 0);
begin
  select count(*) into own from members_on(new.home, new.body, new.day);
  if new.given ? 'delegates' then
    voters := (new.given ->> 'delegates')::bigint;
    attending := (new.given ->> 'delegatesPresent')::bigint;
    if own <= 150 then
      raise exception using errcode = 'HP014', message = format('成员 %s 名，不超过 150 名的不设成员代表大会（社法第32条）', own);
    end if;
    if voters < 51 or attending > voters then
      raise exception using errcode = 'HP014', message = '成员代表最低 51 人（社法第32条），出席的不多于代表总数';
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
  if extra < 0 or extra * 5 > voters then
    raise exception using errcode = 'HP014', message = '附加表决权不少于 0，不超过基本表决权总票数的 20%（社法第22条）';
  end if;
  if new.action = 'vote' and (coalesce(attending, 0) * 3 < voters * 2
    or coalesce((new.given ->> 'yes')::bigint, 0) * 2 <= voters + extra) then
    raise exception using errcode = 'HP014', message = '出席不足三分之二，或赞成没有超过全社表决权总数的一半（社法第30条），不能登记为通过';
  end if;
  if coalesce((new.given ->> 'yes')::bigint, 0) > coalesce(attending, 0) + extra then
    raise exception using errcode = 'HP014', message = '赞成票多于出席的表决权';
  end if;
  return new;
end $$;
