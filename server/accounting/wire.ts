/** Books and vouchers as they travel. */
import type { z } from 'zod'
import type { voucher, WireBook, WireStatementRow } from '#contract/accounting.ts'
import type { StatementRow } from '#core/accounting/statements.ts'
import { wireOfFen } from '#core/values/money.ts'
import type { BookRow, LineRow, VoucherRow } from './store.ts'

/** 2023-0012 */
export function codeOf({ year, number }: { year: number; number: number }): string {
  return `${year}-${String(number).padStart(4, '0')}`
}

/** A book as it travels. */
export function toWireBook(row: BookRow): WireBook {
  return {
    body: row.body,
    bodyName: row.body_name,
    areaName: row.area_name,
    startedOn: row.started_on,
    closedThrough: row.closed_through,
    // A book from before depths could be chosen is a full one.
    depth: row.depth ?? (row.started_on === null ? null : 'full'),
    vouchers: row.vouchers,
    lastDay: row.last_day,
  }
}

/** A voucher as it travels. */
export function toWireVoucher(row: VoucherRow & { lines: readonly LineRow[] }): z.input<typeof voucher> {
  return {
    id: row.id,
    body: row.body,
    code: codeOf(row),
    day: row.day,
    summary: row.summary,
    phase: row.phase,
    total: wireOfFen(row.lines.reduce((sum, line) => sum + line.debit, 0n)),
    reverses: row.reverses,
    reversedBy: row.reversed_by,
    actor: row.actor,
    maker: row.maker,
    reviewer: row.reviewer,
    postedAt: row.posted_at.toISOString(),
    template: row.template,
    files: row.files,
    lines: row.lines.map((line) => ({
      account: line.account,
      member: line.member,
      memberName: line.person,
      party: line.party,
      item: line.item,
      debit: wireOfFen(line.debit),
      credit: wireOfFen(line.credit),
    })),
  }
}

/** A row of a statement as it travels. */
export function toWireRow(row: StatementRow): WireStatementRow {
  return {
    ...row,
    accounts: [...row.accounts],
    now: wireOfFen(row.now),
    before: row.before === null ? null : wireOfFen(row.before),
  }
}
