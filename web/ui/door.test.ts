import { expect, test } from 'vitest'
import { doorInWords } from './door.ts'

test('a door is told in Chinese, and a code name never shows', () => {
  expect(doorInWords('import')).toBe('表格导入')
  expect(doorInWords('some-door')).toBe('系统')
  expect(doorInWords('电话核实')).toBe('电话核实')
})
