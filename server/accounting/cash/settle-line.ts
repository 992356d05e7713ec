/** A line of a statement becomes a voucher, belongs to one that is there already, or is set aside. */
import type { Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { directionOf, entryOfLine, suggestedBy, type Suggestion } from '#core/accounting/cash-entry.ts'
import { templateOf } from '#core/accounting/templates.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { postVoucher, type Posted } from '../post-voucher.ts'
import { listLines, remember, settle, type LineRow } from './store.ts'

export interface LineChoice {
  template: string
  answers: Record<string, string>
  summary?: string | undefined
  files?: readonly string[] | undefined
  remember?: boolean | undefined
}

/** What is proposed for a line: the remembered choice, else what its words say; its counterparty is filled in. */
export function suggestionFor(line: LineRow): Suggestion | null {
  const kept: Suggestion | null =
    line.rule_template === null
      ? suggestedBy(line)
      : { template: line.rule_template, answers: { ...line.rule_answers }, from: 'rule' }
  return kept && { ...kept, answers: { ...counterparty(kept.template, line), ...kept.answers } }
}

/** Answers that the line's own counterparty gives: a member by name, else the party. */
function counterparty(template: string, line: LineRow): Record<string, string> {
  const asks = templateOf(template)?.asks ?? []
  const asked = (key: string) => asks.some((ask) => ask.key === key)
  return {
    ...(asked('member') && line.party_member !== null && { member: line.party_member }),
    ...(asked('party') && line.party !== '' && { party: line.party }),
  }
}

/** Posts the line. Errors: template-unknown, those of the entry, of posting and of settling. */
export async function postLine(
  trx: Kysely<unknown>,
  line: LineRow,
  choice: LineChoice,
): Promise<Outcome<Posted>> {
  if (!line.open) return failed(ALREADY)
  const template = templateOf(choice.template)
  if (!template) return failed(refused('template-unknown', '没有这种业务，请刷新页面后重新选择'))
  const through = { account: line.account, member: line.member }
  const entry = entryOfLine(template, choice.answers, { amount: line.amount, through })
  if (!entry.ok) return entry
  const words = [template.label.replace(/（.*$/, ''), line.party, line.memo]
    .filter((one) => one !== '')
    .join(' ')
  const posted = await postVoucher(trx, {
    home: line.home,
    body: line.body,
    area: line.area,
    on: line.day,
    summary: (choice.summary?.trim() || words).slice(0, 200),
    lines: entry.value,
    source: { template: template.id, answers: choice.answers, moneyLine: line.id },
    ...(choice.files !== undefined && { files: choice.files }),
  })
  if (!posted.ok) return posted
  const settled = await settleAs(trx, line, { voucher: posted.value.id })
  if (!settled.ok) return settled
  if (choice.remember === true && line.party !== '') {
    // The member and the party come from each line itself.
    const { member: _m, party: _p, ...kept } = choice.answers
    await remember(trx, line, {
      template: template.id,
      answers:
        line.party_member === null
          ? { ...kept, ...(choice.answers['member'] && { member: choice.answers['member'] }) }
          : kept,
    })
  }
  return posted
}

const ALREADY = refused('money-line-settled', '这笔流水已经记过账；要改先到那张凭证上红字冲销，再重新记')

/** Writes what became of the line. Errors: money-line-settled, money-voucher-other, money-voucher-taken. */
export async function settleAs(
  trx: Kysely<unknown>,
  line: LineRow,
  by: { voucher: string } | { aside: string },
): Promise<Outcome<void>> {
  try {
    await settle(trx, line, by)
    return done(undefined)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    if (error.code === 'HB021') return failed(ALREADY)
    if (error.code === 'HB022')
      return failed(refused('money-voucher-other', '这张凭证动的钱与流水金额不同，请另选凭证'))
    if (error.code === 'HB023')
      return failed(refused('money-voucher-taken', '这张凭证已经对应另一笔流水，请另选凭证或重新记账'))
    throw error
  }
}

/** Posts open lines whose counterparty has a remembered choice, in order. Errors: those of the first line that can not be posted. */
export async function postRemembered(
  trx: Kysely<unknown>,
  of: { home: string; body: string; lines: readonly string[] },
): Promise<Outcome<number>> {
  if (of.lines.length === 0) return done(0)
  const lines = await listLines(trx, { home: of.home, body: of.body, ids: of.lines, page: 1 })
  let posted = 0
  for (const line of lines) {
    const suggestion = suggestionFor(line)
    if (!line.open || suggestion?.from !== 'rule') continue
    const { template, answers } = suggestion
    const result = await postLine(trx, line, { template, answers })
    if (!result.ok)
      return {
        ok: false,
        problems: result.problems.map((one) => ({
          ...one,
          says: `${line.day} ${line.party}（${directionOf(line.amount) === 'in' ? '收' : '支'}）：${one.says}；请取消勾选这一笔后再记`,
        })),
      }
    posted += 1
  }
  return done(posted)
}
