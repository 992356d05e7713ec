/** The life of members at the cooperative's own desk: a death freezes and is inherited, a card is changed, somebody leaves. */
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '#server/config.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

const PHOTO = path.join(ROOT, 'docs/guide/pictures/overview.png')

let office: Office
let clerk: Person
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('kuaiji')
})
afterAll(() => office.close())

/** By keyboard: the words narrow the list, Enter takes the first. */
async function choose(label: string, words = ''): Promise<void> {
  const field = clerk.page.getByLabel(label, { exact: true }).first()
  await field.click()
  await field.fill(words)
  await field.press('Enter')
}
const day = (label: string, on: string) =>
  clerk.typeDay(clerk.page.getByLabel(label, { exact: true }).first(), on)

async function step(action: string, fill: () => Promise<void> = async () => {}): Promise<void> {
  await clerk.press(action)
  await fill()
  await clerk.press(`确定${action}`)
  await clerk.see(`${action}：已办理`)
}
const photo = async (): Promise<void> => {
  await clerk.give(PHOTO)
  await clerk.see('overview.png')
}

test('the contributions of the roll are in the ledger before anything is settled', async () => {
  await clerk.menu('股金与持股')
  await clerk.follow(/蚕桑专业合作社/, clerk.page.getByRole('main'))
  await clerk.press(/名成员的期初出资/)
  await clerk.see('期初出资已登记')
  await clerk.look('shares-caps', { whole: true })
})

test('a death is seen before it freezes, and the heir takes over by vote', async () => {
  await clerk.menu('亡故与继承')
  await clerk.press('登记成员亡故')
  await choose('成员')
  await day('亡故日期', '2026-03-10')
  await clerk.type('由谁报告', '村委会')
  await clerk.press('看看会怎样办')
  await clerk.see(/自 2026-03-10 起份额冻结/)
  await clerk.look('member-death-new')
  await clerk.press('登记并冻结份额')
  await clerk.see('已冻结待核实')
  await step('核实死亡证明', photo)
  await step('登记继承人', async () => {
    await clerk.type('全部继承人和怎样约定', '配偶、子，协议由子承受')
    await clerk.type('承受份额的人', '王继承')
    await clerk.type('收款人', '王继承')
    await photo()
  })
  await clerk.picture('member-death')
  await clerk.follow('成员的权利人、收款人和事项')
  await clerk.see('份额是谁的：有表决权，盈余和退社款归谁')
  await clerk.see(/成员资格已于 2026-03-10 因亡故终止/)
  await clerk.picture('member-life')
})

test('who leaves sees the last day of membership by law before the application is taken', async () => {
  await clerk.menu('退社与除名')
  await clerk.press('受理退社、除名')
  await choose('成员')
  await day('提出日期（以书面为准）', '2026-03-18')
  await clerk.press('看看会怎样办')
  await clerk.see(/资格到 2026-12-31 终止/)
  await clerk.look('member-leaving-new')
  await clerk.press('受理')
  await step('受理退社')
  await clerk.see('待年度终了')
  const { name } = await clerk.download(() => clerk.follow(/打印申请书/))
  expect(name).toContain('退社申请书')
})

test('on the telephone the page of a member and the form fit the screen', async () => {
  const phone = await office.person('kuaiji', 'phone')
  await phone.open('/procedures/member_leaving')
  await phone.follow(/退社$/)
  await phone.see('事项内容')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('member-leaving', { whole: true })
  await phone.follow('成员的权利人、收款人和事项')
  await phone.see('办理的事项')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('member-life', { whole: true })
  await phone.press('换收款人、换卡、分户等')
  await phone.see('从哪一天起')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('member-change-new', { whole: true })
})
