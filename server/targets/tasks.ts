/** Tasks: opened from clauses, by hand and by meetings; how far each clause and each unit is. */
import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import type { openTasks, SourceClause, TaskCounts, TaskSources } from '#contract/targets/tasks.ts'
import { OWN_AREA } from '#core/kernel/item-procedure.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { tryAction } from '#core/kernel/procedure.ts'
import { policyTask } from '#core/targets/policy-task.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { actionOf, checkDays, type Acting } from '#server/procedure/act.ts'
import { appendActions, homeOf, openItems, type ItemRow } from '#server/procedure/store.ts'
import { unitsOf } from '#server/procedure/units.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { describeAnswer } from '#server/supervision/policy-answers.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { clauseLabel } from '#server/supervision/summary.ts'

export type Task = z.output<typeof openTasks.body>['tasks'][number]

export const TASK_HANDLER = { of: policyTask }

const NONE: TaskCounts = { total: 0, completed: 0, late: 0, dueOn: null }

/** The plans in force at a place with what each clause has become. */
export async function readSources(
  acting: Acting,
  services: SupervisionServices,
  area: string,
): Promise<TaskSources> {
  const { trx, today } = acting
  const { documents } = inForceAt(await areasOn(trx, services, today), area)
  const counts = await countTasks(trx, { area, today })
  const bySubject = new Map(counts.filter((one) => one.by === 'subject').map((one) => [one.key, one.counts]))
  const registers = new Map(services.registers.map((one) => [one.id, one.label]))
  return {
    documents: documents
      .filter(({ document }) => document.level === 'plan')
      .map(({ document }) => ({
        id: document.id,
        title: document.title,
        clauses: document.clauses.map((clause) => ({
          ...(bySubject.get(`${document.id}#${clause.id}`) ?? NONE),
          clause: clause.id,
          heading: clause.heading,
          summary: clause.summary,
          answered: clause.answers
            .filter(({ kind }) => kind !== 'planned')
            .map((one) => describeAnswer(one, { document, documents: services.documents, registers }).label),
          stage: stageOf(document, clause.id),
        })),
      })),
    units: counts
      .filter((one) => one.by === 'unit')
      .map((one) => ({ ...one.counts, unit: one.key, name: one.name ?? '尚未明确单位' })),
    all: counts.find((one) => one.by === 'all')?.counts ?? NONE,
  }
}

/** The stage of a clause, or of the part to which it belongs: the nearest heading above it that has one. */
function stageOf(document: PolicyDocument, clause: string): SourceClause['stage'] {
  const nearest = document.stages
    .filter((one) => clause === one.clause || clause.startsWith(one.clause))
    .toSorted((a, b) => b.clause.length - a.clause.length)[0]
  return nearest ? { label: nearest.label, to: nearest.to } : null
}

interface Counted {
  by: 'subject' | 'unit' | 'all'
  key: string | null
  name: string | null
  counts: TaskCounts
}

/** Tasks of an area counted by clause, by leading unit and all together, in one statement; dropped ones do not count. */
async function countTasks(trx: Kysely<unknown>, of: { area: string; today: string }): Promise<Counted[]> {
  const { rows } = await sql<{
    by: Counted['by']
    key: string | null
    name: string | null
    total: number
    completed: number
    late: number
    due: string | null
  }>`
    select case when grouping(subject) = 0 then 'subject' when grouping(unit) = 0 then 'unit' else 'all' end as by,
      coalesce(subject, unit::text) as key, (array_agg(unit_name order by state = 'completed', opened_on desc))[1] as name, count(*)::int as total,
      (count(*) filter (where state = 'completed'))::int as completed,
      (count(*) filter (where state <> 'completed' and due_on < ${of.today}::date))::int as late,
      min(due_on) filter (where state <> 'completed') as due
    from procedure_item i
    where procedure = ${policyTask.id} and state <> 'dropped'
      and (starts_with(area, ${of.area}) or exists (select from unnest(shared_with) s where starts_with(s, ${of.area})))
    group by grouping sets ((subject), (unit), ()) order by 1, 3 nulls last`.execute(trx)
  return rows.map(({ by, key, name, total, completed, late, due }) => ({
    by,
    key,
    name,
    counts: { total, completed, late, dueOn: due },
  }))
}

/** Opens tasks of an area; those with a lead unit and a deadline are given out at once. */
export async function addTasks(
  acting: Acting,
  services: SupervisionServices,
  of: { area: string; tasks: readonly Task[]; meeting?: Pick<ItemRow, 'id' | 'code'> },
): Promise<{ opened: number; assigned: number }> {
  const { area, tasks, meeting } = of
  const ids = await openItems(acting.trx, policyTask, {
    items: tasks.map((one) => ({
      home: homeOf(area),
      area,
      title: one.title,
      subject: one.clause,
      parent: meeting?.id ?? null,
      payload: {
        done: one.done,
        clauseLabel: one.clause === null ? null : labelOfClause(services.documents, one.clause),
        source: meeting ? `联席会议 ${meeting.code}` : one.clause === null ? '手工添加' : '方案条款',
      },
    })),
    day: acting.today,
  })
  const given = tasks.flatMap((one, index) => {
    const { lead, helpers, dueOn } = one
    if (lead === undefined || dueOn === undefined) return []
    return [{ id: ids[index]!, lead, helpers: helpers.filter((each) => each !== lead), dueOn }]
  })
  await giveOut(acting, area, given)
  return { opened: ids.length, assigned: given.length }
}

interface GivenOut {
  id: string
  lead: string
  helpers: readonly string[]
  dueOn: string
}

/** Gives fresh tasks of an area out, all in one statement. */
async function giveOut(acting: Acting, area: string, tasks: readonly GivenOut[]): Promise<void> {
  if (tasks.length === 0) return
  const { trx, caller, today } = acting
  const wanted = [...new Set(tasks.flatMap(({ lead, helpers }) => [lead, ...helpers]))]
  const units = new Map((await unitsOf(trx, wanted)).map((one) => [one.id, one]))
  const home = homeOf(area)
  const actions = tasks.map(({ id, lead, helpers, dueOn }) => {
    const given = { action: 'assign', version: 0, unit: { lead, helpers: [...helpers] }, dueOn }
    checkDays(given, today)
    const attempt = { log: [], actor: caller, given: { unit: lead, dueOn }, holds: [OWN_AREA] }
    return actionOf(acting, {
      item: { home, id, version: 0 },
      given,
      state: take(tryAction(policyTask, { ...attempt, action: 'assign' })),
      lead: units.get(lead) ?? null,
      helpers: helpers.flatMap((one) => units.get(one) ?? []),
      payload: {},
    })
  })
  await appendActions(trx, actions)
}

function labelOfClause(documents: readonly PolicyDocument[], citation: string): string {
  const [id, clause = ''] = citation.split('#')
  const document = documents.find((one) => one.id === id)
  const found = document?.clauses.find((one) => one.id === clause)
  if (!document || !found)
    throw new Refusal(422, [
      refused('task-clause-unknown', `没有“${citation}”这一条，请从方案里选`, { field: 'clause' }),
    ])
  return clauseLabel(document.title, clause, found.heading)
}
