/** 红字冲销: the same lines with red amounts, once per voucher. */
import { sql, type Kysely } from 'kysely'
import { wireOfFen } from '#core/values/money.ts'
import { failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { postVoucher, type Posted } from './post-voucher.ts'
import { findVoucher } from './store.ts'

/**
 * Posts the red voucher. Errors: voucher-missing, voucher-red, voucher-reversed-already, voucher-of-plan, voucher-of-payment,
 * reverse-day, those of posting.
 */
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
  const bound = await boundByDivision(trx, found)
  if (bound) return failed(bound)
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

/** Why it is not reversed: what the members resolved stands until they resolve again; the plan, the accounts and the pay list would go on without it. */
export async function boundByDivision(
  trx: Kysely<unknown>,
  of: { home: string; id: string },
): Promise<Problem | undefined> {
  const { rows } = await sql<{ plan: boolean; payment: boolean }>`
    select exists (select from surplus_action a where a.home = ${of.home} and a.voucher = ${of.id}::uuid) as plan,
      exists (select from surplus_pay_result r where r.home = ${of.home} and r.voucher = ${of.id}::uuid)
        or exists (select from surplus_pay_return x where x.home = ${of.home} and x.voucher = ${of.id}::uuid) as payment`.execute(
    trx,
  )
  if (rows[0]?.plan === true)
    return refused(
      'voucher-of-plan',
      '这是按成员（代表）大会决议入账的盈余分配（社法第29条），不能红字冲销：方案、成员账户和兑付都以它为准。分错了，请由大会另作补充决议，按决议另记一张更正凭证，并在下一年的方案里调整',
    )
  if (rows[0]?.payment === true)
    return refused(
      'voucher-of-payment',
      '这是已登记的盈余兑付或退回，不能红字冲销：兑付结果以它为准。付出去又退回的，请在方案页的兑付清单里登记退回，收款凭证由它记',
    )
  return undefined
}
