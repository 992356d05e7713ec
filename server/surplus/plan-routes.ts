/** A frozen plan over HTTP: its way to the books, pay lists, slips. */
import * as payments from '#contract/surplus/payments.ts'
import * as contract from '#contract/surplus/plans.ts'
import { accountLabel } from '#core/accounting/chart.ts'
import { readBankReturn, type Expected } from '#core/surplus/bank-return.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { codeOf } from '#server/accounting/wire.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { forbidden, notFound, take } from '#server/http/refusal.ts'
import { surplusPlan } from '#core/surplus/surplus-plan.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { readUpload } from '#server/http/upload.ts'
import { noteAct } from '#server/register/change.ts'
import { actOnPlan, entryOf, postPlan, recordVote, type Actor } from './act-on-plan.ts'
import { bankForm, bankWorkbook } from './bank-files.ts'
import { keeps, reads, type SurplusServices } from './division-routes.ts'
import { makeBatch, tellResults } from './pay.ts'
import { tellReturned } from './take-back.ts'
import { payingTo } from './payees.ts'
import * as store from './plan-store.ts'
import { planOf, slipRoutes, type IdCall } from './slip-routes.ts'
import { toWirePlan } from './plan-wire.ts'

/** The endpoints of plans. */
export function planRoutes(edge: Edge, services: SurplusServices): void {
  const today = () => services.clock.today()
  route(edge, { endpoint: contract.readPlan, says: '分配方案', guard: reads }, async (call) => {
    const plan = await planOf(call)
    const { trx } = call
    const shares = await store.sharesOf(trx, { home: plan.home, plan: plan.id })
    const batches = await store.batchesOf(trx, { home: plan.home, plan: plan.id })
    return toWirePlan({
      plan,
      shares,
      batches,
      log: await store.actionsOf(trx, [plan.id]),
      accounts: await tails(call, services, {
        plan,
        members: shares.map((one) => one.member),
        today: today(),
      }),
      voters: await store.votersOf(trx, plan),
      lines: await store.batchLines(trx, { home: plan.home, batches: batches.map((one) => one.id) }),
      actor: actorOf(call),
      mayWrite: keeps(call.caller, plan.body),
    })
  })
  route(
    edge,
    {
      endpoint: contract.actOnPlan,
      says: '办理分配方案',
      guard: reads,
      procedures: [surplusPlan],
      moves: true,
    },
    async (call) => {
      const plan = await keptPlan(call)
      take(await actOnPlan(call.trx, plan, { ...call.body, actor: actorOf(call), today: today() }))
      return {}
    },
  )
  route(edge, { endpoint: contract.recordVote, says: '登记表决', guard: reads }, async (call) => {
    const plan = await keptPlan(call)
    return take(await recordVote(call.trx, plan, { actor: actorOf(call), today: today(), vote: call.body }))
  })
  route(edge, { endpoint: contract.previewPosting, says: '记账预览', guard: reads }, async (call) => {
    const plan = await planOf(call)
    const shares = await store.sharesOf(call.trx, { home: plan.home, plan: plan.id })
    return { rows: entryRows(entryOf(plan, shares)), problems: [] }
  })
  route(edge, { endpoint: contract.postPlan, says: '分配入账', guard: reads }, async (call) => {
    const plan = await keptPlan(call)
    const { on } = call.body
    const posted = take(await postPlan(call.trx, plan, { actor: actorOf(call), on, today: today() }))
    return { voucher: posted.id, code: codeOf({ year: Number(on.slice(0, 4)), number: posted.number }) }
  })
  payRoutes(edge, services)
  slipRoutes(edge, today)
}

function payRoutes(edge: Edge, services: SurplusServices): void {
  route(edge, { endpoint: payments.makeBatch, says: '生成付款批次', guard: reads }, async (call) => {
    const plan = await keptPlan(call)
    const lines = call.body.lines.map((one) => ({ member: one.member, amount: fenOfWire(one.amount) }))
    return take(await makeBatch(call.trx, plan, { ...call.body, lines }))
  })
  route(edge, { endpoint: payments.tellResults, says: '登记付款结果', guard: reads }, async (call) => {
    const batch = await batchOf(call)
    if (!keeps(call.caller, batch.body)) throw forbidden()
    return take(await tellResults(call.trx, batch, call.body))
  })
  route(edge, { endpoint: payments.tellReturned, says: '登记付成以后的退回', guard: reads }, async (call) => {
    const batch = await batchOf(call)
    if (!keeps(call.caller, batch.body)) throw forbidden()
    return take(await tellReturned(call.trx, batch, { ...call.body, today: services.clock.today() }))
  })
  bytesRoute(
    edge,
    { method: 'GET', path: payments.BANK_FILE_PATH, says: '银行代发文件', guard: reads },
    async (call) => {
      const { batch, expected } = await expectedOf(call as IdCall, services)
      const title = `盈余分配代发清单_${batch.day}`
      return asDownload(call.reply, { name: `${title}.xlsx`, bytes: await bankWorkbook(title, expected) })
    },
  )
  bytesRoute(
    edge,
    { method: 'POST', path: payments.BANK_FORM_PATH, says: '上传银行代发模板', guard: reads },
    async (call) => {
      const { batch, expected } = await expectedOf(call as IdCall, services)
      const file = (await readUpload(call.request)).files[0]!
      const form = take(await readWorkbook(file.bytes, file.name))
      return asDownload(call.reply, {
        name: `银行代发_${batch.day}.xlsx`,
        bytes: take(await bankForm(form, expected)),
      })
    },
  )
  bytesRoute(
    edge,
    { method: 'POST', path: payments.BANK_RETURN_PATH, says: '上传银行回执', guard: reads },
    async (call) => {
      const { expected } = await expectedOf(call as IdCall, services)
      const file = (await readUpload(call.request)).files[0]!
      const workbook = take(await readWorkbook(file.bytes, file.name))
      const read = take(readBankReturn(workbook.sheets[0]!, expected))
      return payments.bankReturn.parse({
        problems: read.problems,
        results: read.results.map((one) => ({ ...one, amount: wireOfFen(one.amount) })),
      })
    },
  )
}

const actorOf = ({ caller }: Pick<Call, 'caller'>): Actor => ({
  username: caller.username,
  role: caller.role,
})

async function keptPlan(call: IdCall): Promise<store.PlanRow> {
  const plan = await planOf(call)
  if (!keeps(call.caller, plan.body)) throw forbidden()
  return plan
}

async function batchOf({ trx, params }: Pick<IdCall, 'trx' | 'params'>): Promise<store.BatchRow> {
  const found = await store.findBatch(trx, params.id)
  if (!found) throw notFound('批兑付')
  return found
}

/** The lines of a batch with open accounts: for the bank, and for whoever keeps the money of the body. It is noted. */
async function expectedOf(
  call: IdCall,
  { keys }: SurplusServices,
): Promise<{ batch: store.BatchRow; expected: Expected[] }> {
  const batch = await batchOf(call)
  if (!keeps(call.caller, batch.body)) throw forbidden()
  const { home, area } = batch
  const lines = await store.batchLines(call.trx, { home, batches: [batch.id] })
  const paid = await payingTo(call.trx, keys, {
    home,
    members: lines.map((one) => one.member),
    day: batch.day,
  })
  await noteAct(call.trx, {
    action: 'reveal',
    subject: 'surplus_pay_batch',
    record: batch.id,
    home,
    area,
    after: { field: '银行账号', rows: lines.length },
  })
  return {
    batch,
    expected: lines.map((one) => {
      const to = paid.get(one.member)
      return { ...one, name: to?.holder ?? one.name, account: to?.account ?? null }
    }),
  }
}

/** Last four digits of accounts, for who may pay. */
async function tails(
  call: IdCall,
  { keys }: SurplusServices,
  of: { plan: store.PlanRow; members: readonly string[]; today: string },
): Promise<Map<string, string>> {
  if (!keeps(call.caller, of.plan.body)) return new Map()
  const paid = await payingTo(call.trx, keys, { home: of.plan.home, members: of.members, day: of.today })
  return new Map(
    [...paid].flatMap(([member, { account }]) => (account === null ? [] : [[member, account.slice(-4)]])),
  )
}

/** The entry in short: one row per account, item and side. */
function entryRows(lines: Awaited<ReturnType<typeof entryOf>>) {
  const groups = Map.groupBy(
    lines,
    (one) => `${one.account}|${one.item ?? ''}|${one.debit === undefined ? 'c' : 'd'}`,
  )
  return [...groups.values()].map((group) => {
    const sum = (of: 'debit' | 'credit') => wireOfFen(group.reduce((all, one) => all + (one[of] ?? 0n), 0n))
    const [first] = group
    return {
      account: accountLabel(first!.account),
      item: first!.item ?? null,
      lines: group.length,
      debit: sum('debit'),
      credit: sum('credit'),
    }
  })
}
