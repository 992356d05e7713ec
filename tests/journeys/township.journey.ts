/** A township officer's week: a new cooperative, its members, what the check says of them, and the case until it is signed off. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let officer: Person
let address = ''
beforeAll(async () => {
  office = await openOffice()
  officer = await office.person('zhen1')
})
afterAll(() => office.close())

const NAME = '禾丰县麦川镇晨露草莓种植专业合作社'

test('the inbox shows what waits, the list shows the own township only', async () => {
  await officer.see('等我办理')
  await officer.picture('inbox')
  await officer.menu('主体名录')
  await officer.see(/^麦川镇/, officer.page.getByRole('main'))
  const places = await officer.page.locator('main').innerText()
  expect(places).toContain('麦川镇')
  expect(places).not.toContain('豆溪镇')
})

test('a cooperative that was registered this week goes in by form, its members too', async () => {
  await officer.press('新增')
  await officer.pickArea('所在乡镇、村', '王家沟')
  await officer.type('合作社名称', NAME)
  await officer.typeDay(officer.page.getByLabel('成立日期'), '2026-03-16')
  await officer.pick('主体类型', '农民专业合作社')
  await officer.type('成员出资总额', '3万元')
  await officer.type('住所', '禾丰县麦川镇王家沟村')
  await officer.picture('form')
  await officer.press('保存')
  await officer.see('已保存')
  await officer.type('查找合作社', '晨露草莓')
  await officer.page.locator('.search-hit').filter({ hasText: NAME, visible: true }).first().click()
  await officer.seeTitle(NAME)
  address = new URL(officer.page.url()).pathname
  await fillMembers('4')
  await officer.see('成员总数4名，少于法定的5名')
  await officer.picture('dossier')
})

/** Opens the form of the member summary from the dossier and writes the figures into it. */
async function fillMembers(members: string): Promise<void> {
  await officer.open(address)
  const section = officer.page.locator('#section-member_summary')
  const fill = section.getByRole('button', { name: '补填' })
  if (await fill.isVisible()) {
    officer.steps.presses += 1
    await fill.click()
  } else {
    await officer.follow('查看历次变动和修改', section)
    await officer.press('修改')
  }
  await officer.typeDay(officer.page.getByLabel('统计日期'), '2026-03-18')
  await officer.type('成员总数', members)
  await officer.type('农民成员数', members)
  await officer.type('单位成员数', '0')
  await officer.press(/^保存/)
  await officer.see('已保存')
  await officer.open(address)
  await officer.seeTitle(NAME)
}

test('the finding becomes a case with an owner, a day and measures', async () => {
  await officer.menu('问题清单')
  await officer.picture('findings')
  const row = officer.page.getByRole('row').filter({ hasText: NAME }).filter({ hasText: '成员不少于五名' })
  await row.getByRole('checkbox').check()
  await officer.press(/^对选中的问题立案/)
  await officer.see('立案前请核对')
  await officer.picture('open-case')
  await officer.press(/各立 1 件整改单/)
  await officer.see(/已立案 1 件/)
  await officer.menu('整改台账')
  await officer.picture('cases')
  await officer.follow(new RegExp(NAME))
  await officer.see('现在可以办')
  await officer.press('交办')
  await officer.type('责任人', 'zhen1')
  await officer.page.keyboard.press('Escape')
  await officer.typeDay(officer.page.getByLabel('整改期限'), '2026-04-20')
  await officer.press('确定交办')
  await officer.see('整改中')
  await officer.press('制定措施')
  await officer.press(/^带入规定的整改办法/)
  await officer.press('确定制定措施')
  await officer.see('制定措施：已办理')
  await officer.picture('case')
})

test('whoever reports the result may not sign it off, and the page says who may', async () => {
  const caseAddress = new URL(officer.page.url()).pathname
  await fillMembers('6')
  await officer.see('已消除的问题 1 条')
  await officer.open(caseAddress)
  await officer.press('报送整改结果')
  await officer.type(/说明/, '已补足成员 6 名，办理了成员备案')
  await officer.press('确定报送整改结果')
  await officer.see('待核验')
  await officer.see('“核验销号”须由另一人办理，不能由“报送整改结果”的同一人办理')
  await officer.picture('case-four-eyes')
  const sheet = await officer.download(() => officer.follow(/下载整改单/))
  expect(sheet.name).toMatch(/\.docx$/)

  const county = await office.person('xian')
  await county.open(caseAddress)
  await county.press('核验销号')
  await county.type(/说明/, '已核对成员名册，符合要求')
  await county.press('确定核验销号')
  await county.see('已销号')
  await county.picture('case-closed')
  const phone = await office.person('zhen1', 'phone')
  await phone.open(address)
  await phone.seeTitle(NAME)
  expect(await phone.isTooWide()).toBe(false)
  await phone.picture('dossier')
})
