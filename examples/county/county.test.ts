import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { maskIdNumber } from '#core/values/id-number.ts'
import { exampleCounty } from './county.ts'
import { EXAMPLE, type ExampleOptions } from './days.ts'
import { DOTTED_NAMES, FAMILY_NAMES, GIVEN_NAMES, RARE_SIGNS, SHORT_GIVEN_NAMES } from './words.ts'

function hashOf(options: ExampleOptions): string {
  const text = JSON.stringify(exampleCounty(options), (_, value: unknown) => {
    if (value instanceof Set) return [...value]
    return typeof value === 'bigint' ? `${value}n` : value
  })
  return createHash('sha256').update(text).digest('hex')
}

const county = exampleCounty(EXAMPLE)

test('the same seed and day give the same county, byte for byte; another seed or day another', () => {
  const once = hashOf(EXAMPLE)
  expect(hashOf(EXAMPLE)).toBe(once)
  expect(hashOf({ ...EXAMPLE, seed: 1 })).not.toBe(once)
  expect(hashOf({ ...EXAMPLE, day: '2026-11-22' })).not.toBe(once)
})

test('any seed and any later day give a whole county', () => {
  for (const options of [
    { seed: 0, day: '2023-01-01' },
    { seed: 4_294_967_295, day: '2024-02-29' },
    { seed: 12, day: '2030-07-01' },
  ]) {
    const other = exampleCounty(options)
    expect(other.bodies).toHaveLength(180)
    expect(other.files.length).toBe(17)
  }
})

test('the files come in the order in which an officer brings them in', () => {
  expect(county.files.map((one) => one.name).slice(0, 5)).toEqual([
    '县市场监管局登记名录.xlsx',
    '成员汇总表.xlsx',
    '成员汇总表（麦川镇）.xlsx',
    '豆溪镇合作社成员情况.xlsx',
    '联农带农主体摸底台账.xlsx',
  ])
})

test('four cooperatives keep a roll of 120 to 300 members that agrees with their summary', () => {
  const { rolls } = county
  for (const { body, members } of rolls) {
    const summary = body.records['member_summary']?.[0]
    expect(members).toHaveLength(Number(summary?.['members']))
    expect(members.filter((one) => one['kind'] === '农民')).toHaveLength(Number(summary?.['farmers']))
    expect(members.filter((one) => one['kind'] === '企业')).toHaveLength(Number(summary?.['organisations']))
  }
  expect(rolls.map((one) => one.members.length)).toEqual([120, 186, 240, 300])
  expect(rolls[3]?.members.filter((one) => one['leftOn'] !== null)).toHaveLength(2)
})

test('id numbers are used once, but for the one household that is in two cooperatives', () => {
  const { rolls } = county
  const ids = rolls.flatMap((roll) =>
    roll.members.flatMap((one) => (one['idNumber'] ? [String(one['idNumber'])] : [])),
  )
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at)
  expect(twice).toHaveLength(1)
  expect(maskIdNumber(twice[0]!)).toContain('*')
})

test('people bear names out of fields and seasons, some with a wide space, a dot or a rare sign', () => {
  const { bodies, rolls, users } = county
  const people = [
    ...bodies.map((one) => String(one.values['legalRepresentative'])),
    ...rolls.flatMap((roll) =>
      roll.members.filter((one) => one['kind'] !== '企业').map((one) => String(one['person'])),
    ),
  ]
  const given = new Set<string>([...GIVEN_NAMES, ...SHORT_GIVEN_NAMES, ...RARE_SIGNS])
  const invented = (name: string): boolean => {
    if (DOTTED_NAMES.some((one) => one === name)) return true
    return FAMILY_NAMES.some(
      (family) => name.startsWith(family) && given.has(name.slice(family.length).trim()),
    )
  }
  expect(people.filter((name) => !invented(name))).toEqual([])
  for (const mark of ['　', '·', '𬭎']) expect(people.some((name) => name.includes(mark))).toBe(true)
  expect(new Set(users.map((one) => one.name)).size).toBe(users.length)
})

test('each role has a sign-in whose password keeps the rule', () => {
  const { users, bodies } = county
  expect(users.map((one) => one.role)).toEqual([
    'county',
    'township',
    'township',
    'village',
    'chair',
    'accountant',
    'counsellor',
    'leader',
    'auditor',
    'admin',
    'security',
    'auditAdmin',
  ])
  expect(new Set(users.map((one) => one.username)).size).toBe(users.length)
  for (const { password } of users) {
    expect(password.length).toBeGreaterThanOrEqual(8)
    const classes = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((one) => one.test(password))
    expect(classes.length).toBeGreaterThanOrEqual(3)
  }
  const names = new Set(bodies.map((one) => one.name))
  expect(users.flatMap((one) => one.bodies).filter((name) => !names.has(name))).toEqual([])
})
