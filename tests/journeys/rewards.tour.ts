/** A reward for a service: posted with its resolution, told where the year is divided, without one told as missing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let clerk: Person
let body = ''
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('kuaiji')
})
afterAll(() => office.close())

test('the business asks for whom, what and by which resolution, and shows the entry', async () => {
  await clerk.menu('账簿')
  await clerk.see('每家合作社一本账')
  await clerk.follow(/专业合作社/, clerk.page.getByRole('main'))
  await clerk.see('使用 2023 年起施行的会计科目')
  await clerk.click('radio', /完整账/)
  await clerk.press('建账')
  await clerk.see('发生了什么？')
  body = new URL(clerk.page.url()).pathname.split('/').at(-1) ?? ''
  await clerk.press(/^付社外单位、个人的服务报酬/)
  await clerk.see('先记，方案里会提示')
  await clerk.pick('什么服务', '技术报酬')
  await clerk.type('付给谁', '某农技服务站')
  await clerk.type(/金额/, '3000')
  await clerk.see('523 管理费用')
  await clerk.look('reward-record', { whole: true })
  await clerk.press('记入账簿')
  await clerk.see('已记入凭证')
})

test('the division of the year lists it, and the telephone shows it too', async () => {
  await clerk.open(`/surplus/${body}?year=2026`)
  await clerk.see('账上已经列入费用的')
  await clerk.see('某农技服务站')
  await clerk.see('没有写明')
  await clerk.settled()
  await clerk.look('reward-division', { whole: true })
  const phone = await office.person('kuaiji', 'phone')
  await phone.open(`/surplus/${body}?year=2026`)
  await phone.see('某农技服务站')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('reward-division', { whole: true })
  await phone.open(`/books/${body}?business=reward-party`)
  await phone.see('付社外单位、个人的服务报酬')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('reward-record', { whole: true })
})
