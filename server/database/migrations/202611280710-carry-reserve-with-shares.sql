-- A transferred contribution takes the reserve quantified to the account along, in proportion. What was transferred before this
-- was said took nothing along: the accounts of those years stand as they were told. Nobody but the database says which it is.
alter table share_event add column carries boolean not null default false;
alter table share_event alter column carries set default true;
comment on column share_event.carries is '转让、赠与的公积金份额随之过户';
