/** A year of a cooperative's members: weigh slips by the keyboard alone, the surplus divided, voted, posted, paid, explained. */
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '#server/config.ts'
import { bankAnswers, bankTemplate } from './bank-answers.ts'
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

/** Presses keys one by one, as fingers do; gives how many. */
async function keys(text: string): Promise<number> {
  const presses = Array.from(text).map((one) => (one === '\n' ? 'Enter' : one))
  for (const key of presses) await clerk.page.keyboard.press(key)
  return presses.length
}

test('weigh slips go in by the keyboard alone, a hundred of them well within half an hour', async () => {
  await clerk.menu('成员交易')
  await clerk.follow(/蚕桑专业合作社/)
  await clerk.see('只用键盘')
  await clerk.page.getByLabel('第 1 笔成员').focus()
  const slips = 10
  let pressed = 0
  for (let at = 0; at < slips; at += 1)
    pressed += await keys(`${11 + at}\n${120 + at}.5\n2.5\n\n${at === 0 ? '46.5' : ''}\n\n`)
  await clerk.see('10 笔，净重 1,225 公斤')
  await clerk.picture('trade-grid')
  const perSlip = pressed / slips
  // Keystroke-level model: 0.28 s a key and 1.35 s to look at each of six fields make 13 s; a hundred in half an hour leave 18 s.
  expect(perSlip * 0.28 + 6 * 1.35).toBeLessThan(18)
  expect(perSlip).toBeLessThan(17)
  await clerk.press('记入 10 笔')
  await clerk.see('已记入 10 笔')
  await clerk.page.getByText('明细', { exact: true }).first().click()
  await clerk.see('127 公斤')
  await clerk.picture('trade-lines')
})

test('a slip typed wrongly is taken back, and members sign what stands', async () => {
  const first = clerk.page.getByRole('button', { name: /^冲销 / }).first()
  await first.click()
  await clerk.type('冲销原因', '重复登记')
  await clerk.press('冲销', clerk.page.getByRole('dialog'))
  await clerk.see('已冲销')
  await clerk.page.getByText('成员确认', { exact: true }).first().click()
  await clerk.see(/名成员有交易，\d+ 名还有未确认的/)
  await clerk.look('trade-confirm')
  await clerk.page.emulateMedia({ media: 'print' })
  await clerk.look('trade-sign-list', { whole: true })
  await clerk.page.emulateMedia({ media: 'screen' })
  await clerk.press(/^选中未确认的/)
  await clerk.page.getByText('电话', { exact: true }).click()
  await clerk.press('记下确认')
  await clerk.see('已记下确认')
  await clerk.see('，0 名还有未确认的')
})

test('the year is divided: alternatives, plan, meeting, books', async () => {
  await clerk.menu('账簿')
  await clerk.follow(/蚕桑专业合作社/, clerk.page.getByRole('main'))
  await clerk.press('建账')
  await clerk.see('发生了什么？')
  await clerk.menu('盈余分配')
  await clerk.follow(/蚕桑专业合作社/, clerk.page.getByRole('main'))
  await clerk.see('据报表：账簿没有 2025 年的账')
  await clerk.type('本年盈余（元）', '20万元')
  await clerk.type('提取公积金比例', '10%')
  await clerk.press('算一算，比一比')
  await clerk.see('不得采用')
  await clerk.see('180,000.00')
  await clerk.page.getByRole('heading', { name: '方案比较' }).scrollIntoViewIfNeeded()
  await clerk.picture('surplus-alternatives')
  await clerk.look('surplus-draft', { whole: true })
  await clerk.press('定稿')
  await clerk.see('下一步：放在办公地点备查')
  await clerk.typeDay(clerk.page.getByLabel('从哪天起备查').last(), '2026-03-01')
  await clerk.press('登记备查')
  await clerk.see('最早 2026-03-16 可以开会')
  await clerk.typeDay(clerk.page.getByLabel('通知日期').last(), '2026-03-02')
  await clerk.press('登记通知')
  await clerk.see('下一步：登记成员大会的表决')
  await clerk.type('赞成票', '110')
  await clerk.type('反对票', '10')
  await clerk.press('加一名附加表决权享有人')
  const holder = clerk.page.getByLabel('第 1 名附加表决权享有人')
  await holder.click()
  await holder.press('Enter')
  await clerk.type('决议名称或文号', '2026 年第一次成员大会第 1 号决议')
  await clerk.give(PHOTO)
  await clerk.see('overview.png')
  await clerk.picture('surplus-vote')
  await clerk.press('登记表决')
  await clerk.see('下一步：入账')
  await clerk.see('盈余返还')
  await clerk.picture('surplus-posting')
  await clerk.press('入账')
  await clerk.see('列一批兑付清单')
  await clerk.see('108,000.00')
})

test('the bank pays, what came back is owed again and is paid in cash, each household has its slip', async () => {
  await clerk.press('列入清单')
  await clerk.see(/等结果 \d+/)
  const list = await clerk.download(() => clerk.follow('下载代发清单（.xlsx）'))
  const own = await clerk.download(async () => {
    await clerk.give(
      await bankTemplate(),
      clerk.page.getByTitle('选银行给的空表').locator('xpath=ancestor::span[2]'),
    )
  })
  expect(own.name).toMatch(/^银行代发_/)
  await clerk.give(await bankAnswers(list.bytes, 1))
  await clerk.see('没有付成：户名不符')
  await clerk.press('登记这些结果')
  await clerk.see('没有付成 1')
  await clerk.picture('surplus-pay')
  await clerk.press('登记退回')
  const back = clerk.page.getByRole('alert').filter({ hasText: '登记付成以后的退回' })
  await back.getByRole('checkbox').first().check()
  await clerk.type('退回的原因', '账户已注销')
  await clerk.look('surplus-returned')
  await clerk.press('确认退回')
  await clerk.see('付后退回 1')
  await clerk.see(/上次没有付成：账户已注销/)
  await clerk.page.getByText('现金', { exact: true }).click()
  await clerk.press('列入清单')
  await clerk.follow('打印现金领款表')
  await clerk.see('签名或手印')
  await clerk.look('surplus-cash')
  await clerk.page.goBack()
  await clerk.settled()
  const cash = clerk.page.getByRole('group').filter({ hasText: '现金' })
  await clerk.give(PHOTO, cash)
  await cash.getByRole('checkbox').first().uncheck()
  await clerk.press('登记领款')
  await clerk.see(/其中没有来领的 1 人/)
  await clerk.page.getByText('现金', { exact: true }).last().click()
  await clerk.press('列入清单')
  await clerk.give(PHOTO, cash.filter({ hasText: '等结果' }))
  await clerk.press('登记领款')
  await clerk.see('应付的都已列入清单')
  await clerk.look('surplus-paid', { whole: true })
  await clerk.follow('看明白纸、打印')
  await clerk.see('您共得')
  await clerk.see(/× 您的交易额 .* ÷ 全社 .* = .* 元/)
  await clerk.picture('surplus-slip')
  await clerk.page.emulateMedia({ media: 'print' })
  await clerk.look('surplus-slip-print')
  await clerk.page.emulateMedia({ media: 'screen' })
  await clerk.press('印上入口码')
  await clerk.page
    .getByRole('group', { name: /的入口码$/ })
    .first()
    .waitFor()
  const paper = await clerk.download(() => clerk.press('下载（.docx）'))
  expect(paper.name).toMatch(/明白纸\.docx$/)
})

test('the parts fit a telephone', async () => {
  const phone = await office.person('kuaiji', 'phone')
  await clerk.menu('成员交易')
  await clerk.follow(/蚕桑专业合作社/)
  const { pathname } = new URL(clerk.page.url())
  for (const tab of ['record', 'lines', 'confirm', 'import']) {
    await phone.open(`${pathname}?tab=${tab}`)
    expect(await phone.isTooWide(), tab).toBe(false)
    await phone.look(`trades-${tab}`)
  }
  await clerk.open(`/member-accounts/${pathname.split('/').at(-1) ?? ''}`)
  // Nobody took the contributions of the roll over: that is told; what was divided agrees to the fen.
  await clerk.see(/名成员的出资额还只在名册上，账户里没有/)
  const divided = clerk.page.getByRole('row').filter({ hasText: '盈余返还 ＝' })
  await clerk.see('相符', divided)
  await clerk.look('account-ties')
  await phone.open(new URL(clerk.page.url()).pathname)
  await phone.see('与账簿核对')
  expect(await phone.isTooWide(), 'accounts').toBe(false)
  await phone.look('account-ties', { whole: true })
  await phone.open('/surplus')
  await phone.follow(/方案|入账|年/, phone.page.getByRole('main'))
  await phone.see('各成员所得')
  expect(await phone.isTooWide(), 'plan').toBe(false)
  await phone.look('surplus-plan')
  await phone.press('登记退回')
  await phone.see('登记付成以后的退回')
  expect(await phone.isTooWide(), 'returned').toBe(false)
  await phone.look('surplus-returned', { whole: true })
  await phone.page.close()
})
