/** A village's project at the township's desk: what borrows is held, another way to pay lets it pass. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { itemSteps } from './item-steps.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let town: Person
let project = ''
beforeAll(async () => {
  office = await openOffice()
  town = await office.person('zhen1')
})
afterAll(() => office.close())

const { photo, step } = itemSteps(() => town)
const argued = () =>
  step('登记论证意见', async () => {
    await town.type('说明', '可行，收益有保障')
    await photo()
  })

test('a project that borrows says so before it is written down, and cannot be approved', async () => {
  await town.menu('项目论证')
  await town.press('登记项目方案')
  await town.see('还没有填：哪个村、项目名称、主营业务和规模')
  await town.pickArea('哪个村', '西坡村')
  await town.type('项目名称', '西坡村冷库')
  await town.type('主营业务和规模', '蔬菜预冷，库容 200 吨')
  await town.type('自有资金（元）', '200000')
  await town.type('借款（元）', '100000')
  await town.see(/会新增村级债务：镇里不能直接批准/)
  await town.type('还款来源', '租金三年还清')
  await town.look('project-new', { whole: true })
  await town.press('登记这个项目')
  await town.see('待论证')
  project = new URL(town.page.url()).pathname
  await argued()
  await town.see(/项目要借款 100,000.00 元，会新增村级债务/)
  await town.picture('village-project', { whole: true })
})

test('paid in another way it is argued again and approved', async () => {
  await step('修改资金来源', async () => {
    await town.type('借款（元）', '0')
    await town.type('财政补助（元）', '100000')
    await town.type('说明', '改用项目补助')
  })
  await argued()
  await step('批准')
  await town.see('已批准')
})

test('the county lets a borrowing pass, and the debt stands in the register with the number of the project', async () => {
  const county = await office.person('xian')
  await county.open('/village-projects/new')
  await county.pickArea('哪个村', '西坡村')
  await county.type('项目名称', '西坡村烘干房')
  await county.type('主营业务和规模', '粮食烘干，日处理 30 吨')
  await county.type('借款（元）', '80000')
  await county.type('还款来源', '烘干费三年还清')
  await county.press('登记这个项目')
  await county.see('待论证')
  const item = itemSteps(() => county)
  await item.step('登记论证意见', async () => {
    await county.type('说明', '可行')
    await item.photo()
  })
  await item.step('经研究同意举债', async () => {
    await county.pick('向谁借', '金融机构')
    await county.type('年利率', '4.35%')
    await county.type('担保、抵押', '烘干房抵押')
    await county.type('说明', '收益有保障')
    await item.photo()
    await county.look('project-allow', { whole: true })
  })
  await county.see('由本项目同意举债登记')
  await county.look('project-allowed', { whole: true })
  await county.open('/village-debts/unallowed')
  await county.look('debts-unallowed')
  const phone = await office.person('xian', 'phone')
  await phone.open('/village-debts/unallowed')
  await phone.see('没有经过同意的新增村级债务')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('debts-unallowed')
})

test('on the telephone the project fits the screen', async () => {
  const phone = await office.person('zhen1', 'phone')
  await phone.open(project)
  await phone.see('债务情况')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('project', { whole: true })
})
