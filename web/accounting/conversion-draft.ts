/** The conversion as it is typed, and as it travels. */
import type { WireConversionDraft } from '#contract/accounting/conversion.ts'
import type { Conversion } from '#core/accounting/conversion.ts'
import { OLD_CHART } from '#core/accounting/old-chart.ts'
import { wireOfTyped } from './book.ts'
import type { DraftLine } from './lines-editor.tsx'

export interface TypedBalance {
  code: string
  name: string
  debit: string
  credit: string
}

export interface TypedConversion {
  /** Every account of 2007 that can have a balance, and those that were added. */
  balances: TypedBalance[]
  /** By number of the old account. */
  parts: Record<string, DraftLine[]>
}

const EMPTY: readonly TypedBalance[] = OLD_CHART.filter((one) => one.how !== 'result').map(
  ({ code, name }) => ({ code, name, debit: '', credit: '' }),
)

/** What a draft looks like on the page. */
export function typedOf(draft: WireConversionDraft | null): TypedConversion {
  const given = new Map((draft?.balances ?? []).map((one) => [one.code, one]))
  const usual = EMPTY.map((one) => ({ ...one, ...given.get(one.code), name: one.name }))
  const known = new Set(EMPTY.map((one) => one.code))
  const added = (draft?.balances ?? []).filter((one) => !known.has(one.code))
  const parts: Record<string, DraftLine[]> = {}
  for (const { old, member = '', party = '', item = '', note = '', ...line } of draft?.parts ?? [])
    (parts[old] ??= []).push({ ...line, member, party, item, note })
  return { balances: [...usual, ...added], parts }
}

/** The draft as it travels: amounts in plain figures, empty rows left out. */
export function draftOf(typed: TypedConversion): WireConversionDraft {
  const wire = (text: string) => wireOfTyped(text).slice(0, 30)
  return {
    balances: typed.balances
      .filter((one) => one.debit.trim() !== '' || one.credit.trim() !== '')
      .map((one) => ({ ...one, debit: wire(one.debit), credit: wire(one.credit) })),
    parts: Object.entries(typed.parts).flatMap(([old, lines]) =>
      lines
        .filter((line) => line.debit.trim() !== '' || line.credit.trim() !== '')
        .map(({ account, member, party, item, note = '', debit, credit }) => ({
          old,
          account,
          ...(member !== '' && { member }),
          ...(party !== '' && { party }),
          ...(item !== '' && { item }),
          ...(note !== '' && { note }),
          debit: wire(debit),
          credit: wire(credit),
        })),
    ),
  }
}

/** Old accounts that still wait to be taken apart, or have a fault in it. */
export function unsplitCodes(made: Conversion): string[] {
  const faulty = new Set(made.problems.map((one) => one.place?.field))
  return made.rows
    .filter((row) => row.account.how === 'apart' && faulty.has(row.account.code))
    .map((row) => row.account.code)
}

export interface DraftDifference {
  /** The old account, as it stands on the page. */
  label: string
  mine: string
  theirs: string
}

/** Where two drafts are not the same: balances by old account, and the old accounts that are taken apart otherwise. */
export function draftDifferences(mine: WireConversionDraft, theirs: WireConversionDraft): DraftDifference[] {
  const codes = [...new Set([...mine.balances, ...theirs.balances].map((one) => one.code))].toSorted()
  const balances = codes.flatMap((code) => {
    const [own, other] = [mine, theirs].map((draft) => draft.balances.find((one) => one.code === code))
    const [left, right] = [saysBalance(own), saysBalance(other)]
    const label = `${code} ${own?.name || other?.name || ''}`
    return left === right ? [] : [{ label, mine: left, theirs: right }]
  })
  const split = [...new Set([...mine.parts, ...theirs.parts].map((one) => one.old))].toSorted()
  const parts = split.flatMap((old) => {
    const [own, other] = [mine, theirs].map((draft) => draft.parts.filter((one) => one.old === old))
    return JSON.stringify(own) === JSON.stringify(other)
      ? []
      : [{ label: `拆分 ${old}`, mine: `${own?.length ?? 0} 行`, theirs: `${other?.length ?? 0} 行` }]
  })
  return [...balances, ...parts]
}

const saysBalance = (one: WireConversionDraft['balances'][number] | undefined): string =>
  one === undefined ? '没有填' : one.debit !== '' ? `借 ${one.debit}` : `贷 ${one.credit}`
