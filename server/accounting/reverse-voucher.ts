/** 红字冲销: the same lines with red amounts, once per voucher. */
import type { Kysely } from 'kysely'
import { wireOfFen } from '#core/values/money.ts'
import { failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { postVoucher, type Posted } from './post-voucher.ts'
import { findVoucher } from './store.ts'

/** Posts the red voucher. Errors: voucher-missing, voucher-red, voucher-reversed-already, reverse-day, those of posting. */
export async function reverseVoucher(
  trx: Kysely<unknown>,
  of: { id: string; on: string; reason: string },
): Promise<Outcome<Posted>> {
  const found = await findVoucher(trx, of.id)
  if (!found) return failed(refused('voucher-missing', '没有找到这张凭证，或者您无权查看'))
  if (found.reverses !== null)
    return failed(refused('voucher-red', '红字凭证不能再冲销；要恢复原来的业务，请重新记一张'))
  if (found.reversed_by !== null)
    return failed(refused('voucher-reversed-already', '这张凭证已经冲销过，不能再冲；请查看它的红字凭证'))
  if (found.phase !== 'opening' && of.on < found.day)
    return failed(refused('reverse-day', `冲销日期不能早于原凭证的 ${found.day}，请改日期`, { field: 'on' }))
  return postVoucher(trx, {
    home: found.home,
    body: found.body,
    area: found.area,
    on: found.phase === 'opening' ? found.day : of.on,
    summary: `冲销 ${found.day} 记-${found.number}：${of.reason.trim()}`.slice(0, 200),
    phase: found.phase,
    reverses: found.id,
    source: { reverses: found.id, total: wireOfFen(found.lines.reduce((sum, line) => sum + line.debit, 0n)) },
    lines: found.lines.map((line) => ({
      account: line.account,
      debit: -line.debit,
      credit: -line.credit,
      ...(line.member !== null && { member: line.member }),
      ...(line.party !== null && { party: line.party }),
      ...(line.item !== null && { item: line.item }),
      ...(line.note !== null && { note: line.note }),
    })),
  })
}
