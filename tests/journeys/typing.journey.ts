/** Nothing typed is lost: a half-filled form waits as a draft, and two people on one record both see what the other wrote. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

async function openBody(person: Person, name: string): Promise<void> {
  await person.menu('主体名录')
  await person.type('查找合作社', name)
  await person.page.locator('.search-hit').filter({ hasText: name, visible: true }).first().click()
  await person.see('档案完整度')
  await person.press('修改基本情况')
  await person.see('变更原因')
}

test('a half-filled form asks before it is left, and is there again afterwards', async () => {
  const clerk = await office.person('zhen1')
  await openBody(clerk, '川穗肉牛')
  await clerk.type('联系电话', '15499000077')
  await clerk.follow('我的待办', clerk.page.getByLabel('主菜单'))
  await clerk.see('有内容还没有保存')
  await clerk.see('离开后，已填内容作为草稿留在本机，下次打开时可以接着填写。')
  await clerk.picture('leave-form')
  await clerk.press('离开')
  await clerk.seeTitle('我的待办')
  await openBody(clerk, '川穗肉牛')
  await clerk.see(/已恢复 .+ 没有保存的内容/)
  expect(await clerk.page.getByLabel('联系电话').inputValue()).toBe('15499000077')
  await clerk.picture('draft')
  await clerk.press('保存修改')
  await clerk.see('已保存')
  await clerk.see('15499000077')
})

test('two people change the same record: the second sees both versions and chooses field by field', async () => {
  const county = await office.person('xian')
  const township = await office.person('zhen1')
  await openBody(county, '秋裕马铃薯')
  await openBody(township, '秋裕马铃薯')
  await county.type('联系电话', '15499000011')
  await county.press('保存修改')
  await county.see('已保存')
  await township.type('联系电话', '15499000022')
  await township.press('保存修改')
  await township.see('在您填写期间，别人改过这条记录。请逐项选择保留哪一个')
  await township.see('15499000011')
  await township.picture('conflict')
  await township.click('radio', '现在的')
  await township.press('按以上选择保存')
  await township.see('已保存')
  await township.see('15499000011')
})
