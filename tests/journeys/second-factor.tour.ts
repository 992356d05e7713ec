/** The second factor with a telephone in the hand: set up, asked for at the door, and taken off for who lost it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#server/clock.ts'
import { codeOf, stepOf } from '#server/access/totp.ts'
import { openOffice, PASSWORD, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an app makes of the signs that are typed into it by hand. */
function secretOf(shown: string): Buffer {
  const signs = Array.from(shown.replaceAll(/\s/g, ''))
  const bits = signs.map((one) => SIGNS.indexOf(one).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** Half an hour of half minutes may pass: the telephone then shows another code. */
function at(halfMinutes: number): Date {
  const now = new Date(fixedClock(office.day).now().getTime() + halfMinutes * 30_000)
  office.setNow(now)
  return now
}

const shows = (secret: Buffer, now: Date): string => codeOf(secret, stepOf(now))

async function fits(person: Person, name: string): Promise<void> {
  expect(await person.isTooWide()).toBe(false)
  await person.look(name, { whole: true })
}

test('a person sets it up, signs in with it, with a recovery code, and the security administrator resets it', async () => {
  const person = await office.person('zhen1')
  await person.press(/▾/)
  await person.page.getByText('动态口令').click()
  await person.see('手机上装一个动态口令应用')
  await person.press('开始设置')
  await person.see('只显示这一次，不要拍照转给别人')
  const secret = secretOf(await person.page.locator('.factor-secret').innerText())
  await person.picture('second-factor')
  await fits(person, 'second-factor')
  await person.type('手机上现在显示的 6 位数字', '000000')
  await person.press('开启')
  await person.see('这 6 位数字不对')
  await person.type('手机上现在显示的 6 位数字', shows(secret, at(0)))
  await person.press('开启')
  await person.see('只显示这一次。请抄在纸上锁好')
  const codes = await person.page.locator('.recovery-codes li').allInnerTexts()
  expect(codes).toHaveLength(8)
  await person.look('recovery-codes')
  await person.press('已抄下，关闭')
  await person.see('恢复码还剩 8 个')
  await fits(person, 'second-factor-on')

  const phone = await office.window('phone')
  await phone.open('/sign-in')
  await phone.type('用户名', 'zhen1')
  await phone.type('密码', PASSWORD)
  await phone.press('登录')
  await phone.see('请填写手机上动态口令的 6 位数字')
  await phone.type('动态口令', '123456')
  await phone.press('登录')
  await phone.see('动态口令不对；请看手机上现在显示的那一组')
  await fits(phone, 'sign-in-code')
  await phone.type('动态口令', shows(secret, at(2)))
  await phone.press('登录')
  await phone.seeTitle('我的待办')
  await phone.open('/second-factor')
  await phone.see('恢复码还剩 8 个')
  await fits(phone, 'second-factor-on')

  const lost = await office.window()
  await lost.open('/sign-in')
  await lost.type('用户名', 'zhen1')
  await lost.type('密码', PASSWORD)
  await lost.press('登录')
  await lost.see('手机不在身边的，填一个恢复码')
  await lost.picture('sign-in-code')
  await lost.type('动态口令', codes[0]!)
  await lost.press('登录')
  await lost.seeTitle('我的待办')

  const security = await office.person('anquan')
  await security.menuTo('/admin/security')
  await security.see('建议三个管理员都用动态口令')
  await fits(security, 'security-settings')
  await security.menu('用户')
  const row = security.page.getByRole('row', { name: /zhen1/ })
  await security.press('重置动态口令', row)
  await security.press(/^确\s*定$/)
  await security.see('动态口令已重置')
  await lost.open('/second-factor')
  await lost.see('用户名')
})

test('where the role must have one, nothing else is open until it is set up', async () => {
  const security = await office.person('anquan')
  await security.menuTo('/admin/security')
  await security.pick('必须用动态口令的岗位', '三个管理员')
  await security.see('必须用动态口令的岗位由“不要求”改为“三个管理员”')
  await security.type('依据', '等级保护三级测评整改意见')
  await security.press('保存安全设置')
  await security.see('您的岗位登录须用动态口令，设置好以后才能使用其他功能')
  const other = await office.person('guanli', 'phone')
  await other.see('您的岗位登录须用动态口令')
  await other.open('/admin/status')
  await other.seeTitle('动态口令')
  await other.press('开始设置')
  const secret = secretOf(await other.page.locator('.factor-secret').innerText())
  await fits(other, 'second-factor-must')
  await other.type('手机上现在显示的 6 位数字', shows(secret, at(4)))
  await other.press('开启')
  await other.press('已抄下，关闭')
  await other.open('/admin/status')
  await other.seeTitle('系统运行')
})
