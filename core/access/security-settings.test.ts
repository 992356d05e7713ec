import { describe, expect, test } from 'vitest'
import { checkSettings, rulesOf, SECURITY_SETTINGS, SETTING_NAMES } from './security-settings.ts'

const codes = (...given: Parameters<typeof checkSettings>) => checkSettings(...given).map((one) => one.code)

describe('A security setting', () => {
  test.each(SETTING_NAMES)('%s is refused below and above its bounds and taken on them', (name) => {
    const { low, high, preset } = SECURITY_SETTINGS[name]
    const at = (value: number) => codes([{ name, value }], '等保测评意见')
    expect([at(low - 1), at(low), at(preset), at(high), at(high + 1), at(low + 0.5)]).toEqual([
      ['setting-bounds'],
      [],
      [],
      [],
      ['setting-bounds'],
      ['setting-bounds'],
    ])
  })

  test('is not set without a ground, and nothing is no change; all is told at once', () => {
    expect(codes([{ name: 'lengthMin', value: 3 }], '测评')).toEqual(['setting-bounds', 'setting-ground'])
    expect(codes([{ name: 'lengthMin', value: 10 }], '测评意见')).toEqual([])
    expect(codes([], '测评意见')).toEqual(['setting-unchanged'])
  })

  test('that nobody set has its preset; what is stored and unknown is left out', () => {
    expect(rulesOf({ lengthMin: 12, oldName: 4 })).toEqual({ ...rulesOf(), lengthMin: 12 })
    expect(rulesOf()).toMatchObject({ lengthMin: 8, daysMax: 90, attemptsMax: 5, lockMinutes: 30 })
  })

  test('on which the two standards disagree says what each of them asks for', () => {
    const disagreed = SETTING_NAMES.filter((name) => 'disagree' in SECURITY_SETTINGS[name])
    expect(disagreed).toEqual(['classesMin', 'daysMax'])
  })
})
