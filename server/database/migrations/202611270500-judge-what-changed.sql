-- A whole check reads again only what may come out otherwise: bodies with another figure, or under another set of rules,
-- than when they were last judged.
alter table body_fact add column revision bigint not null default 0;
comment on column body_fact.revision is '指标每变一次加一；判定记下所依据的一次';
alter table body_verdict add column facts bigint;
alter table body_verdict add column rules text collate "C";
comment on column body_verdict.facts is '判定所依据的指标 revision';
comment on column body_verdict.rules is '判定所依据的规则、数值和程序版本的摘要';
