/** 评定批次: opened with a frozen scheme, ranked by the rule, put on notice for working days, decided for all at once. */
import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import {
  applicationContent,
  roundContent,
  type openRound,
  type RoundContent,
} from '#contract/ratings/ratings.ts'
import { chosen, ranked, TIE_RULE, type Candidate } from '#core/ratings/ranking.ts'
import { ratingApplication } from '#core/ratings/rating-application.ts'
import { ratingRound } from '#core/ratings/rating-round.ts'
import { refused } from '#core/values/problem.ts'
import { addWorkingDays } from '#core/values/working-days.ts'
import { Refusal } from '#server/http/refusal.ts'
import { actionOf, type Acting, type Given, type Handler } from '#server/procedure/act.ts'
import { appendActions, homeOf, openItems, type ItemRow } from '#server/procedure/store.ts'
import { listSchemes } from './schemes.ts'

export const ROUND_HANDLER: Handler = {
  of: ratingRound,
  holds: async ({ trx, today }, item) => {
    const states = await applicationStates(trx, item)
    const { noticeTo } = roundContent.parse(item.payload)
    const none = (...of: string[]): boolean => of.every((state) => !states.has(state))
    return [
      ...(none('applied', 'endorsed', 'objected') ? ['allScored'] : []),
      ...(none('objected') ? ['noObjection'] : []),
      ...(noticeTo !== undefined && today > noticeTo ? ['noticeOver'] : []),
    ]
  },
  payload: async (acting, item, given) => {
    const content = roundContent.parse(item.payload)
    if (given.action === 'rank')
      return { ranking: await rankingOf(acting.trx, item, content), tieRule: TIE_RULE }
    if (given.action === 'publish') {
      const { day } = addWorkingDays(acting.today, content.noticeDays, acting.calendar)
      return { noticeFrom: acting.today, noticeTo: day }
    }
    return {}
  },
  after: async (acting, item, given) => {
    if (given.action === 'decide') await decide(acting, item)
    if (given.action === 'cancel') await endAll(acting, await applicationsOf(acting.trx, item), '本批次取消')
  },
}

/** Opens a round with the scheme as it stands today. */
export async function openRounds(
  acting: Acting,
  area: string,
  of: z.output<typeof openRound.body>,
): Promise<string> {
  const found = (await listSchemes(acting.trx)).find((one) => one.scheme.title === of.scheme)
  if (!found)
    throw new Refusal(422, [refused('scheme-unknown', '没有这个评级方案，请重新选择', { field: 'scheme' })])
  if (of.closesOn < acting.today)
    throw new Refusal(422, [refused('due-past', '申报截止日期不能早于今天', { field: 'closesOn' })])
  const payload: RoundContent = {
    title: of.title,
    year: acting.today.slice(0, 4),
    scheme: found.scheme,
    places: of.places,
    share: of.share,
    noticeDays: of.noticeDays,
  }
  const [id = ''] = await openItems(acting.trx, ratingRound, {
    items: [{ home: homeOf(area), area, title: of.title, dueOn: of.closesOn, announced: true, payload }],
    day: acting.today,
  })
  return id
}

interface ApplicationRow extends Pick<ItemRow, 'home' | 'id' | 'version' | 'state' | 'payload'> {
  body: string
  name: string
  registered_on: string | null
  credit_code: string | null
}

async function applicationsOf(
  trx: Kysely<unknown>,
  round: Pick<ItemRow, 'home' | 'id'>,
): Promise<ApplicationRow[]> {
  const { rows } = await sql<ApplicationRow>`
    select i.home, i.id, i.version, i.state, i.payload, i.body, b.name, b.registered_on, b.credit_code
    from procedure_item i join body b on b.home = i.home and b.id = i.body
    where i.procedure = ${ratingApplication.id} and i.home = ${round.home} and i.parent = ${round.id}`.execute(
    trx,
  )
  return rows
}

async function applicationStates(
  trx: Kysely<unknown>,
  round: Pick<ItemRow, 'home' | 'id'>,
): Promise<Set<string>> {
  const { rows } = await sql<{ state: string }>`
    select distinct state from procedure_item
    where procedure = ${ratingApplication.id} and home = ${round.home} and parent = ${round.id}`.execute(trx)
  return new Set(rows.map((one) => one.state))
}

/** All scored applications in order, the chosen marked. */
async function rankingOf(
  trx: Kysely<unknown>,
  round: ItemRow,
  content: RoundContent,
): Promise<RoundContent['ranking']> {
  const scored = (await applicationsOf(trx, round)).filter((one) => one.state === 'visited')
  const candidates = scored.map((row) => {
    const { result, preferred } = applicationContent.parse(row.payload)
    const candidate: Candidate = {
      id: row.id,
      total: result?.total ?? null,
      deducted: result?.deducted ?? 0,
      registeredOn: row.registered_on,
      code: row.credit_code ?? row.name,
      preferred,
      eligible: result?.level !== null && result?.level !== undefined,
    }
    return { ...candidate, body: row.body, name: row.name, level: result?.level ?? null }
  })
  const taken = new Set(chosen(candidates, content).map((one) => one.id))
  return ranked(candidates).map(({ id, body, name, total, deducted, level, preferred }) => ({
    id,
    body,
    name,
    total,
    deducted,
    level,
    preferred,
    chosen: taken.has(id),
  }))
}

/** The chosen that stand go into the directory, all others are not recognised: one statement. */
async function decide(acting: Acting, round: ItemRow): Promise<void> {
  const ranking = roundContent.parse(round.payload).ranking ?? []
  const levels = new Map(ranking.filter((one) => one.chosen).map((one) => [one.id, one.level]))
  const all = await applicationsOf(acting.trx, round)
  const granted = all.filter((one) => one.state === 'visited' && levels.has(one.id))
  await appendActions(
    acting.trx,
    granted.map((item) =>
      actionOf(acting, {
        item,
        given: { action: 'grant', version: item.version },
        state: 'granted',
        lead: null,
        helpers: [],
        payload: { level: levels.get(item.id), decidedOn: acting.today },
      }),
    ),
  )
  await endAll(
    acting,
    all.filter((one) => !granted.includes(one)),
    '本批次未入选',
  )
}

/** Ends those applications that have not ended. */
async function endAll(acting: Acting, applications: readonly ApplicationRow[], note: string): Promise<void> {
  const open = applications.filter((one) =>
    ['applied', 'endorsed', 'visited', 'objected'].includes(one.state),
  )
  const given = (item: ApplicationRow): Given => ({ action: 'passOver', version: item.version, note })
  await appendActions(
    acting.trx,
    open.map((item) =>
      actionOf(acting, { item, given: given(item), state: 'refused', lead: null, helpers: [], payload: {} }),
    ),
  )
}
