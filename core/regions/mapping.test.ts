import { describe, expect, test } from 'vitest'
import { indexMappings, type Mapping, mappingKey } from './mapping.ts'

const answer: Mapping = {
  home: '990102',
  key: '向阳公社',
  area: '990102103',
  from: '2026-01-01',
  ground: '公社旧名',
  by: '张某',
}
const scope = { home: '990102', day: '2026-06-01' }

describe('answers kept', () => {
  test('count from their day on', () => {
    expect(indexMappings([answer], { ...scope, day: '2025-12-31' }).size).toBe(0)
    expect(indexMappings([answer], { ...scope, day: '2026-01-01' }).get('向阳公社')?.area).toBe('990102103')
  })

  test('count no longer on the day they end', () => {
    const ended = { ...answer, to: '2026-06-01' }
    expect(indexMappings([ended], { ...scope, day: '2026-05-31' }).size).toBe(1)
    expect(indexMappings([ended], scope).size).toBe(0)
  })

  test('of another county do not count', () => {
    expect(indexMappings([answer], { ...scope, home: '990101' }).size).toBe(0)
  })

  test('give way to a later answer for the same words, whatever the order in which they are read', () => {
    const later = { ...answer, area: '990102101', from: '2026-03-01' }
    expect(indexMappings([answer, later], scope).get('向阳公社')?.area).toBe('990102101')
    expect(indexMappings([later, answer], scope).get('向阳公社')?.area).toBe('990102101')
  })

  test('are found by the words however they were typed', () => {
    const spaced = { ...answer, key: '向陽 公社' }
    expect(indexMappings([spaced], scope).has(mappingKey('向阳公社'))).toBe(true)
  })
})
