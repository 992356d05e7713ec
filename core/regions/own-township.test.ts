import { describe, expect, test } from 'vitest'
import { createIndex } from './area-index.ts'
import { EXAMPLE_AREAS } from './example-areas.ts'
import { type Match, matchAddress } from './match-address.ts'

const index = createIndex(EXAMPLE_AREAS)
const area = (found: Match): string | null => (found.state === 'resolved' ? found.area : null)

describe('an address in the list of a township’s officer', () => {
  const ofTownship = (address: string, township: string): Match =>
    matchAddress(index, { address, countyHints: ['990102'], township })

  test('may be the bare name of one of its villages, be it common elsewhere', () => {
    const found = ofTownship('红星', '990102101')
    expect(found).toMatchObject({ state: 'resolved', area: '990102101201', source: '近似' })
    expect(found.state === 'resolved' && found.ground).toContain('按填报的大沟镇，“红星”为其红星村民委员会')
    expect(area(ofTownship('红星村二组', '990102101'))).toBe('990102101201')
    expect(area(ofTownship('云溪县红星', '990102101'))).toBe('990102101201')
  })

  test('is asked where the township has no such village, or 村 and 社区 of that name', () => {
    expect(ofTownship('红星', '990102102').state).toBe('asked')
    expect(ofTownship('东关', '990102102').state).toBe('asked')
    expect(area(ofTownship('东关村', '990102102'))).toBe('990102102201')
    expect(ofTownship('红星路3号', '990102101').state).toBe('asked')
  })

  test('that names another township or county is not drawn into the officer’s own', () => {
    expect(ofTownship('柴门镇红星村', '990102101').state).toBe('asked')
    expect(ofTownship('平阳区红星', '990102101').state).toBe('asked')
    expect(area(ofTownship('土门镇土门村', '990102101'))).toBe('990102103201')
  })
})
