/** 户内变更: who is paid, to which account, which household; a household that divides. */
import { z } from 'zod'
import { fenOfWire } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import type { Act } from './case-handlers.ts'
import { addToRoll, afterVote, notLater, typedPart } from './enter-member.ts'
import { projectLeaving } from './life-store.ts'
import { recordShare } from './record-share.ts'
import { findLedgerBody } from './store.ts'
import { changeRoll, sayRole, type SaidRole } from './write-life.ts'

const account = z.object({ account: z.string().trim().min(8).max(40) })

/** Everything but a split: one role from a day on, or a new address. A lost card has no account until the new one comes. */
export async function changeHousehold(act: Act): Promise<Record<string, unknown>> {
  const { trx, of, content, today, keys, item, given } = act
  const from = content.from ?? today
  notLater(from, today, '变更的日期')
  const person = content.person ?? content.memberName ?? ''
  const say = async (said: Pick<SaidRole, 'role'> & { account?: string }) =>
    take(
      await sayRole(trx, of, {
        said: { ...said, person, relation: content.relation, from, ground: `${item.code} 成员签字的申请` },
        keys,
      }),
    )
  if (content.what === 'moved') {
    take(await changeRoll(trx, of, { values: { village: content.village ?? '' }, on: from, today, keys }))
    return {}
  }
  if (content.what === 'household' || content.what === 'payee') await say({ role: content.what })
  if (content.what === 'lost') await say({ role: 'holder' })
  if (content.what !== 'holder') return {}
  const typed = typedPart(account, given.payload, '请填写新的银行账号，至少 8 位')
  await say({ role: 'holder', account: typed.account })
  return { accountTail: typed.account.slice(-4) }
}

const divided = z.object({
  joinedOn: z.iso.date(),
  kind: z.enum(['农民', '其他自然人']).default('农民'),
  idNumber: z.string().trim().max(30).optional(),
})

/** 分户: the new household is entered as a member, the agreed shares go along. */
export async function divideHousehold(act: Act): Promise<Record<string, unknown>> {
  const { trx, of, content, today, item, given, keys } = act
  const { joinedOn, kind, idNumber = '' } = typedPart(divided, given.payload, '请填写分户入社的日期')
  afterVote(act, joinedOn)
  const person = content.person ?? ''
  const id = await addToRoll(act, {
    person,
    kind,
    joinedOn,
    values: { idNumber, village: content.village ?? '' },
  })
  const amount = fenOfWire(content.amount || '0')
  if (amount === null)
    throw new Refusal(422, [refused('case-incomplete', '分出的股金不是金额，请重新提交申请')])
  const ledger = await findLedgerBody(trx, of.body)
  if (ledger && amount > 0n)
    take(
      await recordShare(trx, ledger, {
        event: {
          kind: 'transfer',
          member: of.member,
          receiver: id,
          amount,
          project: await projectLeaving(trx, { ...of, day: joinedOn, leaves: amount }),
          on: joinedOn,
          resolution: content.vote?.resolution,
          resolvedOn: content.vote?.heldOn,
        },
        note: `${item.code} 分户`,
        today,
      }),
    )
  take(
    await sayRole(
      trx,
      { ...of, member: id },
      { said: { role: 'household', person, from: joinedOn, ground: `${item.code} 分户` }, keys },
    ),
  )
  return { entered: id, joinedOn }
}
