-- The search box among a hundred thousand bodies: what holds every pair of neighbouring letters asked for is found by an
-- index, and only that is looked through. Chinese names are found by two letters, which an index of three would not serve.

create function letter_pairs(words text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct letters[n] || letters[n + 1]), '{}')
  from (select string_to_array(words, null) as letters) split, generate_series(1, cardinality(letters) - 1) n
$$;
comment on function letter_pairs is '文字中相邻两字的各种组合';

create index body_search_pairs on body_search using gin (letter_pairs(words || ' ' || initials));

-- Replaces that of 202611271042. A single letter is in no pair: all words are looked through for it.
create or replace function body_found(part text) returns table (home text, id uuid)
language plpgsql stable security definer set search_path = public rows 100 as $$
declare
  wanted constant text := '%' || lower(part) || '%';
  pairs constant text[] := letter_pairs(lower(regexp_replace(part, '\\(.)', '\1', 'g')));
begin
  if cardinality(pairs) > 0 then
    return query
      select b.home, b.id from body_search s join body b on b.home = s.home and b.id = s.body
      where letter_pairs(s.words || ' ' || s.initials) @> pairs and (s.words like wanted or s.initials like wanted);
  else
    return query
      select b.home, b.id from body_search s join body b on b.home = s.home and b.id = s.body
      where s.words like wanted or s.initials like wanted;
  end if;
end $$;
