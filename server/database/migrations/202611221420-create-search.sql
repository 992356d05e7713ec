-- Finding a body by a part of its name, a former name, a code or the initials of its name in pinyin.

create table body_search (
  home text collate "C" not null,
  body uuid not null,
  words text not null,
  initials text collate "C" not null,
  name_key text collate "C" not null,
  primary key (home, body),
  foreign key (home, body) references body (home, id)
);
create index body_search_name on body_search (name_key);
comment on table body_search is '检索用词：名称、曾用名、代码、拼音首字母、归一化名称';
alter table body_search enable row level security;
alter table body_search force row level security;
create policy sees on body_search for select using (
  exists (select from body b where b.home = body_search.home and b.id = body_search.body));
create policy adds on body_search for insert with check (
  exists (select from body b where b.home = body_search.home and b.id = body_search.body));
create policy changes on body_search for update using (
  exists (select from body b where b.home = body_search.home and b.id = body_search.body));
grant select, insert, update on body_search to heshe_app;

create index body_credit_code on body (credit_code) where credit_code is not null;
create index body_old_registration_no on body (old_registration_no) where old_registration_no is not null;

-- 乡镇 and 村 of a code in words; a county or a city by its own name; '' where nothing is known.
create function area_label(code text) returns text language sql stable as $$
  select coalesce(string_agg(a.name, '' order by length(a.code)), '') from area a
  where a.valid_to is null and (a.code = area_label.code collate "C"
    or (length(area_label.code) = 12 and a.code = left(area_label.code, 9) collate "C"))
$$;

-- Open questions to a person: an address that did not decide where a body lies.
create table area_question (
  home text collate "C" not null,
  id uuid not null,
  area text collate "C" not null,
  body uuid not null,
  address text not null,
  question text not null,
  candidates jsonb not null,
  keys jsonb not null,
  opened_at timestamptz not null default clock_timestamp(),
  answered_at timestamptz,
  answered_by text,
  answer text collate "C",
  primary key (home, id),
  foreign key (home, body) references body (home, id)
);
create unique index area_question_open on area_question (home, body) where answered_at is null;
comment on table area_question is '地址不能确定乡镇的主体，待人工确认';
alter table area_question enable row level security;
alter table area_question force row level security;
create policy sees on area_question for select using (app_sees(area, body));
create policy adds on area_question for insert with check (app_sees(area, body));
create policy changes on area_question for update using (
  app_sees(area, body) and app_setting('role') in ('county', 'township', 'system'));
grant select, insert, update on area_question to heshe_app;
