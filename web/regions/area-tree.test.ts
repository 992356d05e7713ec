import { expect, it } from 'vitest'
import { aboveCode, withTop } from './area-tree.ts'

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
