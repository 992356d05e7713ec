-- A federation has neither delegates nor extra votes: all member cooperatives meet, one vote each (社法 59, 60).
create function surplus_federation_votes() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from body b where b.home = new.home and b.id = new.body and b.body_kind = '农民专业合作社联合社')
    and (new.given ? 'delegates' or coalesce((new.given ->> 'extraVotes')::bigint, 0) > 0) then
    raise exception using errcode = 'HP014',
      message = '联合社由全体成员社组成成员大会，不设代表大会（社法第59条），一社一票，没有附加表决权（社法第60条）';
  end if;
  return new;
end $$;
create trigger surplus_federation_votes before insert on surplus_action for each row when (new.action in ('vote', 'reject'))
  execute function surplus_federation_votes();
