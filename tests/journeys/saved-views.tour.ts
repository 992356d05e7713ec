/** The filters that somebody needs every week have a name: saved once, a press away afterwards, at the desk and on a phone. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('filters are saved under a name, picked at the desk and on a phone, renamed and removed', async () => {
  const clerk = await office.person('zhen1')
  await clerk.open('/registers/body?q=肉牛&page=1')
  await clerk.press(/常用筛选/)
  await clerk.type('常用筛选的名称', '肉牛合作社')
  await clerk.press('存下')
  await clerk.see('现在的筛选已存为“肉牛合作社”。')
  await clerk.picture('saved-views')
  await clerk.open('/registers/body?q=马铃薯')
  await clerk.press(/常用筛选/)
  await clerk.type('常用筛选的名称', '肉牛合作社')
  await clerk.press('存下')
  await clerk.see('本页已经有“肉牛合作社”，请换个名称，或先删除原来的那个')
  // What was typed is still there.
  expect(await clerk.page.getByLabel('常用筛选的名称').inputValue()).toBe('肉牛合作社')
  await clerk.press('肉牛合作社')
  await clerk.page.waitForURL((url) => url.searchParams.get('q') === '肉牛')

  const phone = await office.person('zhen1', 'phone')
  await phone.open('/registers/body')
  await phone.press(/常用筛选/)
  await phone.see('现在没有筛选条件；筛选之后可以在这里存下。')
  await phone.look('saved-views')
  expect(await phone.isTooWide()).toBe(false)
  await phone.press('肉牛合作社')
  await phone.page.waitForURL((url) => url.searchParams.get('q') === '肉牛')
  await phone.press(/常用筛选/)
  await phone.press('给“肉牛合作社”改名')
  await phone.type('肉牛合作社的新名称', '养牛的')
  await phone.press('改名')
  await phone.see('现在的筛选已存为“养牛的”。')
  await phone.press('删除“养牛的”')
  await phone.page.getByRole('tooltip').getByRole('button', { name: '删除', exact: true }).last().click()
  await phone.see(/还没有存过/)
})
