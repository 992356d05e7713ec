/** The life of members at the cooperative's own desk: a death freezes and is inherited, a card is changed, somebody leaves. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { itemSteps } from './item-steps.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let clerk: Person
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('kuaiji')
})
afterAll(() => office.close())

const { day, photo, step } = itemSteps(() => clerk)

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
  await clerk.choose('成员')
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
  await clerk.choose('成员')
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

/** The vote of a members' meeting of so many, all of them for it. */
async function voted(votes: number): Promise<void> {
  await step('登记表决结果', async () => {
    await day('开会日期', '2026-03-15')
    await clerk.type('决议名称', '2026 年第一次成员大会决议')
    await clerk.type('出席人数（含书面委托）', String(votes))
    await clerk.type('赞成票', String(votes))
    await photo()
  })
}

test('the heir is voted in, entered into the roll, and has the whole share', async () => {
  await clerk.menu('亡故与继承')
  await clerk.follow(/亡故与继承$/, clerk.page.getByRole('main'))
  await voted(100)
  await step('继承人登入名册', async () => {
    await day('入社日期', '2026-03-16')
    await clerk.choose('成员类型', '农民')
  })
  await clerk.see('已由继承人入社')
  await clerk.follow('新登记的成员')
  await clerk.see(/王继承/)
})

async function changed(what: string, fill: () => Promise<void>): Promise<void> {
  await clerk.menu('户内变更')
  await clerk.press('受理户内变更')
  await clerk.choose('成员')
  await clerk.choose('变更什么', what)
  await fill()
  await day('从哪一天起', '2026-03-16')
  await clerk.press('看看会怎样办')
  await clerk.see('受理前请核对')
  await clerk.press('受理')
}

test('a lost card is told of in two steps, and a household that divides is voted and takes shares along', async () => {
  await changed('银行卡挂失', async () => {})
  await step('核对并变更', photo)
  await clerk.see('已变更')
  const { name } = await clerk.download(() => clerk.follow(/打印申请书/))
  expect(name).toContain('银行卡挂失申请')
  await changed('分户', async () => {
    await clerk.type('分出的一户由谁入社', '分户人')
    await clerk.type('分出的股金（元，不分的不填）', '100')
  })
  await voted(100)
  await step('办理分户', async () => {
    await day('入社日期', '2026-03-16')
    await clerk.choose('成员类型', '农民')
  })
  await clerk.see('已变更')
  await clerk.look('member-split', { whole: true })
})

test('whose membership ended with last year is settled line by line and repaid to the payee', async () => {
  await clerk.menu('退社与除名')
  await clerk.press('受理退社、除名')
  // The first of the list leaves this year already.
  const field = clerk.page.getByLabel('成员', { exact: true }).first()
  await field.click()
  await field.press('ArrowDown')
  await field.press('ArrowDown')
  await field.press('Enter')
  await day('提出日期（以书面为准）', '2025-08-01')
  await clerk.press('看看会怎样办')
  await clerk.see(/资格到 2025-12-31 终止/)
  await clerk.press('受理')
  await step('受理退社')
  await step('终止成员资格')
  await step('结算', async () => {
    await clerk.type(/说明/, '章程第二十条，三个月内退清')
  })
  await clerk.see('退还公积金份额')
  await clerk.see('财政补助量化份额（不退）')
  await clerk.look('member-settlement', { whole: true })
  await step('登记退款', async () => {
    await day('付款日期', '2026-03-20')
    await clerk.choose('付款方式', '银行转账')
    await photo()
  })
  await clerk.see('已退款')
  await clerk.see(/2026-03-20 付给/)
})

test('a loss of his time that was found afterwards is settled once more, collected, and stands on his page', async () => {
  await clerk.follow('成员的权利人、收款人和事项')
  await clerk.see('结算和补充清算')
  await clerk.press('登记补充清算')
  await clerk.type('为什么补充清算', '审计查出 2025 年少计亏损')
  await clerk.type('是哪一年的', '2025')
  await clerk.type('依据哪次大会的决议或哪个方案', '2026 年成员大会亏损处理方案')
  await day('决议（方案）日期', '2026-03-20')
  await clerk.press('看看会怎样办')
  await clerk.see('连同以前分摊的最多到出资额加公积金份额为止')
  await clerk.look('resettlement-new', { whole: true })
  await clerk.press('登记')
  await step('核算', async () => {
    await clerk.type(/说明/, '章程第二十条，按出资比例')
    await clerk.type('补分摊的亏损和债务（元，没有的不填）', '10')
    await photo()
  })
  await clerk.see('应收回 10.00 元')
  await step('登记收付', async () => {
    await day('收付日期', '2026-03-20')
    await clerk.choose('收付方式', '银行转账')
    await photo()
  })
  await clerk.see('已结清')
  await clerk.see('上面写的依据只是文字，还没有对上已定案的决议')
  await clerk.look('resettlement', { whole: true })
  await clerk.follow('成员的权利人、收款人和事项')
  await clerk.see('审计查出 2025 年少计亏损')
  await clerk.look('member-life-settled', { whole: true })
})

test('a hundred weigh slips go in by the keyboard alone, the last as fast as the first', async () => {
  await clerk.menu('成员交易')
  await clerk.follow(/蚕桑专业合作社/, clerk.page.getByRole('main'))
  await clerk.see('只用键盘')
  await clerk.page.getByLabel('第 1 笔成员').focus()
  const { keyboard } = clerk.page
  const spent: number[] = []
  for (let at = 0; at < 100; at += 1) {
    const began = performance.now()
    const slip = `${11 + (at % 40)}\n${100 + at}.5\n0.5\n\n${at === 0 ? '46.5' : ''}\n\n`
    for (const key of slip) await keyboard.press(key === '\n' ? 'Enter' : key)
    spent.push(performance.now() - began)
  }
  // Net weights of 100 to 199, one of each.
  await clerk.see('100 笔，净重 14,950 公斤')
  const sum = (part: readonly number[]) => part.reduce((all, one) => all + one, 0)
  // A hundred in half an hour leave 18 s for one: what the page takes for its keys is a small part of that.
  expect(sum(spent.slice(-10)) / 10).toBeLessThan(3000)
  await clerk.look('trade-grid-hundred', { whole: true })
  await keyboard.press('Control+Enter')
  await clerk.see('已记入 100 笔')
}, 400_000)

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
