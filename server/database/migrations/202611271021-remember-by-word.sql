-- What a line was may be remembered by the word of its memo too: retail customers are a different person each time.
alter table money_rule add column word text collate "C" not null default '';
alter table money_rule drop constraint money_rule_pkey;
alter table money_rule add primary key (home, body, party, word, direction);
alter table money_rule add constraint money_rule_by_one check ((party = '') <> (word = ''));
comment on column money_rule.word is '按摘要记住时的摘要用字（不含数字和标点）；按对方记住的为空';
