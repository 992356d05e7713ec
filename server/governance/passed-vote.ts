/** The vote of a members' meeting on one case, held against the law (社法 30). */
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { delegatesFaults, federationFaults } from '#core/governance/assembly.ts'
import { judgeMeeting } from '#core/governance/meeting.ts'
import { done, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import type { HeldVote } from '#server/membership/case-handlers.ts'
import { compositionOf, findCaseBody } from '#server/membership/life-store.ts'

const typedVote = z.object({
  heldOn: z.iso.date(),
  present: z.number().int().min(0),
  /** Representatives in all, where a meeting of representatives voted. */
  delegates: z.number().int().min(1).optional(),
  extraVotes: z.number().int().min(0).default(0),
  yes: z.number().int().min(0),
  resolution: z.string().trim().min(1).max(200),
})

/** The vote as it is kept, where it passed. Errors: vote-incomplete, vote-day, meeting-…. */
export async function passedVote(
  trx: Kysely<unknown>,
  of: { home: string; body: string },
  given: { vote: unknown; today: string },
): Promise<Outcome<HeldVote>> {
  const typed = typedVote.safeParse(given.vote)
  if (!typed.success)
    return {
      ok: false,
      problems: [refused('vote-incomplete', '请填写开会日期、出席人数、赞成票数和决议名称')],
    }
  const { heldOn, present, delegates, extraVotes, yes, resolution } = typed.data
  const body = await findCaseBody(trx, of.body)
  const roll = await compositionOf(trx, { ...of, day: heldOn })
  const all = roll.farmers + roll.persons + roll.organisations
  const members = delegates ?? all
  const problems: Problem[] = [
    ...judgeMeeting({ members, present, extraVotes, yes, laidOpenOn: null, heldOn }),
    ...(body?.federation === true
      ? federationFaults({ delegates: delegates !== undefined, extraVotes })
      : delegates === undefined
        ? []
        : delegatesFaults(delegates, all)),
  ].map((one) => refused(`meeting-${one.code}`, `${one.says}（${one.clause}）。${one.remedy}`))
  if (heldOn > given.today)
    problems.push(refused('vote-day', '开会日期不能晚于今天，请改日期', { field: 'heldOn' }))
  if (yes > present + extraVotes)
    problems.push(refused('meeting-votes-beyond-present', '赞成票多于出席的表决权，请核对计票单'))
  return problems.length > 0
    ? { ok: false, problems }
    : done({ heldOn, members, present, extraVotes, yes, resolution })
}
