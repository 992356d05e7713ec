/** Words of places that end. */
import { expect, test } from 'vitest'
import { rulesAfter, type AreaRule } from './area-rules.ts'

const rule = (area: string, says: string, more: Partial<AreaRule> = {}): AreaRule => ({
  kind: 'rhythm',
  key: '',
  area,
  says,
  ...more,
})
const goes = (said: AreaRule[], closed: { code: string; heirs: string[] }[]) =>
  rulesAfter(said, closed).map((one) => [one.area, one.to])

test('a word goes where its place went whole', () => {
  expect(goes([rule('a', 'month')], [{ code: 'a', heirs: ['h'] }])).toEqual([['a', 'h']])
})

test('a word of a place that went several ways, or nowhere, is said anew', () => {
  expect(goes([rule('a', 'month')], [{ code: 'a', heirs: ['h', 'i'] }])).toEqual([['a', null]])
  expect(goes([rule('a', 'month')], [{ code: 'a', heirs: [] }])).toEqual([['a', null]])
})

test('a word that meets one of the place itself is said anew; one about something else does not stand in its way', () => {
  const closed = [{ code: 'a', heirs: ['h'] }]
  expect(goes([rule('a', 'month'), rule('h', 'quarter')], closed)).toEqual([['a', null]])
  const other = rule('h', '5', { kind: 'parameter', key: 'p' })
  expect(goes([rule('a', 'month'), other], closed)).toEqual([['a', 'h']])
})

test('two that come together agree, or both are said anew', () => {
  const closed = ['a', 'b'].map((code) => ({ code, heirs: ['h'] }))
  expect(goes([rule('a', 'month'), rule('b', 'month')], closed).map(([, to]) => to)).toEqual(['h', 'h'])
  expect(goes([rule('a', 'month'), rule('b', 'quarter')], closed).map(([, to]) => to)).toEqual([null, null])
})
