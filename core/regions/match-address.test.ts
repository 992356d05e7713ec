import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createIndex } from './area-index.ts'
import { EXAMPLE_AREAS } from './example-areas.ts'
import { indexMappings, type Mapping } from './mapping.ts'
import { type Match, matchAddress } from './match-address.ts'

const index = createIndex(EXAMPLE_AREAS)
const match = (address: string, ...countyHints: string[]): Match =>
  matchAddress(index, { address, countyHints })
const area = (found: Match): string | null => (found.state === 'resolved' ? found.area : null)

describe('an address', () => {
  test('that names county, township and village is found down to the village', () => {
    expect(match('云岭省青川市云溪县柴家门镇何门村', '990102')).toEqual({
      state: 'resolved',
      area: '990102100202',
      township: '990102100',
      village: '990102100202',
      county: '990102',
      source: '区划表',
      ground: '区划表：“柴家门镇”见区划表；“何门村”为其何门村民委员会',
      confidence: 1,
      notes: [],
    })
  })

  test('without county is read in the county that the code or the columns give, and says so', () => {
    const found = match('柴家门镇何门村', '990102')
    expect(area(found)).toBe('990102100202')
    expect(found.notes).toEqual(['地址没有写明县级，按云溪县认定'])
  })

  test('without county is read in the whole prefecture if only one county has the township', () => {
    expect(area(match('青川市白水镇白水村'))).toBe('990103100201')
    expect(area(match('青川市城关镇'))).toBeNull()
  })

  test('that says another county than the code is believed, with a note', () => {
    const found = match('长丰县太平镇太平村', '990102')
    expect(area(found)).toBe('990202100201')
    expect(found.notes[0]).toContain('地址写长丰县，而代码或所填地区为云溪县')
  })

  test('with a vanished code is found by its words alone, and the code is named', () => {
    const found = match('平阳区白水镇', '990183')
    expect(area(found)).toBe('990103100')
    expect(found.notes).toEqual(['区划代码990183已不在区划表中，未据以推断'])
    expect(area(match('白水镇', '990183'))).toBeNull()
  })

  test('with the county’s former name is found, with its ground', () => {
    const found = match('平阳县白水镇')
    expect(area(found)).toBe('990103100')
    expect(found.notes[0]).toContain('2014年撤县设区')
  })

  test('whose township lies in another county of the prefecture is found if the village lies there too', () => {
    const found = match('云溪县白鹭镇鹭洲村', '990102')
    expect(area(found)).toBe('990171100201')
    expect(found.state === 'resolved' && found.ground).toContain(
      '地址写云溪县，区划表列在青川高新技术产业开发区',
    )
    expect(area(match('云溪县白鹭镇', '990102'))).toBeNull()
  })

  test('of a county name that two counties bear is asked', () => {
    expect(match('河东区清风镇')).toMatchObject({ state: 'resolved', area: '990201100' })
    expect(match('河东区无名镇')).toMatchObject({ state: 'asked', county: null })
  })

  test('that decides nothing is asked in words, with candidates and keys for the answer', () => {
    const found = match('云溪县柴门镇北街', '990102')
    expect(found).toMatchObject({
      state: 'asked',
      county: '990102',
      question: '“柴门镇”不在云溪县现行区划表中，或与村名不符，请确认该地址现属哪个乡镇',
      candidates: [{ code: '990102100', name: '柴家门镇' }],
      keys: ['云溪县柴门镇北街', '柴门镇北街', '柴门镇'],
    })
  })

  test('that is empty is asked, and so is one without any county', () => {
    expect(match('').state).toBe('asked')
    expect(match('解放路3号')).toMatchObject({ state: 'asked', county: null })
  })

  test('is asked with the township that the body’s name carries, which does not decide', () => {
    const found = matchAddress(index, {
      address: '云溪县东街',
      countyHints: [],
      name: '云溪县大沟镇丰收合作社',
    })
    expect(found).toMatchObject({
      state: 'asked',
      candidates: [{ code: '990102101', why: '名称中有“大沟镇”' }],
    })
  })
})

describe('an answer that was kept', () => {
  const answer: Mapping = {
    home: '990102',
    key: '向阳公社',
    area: '990102103',
    from: '2026-01-01',
    ground: '公社旧名',
    by: '张某',
  }
  const kept = (mapping: Mapping, address: string, ...countyHints: string[]): Match =>
    matchAddress(
      index,
      { address, countyHints },
      indexMappings([mapping], { home: '990102', day: '2026-06-01' }),
    )

  test('serves every address that says the same township, down to the village', () => {
    const found = kept(answer, '云溪县向阳公社何家岔村', '990102')
    expect(found).toMatchObject({ area: '990102103203', source: '人工确认' })
    expect(found.state === 'resolved' && found.ground).toContain('由张某于2026-01-01确认：公社旧名')
  })

  test('for a whole address counts before all names', () => {
    const whole = { ...answer, key: '云溪县柴家门镇何门村', area: '990102101' }
    expect(area(kept(whole, '云溪县柴家门镇何门村', '990102'))).toBe('990102101')
  })

  test('says nothing about the same words in another county', () => {
    expect(kept(answer, '长丰县向阳公社', '990202').state).toBe('asked')
  })

  test('does not count where its area is not in the list', () => {
    expect(kept({ ...answer, area: '990102199' }, '云溪县向阳公社', '990102').state).toBe('asked')
  })
})

test('every township and village of the list is found by its full name, and never another one', () => {
  const areas = [...EXAMPLE_AREAS.areas].filter(({ level }) => level === 'township' || level === 'village')
  fc.assert(
    fc.property(fc.constantFrom(...areas), (wanted) => {
      const township = index.area(wanted.code.slice(0, 9))
      const village = wanted.level === 'village' ? wanted.name : ''
      const county = index.area(wanted.code.slice(0, 6))
      const city = index.area(wanted.code.slice(0, 4))
      const found = match(`${city?.name}${county?.name}${township?.name}${village}`)
      expect(area(found)).toBe(wanted.code)
    }),
  )
})

test('any words give a place of the list or a question, and never break', () => {
  const words = fc.array(
    fc.constantFrom('云溪县', '青川', '大沟', '镇', '乡', '何门', '村', '红星', '路', '(', '1', '公社'),
  )
  fc.assert(
    fc.property(words, (parts) => {
      const found = match(parts.join(''), '990102')
      const fair =
        found.state === 'resolved' ? index.area(found.area) !== undefined : found.question.includes('请确认')
      expect(fair).toBe(true)
    }),
  )
})
