/** A bookkeeper who never studied debit and credit: opens the book, says what happened, sees the entry, undoes a slip, reads the statements. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let clerk: Person
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('kuaiji')
})
afterAll(() => office.close())

async function openBook(): Promise<void> {
  await clerk.menu('账簿')
  await clerk.see('每家合作社一本账')
  await clerk.follow(/专业合作社/, clerk.page.getByRole('main'))
  await clerk.see('使用 2023 年起施行的会计科目')
  await clerk.look('books-open')
  await clerk.click('radio', /完整账/)
  await clerk.press('建账')
}

test('from opening balances over a sale and a slip undone to statements that agree', async () => {
  await openBook()
  await clerk.see('发生了什么？')
  await clerk.see('期初余额还没有记入')
  await clerk.picture('record')
  await clerk.follow('去录入期初余额')
  await clerk.type('第 2 行借方', '5万元')
  await clerk.see('相差')
  await clerk.type('第 12 行贷方', '50,000')
  await clerk.see('借贷相等')
  await clerk.look('books-opening')
  await clerk.press('记入期初余额')
  await clerk.see('已记入')

  await clerk.page.getByText('记账', { exact: true }).first().click()
  await clerk.press(/^销售产品/)
  await clerk.page.getByText('期初余额还没有记入').waitFor({ state: 'hidden' })
  await clerk.see('填好前面几项')
  await clerk.type(/卖了多少钱/, '1200.50')
  await clerk.see('501 经营收入')
  await clerk.picture('record-sale')
  await clerk.press('记入账簿')
  await clerk.see('已记入凭证')
  await clerk.press('换一种业务')
  await clerk.press(/^付办公/)
  await clerk.type(/金额/, '80')
  await clerk.press('记入账簿')
  await clerk.follow(/^记-\d{4}-\d{4}$/)
  await clerk.see('制单')
  await clerk.press('红字冲销')
  await clerk.type(/冲销原因/, '重复记了')
  await clerk.press('记入红字凭证')
  await clerk.see('这是红字凭证')
  await clerk.picture('red-voucher')
})

test('balances open their vouchers, statements agree, closing says what stands before it', async () => {
  await clerk.menu('账簿')
  await clerk.see('每家合作社一本账')
  await clerk.follow(/专业合作社/, clerk.page.getByRole('main'))
  await clerk.page.getByText('余额表', { exact: true }).first().click()
  await clerk.see('102 银行存款')
  await clerk.look('books-balances')
  await clerk.follow('102 银行存款')
  await clerk.see('销售产品')
  await clerk.look('books-vouchers')
  await clerk.page.getByText('会计报表', { exact: true }).first().click()
  await clerk.see(/勾稽 \d+ 项全部相符/)
  await clerk.see('51,200.50')
  await clerk.picture('statements')
  const file = await clerk.download(() => clerk.follow('下载三张表（.xlsx）'))
  expect(file.name).toMatch(/会计报表_\d{4}-\d{2}\.xlsx$/)
  await clerk.page.getByText('成员权益变动表', { exact: true }).first().click()
  await clerk.see('年末余额')
  await clerk.look('books-equity')
  await clerk.page.getByText('结账', { exact: true }).first().click()
  await clerk.see('试算平衡')
  await clerk.look('books-closing')
  await reviewed()
  await clerk.press(/^结账 \d{4}-\d{2}/)
  await clerk.see('已结账的月份')
})

/** The book asks for reviews: the chair looks through the month and reviews it in one act, not what he made himself. */
async function reviewed(): Promise<void> {
  await clerk.press('要求审核')
  await clerk.type('依据', '章程第二十条')
  const from = clerk.page.getByLabel('从哪个月起')
  await from.click()
  await clerk.page.getByTitle('2026-01', { exact: true }).first().click()
  await clerk.look('books-review-rule')
  await clerk.click('button', '要求审核')
  await clerk.see('章程第二十条')
  const chair = await office.person('shezhang')
  await chair.see(/\d+ 张凭证要由您审核/)
  await chair.open(`${new URL(clerk.page.url()).pathname}?tab=vouchers&review=open`)
  await chair.see('审核后不能收回')
  await chair.settled()
  await chair.picture('review-vouchers')
  await chair.press(/^审核所选（\d+ 张）$/)
  await chair.see('没有待审核的凭证')
  await chair.press('待审核')
  await chair.follow('销售产品')
  await chair.see(/审核：/)
  await chair.page.emulateMedia({ media: 'print' })
  await chair.page.setViewportSize({ width: 794, height: 1123 })
  await chair.look('voucher-print', { whole: true })
  await chair.page.context().close()
  await clerk.page.reload()
  await clerk.see('都已由制单以外的人审核')
}

test('on the phone the parts fit, and the township reads without a button that changes anything', async () => {
  const phone = await office.person('kuaiji', 'phone')
  await phone.open('/books')
  await phone.follow(/专业合作社/, phone.page.getByRole('main'))
  for (const tab of [
    'record',
    'vouchers',
    'balances',
    'statements',
    'closing',
    'opening',
    'assets',
    'vouchers&review=open',
  ]) {
    const { pathname } = new URL(phone.page.url())
    await phone.open(`${pathname}?tab=${tab}`)
    expect(await phone.isTooWide(), tab).toBe(false)
    await phone.look(`books-${tab.replace('&', '-')}`, { whole: true })
  }
  await phone.open('/month-end')
  await phone.see('同一件事一次办完')
  expect(await phone.isTooWide(), 'month-end').toBe(false)
  await phone.look('month-end', { whole: true })
  const reader = await office.person('xian')
  await reader.menu('账簿')
  await reader.see('每家合作社一本账')
  await reader.follow(/专业合作社/, reader.page.getByRole('main'))
  await reader.open(`${new URL(reader.page.url()).pathname}?tab=vouchers`)
  await reader.see('凭证号')
  const buttons = await reader.page.getByRole('main').getByRole('button').allInnerTexts()
  expect(buttons.filter((name) => /记入|结账|建账|冲销/.test(name))).toEqual([])
})
