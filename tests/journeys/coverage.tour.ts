/** How many households joined, and whether the weak keep their part: from an unknown base to a promise that warns. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let clerk: Person
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('zhen1')
})
afterAll(() => office.close())

/** Asks the server as the person in the window would. */
async function asked<T>(url: string, body?: object): Promise<T> {
  const session = (await (await clerk.page.request.get('/api/session')).json()) as { csrf: string }
  const answer =
    body === undefined
      ? await clerk.page.request.get(url)
      : await clerk.page.request.post(url, { data: body, headers: { 'x-heshe-csrf': session.csrf } })
  expect(await answer.text()).not.toContain('"problems"')
  return (await answer.json()) as T
}

interface Row {
  body: string
  bodyName: string
  households: number
}
interface Weak {
  weak: { member: string; name: string }[]
}

test('without the households of the village the part is unknown; once registered it is there', async () => {
  const { rows } = await asked<{ rows: Row[] }>('/api/coverage?size=100')
  const row = rows.toSorted((a, b) => b.households - a.households)[0]!
  const { area } = await asked<{ area: string }>(`/api/registers/body/${row.body}`)
  await asked(`/api/shares/${row.body}/opening`, {})
  await clerk.open(`/coverage/${row.body}`)
  await clerk.see('还不知道行政村总户数')
  await clerk.see('登记村户数')
  // Households are those of a village: a cooperative that lies in none could never show them.
  expect(area).toHaveLength(12)
  await asked('/api/registers/village_households', {
    area,
    values: { year: 2025, households: row.households * 12, ground: '村委会台账' },
    effectiveOn: '2026-01-01',
  })
  await clerk.open(`/coverage/${row.body}`)
  await clerk.see('逐年变化')
  await clerk.see(/行政村总户数（2025 年）/)
})

test('a weak member is promised his part by resolution, and an increase of others is warned of', async () => {
  const body = new URL(clerk.page.url()).pathname.split('/').at(-1) ?? ''
  const { weak } = await asked<Weak>(`/api/coverage/${body}`)
  const [kept] = weak
  expect(kept).toBeDefined()
  const { most } = (await asked<{ weak: { most: string }[] }>(`/api/coverage/${body}`)).weak[0]!
  await clerk.press('列入防稀释名单')
  const field = clerk.page.getByLabel('成员', { exact: true }).first()
  await field.click()
  await field.press('Enter')
  await clerk.type(/^持股不低于/, '99%')
  await clerk.type('哪次会议的决议', '2026 年第一次成员大会')
  await clerk.typeDay(clerk.page.getByLabel('决议日期'), '2026-01-10')
  await clerk.press('登记')
  await clerk.see(/保留的比例不能更高/)
  await clerk.type(/^持股不低于/, most)
  await clerk.press('登记')
  await clerk.see(/保住了/)
  await clerk.page.mouse.wheel(0, -9999)
  await clerk.picture('coverage-body')
  const { holders } = await asked<{ holders: { member: string }[] }>(`/api/shares/${body}`)
  const other = holders.find((one) => one.member !== kept!.member)!
  const event = { kind: 'cash', member: other.member, amount: '1000000', on: '2026-02-01' }
  const seen = await asked<{ after: { warnings: { says: string; remedy: string }[] } }>(
    `/api/shares/${body}/preview`,
    event,
  )
  expect(seen.after.warnings.map((one) => one.says).join()).toContain('低于决议保留的')
  const session = (await (await clerk.page.request.get('/api/session')).json()) as { csrf: string }
  const refusedFor = await clerk.page.request.post(`/api/shares/${body}/events`, {
    data: event,
    headers: { 'x-heshe-csrf': session.csrf },
  })
  expect(refusedFor.status()).toBe(422)
  const told = await refusedFor.text()
  expect(told).toContain('share-cap-reason')
  expect(told).not.toContain('party-led-2022')
})

test('the list shows who is below, can be taken along, and fits a telephone', async () => {
  await clerk.menu('入社覆盖')
  await clerk.see('是否达到下限')
  await clerk.picture('coverage')
  const sheet = await clerk.download(() => clerk.follow('导出'))
  expect(sheet.name).toMatch(/^入社覆盖.*\.xlsx$/)
  const phone = await office.person('zhen1', 'phone')
  await phone.open('/coverage')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('coverage', { whole: true })
  await phone.follow(/专业合作社/, phone.page.getByRole('main'))
  await phone.see('逐年变化')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('coverage-body', { whole: true })
})
