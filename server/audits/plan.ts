/** The plan of a year: who audits whom by when; and audits that open by themselves when somebody leaves a post. */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { AuditContent, planAudits } from '#contract/audits/audits.ts'
import { bookAudit } from '#core/audits/book-audit.ts'
import { AUDIT_KINDS, auditClause } from '#core/audits/kinds.ts'
import { leavingsOf } from '#core/audits/leaving.ts'
import { quarter } from '#core/disclosure/period.ts'
import { addDays } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal } from '#server/http/refusal.ts'
import { openItems, type NewItem } from '#server/procedure/store.ts'
import * as store from './store.ts'

type Planning = z.output<typeof planAudits.body>

/** Kinds of which a cooperative may have more than one in a year. */
const SEVERAL: readonly string[] = ['special']
/** Kinds that only open with what they are about. */
const BY_THEMSELVES: Readonly<Partial<Record<string, string>>> = {
  leaving: '离任经济责任审计在登记新任后自动列入，不用在这里列',
  sample: '抽查审计由“抽查抽取”抽出后列入，不能指定',
}
/** What ended longer ago is history that was entered late, not a change of post. */
const LOOK_BACK_DAYS = 365

/** Plans them; whoever has one of this year and kind keeps it. Errors: audit-kind, audit-about, audit-quarter, audit-none. */
export async function plan(
  trx: Kysely<unknown>,
  given: Planning,
  today: string,
): Promise<{ opened: number; standing: number }> {
  const refuse = (code: string, says: string, field: string): never => {
    throw new Refusal(422, [refused(code, says, { field })])
  }
  const opens = BY_THEMSELVES[given.kind]
  if (opens !== undefined) refuse('audit-kind', opens, 'kind')
  if (given.kind === 'special' && given.about === '') refuse('audit-about', '专项审计要写明审什么', 'about')
  const dueOn = quarter(given.year, given.quarter).to
  if (dueOn < today) refuse('audit-quarter', '计划的季度已经过去，请选本季度或以后的季度', 'quarter')
  if (given.kind !== 'yearly' && given.bodies === undefined)
    refuse('audit-none', '除年度审计外，请选定要审的合作社', 'bodies')
  await store.lockPlan(trx)
  const bodies = await store.bodiesToPlan(trx, {
    year: given.year,
    kind: given.kind,
    day: today,
    area: given.area,
    ...(given.bodies && { bodies: given.bodies }),
  })
  const fresh = bodies.filter((one) => !one.standing || SEVERAL.includes(given.kind))
  if (bodies.length === 0) refuse('audit-none', '没有可以列入的合作社，请核对辖区', 'area')
  await openItems(trx, bookAudit, {
    items: await plannedAll(trx, fresh, { given, dueOn, day: today }),
    day: today,
  })
  return { opened: fresh.length, standing: bodies.length - fresh.length }
}

type Body = Pick<store.Planned, 'home' | 'body' | 'area' | 'name'>

interface Given {
  given: Planning & { draw?: string }
  dueOn: string
  day: string
}

/** Each with the clause that holds where it lies. */
async function plannedAll(trx: Kysely<unknown>, bodies: readonly Body[], of: Given): Promise<NewItem[]> {
  const led = await store.ledByPlan(
    trx,
    bodies.map((one) => one.body),
    of.day,
  )
  return bodies.map((one) => planned(one, of, led.has(one.body)))
}

function planned(one: Body, { given, dueOn }: Given, led: boolean): NewItem {
  const { year, kind, about, auditor, auditorKind, draw } = given
  const content: Partial<AuditContent> = {
    year,
    kind,
    quarter: given.quarter,
    auditor,
    auditorKind,
    about,
    clause: auditClause(kind, led),
    ...(draw !== undefined && { draw }),
  }
  const what = about === '' ? AUDIT_KINDS[kind] : `${AUDIT_KINDS[kind]}（${about}）`
  return {
    home: one.home,
    area: one.area,
    body: one.body,
    title: `${one.name} ${year}年${what}`.slice(0, 200),
    dueOn,
    payload: content,
  }
}

/** The audits of those that a draw took; whoever was planned for the sample of this year already keeps that one. */
export async function planDrawn(
  trx: Kysely<unknown>,
  of: {
    bodies: readonly string[]
    draw: string
    given: Omit<Planning, 'kind' | 'about' | 'bodies'>
    today: string
  },
): Promise<number> {
  const { draw, given, today } = of
  const dueOn = quarter(given.year, given.quarter).to
  if (dueOn < today)
    throw new Refusal(422, [
      refused('audit-quarter', '计划的季度已经过去，请选本季度或以后的季度', { field: 'quarter' }),
    ])
  await store.lockPlan(trx)
  const bodies = await store.bodiesToPlan(trx, {
    year: given.year,
    kind: 'sample',
    day: today,
    bodies: of.bodies,
  })
  const fresh = bodies.filter((one) => !one.standing)
  await openItems(trx, bookAudit, {
    items: await plannedAll(trx, fresh, {
      given: { ...given, kind: 'sample', about: '', draw },
      dueOn,
      day: today,
    }),
    day: today,
  })
  return fresh.length
}

/**
 * Opens an audit of each term in a post that answers for money which ended within a year, once a term. Whoever changes
 * the roll of officers opens it, and the day does when a term runs out.
 */
export async function auditLeavings(
  trx: Kysely<unknown>,
  of: { day: string; bodies?: readonly string[] | undefined },
): Promise<number> {
  const from = addDays(of.day, -LOOK_BACK_DAYS)
  const terms = await store.termsOf(trx, { ...of, from })
  const found = leavingsOf(terms, { from, today: of.day })
  if (found.length === 0) return 0
  await store.lockPlan(trx)
  const had = await store.auditedTerms(
    trx,
    found.map((one) => one.subject),
  )
  const led = await store.ledByPlan(trx, [...new Set(terms.map((one) => one.body))], of.day)
  const byOfficer = new Map(terms.map((one) => [one.officer, one]))
  const items = found
    .filter((one) => !had.has(one.subject))
    .map(({ officer, kind, post, person, since, leftOn, subject }): NewItem => {
      const { home, area, body, name } = byOfficer.get(officer)!
      const content: Partial<AuditContent> = {
        year: Number(of.day.slice(0, 4)),
        kind,
        about: `${post} ${person}`,
        clause: auditClause(kind, led.has(body)),
        term: { post, person, since, leftOn },
      }
      const title = `${name} ${post}${person}${AUDIT_KINDS[kind]}`.slice(0, 200)
      return { home, area, body, title, subject, payload: content }
    })
  await openItems(trx, bookAudit, { items, day: of.day })
  return items.length
}
