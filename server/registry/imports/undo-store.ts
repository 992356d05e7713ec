/** The SQL of taking an import back. Versions are only added: what was made is ended, what was changed says again what it said. */
import { sql, type Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import type { Reliance, WrittenRecord } from '#core/registry/import-undo.ts'
import { asUuid, columnName, registerColumns } from '#server/database/columns.ts'

export interface WrittenByImport extends WrittenRecord {
  /** When the import wrote it. */
  at: Date
  /** It was taken back already. */
  undone: boolean
  /** The first change by somebody else since then; none where what followed was itself taken back. */
  later: { by: string; at: Date; door: string; file: string | null; merge: boolean | null } | null
}

/** The act that wrote versions: an import or a merge. */
export interface Act {
  act: 'import' | 'merge'
  id: string
}

/** Rows of a batch that wrote a record: the register and the id of each, with its place in the file. */
export async function writtenRows(
  trx: Kysely<unknown>,
  id: string,
): Promise<{ register: string; record: string; sheet: string; row: number; bodyName: string | null }[]> {
  const { rows } = await sql<{
    register: string
    record: string
    sheet: string
    row: number
    bodyName: string | null
  }>`
    select distinct on (register, record) register, record, sheet, row, content ->> 'bodyName' as "bodyName" from import_row
    where import = ${asUuid(id)} and record is not null order by register, record, number`.execute(trx)
  return rows
}

const tablesOf = (register: Register) => ({
  current: sql.table(register.id),
  versions: sql.table(`${register.id}_version`),
  body: sql.ref(register.belongsTo === 'body' ? 'c.body' : 'c.id'),
})

/** What became of the records of a register that an import wrote; those that the caller does not see are missing. */
export async function findWritten(
  trx: Kysely<unknown>,
  register: Register,
  of: Act & { records: readonly string[] },
): Promise<WrittenByImport[]> {
  const { current, versions, body } = tablesOf(register)
  const { rows } = await sql<Omit<WrittenByImport, 'register'>>`
    with own as (
      select home, id, min(version) as first, min(recorded_at) as at from ${versions}
      where id = any (${[...of.records]}::uuid[]) and source ->> ${of.act} = ${of.id} group by home, id),
    later as (
      select distinct on (v.home, v.id) v.home, v.id, coalesce(u.name, v.actor) as by, v.recorded_at as at, v.door, v.source ->> 'file' as file, v.source ? 'merge' as merge
      from own join ${versions} v on v.home = own.home and v.id = own.id and v.version > own.first
        left join app_user u on u.username = v.actor
      where (v.source ->> ${of.act}) is distinct from ${of.id} and not coalesce(v.source ? 'undoes' or v.source ? 'placed', false)
        and not exists (select from ${versions} t where t.home = v.home and t.id = v.id and t.version > v.version
          and t.source ->> 'undoes' = coalesce(v.source ->> 'merge', v.source ->> 'import'))
      order by v.home, v.id, v.version)
    select own.id, ${body} as body, own.first = 1 as created, own.at,
      exists (select from ${versions} t where t.home = own.home and t.id = own.id and t.source ->> 'undoes' = ${of.id}) as undone,
      case when l.id is not null then jsonb_build_object('by', l.by, 'at', l.at, 'door', l.door, 'file', l.file, 'merge', l.merge) end as later
    from own join ${current} c on c.home = own.home and c.id = own.id left join later l on l.home = own.home and l.id = own.id`.execute(
    trx,
  )
  return rows.map((row) => ({
    ...row,
    register: register.id,
    later: row.later && { ...row.later, at: new Date(row.later.at) },
  }))
}

/**
 * Adds to each record, for every day from which one of its undone versions holds, a version that says what stood on that
 * day before the import; where nothing stood, that it has ended. A place that a person answered since stays.
 */
export async function writeBack(
  trx: Kysely<unknown>,
  register: Register,
  of: Act & { records: readonly string[]; reason: string },
): Promise<void> {
  const { current, versions } = tablesOf(register)
  const owned = register.belongsTo === 'body'
  const fields = registerColumns(register).map((one) => one.name)
  const names = [
    'home',
    'id',
    ...(owned ? ['body'] : []),
    'area',
    'version',
    'effective_on',
    'ended',
    'reason',
    'source',
    ...fields,
  ]
  const values = fields.map(
    (name) => sql`case when p.id is null then s.${sql.ref(name)} else p.${sql.ref(name)} end`,
  )
  await sql`
    insert into ${versions} (${sql.raw(names.join(', '))})
    with own as (
      select home, id, min(version) as first from ${versions}
      where id = any (${[...of.records]}::uuid[]) and source ->> ${of.act} = ${of.id} group by home, id),
    since as (
      select distinct on (v.home, v.id, v.effective_on) own.first, v.* from own
        join ${versions} v on v.home = own.home and v.id = own.id and v.version >= own.first
      order by v.home, v.id, v.effective_on, v.version desc),
    placed as (
      select distinct v.home, v.id from own join ${versions} v on v.home = own.home and v.id = own.id and v.version > own.first
      where v.source ? 'placed')
    select s.home, s.id, ${owned ? sql`s.body,` : sql``}
      ${owned ? sql`c.area` : sql`case when p.id is null or placed.id is not null then c.area else p.area end`},
      (select max(version) from ${versions} m where m.home = s.home and m.id = s.id)
        + row_number() over (partition by s.home, s.id order by s.effective_on),
      s.effective_on, coalesce(p.ended, true), ${of.reason}, ${JSON.stringify({ undoes: of.id })}::jsonb, ${sql.join(values)}
    from since s join ${current} c on c.home = s.home and c.id = s.id
      left join placed on placed.home = s.home and placed.id = s.id
      left join lateral (select * from ${versions} b where b.home = s.home and b.id = s.id and b.version < s.first
        and b.effective_on <= s.effective_on order by b.effective_on desc, b.version desc limit 1) p on true`.execute(
    trx,
  )
}

/** Standing records of other hands that hang on bodies which the import made: of any register, or naming the body. */
export async function hangingOn(
  trx: Kysely<unknown>,
  registers: readonly Register[],
  of: { import: string; bodies: readonly string[] },
): Promise<Reliance[]> {
  if (of.bodies.length === 0) return []
  const found = registers.flatMap((register) => {
    const refs = Object.entries(register.fields).flatMap(([key, field]) =>
      field.kind === 'ref' && field.to === 'body' ? [columnName(key)] : [],
    )
    return [...(register.belongsTo === 'body' ? ['body'] : []), ...refs].map((column) => {
      const versions = sql.table(`${register.id}_version`)
      return sql`
        select c.${sql.ref(column)} as body, ${register.label}::text as label, count(*)::int as n
        from ${sql.table(register.id)} c
        where not c.ended and c.${sql.ref(column)} = any (${[...of.bodies]}::uuid[]) and not exists (
          select from ${versions} v where v.home = c.home and v.id = c.id and v.source ->> 'import' = ${of.import})
        group by 1`
    })
  })
  const { rows } = await sql<{
    body: string
    label: string
    n: number
  }>`${sql.join(found, sql` union all `)}`.execute(trx)
  return rows.map(({ body, label, n }) => ({
    on: { existing: body },
    kind: 'records',
    what: `另有${label} ${n} 条挂在这家名下`,
    by: null,
    at: null,
  }))
}
