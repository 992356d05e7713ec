/** What the registers know of somebody who applies to join: the same name, the same telephone, another application. */
import { sql, type Kysely } from 'kysely'
import type { ItemRow } from '#server/procedure/store.ts'

interface KnownRow {
  here: number
  left_on: string | null
  elsewhere: string | null
  phone_of: string | null
  application: string | null
}

/** In sentences, for whoever checks and decides; what lies beyond the caller's bounds is not seen. */
export async function knownOfApplicant(
  trx: Kysely<unknown>,
  item: ItemRow,
  of: { person: string; phone: string },
): Promise<string[]> {
  const { home, body } = item
  const { person, phone } = of
  const { rows } = await sql<KnownRow>`
    select
      (select count(*)::int from member m where m.home = ${home} and m.body = ${body}::uuid and m.person = ${person}
        and not m.ended and m.left_on is null) as here,
      (select max(m.left_on)::text from member m where m.home = ${home} and m.body = ${body}::uuid and m.person = ${person}
        and not m.ended) as left_on,
      (select string_agg(distinct b.name, '、') from member m join body b on b.home = m.home and b.id = m.body
        where m.home = ${home} and m.body <> ${body}::uuid and m.person = ${person} and not m.ended and m.left_on is null) as elsewhere,
      (select string_agg(distinct m.person, '、') from member m where m.home = ${home} and m.body = ${body}::uuid
        and ${phone} <> '' and m.phone = ${phone} and m.person <> ${person} and not m.ended) as phone_of,
      (select string_agg(i.code, '、') from procedure_item i where i.home = ${home} and i.body = ${body}::uuid
        and i.procedure = 'member_joining' and i.id <> ${item.id}::uuid and i.state in ('applied', 'checked', 'accepted', 'voted')
        and (i.payload ->> 'person' = ${person} or ${phone} <> '' and i.payload ->> 'phone' = ${phone})) as application`.execute(
    trx,
  )
  const [row] = rows
  if (row === undefined) return []
  const { here, left_on, elsewhere, phone_of, application } = row
  return [
    here > 0 && `本社名册里已有 ${here} 名叫“${person}”的成员，请核对是不是同一人`,
    here === 0 && left_on !== null && `“${person}”曾是本社成员，${left_on} 退社`,
    elsewhere !== null && `同名的人是${elsewhere}的成员（可以同时加入几家合作社）`,
    phone_of !== null && `这个电话在名册里登记在“${phone_of}”名下，可能是同一户`,
    application !== null && `还有在办的入社申请 ${application}，姓名或电话相同`,
  ].filter((one) => one !== false)
}
