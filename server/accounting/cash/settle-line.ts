/** A line of a statement becomes a voucher, belongs to one that is there already, or is set aside. */
import type { Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { directionOf, entryOfLine, suggestedBy, type Suggestion } from '#core/accounting/cash-entry.ts'
import { wordOf } from '#core/accounting/line-groups.ts'
import { templateOf } from '#core/accounting/templates.ts'
import { addDays, type Day } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { postVoucher, type Posted } from '../post-voucher.ts'
import { listLines, remember, settle, wordRules, type LineRow, type WordRule } from './store.ts'

export interface LineChoice {
  template: string
  answers: Record<string, string>
  summary?: string | undefined
  files?: readonly string[] | undefined
  /** By the counterparty, or by the word of the memo. */
  remember?: 'party' | 'word' | undefined
}

/** What is proposed for a line: what was remembered, else what its words or its member say; its counterparty is filled in. */
export function suggestionFor(line: LineRow, rules: readonly WordRule[]): Suggestion | null {
  const kept = remembered(line, rules) ?? suggestedBy({ ...line, member: line.party_member !== null })
  return kept && { ...kept, answers: { ...counterparty(kept.template, line), ...kept.answers } }
}

function remembered(line: LineRow, rules: readonly WordRule[]): Suggestion | null {
  if (line.rule_template !== null)
    return { template: line.rule_template, answers: { ...line.rule_answers }, from: 'rule' }
  const word = wordOf(line.memo)
  const rule = rules.find((one) => one.word === word && one.direction === directionOf(line.amount))
  return rule === undefined ? null : { template: rule.template, answers: { ...rule.answers }, from: 'rule' }
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

/** The day of the line; where that is closed – it came late, or its voucher was taken back – the first day that is open. */
export function bookedOn({ day, closed_through: closed }: LineRow): Day {
  return closed !== null && day <= closed ? addDays(closed, 1) : day
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
    on: bookedOn(line),
    summary: (choice.summary?.trim() || words).slice(0, 200),
    lines: entry.value,
    source: { template: template.id, answers: choice.answers, moneyLine: line.id },
    ...(choice.files !== undefined && { files: choice.files }),
  })
  if (!posted.ok) return posted
  const settled = await settleAs(trx, line, { voucher: posted.value.id })
  if (!settled.ok) return settled
  const word = choice.remember === 'word' ? wordOf(line.memo) : ''
  if (word !== '' || (choice.remember === 'party' && line.party !== '')) {
    // The member and the party come from each line itself, unless somebody else was named: the grant, not who sent it.
    const { member, party, ...kept } = choice.answers
    await remember(trx, line, {
      template: template.id,
      answers: {
        ...kept,
        ...(line.party_member === null && member !== undefined && { member }),
        ...(party !== undefined && party !== line.party && { party }),
      },
      word,
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

interface Choice {
  template: string
  answers: Record<string, string>
  remember: 'party' | 'word' | 'none'
}

/**
 * Posts open lines in order, all or none: as each is proposed, or all as one choice. Errors: money-lines-none, those of the
 * first line that can not be posted.
 */
export async function postLines(
  trx: Kysely<unknown>,
  of: {
    home: string
    body: string
    lines: readonly string[]
    choice?: Choice | undefined
  },
): Promise<Outcome<number>> {
  const { choice } = of
  const lines = await listLines(trx, { home: of.home, body: of.body, ids: of.lines, page: 1 })
  const open = lines.filter((line) => line.open)
  if (open.length === 0) return failed(refused('money-lines-none', '所选的流水都已经记过账，请刷新后再看'))
  const rules = choice === undefined ? await wordRules(trx, of) : []
  const known = new Set<string>()
  for (const line of open) {
    const by = choice === undefined || choice.remember === 'none' ? undefined : choice.remember
    const what = `${directionOf(line.amount)}|${by === 'word' ? wordOf(line.memo) : line.party}`
    const result = await postLine(trx, line, {
      ...(choice === undefined ? proposed(line, rules) : chosen(line, choice)),
      remember: known.has(what) ? undefined : by,
    })
    if (!result.ok) return { ok: false, problems: result.problems.map((one) => ofLine(one, line)) }
    known.add(what)
  }
  return done(open.length)
}

/** The choice for all, with this line's own counterparty. */
function chosen(line: LineRow, { template, answers }: Choice): Pick<LineChoice, 'template' | 'answers'> {
  return { template, answers: { ...counterparty(template, line), ...answers } }
}

function proposed(line: LineRow, rules: readonly WordRule[]): Pick<LineChoice, 'template' | 'answers'> {
  return suggestionFor(line, rules) ?? { template: '', answers: {} }
}

function ofLine(problem: Problem, line: LineRow): Problem {
  const side = directionOf(line.amount) === 'in' ? '收' : '支'
  const says = problem.code === 'template-unknown' ? '还没有说明是什么收支' : problem.says
  return {
    ...problem,
    says: `${line.day} ${line.party}（${side}）：${says}；这一笔请单独说明，其余的再一起记`,
  }
}
