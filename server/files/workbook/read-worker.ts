/*
 * The thread in which a stranger's file is taken apart, so that a bad one can neither block nor bring down the server.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { Cell } from '#core/kernel/cell.ts'
import type { Outcome } from '#core/values/outcome.ts'
import type { Problem } from '#core/values/problem.ts'
import type { Workbook, WorkbookFormat } from './workbook.ts'

export interface ReadTask {
  bytes: Uint8Array
  format: WorkbookFormat
  /** Name of the only sheet of a text file. */
  sheetName: string
}

/** The rows follow the workbook in pieces, so that taking them over never blocks the server for long. */
export type ReadMessage =
  | { step: 'refused'; problems: Problem[] }
  | { step: 'workbook'; workbook: Workbook }
  | { step: 'rows'; sheet: number; rows: Cell[][] }
  | { step: 'end' }

const PIECE = 2000

async function readTask({ bytes, format, sheetName }: ReadTask): Promise<Outcome<Workbook>> {
  if (format === 'csv') return (await import('./csv.ts')).readDelimited(bytes, sheetName)
  if (format === 'xls') return (await import('./xls.ts')).readXls(bytes)
  return (await import('./xlsx.ts')).readXlsx(bytes)
}

function report(message: ReadMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message)
}

const task: ReadTask = workerData
const outcome = await readTask(task)
if (outcome.ok) {
  const { sheets } = outcome.value
  report({
    step: 'workbook',
    workbook: { ...outcome.value, sheets: sheets.map((sheet) => ({ ...sheet, rows: [] })) },
  })
  for (const [sheet, { rows }] of sheets.entries()) {
    // Taken out as they are sent, so that the rows do not stand in memory twice.
    while (rows.length > 0) report({ step: 'rows', sheet, rows: rows.splice(0, PIECE) })
  }
  report({ step: 'end' })
} else {
  report({ step: 'refused', problems: outcome.problems })
}
