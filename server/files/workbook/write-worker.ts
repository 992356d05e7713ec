/*
 * The thread in which a large workbook is made.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { buildWorkbook } from './build.ts'
import type { WorkbookSpec } from './write.ts'

/** The finished file. */
export type WriteMessage = Uint8Array

const { task: spec }: { task: WorkbookSpec } = workerData
const bytes: WriteMessage = await buildWorkbook(spec)
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(bytes)
