/** What every part of a book's page is given. */
import type { z } from 'zod'
import type { readBook } from '#contract/accounting.ts'
import { readMoney, wireOfFen } from '#core/values/money.ts'

export type Book = z.infer<typeof readBook.response>
export type OpenedBook = Book & { startedOn: string }

/** The amount as it travels, from what was typed: 1,200.50 or 3万元. What can not be read is left for the refusal. */
export function wireOfTyped(text: string): string {
  if (text.trim() === '') return ''
  const read = readMoney(text, { assume: '元' })
  return read.ok && read.value !== null ? wireOfFen(read.value) : text.trim()
}

/** Months of the book up to today, the newest first: 2023-03. */
export function monthsOf(startedOn: string, today: string): string[] {
  const months: string[] = []
  let [year, month] = [Number(startedOn.slice(0, 4)), Number(startedOn.slice(5, 7))]
  const last = today.slice(0, 7)
  for (;;) {
    const text = `${year}-${String(month).padStart(2, '0')}`
    if (text > last) return months.toReversed()
    months.push(text)
    month += 1
    if (month > 12) [year, month] = [year + 1, 1]
  }
}
