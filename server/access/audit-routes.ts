/** The trail over HTTP: the newest first, page by page from its end; nobody changes it. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import * as contract from '#contract/access.ts'
import { may, type Role } from '#core/access/role.ts'
import { isDay } from '#core/values/day.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'
import { actionWord, HIDDEN, subjectWord, wordsOfRow, type AuditWords } from './audit-words.ts'

export interface AuditServices extends Services, AuditWords {}

interface AuditRow {
  id: bigint
  at: Date
  actor: string
  actor_name: string | null
  door: string
  action: string
  subject: string
  record: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  reason: string | null
  address: string | null
}

const PAGE = 50

/** The endpoint of the trail. */
export function auditRoutes(edge: Edge, services: AuditServices): void {
  const guard = (role: string): boolean => may(role as Role, 'readAudit')
  route(edge, { endpoint: contract.listAudit, guard, says: '操作日志' }, async ({ trx, query }) => {
    const size = query.size ?? PAGE
    const rows = await readTrail(trx, query, size + 1)
    const areas = await areaNames(trx, rows)
    return {
      entries: rows.slice(0, size).map((row) => toEntry(row, { words: services, areas })),
      more: rows.length > size,
    }
  })
}

type Asked = Call<typeof contract.listAudit>['query']

async function readTrail(trx: Kysely<unknown>, asked: Asked, limit: number): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select a.id, a.at, a.actor, u.name as actor_name, a.door, a.action, a.subject, a.record, a.before, a.after, a.reason, a.address
    from audit_seen a left join app_user u on u.username = a.actor
    where ${sql.join(conditions(asked), sql` and `)} order by a.id desc limit ${limit}`.execute(trx)
  return rows
}

function conditions(asked: Asked): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [sql`true`]
  const { actor, subject, record, from, to, before } = asked
  if (actor) {
    const like = `%${actor.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`
    all.push(
      sql`(a.actor = ${actor} or a.actor in (select username from app_user where name like ${like} or username like ${like}))`,
    )
  }
  if (subject) all.push(sql`a.subject = ${subject}`)
  if (record) all.push(sql`a.record = ${record}`)
  // Days are those of the office: the connection speaks Asia/Shanghai.
  if (from && isDay(from)) all.push(sql`a.at >= ${from}::date`)
  if (to && isDay(to)) all.push(sql`a.at < ${to}::date + 1`)
  if (before && /^\d{1,18}$/.test(before)) all.push(sql`a.id < ${before}::bigint`)
  return all
}

async function areaNames(trx: Kysely<unknown>, rows: readonly AuditRow[]): Promise<Map<string, string>> {
  const codes = new Set(
    rows
      .flatMap((row) => [row.before?.['area'], row.after?.['area']])
      .filter((one) => typeof one === 'string'),
  )
  const named = await sql<{ code: string; name: string }>`
    select code, coalesce(nullif(area_label(code), ''), code) as name from unnest(${[...codes]}::text[]) code`.execute(
    trx,
  )
  return new Map(named.rows.map((row) => [row.code, row.name]))
}

function toEntry(row: AuditRow, of: { words: AuditWords; areas: ReadonlyMap<string, string> }) {
  const { words, areas } = of
  const told = { subject: row.subject, words, areas }
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    actor: row.actor_name === null ? row.actor : `${row.actor_name}（${row.actor}）`,
    door: row.door,
    action: actionWord(row.action, words, row.subject),
    subject: row.subject,
    subjectLabel: labelOf(row, words),
    record: row.record,
    before: wordsOfRow(row.before, told),
    after: wordsOfRow(row.after, told),
    reason: row.reason === '' ? null : row.reason,
    address: row.address === '' ? null : row.address,
  }
}

/** 主体名录：甲合作社, where the row itself has a name. */
function labelOf(row: AuditRow, words: AuditWords): string {
  const whole = row.after ?? row.before ?? {}
  const name = [whole['name'], whole['person'], whole['title'], whole['username']].find(
    (one): one is string => typeof one === 'string' && one !== HIDDEN,
  )
  const subject = subjectWord(row.subject, words)
  return name === undefined ? subject : `${subject}：${name}`
}
