import { expect, test } from 'vitest'
import { readSheet } from '#core/kernel/sheet.ts'
import { registers } from '#core/reporting/registers.ts'
import { isCreditCode } from '#core/values/credit-code.ts'
import { EXAMPLE } from './days.ts'
import { scaleCsv, scaleRows, scaleSheet } from './scale.ts'

test('a hundred thousand rows come one at a time, with different names and right codes', () => {
  const names = new Set<string>()
  const codes = new Set<string>()
  for (const { cells } of scaleRows({ ...EXAMPLE, size: 100_000 })) {
    const [, name, code] = cells
    if (name?.type === 'text') names.add(name.text)
    if (code?.type === 'text' && isCreditCode(code.text)) codes.add(code.text)
  }
  expect(names.size).toBe(100_000)
  expect(codes.size).toBe(100_000)
})

test('the same seed gives the same lines, and a longer list begins with the shorter one', () => {
  const short = [...scaleCsv({ ...EXAMPLE, size: 50 })]
  const long = [...scaleCsv({ ...EXAMPLE, size: 80 })]
  expect(long.slice(0, 51)).toEqual(short)
  expect([...scaleCsv({ ...EXAMPLE, size: 50, seed: 3 })]).not.toEqual(short)
})

test('the long list is read as the register of bodies', () => {
  const reading = readSheet(scaleSheet({ ...EXAMPLE, size: 300 }), registers)
  if (!reading.ok) throw new Error(reading.problems.map((one) => one.says).join('；'))
  expect(reading.value.register.id).toBe('body')
  expect(reading.value.rows).toHaveLength(300)
  expect(reading.value.problems).toEqual([])
})
