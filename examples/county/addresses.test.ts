import { expect, test } from 'vitest'
import { createIndex } from '#core/regions/area-index.ts'
import { matchAddress } from '#core/regions/match-address.ts'
import { type AddressForm, writeAddress } from './addresses.ts'
import { COUNTY, exampleAreas, exampleTownships, neighbourAreas } from './areas.ts'
import { exampleBodies } from './bodies.ts'
import { chanceOf } from './chance.ts'
import { EXAMPLE } from './days.ts'
import { exampleSuccessions } from './successions.ts'

const standing = exampleAreas.filter((one) => one.to === undefined)
const index = createIndex({ areas: [...standing, ...neighbourAreas], formerTownships: exampleSuccessions })
const bodies = [EXAMPLE.seed, 1, 2, 3].flatMap((seed) => exampleBodies({ ...EXAMPLE, seed }))

test('an address is never matched to another place than the true one', () => {
  const wrong = bodies.filter(({ address, name }) => {
    const match = matchAddress(index, { address: address.text ?? '', countyHints: [COUNTY.code], name })
    if (match.state === 'asked') return false
    return (
      match.township !== address.township || (match.village !== null && match.village !== address.village)
    )
  })
  expect(wrong.map((one) => one.address)).toEqual([])
})

test('what the words decide is found, what they do not decide is asked', () => {
  const missed = bodies.filter(({ address, name }) => {
    const match = matchAddress(index, { address: address.text ?? '', countyHints: [COUNTY.code], name })
    return (match.state === 'asked') !== (address.settles === 'person')
  })
  expect(missed.map((one) => one.address)).toEqual([])
})

test('every way of writing an address occurs in the county', () => {
  const forms = new Set<AddressForm>(bodies.map((one) => one.address.form))
  expect(forms.size).toBe(17)
})

test('a divided township and a renamed one are told with their villages', () => {
  const text = (form: AddressForm) => writeAddress(form, exampleTownships[0]!.code, chanceOf(1, form)).text
  expect(text('divided-township')).toContain('石鼓梁乡')
  expect(exampleSuccessions.map((one) => [one.name, one.villages.size])).toEqual([
    ['城关镇', 8],
    ['粟坪乡', 12],
    ['云水坪乡', 12],
    ['石鼓梁乡', 4],
  ])
})
