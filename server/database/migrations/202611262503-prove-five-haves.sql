-- A photograph for each of the five; one review of the class of a body in a year.

alter table five_haves add column site_photos uuid[];
alter table five_haves add column sign_photos uuid[];
alter table five_haves add column rules_photos uuid[];
alter table five_haves add column books_photos uuid[];
alter table five_haves add column organisation_photos uuid[];
alter table five_haves_version add column site_photos uuid[];
alter table five_haves_version add column sign_photos uuid[];
alter table five_haves_version add column rules_photos uuid[];
alter table five_haves_version add column books_photos uuid[];
alter table five_haves_version add column organisation_photos uuid[];
create or replace function five_haves_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into five_haves (home, id, body, area, version, effective_on, ended, checked_on, site, sign, rules, books, organisation, checker, photos, site_photos, sign_photos, rules_photos, books_photos, organisation_photos)
  select home, id, body, area, version, effective_on, ended, checked_on, site, sign, rules, books, organisation, checker, photos, site_photos, sign_photos, rules_photos, books_photos, organisation_photos from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(five_haves.version, excluded.version),
      effective_on = greatest(five_haves.effective_on, excluded.effective_on),
      ended = case when excluded.effective_on >= five_haves.effective_on then excluded.ended else five_haves.ended end,
      checked_on = case when excluded.effective_on >= five_haves.effective_on then excluded.checked_on else five_haves.checked_on end,
      site = case when excluded.effective_on >= five_haves.effective_on then excluded.site else five_haves.site end,
      sign = case when excluded.effective_on >= five_haves.effective_on then excluded.sign else five_haves.sign end,
      rules = case when excluded.effective_on >= five_haves.effective_on then excluded.rules else five_haves.rules end,
      books = case when excluded.effective_on >= five_haves.effective_on then excluded.books else five_haves.books end,
      organisation = case when excluded.effective_on >= five_haves.effective_on then excluded.organisation else five_haves.organisation end,
      checker = case when excluded.effective_on >= five_haves.effective_on then excluded.checker else five_haves.checker end,
      photos = case when excluded.effective_on >= five_haves.effective_on then excluded.photos else five_haves.photos end,
      site_photos = case when excluded.effective_on >= five_haves.effective_on then excluded.site_photos else five_haves.site_photos end,
      sign_photos = case when excluded.effective_on >= five_haves.effective_on then excluded.sign_photos else five_haves.sign_photos end,
      rules_photos = case when excluded.effective_on >= five_haves.effective_on then excluded.rules_photos else five_haves.rules_photos end,
      books_photos = case when excluded.effective_on >= five_haves.effective_on then excluded.books_photos else five_haves.books_photos end,
      organisation_photos = case when excluded.effective_on >= five_haves.effective_on then excluded.organisation_photos else five_haves.organisation_photos end;
  return null;
end $$;
comment on column five_haves.site_photos is '场地照片';
comment on column five_haves.sign_photos is '牌子照片';
comment on column five_haves.rules_photos is '制度照片';
comment on column five_haves.books_photos is '账本照片';
comment on column five_haves.organisation_photos is '组织机构照片';
create unique index procedure_item_yearly on procedure_item (home, procedure, body, subject)
  where body is not null and parent is null and subject is not null;
