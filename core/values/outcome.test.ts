import { expect, test } from 'vitest'
import { done, failed } from './outcome.ts'
import { noted, refused } from './problem.ts'

test('a value comes with the remarks made on the way', () => {
  expect(done(5)).toEqual({ ok: true, value: 5, remarks: [] })
  expect(done(5, [noted('n', 'x')])).toMatchObject({ remarks: [{ code: 'n' }] })
})

test('a failure carries every problem', () => {
  const outcome = failed(refused('a', 'x'), refused('b', 'y'))
  expect(outcome.ok ? [] : outcome.problems.map((one) => one.code)).toEqual(['a', 'b'])
})
