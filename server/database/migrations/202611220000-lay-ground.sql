-- The ground: one schema, in which only the owner makes tables and the application sees nothing by itself.
-- Every later table says in its own migration what heshe_app may do with it (grant select, insert … on … to heshe_app),
-- so that what is forgotten is closed and what is append-only stays so.

comment on table migration is '已执行的迁移，每个文件一行，执行之后不得改动';
