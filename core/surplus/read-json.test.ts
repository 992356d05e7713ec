import { expect, test } from 'vitest'
import { readDivisionJson } from './read-json.ts'

test.each([['{'], ['[]'], ['{"year":{"surplus":"1"}}'], ['{"year":{"profit":"1"},"members":[]}']])(
  '%s is refused in words',
  (text) => {
    expect(readDivisionJson(text)).toMatchObject({ ok: false, problems: [{ code: 'division-json' }] })
  },
)

test('trades stand by product, or alone where there is one', () => {
  const members = [{ id: 1, amount: '2', trades: [{ product: '辣椒', volume: 3, amount: '4' }] }]
  const read = readDivisionJson(JSON.stringify({ year: {}, members }))
  expect(read.ok && [...read.value.members[0]!.amounts.keys()]).toEqual(['', '辣椒'])
})
