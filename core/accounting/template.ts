/** What happened, in plain words, and the entry that it makes: business templates are data, read by one interpreter. */
import { fenOfWire, type Fen } from '../values/money.ts'
import { done, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'
import { accountOf } from './chart.ts'
import type { VoucherLine } from './voucher.ts'

/** `resolution`: an item of a sealed meeting, or free text. */
export type AskKind = 'money' | 'member' | 'party' | 'account' | 'item' | 'resolution'

export interface Ask {
  key: string
  label: string
  kind: AskKind
  /** 0.00 where it is left empty (money), nobody (member, party). */
  optional?: boolean
  /** Accounts in plain words, or items of an account. */
  options?: readonly { value: string; label: string }[]
  hint?: string
}

/** A line of the entry. It is left out where its amount is not above zero. */
export interface EntryLine {
  side: 'debit' | 'credit'
  /** A code, or '@key' for the answer to a question. */
  account: string
  /** Keys of amounts that are added; '-key' is taken away. */
  amount: readonly string[]
  /** Key of the member or party; by default those called member and party. */
  of?: string
  /** An item, or '@key'. */
  item?: string
}

export interface Template {
  id: string
  group: string
  label: string
  /** When to take it, in one sentence. */
  says: string
  asks: readonly Ask[]
  entry: readonly EntryLine[]
  /** Paragraph of the accounting system. */
  basis: string
}

export type Answers = Readonly<Record<string, string>>

/** The entry that a template makes of the answers: money as decimal yuan, members as ids. All that is missing at once. */
export function entryOf(template: Template, answers: Answers): Outcome<VoucherLine[]> {
  const problems = template.asks.flatMap((ask) => missing(ask, answers))
  if (problems.length > 0) return { ok: false, problems }
  const lines = template.entry.flatMap((line) => lineOf(line, answers))
  return done(lines)
}

function missing(ask: Ask, answers: Answers): Problem[] {
  const given = answers[ask.key]?.trim() ?? ''
  if (given === '')
    return ask.optional === true
      ? []
      : [refused('template-answer-missing', `请填写“${ask.label}”`, { field: ask.key })]
  if (ask.kind === 'money' && !((fenOfWire(given) ?? -1n) >= 0n))
    return [
      refused('template-amount', `“${ask.label}”应是不小于零、最多两位小数的金额，请改正`, {
        field: ask.key,
      }),
    ]
  if (ask.options !== undefined && !ask.options.some((one) => one.value === given))
    return [refused('template-choice', `“${ask.label}”请从列出的几项中选`, { field: ask.key })]
  return []
}

function lineOf(line: EntryLine, answers: Answers): VoucherLine[] {
  const amount = line.amount.reduce((sum, key) => sum + amountOf(key, answers), 0n)
  if (amount <= 0n) return []
  const account = resolved(line.account, answers)
  const needs = accountOf(account)?.needs ?? ''
  const named = line.of === undefined ? undefined : answers[line.of]
  const member = named ?? answers['member'] ?? ''
  const party = answers['party'] ?? ''
  const byMember = needs === 'member' || (needs === 'principal' && member !== '')
  return [
    {
      account,
      [line.side]: amount,
      ...(byMember && member !== '' && { member }),
      ...(!byMember && needs !== '' && party !== '' && { party }),
      ...(line.item !== undefined && { item: resolved(line.item, answers) }),
    },
  ]
}

function amountOf(key: string, answers: Answers): Fen {
  const taken = key.startsWith('-')
  const fen = fenOfWire((answers[taken ? key.slice(1) : key] ?? '').trim()) ?? 0n
  return taken ? -fen : fen
}

const resolved = (word: string, answers: Answers): string =>
  word.startsWith('@') ? (answers[word.slice(1)] ?? '') : word
