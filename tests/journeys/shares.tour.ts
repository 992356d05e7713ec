/** The share ledger: contributions of the roll are taken over, a transfer is seen before it is kept, a mistake is reversed. */
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

test('the contributions of the roll open the ledger', async () => {
  await clerk.menu('股金与持股')
  await clerk.see('股金合计（元）')
  await clerk.look('shares-list')
  const row = clerk.page
    .locator('tbody tr')
    .filter({ has: clerk.page.locator('td:last-child', { hasText: /[1-9]/ }) })
  await row.first().getByRole('link').first().click()
  await clerk.see('成员的出资额还只在名册上')
  await clerk.press(/名成员的期初出资/)
  await clerk.see('期初出资已登记')
  await clerk.see(/变动记录（[1-9]\d* 笔）/)
  await clerk.picture('shares')
})

test('what the law bars is refused with its clause before anything is kept', async () => {
  await clerk.press('登记股金变动')
  await clerk.choose('变动种类', '劳务')
  await clerk.press('看看会变成什么样')
  await clerk.see(/劳务不能作为出资.*第十三条/)
})

test('an increase shows who holds what before and after, and is kept and reversed', async () => {
  await clerk.choose('变动种类', '货币出资')
  await clerk.choose('成员', '')
  await clerk.type('金额（元）', '5000')
  await clerk.typeDay(clerk.page.getByLabel('生效日期'), '2023-01-10')
  await clerk.press('看看会变成什么样')
  await clerk.see('登记前后对比')
  await clerk.page.getByRole('button', { name: '确认登记' }).scrollIntoViewIfNeeded()
  await clerk.picture('share-preview')
  await clerk.press('确认登记')
  await clerk.see('已登记')
  const kept = clerk.page.getByRole('button', { name: /^冲销 2023-01-10 .*货币出资/ })
  await kept.first().click()
  await clerk.type('冲销原因', '重复登记')
  await clerk.press('冲销', clerk.page.getByRole('dialog'))
  await clerk.see('已冲销')
  await kept.first().waitFor({ state: 'detached' })
  expect(await kept.count()).toBe(0)
})

test('on a telephone the ledger is no wider than the screen', async () => {
  const phone = await office.person('zhen1', 'phone')
  await phone.open(new URL(clerk.page.url()).pathname)
  await phone.see('股金合计')
  await phone.look('shares-phone', { whole: true })
  expect(await phone.isTooWide()).toBe(false)
})
