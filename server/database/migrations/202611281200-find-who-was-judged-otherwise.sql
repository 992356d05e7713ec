-- Who was judged by other rules than are in force is looked up, not sought through all verdicts. What was judged before the
-- rules were noted counts as judged by others.
update body_verdict set rules = '' where rules is null;
alter table body_verdict alter column rules set not null;
create index body_verdict_rules on body_verdict (rules, area);
