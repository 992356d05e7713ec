/** What the database says of itself and of the work done on it. */
import { sql, type Kysely } from 'kysely'

export interface Run {
  at: Date
  says: string
}

/** The last run of a kind that ended so; null if none did. Of a clock that was set back, the last that was noted. */
export async function lastRun(
  trx: Kysely<unknown>,
  of: { kind: 'backup' | 'daily'; outcome: 'done' | 'failed' },
): Promise<Run | null> {
  const { rows } = await sql<Run>`
    select began_at as at, says from work_run where kind = ${of.kind} and outcome = ${of.outcome}
    order by id desc limit 1`.execute(trx)
  return rows[0] ?? null
}

export interface DatabaseFacts {
  version: string
  up_since: Date
  bytes: number
  files: number
  file_bytes: number
  pending: number
  waits_since: Date | null
  previews: number
  latest: Date | null
  running: number
}

/** As the system, who sees all of it. */
export async function databaseFacts(trx: Kysely<unknown>): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`
    select current_setting('server_version') as version, pg_postmaster_start_time() as up_since,
      pg_database_size(current_database())::float8 as bytes,
      (select count(*)::int from file) as files,
      (select coalesce(sum(size), 0)::float8 from file) as file_bytes,
      w.pending, w.waits_since,
      (select count(*)::int from import where state = 'preview') as previews,
      greatest((select max(began_at) from work_run), (select max(at) from audit_check)) as latest,
      (select count(*)::int from work_run where outcome = 'running') as running
    from (select count(*)::int as pending, min(a.at) as waits_since
      from audit a join audit_pending p on p.home = a.home and p.txid = a.txid) w`.execute(trx)
  return rows[0]!
}

export interface TableSize {
  name: string
  label: string
  rows: number
  bytes: number
}

const TABLES = 12

/** The largest tables; rows as the server last estimated them. */
export async function largestTables(trx: Kysely<unknown>): Promise<TableSize[]> {
  const { rows } = await sql<TableSize>`
    select c.relname as name, coalesce(obj_description(c.oid, 'pg_class'), '内部用表') as label,
      greatest(c.reltuples, coalesce(s.n_live_tup, 0), 0)::float8 as rows, pg_total_relation_size(c.oid)::float8 as bytes
    from pg_class c left join pg_stat_user_tables s on s.relid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    order by pg_total_relation_size(c.oid) desc, c.relname limit ${TABLES}`.execute(trx)
  return rows
}
