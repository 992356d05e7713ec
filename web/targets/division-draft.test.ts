import { expect, test } from 'vitest'
import type { Division } from '#contract/targets/division.ts'
import { changedCells, heldBy, sumBelow, withCell, withTable } from './division-draft.ts'

const division: Division = {
  area: '990101',
  areaName: '禾丰县',
  whole: false,
  areas: [
    { area: '990101101', name: '甲镇' },
    { area: '990101102', name: '乙镇' },
  ],
  targets: [],
  cells: [{ target: 'p/a', area: '990101101', value: '3', owner: '', version: 2 }],
}
const held = heldBy(division)

test('a cell that is typed back to what it was is no change', () => {
  const draft = withCell({}, held, { target: 'p/a', area: '990101101', value: '5' })
  expect(changedCells(draft, held)).toEqual([
    { target: 'p/a', area: '990101101', value: '5', owner: '', version: 2 },
  ])
  expect(withCell(draft, held, { target: 'p/a', area: '990101101', value: '3' })).toEqual({})
})

test('a table sets what may be set and counts what may not; sums follow the draft', () => {
  const entries = [
    { target: 'p/a', area: '990101102', value: '4家', cell: 'B2' },
    { target: 'p/a', area: '990101', value: '7', cell: 'B3' },
  ]
  const { draft, set, left } = withTable({}, division, { entries })
  expect([set, left, sumBelow(division, draft, 'p/a'), sumBelow(division, draft, 'p/b')]).toEqual([
    1,
    1,
    7,
    null,
  ])
})
