import { expect, test } from 'vitest'
import { addDays } from '../values/day.ts'
import { holderOn, MEMBER_ROLES, ROLE_SAYS, spansOf, type RoleSaid } from './member-roles.ts'

const said = (
  [person, order]: [string, number],
  from: string,
  role: RoleSaid['role'] = 'payee',
): RoleSaid => ({
  member: 'm',
  role,
  person,
  from,
  order,
})
const dayBefore = (day: string) => addDays(day, -1)

test('each role has a name and says what it decides', () => {
  expect(Object.keys(ROLE_SAYS)).toEqual(Object.keys(MEMBER_ROLES))
})

test('a role passes on from one day to the next without gap or overlap', () => {
  const spans = spansOf([said(['乙', 2], '2023-06-01'), said(['甲', 1], '2023-01-01')], dayBefore)
  expect(spans.map((one) => [one.person, one.from, one.until])).toEqual([
    ['甲', '2023-01-01', '2023-05-31'],
    ['乙', '2023-06-01', null],
  ])
  expect(
    ['2022-12-31', '2023-05-31', '2023-06-01'].map((day) => holderOn(spans, 'payee', day)?.person),
  ).toEqual([undefined, '甲', '乙'])
})

test('what is said later of the same day corrects; other roles are not touched', () => {
  const spans = spansOf(
    [said(['甲', 1], '2023-01-01'), said(['丙', 3], '2023-01-01'), said(['丁', 2], '2023-01-01', 'holder')],
    dayBefore,
  )
  expect(holderOn(spans, 'payee', '2023-02-01')?.person).toBe('丙')
  expect(holderOn(spans, 'holder', '2023-02-01')?.person).toBe('丁')
  expect(holderOn(spans, 'entitled', '2023-02-01')).toBeUndefined()
})
