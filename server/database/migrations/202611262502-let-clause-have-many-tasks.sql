-- A clause may become several tasks, one for each township; what stands once in a round is a body.
drop index procedure_item_subject;
create index procedure_item_subject on procedure_item (home, procedure, subject) where subject is not null;
create unique index procedure_item_round on procedure_item (home, procedure, parent, body)
  where parent is not null and body is not null;
comment on column procedure_item.subject is '因何而来，如 文件#条款；同一条款可以有多个事项';
