/** A grant judged, and how it travels. */
import type { WireGrant, WireGrantPage } from '#contract/supervision/grants.ts'
import {
  balanceOf,
  GRANT_CODES,
  judgeGrant,
  type GrantFigures,
  type GrantFinding,
} from '#core/supervision/grant-check.ts'
import { wireOfFen, type Fen } from '#core/values/money.ts'
import { codeOf } from '#server/accounting/wire.ts'
import type { GrantRow, MoveRow } from './store.ts'

export type Limit = { days: number; confirmed: boolean; ground: string } | null

/** The terms of a place, confirmed or not. */
export interface Limits {
  waiting: Limit
  quantifying: Limit
}

export interface JudgedGrant {
  row: GrantRow
  findings: GrantFinding[]
}

/** What stands against it on the day; days that nobody confirmed do not judge. */
export function judged(row: GrantRow, at: { day: string; limits: Limits }): JudgedGrant {
  const { day, limits } = at
  const terms = { day, waitDays: daysOf(limits.waiting), quantifyDays: daysOf(limits.quantifying) }
  return { row, findings: judgeGrant(figuresOf(row), terms) }
}

const daysOf = (limit: Limit): number | null => (limit?.confirmed === true ? limit.days : null)

function figuresOf(row: GrantRow): GrantFigures {
  return {
    ...row,
    registered: row.project !== null,
    firstReceived: row.first_received,
    useBy: row.use_by,
    unquantifiedSince: row.unquantified_since,
    lines: row.budget.map((one) => ({
      item: one.item,
      amount: BigInt(one.amount),
      spent: one.spent === null ? null : BigInt(one.spent),
      photos: one.photos,
    })),
  }
}

/** The row of the list. */
export function toWireGrant({ row, findings }: JudgedGrant): WireGrant {
  const wire = (amount: Fen | null): string | null => (amount === null ? null : wireOfFen(amount))
  return {
    body: row.body,
    bodyName: row.body_name,
    areaName: row.area_name,
    name: row.name,
    project: row.project,
    books: row.books,
    amount: wire(row.amount),
    received: wire(row.received),
    spent: wire(row.spent),
    returned: wireOfFen(row.returned),
    left: wire(balanceOf(row)),
    formed: wire(row.formed),
    carded: wireOfFen(row.carded),
    quantified: wire(row.quantified),
    findings: findings.map((one) => ({ ...one, label: GRANT_CODES[one.code].label })),
  }
}

/** A voucher as the page of the grant shows it. */
export function toWireMove(move: MoveRow): WireGrantPage['vouchers'][number] {
  return {
    id: move.id,
    code: codeOf(move),
    day: move.day,
    summary: move.summary,
    kind: kindOf(move),
    in: wireOfFen(move.credit),
    out: wireOfFen(move.debit),
    built: wireOfFen(move.built),
    item: move.item,
    files: move.files,
  }
}

function kindOf(move: MoveRow): WireGrantPage['vouchers'][number]['kind'] {
  if (move.opening) return 'opening'
  if (move.back) return 'back'
  if (move.credit > 0n && move.debit > 0n) return 'both'
  return move.credit > 0n ? 'in' : 'out'
}
