/** What a called meeting is to decide is decided there and nowhere else. */
import type { Kysely } from 'kysely'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { type AgendaSeat, seatsOf } from './meeting-store.ts'

/** Whether the matter may be voted by itself: it stands on no agenda of a meeting under way. Errors: vote-on-agenda. */
export async function freeToVote(
  trx: Kysely<unknown>,
  of: { home: string; body: string; subject: string },
): Promise<Outcome<void>> {
  const [seat] = await seatsOf(trx, { ...of, subjects: [of.subject] })
  return seat === undefined
    ? done(undefined)
    : failed(
        refused(
          'vote-on-agenda',
          `这件事已列为 ${seatSays(seat)}，表决请在那次会里登记，定案后自动转到这里；不由那次会表决的，请先在那里“撤回通知”并去掉这一项`,
        ),
      )
}

/** 2026 年成员大会（DH2026-0001）的第 2 项议题. */
export function seatSays({ title, code, number }: AgendaSeat): string {
  return `${title}（${code}）的第 ${number} 项议题`
}
