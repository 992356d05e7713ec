/** Statements of banks and payment services over HTTP. */
import * as contract from '#contract/accounting/cash-book.ts'
import { groupLines } from '#core/accounting/line-groups.ts'
import { foreignBill, readStatement, type MoneyStatement } from '#core/accounting/money-lines.ts'
import { wireOfFen, type Fen } from '#core/values/money.ts'
import { failed, type Outcome } from '#core/values/outcome.ts'
import { isDay } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import type { WorkbookSheet } from '#server/files/workbook/workbook.ts'
import { forbidden, notFound, Refusal, take } from '#server/http/refusal.ts'
import { bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { readUpload } from '#server/http/upload.ts'
import { bookOf, keeps, reads, writableBook, writes } from '../routes.ts'
import { codeOf } from '../wire.ts'
import { reconciliationOf } from './reconcile.ts'
import { bookedOn, postLine, postLines, settleAs, suggestionFor } from './settle-line.ts'
import * as store from './store.ts'

/** The endpoints of money accounts and their lines. */
export function cashRoutes(edge: Edge): void {
  accountRoutes(edge)
  route(edge, { endpoint: contract.listMoneyLines, says: '收支流水', guard: reads }, async (call) => {
    const { home, body } = await bookOf(call)
    const { page = 1, source, state } = call.query
    const rows = await store.listLines(call.trx, {
      home,
      body,
      page,
      ...(source && { source }),
      ...(state && { state }),
    })
    const rules = await store.wordRules(call.trx, { home, body })
    return { lines: rows.map((row) => toWire(row, rules)), total: rows[0]?.total ?? 0 }
  })
  route(edge, { endpoint: contract.listLineGroups, says: '待记账流水按种类', guard: reads }, async (call) => {
    const { home, body } = await bookOf(call)
    const { source } = call.query
    const rows = await store.listLines(call.trx, {
      home,
      body,
      page: 1,
      size: contract.LINES_AT_ONCE,
      state: 'open',
      ...(source && { source }),
    })
    const rules = await store.wordRules(call.trx, { home, body })
    const groups = groupLines(rows.map((row) => ({ ...row, suggestion: suggestionFor(row, rules) })))
    return {
      groups: groups.map((one) => ({ ...one, total: wireOfFen(one.total) })),
      lines: rows[0]?.total ?? 0,
    }
  })
  route(
    edge,
    { endpoint: contract.readReconciliation, says: '银行存款余额调节表', guard: reads },
    async (call) => {
      const { home, body } = await bookOf(call)
      const { day } = call.query
      if (!isDay(day))
        throw new Refusal(400, [refused('input-malformed', `“${day}”不是日期，请写成 2023-03-31 的样子`)])
      return reconciliationOf(call.trx, { home, body, day })
    },
  )
  settleRoutes(edge)
}

function settleRoutes(edge: Edge): void {
  route(edge, { endpoint: contract.settleLine, says: '流水入账', guard: writes }, async (call) => {
    const line = await lineOf(call)
    const { remember, ...choice } = call.body
    const posted = take(
      await postLine(call.trx, line, { ...choice, remember: remember === true ? 'party' : undefined }),
    )
    return {
      id: posted.id,
      code: codeOf({ year: Number(bookedOn(line).slice(0, 4)), number: posted.number }),
    }
  })
  route(edge, { endpoint: contract.settleLines, says: '多笔流水一起入账', guard: writes }, async (call) => {
    const { home, body } = await writableBook(call)
    return { posted: take(await postLines(call.trx, { home, body, ...call.body })) }
  })
  route(edge, { endpoint: contract.setLineAside, says: '流水搁置', guard: writes }, async (call) => {
    take(await settleAs(call.trx, await lineOf(call), { aside: call.body.reason }))
    return {}
  })
  route(edge, { endpoint: contract.linkLine, says: '流水对上凭证', guard: writes }, async (call) => {
    take(await settleAs(call.trx, await lineOf(call), { voucher: call.body.voucher }))
    return {}
  })
  route(edge, { endpoint: contract.lineCandidates, says: '流水可对的凭证', guard: writes }, async (call) => {
    const found = await store.candidates(call.trx, await lineOf(call))
    return {
      vouchers: found.map(({ id, day, summary, ...one }) => ({ id, day, summary, code: codeOf(one) })),
    }
  })
}

function accountRoutes(edge: Edge): void {
  route(edge, { endpoint: contract.listMoneyAccounts, says: '资金账户', guard: reads }, async (call) => {
    const rows = await store.listAccounts(call.trx, await bookOf(call))
    return {
      accounts: rows.map((row) => ({
        id: row.id,
        name: row.name,
        kind: row.kind,
        memberName: row.member_name,
        lines: row.lines,
        open: row.open,
        lastDay: row.last_day,
        lastBalance: row.last_balance === null ? null : wireOfFen(row.last_balance),
      })),
    }
  })
  route(edge, { endpoint: contract.addMoneyAccount, says: '新增资金账户', guard: writes }, async (call) => {
    const { home, body, area, started_on } = await writableBook(call)
    const { name, kind, member } = call.body
    if (started_on === null)
      throw new Refusal(422, [refused('book-missing', '这家合作社还没有建账，请先建账')])
    if ((kind === 'person') !== (member !== null))
      throw new Refusal(422, [
        refused('money-account-member', '经手人自己的卡、微信要选是哪位成员；社里的账户不选'),
      ])
    const id = await store.addAccount(call.trx, { home, body, area, name, kind, member })
    if (id === undefined)
      throw new Refusal(422, [refused('money-account-taken', '已有同名的资金账户，请直接选它或换个名称')])
    return { id }
  })
  bytesRoute(
    edge,
    { method: 'POST', path: contract.READ_STATEMENT_PATH, says: '上传对账单', guard: writes },
    async (call) => {
      const account = await store.findAccount(call.trx, (call.params as { id: string }).id)
      if (!account) throw notFound('个资金账户')
      if (!keeps(call.caller, account)) throw forbidden()
      const { files } = await readUpload(call.request)
      const { name, bytes } = files[0]!
      const book = take(await readWorkbook(bytes, name))
      const { statement, sheet } = take(firstStatement(book.sheets))
      const keep = (call.query as { keep?: string }).keep === '1'
      if (keep && foreignBill(account.kind, statement.kind)) throw misplacedBill(account.name)
      const fresh = keep
        ? await store.keepStatement(call.trx, account, { statement, fileName: name })
        : statement.lines.length - (await store.keptLines(call.trx, account, statement.lines)).size
      return contract.readStatementAnswer.parse({
        ...toWireStatement(statement),
        sheet,
        fresh,
        repeated: statement.lines.length - fresh,
        kept: keep,
      })
    },
  )
}

const misplacedBill = (account: string): Refusal =>
  new Refusal(422, [
    refused(
      'statement-account',
      `这是微信或支付宝的账单，“${account}”是银行户；请先加上社里的微信、支付宝，或经手人自己的账户，再传到那里`,
    ),
  ])

/** The first sheet that is a statement; the refusal of the first one where none is. */
function firstStatement(
  sheets: readonly WorkbookSheet[],
): Outcome<{ statement: MoneyStatement; sheet: string }> {
  const read = sheets.map((sheet) => ({ sheet: sheet.name, outcome: readStatement(sheet) }))
  for (const { sheet, outcome } of read)
    if (outcome.ok) return { ...outcome, value: { statement: outcome.value, sheet } }
  const first = read[0]?.outcome
  return first && !first.ok
    ? first
    : failed(refused('statement-heading', '文件里没有工作表，请上传银行、微信或支付宝导出的原表'))
}

const SHOWN = 300

function toWireStatement(of: MoneyStatement) {
  const sum = (which: (fen: Fen) => boolean) =>
    of.lines.reduce((total, line) => total + (which(line.amount) ? line.amount : 0n), 0n)
  return {
    kind: of.kind,
    columns: of.columns.filter((one) => one.heading !== '').map(({ heading, means }) => ({ heading, means })),
    lines: of.lines
      .slice(0, SHOWN)
      .map(({ row, day, amount, party, memo }) => ({ row, day, amount: wireOfFen(amount), party, memo })),
    income: wireOfFen(sum((fen) => fen > 0n)),
    expense: wireOfFen(-sum((fen) => fen < 0n)),
    skipped: of.skipped.slice(0, SHOWN),
    breaks: of.breaks.slice(0, SHOWN),
  }
}

function toWire(row: store.LineRow, rules: readonly store.WordRule[]): contract.WireMoneyLine {
  const { voucher, year, number } = row
  return {
    id: row.id,
    day: row.day,
    amount: wireOfFen(row.amount),
    party: row.party,
    memo: row.memo,
    accountName: row.account_name,
    account: row.account,
    member: row.member,
    voucher:
      voucher === null || year === null || number === null
        ? null
        : { id: voucher, code: codeOf({ year, number }) },
    aside: row.aside,
    suggestion: row.open ? suggestionFor(row, rules) : null,
  }
}

/** The line, for who keeps its book. */
async function lineOf({
  trx,
  caller,
  params,
}: Pick<Call, 'trx' | 'caller'> & { params: { id: string } }): Promise<store.LineRow> {
  const line = await store.findLine(trx, params.id)
  if (!line) throw notFound('笔流水')
  if (!keeps(caller, line)) throw forbidden()
  return line
}
