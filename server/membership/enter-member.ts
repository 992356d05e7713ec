/** Entering a person into the roll: after the vote on joining, as an heir, as the half of a household that divided. */
import { z } from 'zod'
import { mayEnter } from '#core/membership/composition.ts'
import { member as memberRegister } from '#core/membership/member.ts'
import { done, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { FARMS } from '#contract/membership/life.ts'
import type { WireValue } from '#contract/kernel.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { createRecord } from '#server/register/change.ts'
import type { Act } from './case-handlers.ts'
import { compositionOf, findCaseBody, holdRoll, projectLeaving, standingOf } from './life-store.ts'
import { recordShare } from './record-share.ts'
import { findLedgerBody } from './store.ts'
import { sayRole } from './write-life.ts'

const entered = z.object({
  joinedOn: z.iso.date(),
  idNumber: z.string().trim().max(30).optional(),
  number: z.string().trim().max(20).optional(),
})

/** Reads a part of what was typed, or ends the request with what is missing. */
export function typedPart<T>(schema: z.ZodType<T>, given: unknown, says: string): T {
  const read = schema.safeParse(given ?? {})
  if (!read.success) throw new Refusal(422, [refused('case-incomplete', says)])
  return read.data
}

/** The days of a case do not lie in the future. */
export function notLater(day: string, today: string, what: string): void {
  if (day > today) throw new Refusal(422, [refused('case-day-future', `${what}不能晚于今天，请改日期`)])
}

/** Whether one more member of that kind may be entered: on the day of joining and, of who has joined since, today. Errors: of `mayEnter`. */
export async function mayEnterSince(
  trx: Act['trx'],
  of: { home: string; body: string; joinedOn: string; today: string },
  kind: string,
): Promise<Outcome<void>> {
  const federation = (await findCaseBody(trx, of.body))?.federation === true
  for (const day of new Set([of.joinedOn, of.today])) {
    const may = mayEnter(await compositionOf(trx, { ...of, day }), kind, federation)
    if (!may.ok) return may
  }
  return done(undefined)
}

/** Writes a member into the roll, within the bounds of the law, one after the other; gives the id. */
export async function addToRoll(
  act: Pick<Act, 'trx' | 'of' | 'today' | 'keys'>,
  given: { person: string; kind: string; joinedOn: string; values?: Record<string, WireValue> },
): Promise<string> {
  const { trx, of, today, keys } = act
  const { person, kind, joinedOn, values = {} } = given
  notLater(joinedOn, today, '入社日期')
  await holdRoll(trx, of)
  take(await mayEnterSince(trx, { ...of, joinedOn, today }, kind))
  const filled = Object.fromEntries(
    Object.entries(values).filter(([, one]) => one !== undefined && one !== ''),
  )
  return take(
    await createRecord(trx, memberRegister, {
      entry: {
        home: of.home,
        area: of.area,
        body: of.body,
        effectiveOn: joinedOn,
        today,
        values: { person, kind, joinedOn, ...filled },
      },
      keys,
    }),
  )
}

const checked = z.object({
  farm: z.enum(FARMS).optional(),
  grows: z.string().trim().max(200).optional(),
  vulnerable: z.boolean().optional(),
})

/** 村级核实: what the village says of who applies. */
export async function checkApplicant({ given, today }: Act): Promise<Record<string, unknown>> {
  return { ...typedPart(checked, given.payload, '请重新填写核实的情况'), checkedOn: today }
}

/** What stands against a day of joining before the decision. */
export function voteFaults({ vote, board }: Act['content'], day: string): Problem[] {
  const heldOn = (vote ?? board)?.heldOn ?? ''
  if (day >= heldOn) return []
  const says = vote
    ? `入社要先经成员（代表）大会表决（社法第24条），日期不能早于开会的 ${heldOn}`
    : `入社要先经理事会决定，日期不能早于开会的 ${heldOn}`
  return [refused('entered-before-vote', says, { field: 'joinedOn' })]
}

/** Errors: entered-before-vote. */
export function afterVote({ content }: Act, day: string): void {
  const faults = voteFaults(content, day)
  if (faults.length > 0) throw new Refusal(422, faults)
}

const board = z.object({
  board: z.object({
    heldOn: z.iso.date(),
    seats: z.int().min(1).max(100),
    present: z.int().min(1).max(100),
    yes: z.int().min(0).max(100),
    resolution: z.string().trim().min(1).max(200),
    charter: z.string().trim().min(1).max(200),
  }),
})

/** 登记理事会决定: one vote each (社法 33); of those who came more than half. Errors: board-votes, vote-day, board-short. */
export async function boardDecision({ given, today }: Act): Promise<Record<string, unknown>> {
  const typed = typedPart(
    board,
    given.payload,
    '请填写理事会开会日期、理事人数、到会人数、赞成票、决议名称和章程条款',
  )
  const { heldOn, seats, present, yes } = typed.board
  const problems: Problem[] = []
  if (heldOn > today)
    problems.push(refused('vote-day', '开会日期不能晚于今天，请改日期', { field: 'heldOn' }))
  if (present > seats || yes > present)
    problems.push(refused('board-votes', '到会的理事多于全部理事，或赞成票多于到会的理事，请核对会议记录'))
  else if (yes * 2 <= present)
    problems.push(
      refused('board-short', `到会理事 ${present} 人，赞成 ${yes} 票，没有过半；没有通过的请“登记未通过”`),
    )
  if (problems.length > 0) throw new Refusal(422, problems)
  return typed
}

const heirs = z.object({
  heir: z.string().trim().min(1).max(100),
  relation: z.string().trim().max(20).optional(),
  payee: z.string().trim().min(1).max(100),
  /** All heirs and how they agreed, in words. */
  heirs: z.string().trim().min(1).max(500),
  holder: z.string().trim().max(100).optional(),
  account: z.string().trim().max(40).optional(),
})

/** 登记继承人: who is entitled and who is paid, by the papers of succession. */
export async function nameHeirs({ given }: Act): Promise<Record<string, unknown>> {
  const { account, ...kept } = typedPart(
    heirs,
    given.payload,
    '请填写全部继承人及协议、承受份额的继承人和收款人',
  )
  return { ...kept, ...(account && { accountTail: account.slice(-4) }) }
}

/** What was named holds from today: the money that waited can be paid. */
export async function sayHeirs(act: Act): Promise<void> {
  const { trx, of, given, today, keys, item } = act
  const { heir, relation, payee, holder, account } = typedPart(heirs, given.payload, '请重新填写')
  const said = { from: today, ground: `${item.code} 继承文书`, relation }
  take(await sayRole(trx, of, { said: { ...said, role: 'entitled', person: heir }, keys }))
  take(await sayRole(trx, of, { said: { ...said, role: 'payee', person: payee, relation: undefined }, keys }))
  if (account)
    take(
      await sayRole(trx, of, { said: { ...said, role: 'holder', person: holder || payee, account }, keys }),
    )
}

const heirEntered = entered.extend({ kind: z.enum(['农民', '其他自然人']) })

/** 继承人登入名册: the whole share passes to the heir. */
export async function enterHeir(act: Act): Promise<Record<string, unknown>> {
  const { trx, of, given, content, item, today } = act
  const typed = typedPart(heirEntered, given.payload, '请填写继承人的成员类型和入社日期')
  afterVote(act, typed.joinedOn)
  const id = await addToRoll(act, {
    person: content.heir ?? '',
    kind: typed.kind,
    joinedOn: typed.joinedOn,
    values: { idNumber: typed.idNumber ?? '', number: typed.number ?? '' },
  })
  const standing = await standingOf(trx, { ...of, day: typed.joinedOn })
  const ledger = await findLedgerBody(trx, of.body)
  if (ledger && standing.contribution > 0n)
    take(
      await recordShare(trx, ledger, {
        event: {
          kind: 'inheritance',
          member: of.member,
          receiver: id,
          amount: standing.contribution,
          project: await projectLeaving(trx, { ...of, day: typed.joinedOn, leaves: standing.contribution }),
          on: typed.joinedOn,
          resolution: content.vote?.resolution,
          resolvedOn: content.vote?.heldOn,
        },
        note: item.code,
        today,
      }),
    )
  return { entered: id, joinedOn: typed.joinedOn }
}
