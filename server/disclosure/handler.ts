/** What the procedure of disclosure adds: who may sign, what has to be said of the wall. */
import { z } from 'zod'
import { disclosure } from '#core/disclosure/disclosure.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal } from '#server/http/refusal.ts'
import type { Acting, Given, Handler } from '#server/procedure/act.ts'
import type { ItemRow } from '#server/procedure/store.ts'
import { postsOf } from './pack-store.ts'

const SUPERVISORS = ['监事长', '执行监事', '监事']
const MANAGERS = ['理事长', '理事', '经理', '财务会计', '出纳']

const posted = z.object({ place: z.string().trim().min(1).max(100), postedOn: z.iso.date() })

export const DISCLOSURE_HANDLER: Handler = {
  of: disclosure,
  payload: async (acting, item, given) => {
    if (given.action === 'sign') return signedBySupervisor(acting, item, given)
    return given.action === 'post' ? hung(acting, item, given) : {}
  },
}

/** Signed on paper by a supervisor in office, and by nobody who handles the money. Errors: disclosure-signer. */
export async function signedBySupervisor(
  { trx }: Acting,
  item: ItemRow,
  given: Given,
): Promise<Record<string, unknown>> {
  const refuse = (says: string): never => {
    throw new Refusal(422, [refused('disclosure-signer', says, { field: 'signer' })])
  }
  const { paper } = given
  if (!paper) return refuse('由监事在打印出来的纸上签字，请勾选“纸质签批”，写明签字的监事并上传照片')
  const person = paper.signer.trim()
  const posts = await postsOf(trx, {
    home: item.home,
    body: item.body ?? '',
    person,
    day: paper.signedOn,
  })
  if (posts.some((one) => MANAGERS.includes(one)))
    return refuse(`${person} 是本社的${posts.join('、')}，不能审签自己经手的账，请由监事签字`)
  if (!posts.some((one) => SUPERVISORS.includes(one)))
    return refuse(`“组织机构与任职”里 ${paper.signedOn} 没有监事 ${person}，请核对姓名，或先登记监事的任职`)
  return { supervisor: person, signedOn: paper.signedOn }
}

/** Where and when it hangs. Errors: disclosure-posting. */
export async function hung({ today }: Acting, item: ItemRow, given: Given): Promise<Record<string, unknown>> {
  const { signedOn } = item.payload
  const read = posted.safeParse(given.payload ?? {})
  const fault = !read.success
    ? '请写明张贴的地点和日期'
    : read.data.postedOn > today
      ? '张贴日期不能晚于今天'
      : typeof signedOn === 'string' && read.data.postedOn < signedOn
        ? '张贴日期不能早于监事审签的日期'
        : null
  if (fault !== null || !read.success)
    throw new Refusal(422, [refused('disclosure-posting', fault ?? '请重新填写', { field: 'postedOn' })])
  return read.data
}
