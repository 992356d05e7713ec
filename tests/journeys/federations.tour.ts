/** A federation is founded: its record, the cooperatives that make it up, and how many the law asks for (社法 56). */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

const NAME = '禾丰县麦香农民专业合作社联合社'
let office: Office
let clerk: Person
let dossier = ''
let members: string[] = []
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('xian')
  const answer = await clerk.page.request.get('/api/registers/body?bodyKind=农民专业合作社&size=3')
  const { records } = (await answer.json()) as {
    records: { bodyName: string | null; values: { name: string } }[]
  }
  members = records.map((one) => one.values.name)
})
afterAll(() => office.close())

const section = (register: string) => clerk.page.locator(`#section-${register}`)
const joins = async (member: string): Promise<void> => {
  await clerk.press(/补填|新增一条/, section('body_link'))
  await clerk.pick('关系', '联合社成员')
  await clerk.type('对方主体', member)
  await clerk.page
    .getByRole('option')
    .or(clerk.page.locator('.ant-select-item-option'))
    .filter({ hasText: member })
    .first()
    .click()
  await clerk.typeDay(clerk.page.getByLabel('起始日期'), '2026-03-01')
  await clerk.look('federation-link')
  await clerk.press('保存')
  await clerk.see(member, section('body_link'))
}

test('the record of a federation is made, and its dossier lies open', async () => {
  await clerk.menu('主体名录')
  await clerk.press('新增')
  await clerk.type('合作社名称', NAME)
  await clerk.pick('主体类型', '农民专业合作社联合社')
  await clerk.typeDay(clerk.page.getByLabel('成立日期'), '2026-03-01')
  await clerk.pickArea('所在乡镇、村', '西坡村')
  await clerk.press('保存')
  await clerk.page.waitForURL(/\/bodies\//)
  dossier = new URL(clerk.page.url()).pathname
  await clerk.see(NAME)
})

test('two cooperatives are too few for a federation, which is said as soon as they are counted', async () => {
  for (const member of members.slice(0, 2)) await joins(member)
  await clerk.press('补填', section('member_summary'))
  await clerk.typeDay(clerk.page.getByLabel('统计日期'), '2026-03-10')
  await clerk.type('成员总数', '2')
  await clerk.press('保存')
  await clerk.see('联合社成员2名，少于3名')
  await clerk.look('federation-few')
})

test('with the third the finding is gone, and the member says of which federation it is one', async () => {
  await joins(members[2]!)
  await clerk.follow('查看历次变动和修改', section('member_summary'))
  await clerk.press('修改')
  await clerk.type('成员总数', '3')
  await clerk.press(/^保存/)
  await clerk.see('已保存')
  await clerk.open(dossier)
  await clerk.see('关联主体（3）')
  await clerk.see('已消除的问题 1 条')
  await clerk.see('问题（1）')
  await clerk.look('federation-links', { of: section('body_link') })
  await clerk.follow(members[0]!, section('body_link'))
  await clerk.see('在别家登记的关联')
  await clerk.see('（联合社成员，2026-03-01 起）')
  await clerk.look('federation-member')
})

test('on the telephone the federation and its members fit the screen', async () => {
  const phone = await office.person('xian', 'phone')
  await phone.open(dossier)
  await phone.see('关联主体（3）')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('federation-links', { of: phone.page.locator('#section-body_link') })
  await phone.follow(members[0]!, phone.page.locator('#section-body_link'))
  await phone.see('在别家登记的关联')
  await phone.look('federation-member')
  expect(await phone.isTooWide()).toBe(false)
})
