/** Entering a person into the roll: after the vote on joining, as an heir, as the half of a household that divided. */
import { z } from 'zod'
import { mayEnter } from '#core/membership/composition.ts'
import { member as memberRegister } from '#core/membership/member.ts'
import { refused } from '#core/values/problem.ts'
import type { WireValue } from '#contract/kernel.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { createRecord } from '#server/register/change.ts'
import type { Act } from './case-handlers.ts'
import { compositionOf, findCaseBody, projectLeaving, standingOf } from './life-store.ts'
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

/** Writes a member into the roll, within the bounds of the law; gives the id. */
export async function addToRoll(
  act: Act,
  given: { person: string; kind: string; joinedOn: string; values?: Record<string, WireValue> },
): Promise<string> {
  const { trx, of, today, keys } = act
  const { person, kind, joinedOn, values = {} } = given
  notLater(joinedOn, today, '入社日期')
  const body = await findCaseBody(trx, of.body)
  take(
    mayEnter(
      await compositionOf(trx, { home: of.home, body: of.body, day: joinedOn }),
      kind,
      body?.federation ?? false,
    ),
  )
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

/** 入社: from the day of the meeting at the earliest. */
export async function enterMember(act: Act): Promise<Record<string, unknown>> {
  const { content, given } = act
  const { joinedOn, idNumber = '', number = '' } = typedPart(entered, given.payload, '请填写入社日期')
  afterVote(act, joinedOn)
  const id = await addToRoll(act, {
    person: content.person ?? '',
    kind: content.kind ?? '农民',
    joinedOn,
    values: { idNumber, number, village: content.village ?? '', phone: content.phone ?? '' },
  })
  return { entered: id, joinedOn }
}

/** Errors: entered-before-vote. */
export function afterVote({ content }: Act, day: string): void {
  const heldOn = content.vote?.heldOn ?? ''
  if (day < heldOn)
    throw new Refusal(422, [
      refused(
        'entered-before-vote',
        `入社要先经成员（代表）大会表决（社法第24条），日期不能早于开会的 ${heldOn}`,
        {
          field: 'joinedOn',
        },
      ),
    ])
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
