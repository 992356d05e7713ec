/** The log of the embedded server: kept short, and asked for what went wrong. */
import fs from 'node:fs'

const LOG_BYTES_MAX = 5_000_000

/** Begins a new file where the old one has grown long; that one stays beside it. */
export function rotateLog(log: string): void {
  const size = fs.statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_BYTES_MAX) fs.renameSync(log, `${log}.1`)
}

/** What the server that was started said last; processes of a killed one may write into the same log after it. */
export function logTail(log: string, pid: number | undefined): string {
  const tail = fs.readFileSync(log, 'utf8').slice(-20_000)
  const own = tail.split('\n').filter((line) => line.includes(` [${pid}] `))
  return lastLine(own.length > 0 ? own.join('\n') : tail)
}

/** The line that tells what went wrong. */
export function lastLine(text: string): string {
  const lines = text.trim().split('\n')
  return lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? '原因不明'
}
