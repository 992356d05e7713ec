/** What administrators look after: one verifies the trail, one sees to it that there is a backup. */
import { afterAll, beforeAll, test } from 'vitest'
import { openOffice, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('the audit administrator verifies the trail and sees where each chain ends', async () => {
  const person = await office.person('shenjigl')
  await person.menuTo('/admin/audit/chain')
  await person.see('还没有核对过')
  await person.press('立即核对')
  await person.see('没有发现改动或删除')
  await person.see('用户、设置等全局记录')
  await person.picture('audit-chain')
  await person.look('audit-chain')
  await person.page.close()
})

test('the system administrator is told that there is no backup, sets its passphrase, makes one and sees it', async () => {
  const person = await office.person('guanli')
  await person.see('还没有备份过，请设置备份并按“立即备份”')
  await person.menuTo('/admin/status')
  await person.see('备份里不含密钥')
  await person.type('每天几点', '3')
  await person.press('保存备份设置')
  await person.see('已保存')
  await person.type('备份口令', '另处保管的一把备份用口令')
  await person.press('设置备份口令')
  await person.see('已设口令')
  await person.press('立即备份')
  await person.see('heshe-2026-03-20-1200.heshe')
  await person.see('备份正常')
  await person.picture('status')
  await person.look('status', { whole: true })
  await person.page.close()
  const phone = await office.person('guanli', 'phone')
  await phone.open('/admin/status')
  await phone.see('备份正常')
  await phone.look('status-phone', { whole: true })
  await phone.page.close()
})
