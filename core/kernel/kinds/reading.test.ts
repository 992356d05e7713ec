import { expect, test } from 'vitest'
import { digitsLost, readPlain } from './reading.ts'

test('an empty cell and a cell that says N/A are unknown', () => {
  for (const cell of [
    { type: 'empty' },
    { type: 'text', text: 'N/A' },
    { type: 'text', text: ' — ' },
  ] as const) {
    expect(readPlain(cell, 'word')).toEqual({ ok: true, value: null, remarks: [] })
  }
})

test('无 is a word or unknown, as the kind says', () => {
  const none = { type: 'text', text: '无' } as const
  expect([readPlain(none, 'word'), readPlain(none, 'unknown')]).toMatchObject([
    { value: '无' },
    { value: null },
  ])
})

test('a formula error has no value', () => {
  expect(readPlain({ type: 'error', text: '#REF!' }, 'word')).toMatchObject({
    ok: false,
    problems: [{ code: 'cell-error', severity: 'warned' }],
  })
})

test('a numeric cell and scientific notation have lost digits, text has not', () => {
  const code = (cell: Parameters<typeof digitsLost>[0]) => digitsLost(cell, '统一社会信用代码')?.code
  expect(code({ type: 'number', number: 9.36204e17, text: '9.36204E+17' })).toBe('digits-lost')
  expect(code({ type: 'text', text: '9.36204E+17' })).toBe('digits-lost')
  expect(code({ type: 'text', text: '93620422665413555N' })).toBeUndefined()
  expect(code({ type: 'empty' })).toBeUndefined()
})
