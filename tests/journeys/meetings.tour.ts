/** A members' meeting at the cooperative's own desk: agenda, notice, who came, votes, the sealed record and what follows. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readStrip, setFirstPin } from './first-pin-steps.ts'
import { itemSteps } from './item-steps.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let clerk: Person
let meeting = ''
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('kuaiji')
})
afterAll(() => office.close())

const { day, photo, step } = itemSteps(() => clerk)

test('an application to join waits for the meeting, and is put on its agenda by a press', async () => {
  await clerk.menu('入社')
  await clerk.press('受理入社申请')
  await clerk.type('申请人姓名（名称）', '麦新民')
  await clerk.choose('成员类型', '农民')
  await day('申请日期', '2026-03-01')
  await photo()
  await clerk.press('看看会怎样办')
  await clerk.press('受理')
  await step('受理申请')
  await clerk.menu('成员大会')
  await clerk.press('筹备成员大会')
  await day('开会日期', '2026-03-18')
  await clerk.type('地点', '本社会议室')
  await clerk.press(/另加一项议题/)
  await clerk.see('还没有填：第 1 项议题')
  // Whoever leaves half a plan is asked first, and finds it as it was.
  await clerk.page.getByRole('link', { name: '成员大会' }).last().click()
  await clerk.see('填的内容还没有保存，离开后不会留下。')
  await clerk.press('留下继续填写')
  await clerk.type('第 1 项议题', '2025 年度业务报告')
  await clerk.press(/麦新民 入社/)
  await clerk.picture('meeting-new', { whole: true })
  await clerk.press('建立这次会议')
  await clerk.see('筹备中')
  meeting = new URL(clerk.page.url()).pathname
})

test('the notice and the list to sign are printed with what is decided and who may vote', async () => {
  await clerk.press('打印通知')
  await clerk.see(/定于2026年3月18日 09:00，本社会议室/)
  await clerk.see(/麦新民 入社（须全部表决权的过半数/)
  await clerk.look('meeting-notice', { whole: true })
  await clerk.open(meeting)
  await clerk.press('打印签到表')
  await clerk.see('签名或按手印')
  await clerk.look('meeting-roll', { whole: true })
  await clerk.open(meeting)
  await step('登记通知', async () => {
    await day('通知日期', '2026-03-08')
    await clerk.type('怎样通知', '张贴和微信群')
  })
})

test('who came is ticked, votes are counted against the law while they are typed', async () => {
  await clerk.press('登记到会')
  await clerk.press('全选')
  await clerk.type('主持人', '理事长')
  await clerk.type('记录人', '会计')
  await clerk.look('meeting-attend', { whole: true })
  await clerk.press('确定登记到会')
  await clerk.see('登记到会：已办理')
  await clerk.see(/达到三分之二/)
  await clerk.press('登记表决')
  await clerk.type('第 1 项赞成', '118')
  await clerk.type('第 2 项赞成', '60')
  await clerk.see('照这样填，没有通过')
  await clerk.type('第 2 项赞成', '112')
  await clerk.type('第 2 项反对', '3')
  await clerk.type('第 2 项决议内容', '同意麦新民入社')
  await clerk.picture('meeting-votes', { whole: true })
  await clerk.press('确定登记表决')
  await clerk.see('登记表决：已办理')
  await clerk.press('打印会议记录')
  await clerk.see('同意麦新民入社')
  await clerk.look('meeting-minutes', { whole: true })
  await clerk.open(meeting)
})

test('the sealed record decides the application, and nothing of it can be done again', async () => {
  await step('会议记录定案', photo)
  await clerk.see('已定案')
  await clerk.picture('meeting-sealed', { whole: true })
  await clerk.follow('查看所议的事')
  await clerk.see('待登记')
  await clerk.see(/成员大会（DH2026-\d+）第 2 项/)
})

test('who was let in reads on his telephone what the meeting decided', async () => {
  await clerk.press('登入名册')
  await day('入社日期', '2026-03-19')
  await clerk.choose('第一笔出资', '现在')
  await clerk.type('金额（元）', '1000')
  await clerk.press('核对')
  await clerk.see(/麦新民（农民）自 2026-03-19 起是成员/)
  await clerk.press('登入名册')
  await clerk.seeTitle('麦新民 已入社')
  const { link } = await readStrip(clerk)
  const member = await office.window('phone')
  await member.page.goto(link)
  await setFirstPin(member, '382041')
  await member.press(/^成员大会/)
  await member.see('决议已经定案')
  await member.see(/通过：赞成 112、反对 3、弃权 0/)
  await member.see(/同意麦新民入社/)
  await member.picture('household-meetings', { whole: true })
  expect(await member.isTooWide()).toBe(false)
})

test('the charter in force is entered with what it says of meetings', async () => {
  await clerk.menu('章程')
  await clerk.see('还没有登记过章程')
  await clerk.press('登记一版章程')
  await clerk.see('还没有填：通过日期、起执行的日期、订立或改了什么、章程的扫描件')
  await day('通过日期', '2016-03-01')
  await clerk.type('订立或改了什么', '设立时订立章程')
  await clerk.type('开会几日前通知成员', '7')
  await clerk.type('一人最多受托几人', '2')
  await clerk.type('按交易量（额）返还不低于（%）', '65')
  await clerk.type('提取公积金（%）', '10')
  await photo()
  await clerk.look('charter-form', { whole: true })
  await clerk.press('登记这一版')
  await clerk.see('章程已登记')
  for (const said of [
    '开会 7 日前通知成员',
    '一人最多受托 2 人',
    '提取公积金 10%',
    '按交易量（额）返还不低于 65%',
  ])
    await clerk.see(said)
  await clerk.press('登记备案')
  await clerk.look('charter-filing', { whole: true })
  await clerk.picture('charters', { whole: true })
})

test('a guarantee is entered in the register and says that no resolution allowed it', async () => {
  await clerk.menu('对外担保')
  await clerk.press('新增')
  await clerk.type('为谁担保', '禾源种植专业合作社')
  await clerk.type('债权人', '县农商行')
  await clerk.type('担保金额', '300000')
  await clerk.pick('担保方式', '保证')
  await clerk.typeDay(clerk.page.getByLabel('担保起始日'), '2026-03-01')
  await clerk.pick('现在怎样', '在保')
  await clerk.press('保存')
  await clerk.see('有1笔对外担保没有对上成员大会的决议')
  await clerk.menu('对外担保')
  await clerk.follow('明细')
  await clerk.see('这笔还没有对上决议')
  await clerk.see('没有可选的：先在“成员大会”里列为议题，表决通过并定案')
  await clerk.look('guarantee', { whole: true })
  const phone = await office.person('shezhang', 'phone')
  await phone.open(new URL(clerk.page.url()).pathname)
  await phone.see('这笔还没有对上决议')
  await phone.look('guarantee', { whole: true })
  expect(await phone.isTooWide()).toBe(false)
})

test('on the telephone the meeting and its votes fit the screen', async () => {
  const phone = await office.person('kuaiji', 'phone')
  await phone.open(meeting)
  await phone.see('已定案')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('meeting', { whole: true })
  await phone.open('/general-meetings/new')
  await phone.see('什么会')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('meeting-new', { whole: true })
  await phone.open('/charters')
  await phone.see('第 1 版')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('charters', { whole: true })
})
