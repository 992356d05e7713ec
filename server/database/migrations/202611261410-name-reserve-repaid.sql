-- A member who leaves takes his part of the reserves along: that is no conversion into contributions.
update account set items = items || '{退还成员}'::text[] where code in ('321', '322');
