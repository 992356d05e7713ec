import { expect, test } from 'vitest'
import { bodyNameKey } from '../values/body-name.ts'
import { matchReturned, similarBodies, type Meant, type ReturnedSubject } from './handout-match.ts'

const A: Meant = { id: 'a', name: '禾丰县麦香种植专业合作社', code: '93A' }
const B: Meant = { id: 'b', name: '禾丰县青禾养殖专业合作社', code: '93B' }
const C: Meant = { id: 'c', name: '禾丰县青禾养殖专业合作社', code: null }

function match(subject: Partial<ReturnedSubject>, all: readonly Meant[] = [A, B]) {
  const keys = new Map(all.map((one) => [`K${one.id}`, one]))
  const found = matchReturned(
    { key: null, code: null, name: null, ...subject },
    {
      byKey: (key) => keys.get(key),
      byCode: (code) => all.find((one) => one.code === code),
      byName: (key) => all.filter((one) => bodyNameKey(one.name) === key),
    },
  )
  return found.how === 'ask'
    ? [found.how, found.why, found.bodies.map((one) => one.id).join('')]
    : [found.how, 'body' in found ? found.body.id : '']
}

test('the key decides, also where the name was changed or the code is gone', () => {
  expect(match({ key: 'Ka', name: A.name, code: A.code })).toEqual(['key', 'a'])
  expect(match({ key: 'Ka', name: '改了名的合作社' })).toEqual(['key', 'a'])
  expect(match({ key: 'Ka' })).toEqual(['key', 'a'])
})

test('without a key the code decides; of a name alone a person is asked', () => {
  expect(match({ code: '93B', name: '写错的名称' })).toEqual(['code', 'b'])
  expect(match({ name: A.name })).toEqual(['ask', 'name-only', 'a'])
  expect(match({ name: B.name }, [A, B, C])).toEqual(['ask', 'name-only', 'bc'])
  expect(match({ name: '谁也不认识的合作社' })).toEqual(['none', ''])
  expect(match({ key: '不是我们发的', code: '93A' })).toEqual(['code', 'a'])
})

test('rows that were sorted without their hidden column go by code and name, not by the key of their neighbour', () => {
  expect(match({ key: 'Ka', code: '93B', name: B.name })).toEqual(['code', 'b'])
})

test('where key, code and name do not say the same, a person is asked', () => {
  expect(match({ key: 'Ka', code: '93B', name: A.name })).toEqual(['ask', 'torn', 'ab'])
  expect(match({ key: 'Ka', name: B.name })).toEqual(['ask', 'torn', 'ab'])
})

test('key and code together outweigh a name that another body has', () => {
  expect(match({ key: 'Ka', code: '93A', name: B.name })).toEqual(['key', 'a'])
})

test('two bodies of one name: the key says which', () => {
  expect(match({ key: 'Kc', name: C.name }, [A, B, C])).toEqual(['key', 'c'])
})

test('names that come near are offered, the nearest first, and what all names share does not count', () => {
  const bodies = [A, B, { id: 'd', name: '禾丰县麦香园种植专业合作社', code: null }]
  expect(similarBodies('禾丰县麦香种殖专业合作社', bodies).map((one) => one.id)).toEqual(['a', 'd'])
  expect(similarBodies('专业合作社', bodies)).toEqual([])
})
