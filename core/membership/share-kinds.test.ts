import { expect, test } from 'vitest'
import { BARRED_KINDS, SHARE_KINDS, shareKind } from './share-kinds.ts'

test('a kind is found by its id, what is barred is none', () => {
  expect(shareKind('land')).toMatchObject({ label: '土地经营权作价出资', effect: 'in', valued: true })
  expect(Object.keys(BARRED_KINDS).map(shareKind)).toEqual(Object.keys(BARRED_KINDS).map(() => undefined))
  expect(new Set(SHARE_KINDS.map((one) => one.id)).size).toBe(SHARE_KINDS.length)
})
