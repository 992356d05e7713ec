/** The bounds of the law on who is taken in hold on every day, and for two who are entered in the same moment. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { oneWaits } from '../../tests/one-waits.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { HOME, smallCounty, TODAY, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { addToRoll } from './enter-member.ts'

type Trx = Parameters<Parameters<typeof withScope>[2]>[0]

let county: SmallCounty
beforeAll(async () => {
  county = await smallCounty()
})
afterAll(() => county.database.close())

/** A cooperative of eight farmers: of so many one organisation may be a member. */
async function ofEight(username: string): Promise<SmallBook> {
  const coop = await smallBook(county, username)
  const place = { body: coop.body, area: TOWN_A, day: '2020-01-01' }
  for (const person of ['甲', '乙', '丙', '丁', '戊'])
    await county.add('member', { person, kind: '农民', joined_on: '2020-01-01' }, place)
  return coop
}

const enters = (coop: SmallBook, person: string, joinedOn: string) => (trx: Trx) =>
  addToRoll(
    {
      trx,
      today: TODAY,
      keys: county.services.keys,
      of: { home: HOME, body: coop.body, area: TOWN_A, member: '', item: '' },
    },
    { person, kind: '企业', joinedOn },
  )
const BEYOND = { problems: [{ code: 'organisations-beyond' }] }

test('of two organisations that are entered at once, one too many is refused', async () => {
  const coop = await ofEight('kuaiji1')
  const late = await oneWaits(county, coop.accountant.scope, [
    enters(coop, '甲公司', '2023-03-01'),
    enters(coop, '乙公司', '2023-03-01'),
  ])
  expect(late).toMatchObject({ status: 'rejected', reason: BEYOND })
})

test('an earlier day of joining does not get round who has joined since', async () => {
  const coop = await ofEight('kuaiji2')
  await withScope(county.db, coop.accountant.scope, enters(coop, '甲公司', '2023-03-01'))
  await expect(
    withScope(county.db, coop.accountant.scope, enters(coop, '乙公司', '2023-02-28')),
  ).rejects.toMatchObject(BEYOND)
})
