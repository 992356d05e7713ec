import { expect, it } from 'vitest'
import { aboveCode, withoutAbove, withTop } from './area-tree.ts'

const leaf = (id: string, pId: string) => ({ id, pId, value: id, title: id, isLeaf: false })

it('finds the code right above each level', () => {
  expect(['99', '9901', '990101', '990101100', '990101100200'].map(aboveCode)).toEqual([
    '',
    '99',
    '9901',
    '990101',
    '990101100',
  ])
})

it('puts an area whose parent is out of sight at the top', () => {
  expect(withTop([leaf('990101', '9901'), leaf('990101100', '990101')]).map((one) => one.pId)).toEqual([
    '',
    '990101',
  ])
})

it('leaves out of a full name what lies above one’s own county', () => {
  expect(withoutAbove('甘肃省庆阳市合水县太白镇', '合水县')).toBe('太白镇')
  expect(withoutAbove('甘肃省庆阳市合水县', '合水县')).toBe('甘肃省庆阳市合水县')
  expect(withoutAbove('甘肃省庆阳市合水县太白镇', '全国')).toBe('甘肃省庆阳市合水县太白镇')
})
