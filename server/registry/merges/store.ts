/** The SQL of merging two records of one body. */
import { sql, type Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import { asUuid, columnName, registerColumns } from '#server/database/columns.ts'

export interface BodyRow extends Record<string, unknown> {
  home: string
  id: string
  area: string
  version: number
  effective_on: string
  ended: boolean
  name: string | null
  credit_code: string | null
  area_name: string
}

/** Both bodies, as far as the caller sees them. */
export async function bodiesById(trx: Kysely<unknown>, ids: readonly string[]): Promise<BodyRow[]> {
  const { rows } = await sql<BodyRow>`
    select b.*, area_label(b.area) as area_name from body b where b.id = any (${ids.map(asUuid)}::uuid[])`.execute(
    trx,
  )
  return rows
}

const tablesOf = (register: Register) => ({
  current: sql.table(register.id),
  versions: sql.table(`${register.id}_version`),
})

/** Whether `c` and `k` are the same record by the key of their register. */
function sameKey(register: Register) {
  const columns = register.key.map((key) =>
    register.fields[key]?.kind === 'secret' ? `${columnName(key)}_hash` : columnName(key),
  )
  return sql.join(
    [sql`true`, ...columns.map((name) => sql`c.${sql.ref(name)} is not distinct from k.${sql.ref(name)}`)],
    sql` and `,
  )
}

/** How many records of a register stand with each body, and how many of the merged one the kept one has already. */
export async function countHanging(
  trx: Kysely<unknown>,
  register: Register,
  of: { kept: string; merged: string },
): Promise<{ kept: number; merged: number; same: number }> {
  const { current } = tablesOf(register)
  const { rows } = await sql<{ kept: number; merged: number; same: number }>`
    select count(*) filter (where c.body = ${of.kept})::int as kept, count(*) filter (where c.body = ${of.merged})::int as merged,
      count(*) filter (where c.body = ${of.merged} and exists (
        select from ${current} k where k.body = ${of.kept} and not k.ended and ${sameKey(register)}))::int as same
    from ${current} c where not c.ended and c.body = any (array[${of.kept}, ${of.merged}]::uuid[])`.execute(
    trx,
  )
  return rows[0]!
}

export interface Moving {
  id: string
  kept: BodyRow
  merged: BodyRow
  today: string
  reason: string
}

/** Copies what the kept body lacks under new ids, then ends the records of the merged one; both as new versions. */
export async function moveRecords(trx: Kysely<unknown>, register: Register, of: Moving): Promise<void> {
  const { current, versions } = tablesOf(register)
  const fields = registerColumns(register).map((one) => one.name)
  const names = sql.raw(
    ['home', 'id', 'body', 'area', 'version', 'effective_on', 'ended', 'reason', 'source', ...fields].join(
      ', ',
    ),
  )
  const values = sql.join(fields.map((name) => sql`c.${sql.ref(name)}`))
  await sql`
    insert into ${versions} (${names})
    select c.home, gen_random_uuid(), ${of.kept.id}::uuid, ${of.kept.area}, 1, c.effective_on, false, ${of.reason},
      ${JSON.stringify({ merge: of.id })}::jsonb || jsonb_build_object('from', c.id), ${values}
    from ${current} c where not c.ended and c.body = ${of.merged.id} and not exists (
      select from ${current} k where k.body = ${of.kept.id} and not k.ended and ${sameKey(register)})`.execute(
    trx,
  )
  await sql`
    insert into ${versions} (${names})
    select c.home, c.id, c.body, c.area, (select max(version) + 1 from ${versions} m where m.home = c.home and m.id = c.id),
      greatest(c.effective_on, ${of.today}::date), true, ${of.reason}, ${JSON.stringify({ merge: of.id })}::jsonb, ${values}
    from ${current} c where not c.ended and c.body = ${of.merged.id}`.execute(trx)
}

/** Records of other bodies that name the merged one name the kept one from now on. */
export async function turnReferences(trx: Kysely<unknown>, register: Register, of: Moving): Promise<void> {
  const { current, versions } = tablesOf(register)
  const columns = registerColumns(register).map((one) => one.name)
  const refs = Object.entries(register.fields).flatMap(([key, field]) =>
    field.kind === 'ref' && field.to === 'body' ? [columnName(key)] : [],
  )
  for (const ref of refs) {
    const names = sql.raw(
      ['home', 'id', 'body', 'area', 'version', 'effective_on', 'ended', 'reason', 'source', ...columns].join(
        ', ',
      ),
    )
    const values = sql.join(
      columns.map((name) => (name === ref ? sql`${of.kept.id}::uuid` : sql`c.${sql.ref(name)}`)),
    )
    await sql`
      insert into ${versions} (${names})
      select c.home, c.id, c.body, c.area, (select max(version) + 1 from ${versions} m where m.home = c.home and m.id = c.id),
        greatest(c.effective_on, ${of.today}::date), false, ${of.reason}, ${JSON.stringify({ merge: of.id })}::jsonb, ${values}
      from ${current} c where not c.ended and c.${sql.ref(ref)} = ${of.merged.id}
        and c.body <> all (array[${of.kept.id}, ${of.merged.id}]::uuid[])`.execute(trx)
  }
}

/** What is not a record and moves along; by these ids it is moved back. */
export interface Moved {
  cases: string[]
  findings: string[]
}

/** Cases with their findings hang on the kept body. */
export async function moveRest(trx: Kysely<unknown>, of: Moving): Promise<Moved> {
  const { kept, merged, today } = of
  const cases = await sql<{ id: string }>`
    update problem_case set body = ${kept.id}, area = ${kept.area} where body = ${merged.id} returning id`.execute(
    trx,
  )
  // Of two open findings of one rule the kept body's own stays open.
  await sql`
    update finding f set closed_on = ${today} where f.body = ${merged.id} and f.closed_on is null and exists (
      select from finding k where k.body = ${kept.id} and k.rule = f.rule and k.closed_on is null)`.execute(
    trx,
  )
  const findings = await sql<{ id: string }>`
    update finding set body = ${kept.id}, area = ${kept.area} where body = ${merged.id} and case_id is not null returning id`.execute(
    trx,
  )
  return {
    cases: cases.rows.map((one) => one.id),
    findings: findings.rows.map((one) => one.id),
  }
}

/** Hangs them back where they were. */
export async function moveRestBack(
  trx: Kysely<unknown>,
  of: { merged: BodyRow; moved: Moved; today: string },
): Promise<void> {
  const { merged, moved, today } = of
  await sql`
    update problem_case set body = ${merged.id}, area = ${merged.area} where id = any (${moved.cases}::uuid[])`.execute(
    trx,
  )
  await sql`
    update finding f set body = ${merged.id}, area = ${merged.area},
      closed_on = case when f.closed_on is null and exists (select from finding k where k.body = ${merged.id} and k.rule = f.rule
        and k.closed_on is null) then ${today}::date else f.closed_on end
    where f.id = any (${moved.findings}::uuid[])`.execute(trx)
}

/** The records that a merge wrote, with a body or naming one. */
export async function mergeRecords(
  trx: Kysely<unknown>,
  register: Register,
  of: { id: string; bodies: readonly string[] },
): Promise<string[]> {
  const { current, versions } = tablesOf(register)
  const owner = sql.ref(register.belongsTo === 'body' ? 'c.body' : 'c.id')
  const refs = Object.entries(register.fields).flatMap(([key, field]) =>
    field.kind === 'ref' && field.to === 'body'
      ? [sql`or c.${sql.ref(columnName(key))} = any (${[...of.bodies]}::uuid[])`]
      : [],
  )
  const { rows } = await sql<{ id: string }>`
    select distinct c.id from ${current} c join ${versions} v on v.home = c.home and v.id = c.id
    where v.source ->> 'merge' = ${of.id} and (${owner} = any (${[...of.bodies]}::uuid[]) ${sql.join(refs, sql` `)})`.execute(
    trx,
  )
  return rows.map((one) => one.id)
}
