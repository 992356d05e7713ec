-- A check goes on from what it has just judged, in the database: its verdicts are known by the transaction that reached them.
alter table body_verdict add column judged_in xid8;
comment on column body_verdict.judged_in is '作出判定的数据库事务';
