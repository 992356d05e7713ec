/** What the four procedures of members do beyond the common: conditions, contents, what follows. */
import type { Kysely } from 'kysely'
import { caseContent, type CaseContent } from '#contract/membership/life.ts'
import {
  EXPELLED,
  memberChange,
  memberDeath,
  memberJoining,
  memberLeaving,
  NO_SPLIT,
  SPLIT,
  VOLUNTARY,
  WRITTEN,
  YEAR_OVER,
} from '#core/membership/member-cases.ts'
import { memberResettlement } from '#core/membership/resettlement-case.ts'
import type { Day } from '#core/values/day.ts'
import type { Fen } from '#core/values/money.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { take } from '#server/http/refusal.ts'
import type { Keys } from '#server/database/crypt.ts'
import type { Acting, Given, Handler } from '#server/procedure/act.ts'
import { findItem, type ItemRow } from '#server/procedure/store.ts'
import { changeHousehold, divideHousehold } from './change-household.ts'
import { enterJoining } from './enter-joining.ts'
import { boardDecision, checkApplicant, enterHeir, nameHeirs, sayHeirs } from './enter-member.ts'
import type { ParametersAt } from './caps.ts'
import { payResettlement, resettleCase } from './resettle-case.ts'
import { repay, settleCase } from './settle-case.ts'
import { changeRoll, endMembership, takeBackDeath, type Of } from './write-life.ts'

export interface CaseServices {
  keys: Keys
  /** What binds shares at a place and day. */
  parametersAt: ParametersAt
  /** Figures of the bodies follow. */
  onChange: (trx: Kysely<unknown>, bodies: readonly string[]) => Promise<void>
  /** The vote as it is kept, where it passed by law. */
  judgeVote: (
    trx: Kysely<unknown>,
    of: { home: string; body: string },
    given: { vote: unknown; today: string },
  ) => Promise<Outcome<HeldVote>>
  /** Whether a meeting that was called is to decide the case. */
  freeToVote: (
    trx: Kysely<unknown>,
    of: { home: string; body: string; subject: string },
  ) => Promise<Outcome<void>>
  /** The entry of a repayment; null where the books are not kept here. */
  bookRepayment: (trx: Kysely<unknown>, of: Of, repaid: Repaid) => Promise<Outcome<string | null>>
}

export interface HeldVote {
  heldOn: string
  members: number
  present: number
  extraVotes: number
  yes: number
  resolution: string
}

/** What was paid back, for the books: what leaves contribution and reserve, what of it the member bore of the loss. */
export interface Repaid {
  on: Day
  /** 101 cash, 102 bank. */
  money: '101' | '102'
  contribution: Fen
  reserve: Fen
  loss: Fen
  /** What of an earlier loss he bore too much. */
  back?: Fen
  summary: string
  files: readonly string[]
}

/** One act on one case: what the use cases of this module take. */
export interface Act extends Acting {
  of: Of
  item: ItemRow
  content: CaseContent
  given: Given
  keys: Keys
  services: CaseServices
}

type Step = (act: Act) => Promise<Record<string, unknown>>

const vote: Step = async (act) => {
  await free(act)
  const { trx, today, of, given, services } = act
  return { vote: take(await services.judgeVote(trx, of, { vote: given.payload?.['vote'], today })) }
}

/** Decided here, and not by a meeting that was called for it. */
const free: Step = async ({ trx, of, item, services }) => {
  take(await services.freeToVote(trx, { home: of.home, body: of.body, subject: item.id }))
  return {}
}

const JOINING: Record<string, Step> = {
  vote,
  decline: free,
  check: checkApplicant,
  board: async (act) => ({ ...(await free(act)), ...(await boardDecision(act)) }),
  enter: enterJoining,
  admit: enterJoining,
  ratify: vote,
  overrule: free,
}

/** What an item says of itself, as the use cases take it. */
export function caseOf(item: ItemRow): Pick<Act, 'of' | 'item' | 'content'> {
  const content = caseContent.parse(item.payload)
  const { home, area } = item
  const of: Of = { home, body: item.body ?? '', area, member: content.member ?? '', item: item.id }
  return { of, item, content }
}

/** Handlers of the four procedures. */
export function memberHandlers(services: CaseServices): Handler[] {
  const handler = (
    of: Handler['of'],
    parts: {
      holds?: (content: CaseContent, today: string) => string[]
      steps: Record<string, Step>
      after?: Record<string, (act: Act) => Promise<unknown>>
    },
  ): Handler => {
    const actOf = (acting: Acting, item: ItemRow, given: Given): Act => ({
      ...acting,
      ...caseOf(item),
      given,
      keys: services.keys,
      services,
    })
    return {
      of,
      holds: async ({ today }, item) => parts.holds?.(caseContent.parse(item.payload), today) ?? [],
      payload: async (acting, item, given) =>
        (await parts.steps[given.action]?.(actOf(acting, item, given))) ?? {},
      after: async (acting, item, given) => {
        const now = (await findItem(acting.trx, { procedure: of.id, id: item.id })) ?? item
        await parts.after?.[given.action]?.(actOf(acting, now, given))
        await services.onChange(acting.trx, [item.body ?? ''])
      },
    }
  }
  return [
    handler(memberJoining, {
      holds: ({ channel = 'paper', checkedOn }) =>
        channel !== 'paper' && checkedOn === undefined ? [] : [WRITTEN],
      steps: JOINING,
    }),
    handler(memberLeaving, {
      holds: (content, today) => [
        content.way === 'expelled' ? EXPELLED : VOLUNTARY,
        ...(content.endsOn !== undefined && today > content.endsOn ? [YEAR_OVER] : []),
      ],
      steps: { vote: expel, settle: settleCase, repay },
      after: { end: endYear },
    }),
    handler(memberDeath, {
      steps: { vote, name: nameHeirs, inherit: enterHeir, settle: settleCase, repay },
      after: { name: sayHeirs, mistake: takeBack },
    }),
    handler(memberChange, {
      holds: (content) => [content.what === 'split' ? SPLIT : NO_SPLIT],
      steps: { vote, refuse: free, change: changeHousehold, divide: divideHousehold },
    }),
    handler(memberResettlement, { steps: { settle: resettleCase, pay: payResettlement } }),
  ]
}

/** Expelled by vote: membership ends with the fiscal year of the meeting. */
const expel: Step = async (act) => {
  const { vote: held } = (await vote(act)) as { vote: { heldOn: string } }
  return { vote: held, endsOn: `${held.heldOn.slice(0, 4)}-12-31` }
}

async function endYear(act: Act): Promise<void> {
  const { trx, of, content, today, keys } = act
  const { way = 'left', endsOn = '', noticedOn, months, charter } = content
  take(
    await endMembership(
      trx,
      of,
      way === 'left' ? { kind: way, day: endsOn, noticedOn, months, charter } : { kind: way, day: endsOn },
    ),
  )
  take(await changeRoll(trx, of, { values: { leftOn: endsOn }, on: endsOn, today, keys }))
}

async function takeBack(act: Act): Promise<void> {
  const { trx, of, content, today, keys, given } = act
  take(
    await takeBackDeath(trx, {
      home: of.home,
      end: content.end ?? '',
      note: given.note ?? '',
    }),
  )
  take(await changeRoll(trx, of, { values: { leftOn: null }, on: content.diedOn ?? today, today, keys }))
}
