/** Joining from the application to the slip: the village, the decision, one act at the cooperative's desk. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { itemSteps } from './item-steps.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let clerk: Person
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('kuaiji')
})
afterAll(() => office.close())

const { boardDecides, day, photo, step, takeApplication } = itemSteps(() => clerk)

test('an application on paper is not taken without its photograph', async () => {
  await clerk.menu('入社')
  await clerk.press('受理入社申请')
  await clerk.type('申请人姓名（名称）', '麦新民')
  await clerk.choose('成员类型', '农民')
  await day('申请日期', '2026-03-01')
  await clerk.type('拟怎样出资', '货币 5000 元')
  await clerk.press('看看会怎样办')
  await clerk.see(/请拍照上传本人签字的申请书/)
  await clerk.look('joining-new', { whole: true })
  await photo()
  await clerk.press('看看会怎样办')
  await clerk.press('受理')
  await step('受理申请')
})

test('the meeting decides, and one press makes the member, the contribution and the slip', async () => {
  await step('登记表决结果', async () => {
    await day('开会日期', '2026-03-18')
    await clerk.type('决议名称', '2026 年第一次成员大会决议')
    await clerk.type('出席人数（含书面委托）', '109')
    await clerk.type('赞成票', '109')
    await photo()
  })
  await clerk.press('登入名册')
  await clerk.see('申请时说的：货币 5000 元')
  await day('入社日期', '2026-03-19')
  await clerk.type('金额（元）', '5000')
  await clerk.press('核对')
  await clerk.see(/麦新民（农民）自 2026-03-19 起是成员/)
  await clerk.picture('joining-enter', { whole: true })
  await clerk.press('登入名册')
  await clerk.seeTitle('麦新民 已入社')
  await clerk.see(/货币出资 5,000.00 元 已登记/)
  await clerk.picture('joining-slip', { whole: true })
  const member = clerk.page.getByRole('link', { name: '成员的权利人、收款人' })
  expect(await member.getAttribute('href')).toMatch(/^\/members\/.+\/life$/)
})

test('on a telephone the same page fits, and the board decides where the charter says so', async () => {
  clerk = await office.person('shezhang', 'phone')
  await takeApplication('谷小满')
  await boardDecides(() => clerk.look('joining-board', { whole: true }))
  await clerk.press('登入名册')
  await day('入社日期', '2026-03-19')
  await clerk.choose('第一笔出资', '现在')
  await clerk.type('金额（元）', '2000')
  await clerk.press('核对')
  await clerk.see(/下一次成员（代表）大会要追认/)
  await clerk.look('joining-enter', { whole: true })
  expect(await clerk.isTooWide()).toBe(false)
  await clerk.press('登入名册')
  await clerk.seeTitle('谷小满 已入社')
  await clerk.look('joining-slip', { whole: true })
  expect(await clerk.isTooWide()).toBe(false)
  await clerk.menu('入社')
  await clerk.see('已入社待追认')
})
