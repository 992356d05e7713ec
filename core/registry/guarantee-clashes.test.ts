import { expect, test } from 'vitest'
import { guaranteeClashes } from './guarantee-clashes.ts'

const codes = (state: string | null, endedOn: string | null) =>
  guaranteeClashes({ state, endedOn, since: '2023-03-19' }).map((one) => one.code)

test('a guarantee that stands has no day of its end, one that ended has one', () => {
  expect(codes('在保', null)).toEqual([])
  expect(codes('在保', '2023-03-20')).toEqual(['guarantee-ended-on'])
  for (const ended of ['已解除', '已代偿']) {
    expect(codes(ended, '2023-03-20')).toEqual([])
    expect(codes(ended, null)).toEqual(['guarantee-ended-on'])
  }
})

test('it ends on the day it began or later; of an unknown state nothing is asked but that', () => {
  expect(codes('已解除', '2023-03-18')).toEqual(['guarantee-ended-early'])
  expect(codes('已解除', '2023-03-19')).toEqual([])
  expect(codes(null, null)).toEqual([])
  expect(codes(null, '2023-03-18')).toEqual(['guarantee-ended-early'])
})
