/** What the three administrators look after: the audit administrator verifies the trail. */
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
