/** A household reads who is paid to which card, and changes its PIN: what is weak or wrong is refused, other telephones are out. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readStrip, setFirstPin } from './first-pin-steps.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

const PIN = '382041'
const NEXT = '739150'

let office: Office
let phone: Person
let code = ''
beforeAll(async () => {
  office = await openOffice()
  const clerk = await office.person('kuaiji')
  await clerk.menu('成员户入口')
  await clerk.follow(/蚕桑专业合作社/, clerk.page.getByRole('main'))
  await clerk.page.locator('tbody').getByRole('checkbox').first().check()
  await clerk.press('打印入口码')
  const strip = await readStrip(clerk)
  code = strip.digits
  phone = await office.window('phone')
  await phone.page.goto(strip.link)
  await setFirstPin(phone, PIN)
  await phone.see('收款人和银行卡')
})
afterAll(() => office.close())

async function enter(who: Person, pin: string): Promise<void> {
  await who.page.goto('/m/')
  await who.press('设过密码了')
  await who.type('入口码（8 位数字）', code)
  await who.type('密码（6 位数字）', pin)
  await who.press('进入')
}

test('whose the shares are, who is paid and the covered number of the card stand on the telephone', async () => {
  await phone.press(/^收款人和银行卡/)
  for (const label of ['权利人', '户', '收款人', '开户人'])
    await phone.see(label, phone.page.getByRole('listitem'))
  await phone.see('卡号只显示尾号四位')
  expect(await phone.page.getByRole('main').innerText()).not.toMatch(/\d{12,}/)
  await phone.picture('household-people', { whole: true })
  expect(await phone.isTooWide()).toBe(false)
  await phone.press('‹ 返回')
})

test('the PIN is changed with the old one; a weak one, two different ones and a wrong old one are refused', async () => {
  const other = await office.window('phone')
  await enter(other, PIN)
  await other.see('收款人和银行卡')
  await phone.press('改密码')
  const change = async (old: string, pin: string, repeat = pin) => {
    await phone.type('原来的密码', old)
    await phone.type('新密码（6 位数字）', pin)
    await phone.type('新密码再输一次', repeat)
    await phone.press('改密码')
  }
  await change(PIN, '123456')
  await phone.see('太容易猜')
  await change(PIN, NEXT, '739151')
  await phone.see('两次输的新密码不一样')
  await change('907153', NEXT)
  await phone.see('原来的密码不对')
  await phone.picture('household-pin')
  expect(await phone.isTooWide()).toBe(false)
  await change(PIN, NEXT)
  await phone.see('已经改好')
  await phone.press('‹ 返回')
  await phone.see('收款人和银行卡')
  await other.page.reload()
  await other.see('第一次进入')
  await enter(other, PIN)
  await other.see('没有进去：入口码或密码不对')
  await enter(other, NEXT)
  await other.see('收款人和银行卡')
})
