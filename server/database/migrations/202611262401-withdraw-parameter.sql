-- A place may take its own value of a parameter back: a row without a value. What the document says holds again, and what
-- was never confirmed is switched off.
alter table parameter_value alter column value drop not null;
comment on table parameter_value is '本地确认或另定的参数值及依据；空值是撤回';
