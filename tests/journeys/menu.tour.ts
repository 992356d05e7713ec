/** The side menu while a page is on its way. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('the menu stays where it was scrolled to while a page is on its way, and the page says that it comes', async () => {
  const person = await office.person('xian')
  const menu = person.page.getByLabel('主菜单')
  const scrolled = () => menu.evaluate((one) => one.scrollTop)
  const scrollTo = (to: number) => menu.evaluate((one, top) => (one.scrollTop = top), to)
  await person.menu('成员交易')
  await person.menu('账簿')
  await scrollTo(0)
  let letThrough = (): void => undefined
  const held = new Promise<void>((done) => (letThrough = done))
  await person.page.route('**/assets/*.js', async (route) => {
    await held
    await route.continue()
  })
  await scrollTo(40)
  await menu.getByRole('link', { name: '盈余分配', exact: true }).dispatchEvent('click')
  await person.page.locator('main[aria-busy=true]').waitFor()
  await scrollTo(150)
  letThrough()
  await person.seeTitle('盈余分配')
  expect(await scrolled()).toBe(150)
  await person.page.close()
})
