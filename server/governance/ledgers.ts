import { sql } from 'kysely'
import { generalMeeting } from '#core/governance/general-meeting.ts'
import type { FindLedgers } from '#server/registry/merges/ledgers.ts'

/** Bodies with members' meetings, or versions of a charter: other records are locked to what was decided there. */
export const meetingLedgers: FindLedgers = async (trx, bodies) => {
  const { rows } = await sql<{ body: string }>`
    select distinct body from (select body from charter union all
      select body from procedure_item where procedure = ${generalMeeting.id}) kept
    where body = any (${[...bodies]}::uuid[])`.execute(trx)
  return rows.map(({ body }) => ({ body, ledger: '成员大会或章程' }))
}
