-- Bodies whose books are kept elsewhere report the statement of changes in equity too (会农社03表).
alter table reported_statement add column equity jsonb check (equity is null or jsonb_typeof(equity) = 'array');
comment on column reported_statement.equity is '成员权益变动表，没有报送的为空；金额为元的文字';
