/** Points of an audit as findings and cases: no rule judged them, so signing the case off is what closes them. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { problemCase } from '#core/supervision/problem-case.ts'
import { insertCases, peopleFor } from './case-store.ts'

type Trx = Kysely<unknown>

/** The bit of a finding that no rule judged. */
export const NO_RULE = -1
const TITLE_MOST = 60

export interface PointsToMend {
  home: string
  body: string
  area: string
  bodyName: string
  /** The audit. */
  item: string
  clause: string
  points: readonly { says: string; severity: string; ground: string; remedy: string }[]
  owner: string
  dueOn: string
  dueNote: string | null
  day: string
  actorName: string
}

/** Opens a case for each point, assigned at once to whoever has to mend it; gives their ids in order of the points. */
export async function openPointCases(trx: Trx, of: PointsToMend): Promise<string[]> {
  const { home, body, area, item, day } = of
  const lines = of.points.map((point, at) => ({
    home,
    body,
    area,
    id: randomUUIDv7(),
    finding: randomUUIDv7(),
    rule: `audit/${item}/${at + 1}`,
    says: point.ground === '' ? point.says : `${point.says}（${point.ground}）`,
    severity: point.severity,
    remedy: point.remedy === '' ? '按审计意见整改，报送整改结果和佐证' : point.remedy,
    title: `${of.bodyName}：审计问题 ${at + 1} ${shorten(point.says)}`,
  }))
  await sql`
    insert into finding (home, id, body, area, rule, bit, severity, label, clause, document_hash, value, threshold, says, remedy, problem_kind, opened_on)
    select n.home, n.finding, n.body, n.area, n.rule, ${NO_RULE}, n.severity, '审计提出的问题', ${of.clause}, '', '', '', n.says, n.remedy, '审计', ${day}::date
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as n (home text, finding uuid, body uuid, area text, rule text,
      severity text, says text, remedy text)`.execute(trx)
  const cases = lines.map(({ finding, ...one }) => ({ ...one, findings: [finding] }))
  await insertCases(trx, cases, day)
  await assign(
    trx,
    of,
    cases.map((one) => one.id),
  )
  return cases.map((one) => one.id)
}

const shorten = (text: string): string => (text.length <= TITLE_MOST ? text : `${text.slice(0, TITLE_MOST)}…`)

/** A name that stands for one of the accounts that may answer becomes that account, so that it waits in its inbox. */
async function assign(trx: Trx, of: PointsToMend, ids: readonly string[]): Promise<void> {
  const people = await peopleFor(trx, of, problemCase.actions['report']?.roles ?? [])
  const owner = people.find((one) => one.name === of.owner || one.username === of.owner)?.username ?? of.owner
  await sql`
    insert into case_action (home, case_id, number, action, on_day, actor_name, owner, due_on, note)
    select ${of.home}, id, 1, 'assign', ${of.day}::date, ${of.actorName}, ${owner}, ${of.dueOn}::date, '审计提出'
    from unnest(${[...ids]}::uuid[]) id`.execute(trx)
  await sql`
    update problem_case set state = 'assigned', version = 1, owner = ${owner}, due_on = ${of.dueOn}::date, due_note = ${of.dueNote}
    where home = ${of.home} and id = any (${[...ids]}::uuid[])`.execute(trx)
}

export interface PointsLetGo {
  home: string
  cases: readonly string[]
  note: string
  day: string
  actorName: string
}

/** States in which a case can be dismissed, as its procedure has them. */
export const DISMISSED_FROM: readonly string[] = problemCase.actions['dismiss']?.from ?? []

/** Dismisses those of the cases that go on, and closes what they were opened for. */
export async function dismissPointCases(trx: Trx, of: PointsLetGo): Promise<void> {
  const { home, day } = of
  await sql`
    with open as (
      select c.home, c.id, c.version from problem_case c
      where c.home = ${home} and c.id = any (${[...of.cases]}::uuid[]) and c.state = any (${[...DISMISSED_FROM]}::text[])),
    acted as (
      insert into case_action (home, case_id, number, action, on_day, actor_name, note)
      select home, id, version + 1, 'dismiss', ${day}::date, ${of.actorName}, ${of.note} from open)
    update problem_case c set state = 'dismissed', version = open.version + 1 from open
    where c.home = open.home and c.id = open.id`.execute(trx)
  await closePoints(trx, of)
}

/** Closes the points of these cases. */
export async function closePoints(
  trx: Trx,
  of: { home: string; cases: readonly string[]; day: string },
): Promise<void> {
  await sql`
    update finding set closed_on = ${of.day}::date where home = ${of.home} and bit = ${NO_RULE} and closed_on is null
      and case_id = any (${[...of.cases]}::uuid[])`.execute(trx)
}
