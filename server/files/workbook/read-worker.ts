/*
 * The thread in which a stranger's file is taken apart, so that a bad one can neither block nor bring down the server.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { Cell } from '#core/kernel/cell.ts'
import type { Outcome } from '#core/values/outcome.ts'
import type { Problem } from '#core/values/problem.ts'
import { PIECE, type Workbook, type WorkbookFormat } from './workbook.ts'

export interface ReadTask {
  bytes: Uint8Array
  format: WorkbookFormat
  /** Name of the only sheet of a text file. */
  sheetName: string
}

/**
 * The rows come in pieces, so that taking them over never blocks the server for long; the workbook without them comes
 * last, or what stands against it.
 */
export type ReadMessage =
  | { step: 'rows'; sheet: number; first: number; rows: Cell[][] }
  | { step: 'workbook'; workbook: Workbook }
  | { step: 'refused'; problems: Problem[] }

/** Messages that may be on their way: where the server has other things to do, the thread waits and they do not pile up. */
const AHEAD = 4

async function readTask({ bytes, format, sheetName }: ReadTask): Promise<Outcome<Workbook>> {
  if (format === 'csv') return (await import('./csv.ts')).readDelimited(bytes, sheetName)
  if (format === 'xls') return (await import('./xls.ts')).readXls(bytes)
  return (await import('./xlsx.ts')).readXlsx(bytes, (sheet, first, rows) =>
    report({ step: 'rows', sheet, first, rows }),
  )
}

let sent = 0

function report(message: ReadMessage): void {
  sent += 1
  for (let taken = Atomics.load(heard, 0); sent - taken > AHEAD; taken = Atomics.load(heard, 0))
    Atomics.wait(heard, 0, taken)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message)
}

const { task, heard }: { task: ReadTask; heard: Int32Array } = workerData
const outcome = await readTask(task)
if (outcome.ok) {
  const { sheets } = outcome.value
  for (const [sheet, { rows }] of sheets.entries()) {
    // Taken out as they are sent, so that the rows do not stand in memory twice.
    for (let first = 0; rows.length > 0; first += PIECE)
      report({ step: 'rows', sheet, first, rows: rows.splice(0, PIECE) })
  }
  report({ step: 'workbook', workbook: outcome.value })
} else {
  report({ step: 'refused', problems: outcome.problems })
}
