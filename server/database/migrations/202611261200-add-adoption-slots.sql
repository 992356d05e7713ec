-- What a place writes into the slots of a model document when it adopts it.
alter table adoption add column slots jsonb not null default '{}' check (jsonb_typeof(slots) = 'object');
comment on column adoption.slots is '范本待填项的本地填写';
