/** Meetings of a household's own cooperative: called ones with their agenda, sealed ones with what they decided. */
import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import { ownMeeting } from '#contract/governance/own-meetings.ts'
import { type AgendaKindId, thresholdOf } from '#core/governance/agenda.ts'
import type { CharterMajority } from '#core/governance/assembly.ts'

interface MeetingRow {
  id: string
  title: string
  code: string
  state: string
  content: { items: { kind: AgendaKindId; charter: CharterMajority | null }[] }
}

/** The latest twenty, the newest first; the database gives those of the household that asks and nothing else. */
export async function ownMeetings(trx: Kysely<unknown>): Promise<z.output<typeof ownMeeting>[]> {
  const { rows } = await sql<MeetingRow>`select * from household_meetings()`.execute(trx)
  return rows.map(({ content, ...head }) => {
    const items = content.items.map((one) => ({
      ...one,
      needed: thresholdOf(one.kind, one.charter ?? undefined).says,
    }))
    return ownMeeting.parse({ ...content, ...head, items })
  })
}
