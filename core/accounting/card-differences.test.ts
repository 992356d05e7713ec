import { expect, test } from 'vitest'
import { cardDifferences } from './card-differences.ts'
import type { AssetCard } from './depreciation.ts'

const card = (more: Partial<AssetCard> = {}): AssetCard => ({
  id: 'a',
  name: '烘房',
  account: '151',
  acquiredOn: '2022-12-01',
  cost: 100_00n,
  residual: 0n,
  worn: 10_00n,
  months: 3,
  depreciatesFrom: '2023-01-01',
  useAccount: '401',
  grantName: null,
  grantAmount: 0n,
  disposedOn: null,
  ...more,
})
const differ = (books: Record<string, bigint>, more: Partial<AssetCard> = {}) =>
  cardDifferences([card(more)], { books: new Map(Object.entries(books)), through: '2023-02-01' })

test('cost and depreciation of the cards are held against their accounts to the fen', () => {
  expect(differ({ '151': 100_00n, '152': -70_00n })).toEqual([])
  expect(differ({ '151': 100_01n, '152': -70_00n })).toEqual([
    { account: '151', cards: 100_00n, books: 100_01n },
  ])
  for (const taken of [69_99n, 70_01n])
    expect(differ({ '151': 100_00n, '152': -taken })).toEqual([
      { account: '152', cards: 70_00n, books: taken },
    ])
})

test('what was disposed of stands in neither, and what is never depreciated has its cost alone', () => {
  expect(differ({}, { disposedOn: '2023-01-10' })).toEqual([])
  const wood = { account: '144', worn: 0n, months: 0, depreciatesFrom: null, useAccount: null }
  expect(differ({ '144': 100_00n }, wood)).toEqual([])
})
