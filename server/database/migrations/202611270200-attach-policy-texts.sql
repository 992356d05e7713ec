-- The own text of a document, as an office attached it: the product ships none. Data of the deployment, like adoptions.
-- What was attached is never altered; the last one of the nearest place is shown, and one without pieces takes it away.
create table policy_text (
  id bigint generated always as identity primary key,
  document text collate "C" not null check (document ~ '^[a-z0-9-]+$'),
  place text collate "C" not null check (place ~ '^\d{2,12}$'),
  source text not null check (length(btrim(source)) between 2 and 300),
  file_name text check (length(file_name) between 1 and 200),
  pieces jsonb not null check (jsonb_typeof(pieces) = 'array' and jsonb_array_length(pieces) <= 4000),
  on_day date not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  actor_name text not null
);
create index policy_text_document on policy_text (document, id);
comment on table policy_text is '文件原文：本单位自己附上的正文，原样和整理后的读法逐段并列，挂到条款；只增不改，空的是撤下';

alter table policy_text enable row level security;
alter table policy_text force row level security;
create policy sees on policy_text for select using (app_setting('user') is not null);
create policy adds on policy_text for insert with check (
  actor = app_setting('user') and app_setting('role') in ('county', 'system') and app_sees(place, null));
grant select, insert on policy_text to heshe_app;

-- The trail holds what was attached, by whom, from where; not the whole text a second time.
create function policy_text_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (action, subject, record, after)
  values ('create', 'policy_text', new.id::text, jsonb_build_object(
    'document', new.document, 'area', new.place, 'source', new.source, 'pieces', jsonb_array_length(new.pieces)));
  return null;
end $$;
create trigger policy_text_audit after insert on policy_text for each row execute function policy_text_audit();
