/** 一社一档: everything known of one body, on one page, as of a day. */
import type { Kysely } from 'kysely'
import type { Dossier } from '#contract/registry.ts'
import { stateAfter } from '#core/kernel/procedure.ts'
import { problemCase } from '#core/supervision/problem-case.ts'
import { refused, warned } from '#core/values/problem.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import type { Caller } from '#server/http/route.ts'
import { listCases } from '#server/supervision/case-store.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { acceptanceOf } from './acceptance.ts'
import { completenessOf } from './completeness.ts'
import {
  caseSteps,
  dossierActions,
  findBody,
  linkedBy,
  openQuestions,
  type BodyKey,
  type CaseStep,
} from './dossier-store.ts'
import { namesOfHeld, readHeld, sectionsOf } from './held-registers.ts'
import { judgeBody } from './judged.ts'
import { timelineOf } from './timeline.ts'

export interface Reading {
  trx: Kysely<unknown>
  services: SupervisionServices
  caller: Pick<Caller, 'username' | 'name' | 'role'>
}

/**
 * The dossier. Without a day: everything as known now; with one: what was effective on it, with nothing to do. One
 * statement for each register and for each log, none for a row. Errors: 404 where the body is not seen; a day before it.
 */
export async function readDossier(
  reading: Reading,
  id: string,
  asked: { day?: string | undefined },
): Promise<Dossier> {
  const { trx, services, caller } = reading
  const today = services.clock.today()
  const day = asked.day && asked.day !== today ? asked.day : null
  const body = await findBody(trx, id)
  if (!body) throw notFound('个主体')
  const held = await readHeld(trx, { registers: services.registers, body, day })
  const names = await namesOfHeld(trx, held, [body.area])
  const own = held.find((one) => one.register.belongsTo === 'none')
  const row = own?.rows[0]
  if (!row)
    throw new Refusal(422, [
      refused('body-not-yet', `${day ?? today}时名录里还没有这个主体，请选较晚的日期`, { field: 'day' }),
    ])
  const name = typeof row['name'] === 'string' ? row['name'] : ''
  const sections = sectionsOf(held, { body, name, names, keys: services.keys })
  const judged = await judgeBody(trx, services, {
    body: id,
    area: body.area,
    bodyName: name,
    areaName: names.areas.get(body.area) ?? '',
    day: day ?? today,
  })
  const until = <T extends { on_day: string }>(steps: T[]): T[] =>
    steps.filter((one) => day === null || one.on_day <= day)
  const acceptance = until(await dossierActions(trx, body))
  const steps = until(await caseSteps(trx, body))
  return {
    body: sections.find((one) => one.register === own?.register.id)!.records[0]!,
    ...judged,
    completeness: completenessOf(held, day ?? today),
    acceptance: acceptanceOf(acceptance, day === null ? caller : null),
    sections,
    linkedBy: await linkedBy(trx, { ...body, day: day ?? today }),
    cases: await casesOf(trx, body, { steps, day }),
    questions: await questionsOf(trx, body),
    timeline: timelineOf(held, { acceptance, cases: steps }, { names, keys: services.keys }),
  }
}

const MANY = 500

/** The cases of the body; as of an earlier day in the state that their steps until then had brought them to. */
async function casesOf(
  trx: Kysely<unknown>,
  body: BodyKey,
  of: { steps: readonly CaseStep[]; day: string | null },
): Promise<Dossier['cases']> {
  const { rows } = await listCases(trx, { body: body.id, area: body.area, size: MANY })
  const seen = rows.filter((row) => of.day === null || row.opened_on <= of.day)
  return seen.map((row) => {
    const taken = of.steps.filter((one) => one.case_id === row.id)
    const state = of.day === null ? row.state : stateAfter(problemCase, taken)
    const dueOn =
      of.day === null ? row.due_on : (taken.findLast((one) => one.due_on !== null)?.due_on ?? null)
    return {
      id: row.id,
      code: row.code,
      title: row.title,
      state: problemCase.states[state]?.label ?? state,
      dueOn,
    }
  })
}

async function questionsOf(trx: Kysely<unknown>, body: BodyKey): Promise<Dossier['questions']> {
  const open = await openQuestions(trx, body)
  return open.map(({ question, address }) =>
    warned('area-unsettled', `${question}（住所“${address}”）；请在“地址待确认”中确定所在乡镇`),
  )
}
