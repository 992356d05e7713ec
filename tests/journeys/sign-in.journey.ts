/** The door: wrong passwords lock, a one-time password has to be changed, and each refusal says what to do. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, PASSWORD, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const MINE = 'Maichuan@2026'

test('five wrong passwords lock an account, and the page says for how long and who can help', async () => {
  const person = await office.window()
  await person.open('/sign-in')
  await person.see('演示环境：县、主体、人员均为虚构')
  await person.picture('sign-in')
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await person.type('用户名', 'zhen2')
    await person.type('密码', `Wrong@${attempt}`)
    await person.press('登录')
    await person.see('用户名或密码不对；连续错 5 次将锁定 30 分钟')
  }
  await person.type('密码', PASSWORD)
  await person.press('登录')
  await person.see('账号已锁定，请 30 分钟后再试，或请安全管理员解锁')
  await person.picture('sign-in-locked')
})

test('a new colleague signs in with a one-time password and may do nothing before it is changed', async () => {
  const admin = await office.person('anquan')
  await admin.menu('用户')
  await admin.press('新建用户')
  await admin.type('姓名', '石新来')
  await admin.type('账号', 'shixinlai')
  await admin.pick('辖区', '麦川镇')
  await admin.press('新建并生成一次性密码')
  await admin.see('石新来 的一次性密码')
  await admin.picture('one-time-password')
  const once = (await admin.page.getByRole('dialog').locator('code').innerText()).trim()
  await admin.press('已抄下，关闭')

  const newcomer = await office.window()
  await newcomer.signIn('shixinlai', once)
  await newcomer.see('首次登录或密码被重置后，须先修改密码，再使用其他功能')
  await newcomer.open('/registers/body')
  await newcomer.seeTitle('修改密码')
  await newcomer.type('现在的密码', once)
  await newcomer.type('新密码', 'short')
  await newcomer.type('再输入一次新密码', 'short')
  await newcomer.press('修改密码')
  await newcomer.see(/至少 \d+ 位/)
  await newcomer.picture('change-password')
  await newcomer.type('新密码', MINE)
  await newcomer.type('再输入一次新密码', MINE)
  await newcomer.press('修改密码')
  await newcomer.seeTitle('我的待办')
  await newcomer.see(/石新来（乡镇经办）· 麦川镇/)
  expect(newcomer.page.url()).toBe(`${office.address}/`)
})

test('the security administrator shortens the lock, with what each standard asks for beside it and a ground', async () => {
  const security = await office.person('anquan')
  await security.menu('安全设置')
  await security.see('两者要求相反')
  await security.see('还没有改过，全部按默认值执行')
  await security.type('锁定时长', '15')
  await security.see('锁定时长由“30 分钟”改为“15 分钟”')
  await security.see('请写明依据')
  await security.type('依据', '等级保护测评整改意见')
  await security.press('保存安全设置')
  await security.see('已保存，立即生效')
  await security.see('15 分钟')
  await security.picture('security')

  const phone = await office.person('anquan', 'phone')
  await phone.open('/admin/security')
  await phone.see('锁定时长')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('security-phone')

  const person = await office.window()
  await person.open('/sign-in')
  await person.type('用户名', 'zhen1')
  await person.type('密码', 'Wrong@1')
  await person.press('登录')
  await person.see('连续错 5 次将锁定 15 分钟')
})
