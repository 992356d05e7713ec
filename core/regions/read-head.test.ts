import { describe, expect, test } from 'vitest'
import { createIndex } from './area-index.ts'
import { EXAMPLE_AREAS } from './example-areas.ts'
import { readHead, readHints } from './read-head.ts'

const index = createIndex(EXAMPLE_AREAS)
const head = (text: string, ...hints: string[]) => readHead(index, text, readHints(index, hints))

describe('hints', () => {
  test('are sorted into counties, prefectures and what no longer stands', () => {
    expect(readHints(index, ['990102', '云岭', '青川'])).toEqual({
      counties: ['990102'],
      prefixes: ['99', '9901'],
      vanished: [],
    })
  })

  test('of a code whose county is gone are set aside', () => {
    expect(readHints(index, ['990183'])).toEqual({ counties: [], prefixes: [], vanished: ['990183'] })
  })

  test('of a code given by the prefecture itself name the prefecture', () => {
    expect(readHints(index, ['990100']).prefixes).toEqual(['9901'])
    expect(readHints(index, ['990101']).counties).toEqual(['990101'])
  })

  test('may name a county in the column for the city', () => {
    expect(readHints(index, ['云岭', '长丰']).counties).toEqual(['990202'])
  })
})

describe('the head of an address', () => {
  test.each([
    ['云岭省青川市云溪县柴家门镇', '990102', '柴家门镇'],
    ['云岭省青川市云溪县云溪县柴家门镇', '990102', '柴家门镇'],
    ['云溪县云岭省青川市云溪县柴家门镇', '990102', '柴家门镇'],
    ['青川云溪县柴家门镇', '990102', '柴家门镇'],
    ['云岭云溪县柴家门镇', '990102', '柴家门镇'],
    ['青川市三河瑶族自治县三河镇', '990104', '三河镇'],
    ['三河县三河镇', '990104', '三河镇'],
    ['青川地区云溪县大沟镇', '990102', '大沟镇'],
  ])('%s names the county in full', (text, county, rest) => {
    expect(head(text)).toMatchObject({ county, form: 'full', rest })
  })

  test('tells the source of a former name', () => {
    expect(head('平阳县白水镇')).toMatchObject({ county: '990103', form: 'former', rest: '白水镇' })
    expect(head('平阳县白水镇').ground).toContain('2014年')
  })

  test('reads a county without its ending only where a hint or the prefecture leads to it', () => {
    expect(head('云溪柴家门镇').county).toBeNull()
    expect(head('云溪柴家门镇', '990102')).toMatchObject({ county: '990102', form: 'short' })
    expect(head('青川市云溪柴家门镇').county).toBe('990102')
    expect(head('云溪柴家门镇', '青川').county).toBe('990102')
  })

  test('takes the name of a township that begins like a region for what it is', () => {
    expect(head('青川镇石桥村', '990202')).toMatchObject({ prefix: '', rest: '青川镇石桥村' })
    expect(head('青川湾镇石桥村', '990202')).toMatchObject({ prefix: '', rest: '青川湾镇石桥村' })
  })

  test('of a name that two counties bear is decided by words or hints, else by nothing', () => {
    expect(head('河东区清风镇')).toMatchObject({ county: null, doubtful: ['990101', '990201'] })
    expect(head('白石市河东区清风镇').county).toBe('990201')
    expect(head('河东区清风镇', '白石').county).toBe('990201')
    expect(head('河东区石桥镇', '990101').county).toBe('990101')
  })

  test('that names no region leaves all to the rest', () => {
    expect(head('柴家门镇何门村')).toMatchObject({ county: null, prefix: '', rest: '柴家门镇何门村' })
    expect(head('')).toMatchObject({ county: null, rest: '' })
  })
})
