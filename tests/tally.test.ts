import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lineOf, readReport, sum } from './tally.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-tally-'))
afterAll(() => rmSync(folder, { recursive: true }))

function report(
  numbers: { passed?: number; failed?: number; pending?: number; todo?: number },
  files: unknown[] = [],
): string {
  const file = path.join(folder, 'report.json')
  const { passed = 0, failed = 0, pending = 0, todo = 0 } = numbers
  const counts = {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: todo,
  }
  writeFileSync(file, JSON.stringify({ ...counts, testResults: files }))
  return file
}

test('tests passed, failed and left out are counted as vitest counts them', () => {
  expect(readReport(report({ passed: 5, failed: 2, pending: 1, todo: 1 }), false)).toEqual({
    passed: 5,
    failed: 2,
    skipped: 2,
  })
})

test('a file that could not be read is a failure', () => {
  const file = report({ passed: 5 }, [{ status: 'failed', assertionResults: [] }])
  expect(readReport(file, false)).toEqual({ passed: 5, failed: 1, skipped: 0 })
})

test('a run that ended badly without naming a test is a failure', () => {
  expect(readReport(report({ passed: 5 }), false)).toEqual({ passed: 5, failed: 1, skipped: 0 })
})

test('a run that wrote no report is a failure', () => {
  expect(readReport(path.join(folder, 'nothing.json'), true)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('the last line sums all runs', () => {
  const total = sum([
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 10, failed: 1, skipped: 0 },
  ])
  expect(lineOf(total)).toBe('11 passed, 1 failed, 2 skipped')
})
