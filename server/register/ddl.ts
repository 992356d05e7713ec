import { registerColumns, type Column } from '#server/database/columns.ts'
import type { Register } from '#core/kernel/register.ts'

/**
 * The SQL of a register: its current table, its append-only versions, `<register>_at(day)`, row security and grants.
 * The only door is the version table: the application may insert versions and nothing else; a trigger folds them into
 * the current table and writes the audit trail, so that no change can pass either by.
 */
export function registerDdl(register: Register): string {
  const columns = registerColumns(register)
  return [
    currentTable(register, columns),
    versionTable(register, columns),
    asOfFunction(register),
    foldFunction(register, columns),
    auditTrigger(register),
    rowSecurity(register),
    comments(register, columns),
  ].join('\n')
}

const hasBody = (register: Register): boolean => register.belongsTo === 'body'

function list(columns: readonly Column[]): string {
  return columns
    .map((one) => `  ${one.name} ${one.type}${one.type === 'text' ? ' collate "C"' : ''},\n`)
    .join('')
}

function currentTable(register: Register, columns: readonly Column[]): string {
  const owner = hasBody(register)
    ? `  foreign key (home, body, area) references body (home, id, area) on update cascade,\n`
    : `  unique (home, id, area),\n`
  return `create table ${register.id} (
  home text collate "C" not null,
  id uuid not null,
${hasBody(register) ? '  body uuid not null,\n' : ''}  area text collate "C" not null,
  version integer not null,
  effective_on date not null,
  ended boolean not null default false,
${list(columns)}${owner}  primary key (home, id)
);
create index ${register.id}_area on ${register.id} (area);
${hasBody(register) ? `create index ${register.id}_body on ${register.id} (home, body);\n` : ''}`
}

function versionTable(register: Register, columns: readonly Column[]): string {
  return `create table ${register.id}_version (
  home text collate "C" not null,
  id uuid not null,
${hasBody(register) ? '  body uuid not null,\n' : ''}  area text collate "C" not null,
  version integer not null check (version > 0),
  effective_on date not null,
  ended boolean not null default false,
${list(columns)}  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default app_setting('user'),
  door text not null default app_setting('door'),
  reason text default app_setting('reason'),
  source jsonb,
  primary key (home, id, version)
);
create index ${register.id}_version_effective on ${register.id}_version (home, id, effective_on desc, version desc);
`
}

function asOfFunction(register: Register): string {
  return `create function ${register.id}_at(day date) returns setof ${register.id}_version
language sql stable as $$
  select distinct on (home, id) * from ${register.id}_version
  where effective_on <= day order by home, id, effective_on desc, version desc
$$;
`
}

function foldFunction(register: Register, columns: readonly Column[]): string {
  const id = register.id
  const fields = ['ended', ...columns.map((one) => one.name)]
  const fixed = ['home', 'id', ...(hasBody(register) ? ['body'] : []), 'area', 'version', 'effective_on']
  const area = hasBody(register)
    ? ''
    : `\n      area = case when excluded.effective_on >= ${id}.effective_on then excluded.area else ${id}.area end,`
  const later = fields
    .map(
      (name) =>
        `${name} = case when excluded.effective_on >= ${id}.effective_on then excluded.${name} else ${id}.${name} end`,
    )
    .join(',\n      ')
  const all = [...fixed, ...fields].join(', ')
  return `create function ${id}_fold() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into ${id} (${all})
  select ${all} from (
    select distinct on (home, id) * from inserted order by home, id, effective_on desc, version desc
  ) latest
  on conflict (home, id) do update set
      version = greatest(${id}.version, excluded.version),${area}
      effective_on = greatest(${id}.effective_on, excluded.effective_on),
      ${later};
  return null;
end $$;
create trigger ${id}_fold after insert on ${id}_version
  referencing new table as inserted for each statement execute function ${id}_fold();
`
}

function auditTrigger(register: Register): string {
  const id = register.id
  return `create function ${id}_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into audit (home, area, action, subject, record, before, after, source)
  select n.home, n.area, case when p.id is null then 'create' when n.ended then 'end' else 'change' end, '${id}', n.id::text,
    audit_row(to_jsonb(p)), audit_row(to_jsonb(n)), n.source
  from inserted n left join ${id}_version p on p.home = n.home and p.id = n.id and p.version = n.version - 1;
  return null;
end $$;
create trigger ${id}_zz_audit after insert on ${id}_version
  referencing new table as inserted for each statement execute function ${id}_audit();
`
}

function rowSecurity(register: Register): string {
  const id = register.id
  const sees = `app_sees(area, ${hasBody(register) ? 'body' : 'id'})`
  const writes = `app_setting('role') = any ('{${[...register.write, 'system'].join(',')}}')`
  return `alter table ${id} enable row level security;
alter table ${id} force row level security;
create policy sees on ${id} for select using (${sees});
create policy adds on ${id} for insert with check (${sees} and ${writes});
create policy changes on ${id} for update using (${sees} and ${writes}) with check (${sees} and ${writes});
grant select on ${id} to heshe_app;
alter table ${id}_version enable row level security;
alter table ${id}_version force row level security;
create policy sees on ${id}_version for select using (
  exists (select from ${id} c where c.home = ${id}_version.home and c.id = ${id}_version.id));
create policy adds on ${id}_version for insert with check (${sees} and ${writes});
grant select, insert on ${id}_version to heshe_app;
`
}

function comments(register: Register, columns: readonly Column[]): string {
  const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`
  return [
    `comment on table ${register.id} is ${quote(register.label)};`,
    `comment on table ${register.id}_version is ${quote(`${register.label}：每次变更一行，只增不改`)};`,
    ...columns.map((one) => `comment on column ${register.id}.${one.name} is ${quote(one.comment)};`),
  ].join('\n')
}
