/** A body without an accountant: counts what it has, uploads the bank's statement and the chair's bill, says what each line was. */
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
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

function file(name: string, text: string): string {
  const at = path.join(tmpdir(), `heshe-${process.pid}-${name}`)
  writeFileSync(at, text)
  return at
}
/** Finds an entry of a long drop-down by typing it. */
async function choose(label: string, option: string): Promise<void> {
  await clerk.page.getByLabel(label, { exact: true }).first().click()
  await clerk.page.keyboard.type(option)
  await clerk.page.keyboard.press('Enter')
}
const tab = (label: string) => clerk.page.getByText(label, { exact: true }).first().click()

test('the count is signed, then opens the book', async () => {
  await clerk.menu('账簿')
  await clerk.follow(/专业合作社/, clerk.page.getByRole('main'))
  await clerk.see('三种记法都可以')
  await clerk.look('cash-open')
  await clerk.press('建账')
  await clerk.see('收支账 ·')
  await tab('期初盘点')
  await clerk.type(/库存现金金额/, '500')
  await clerk.type(/银行存款金额/, '2万元')
  await clerk.type(/房屋、机器、车辆金额/, '30000')
  await clerk.type(/房屋、机器、车辆已提折旧/, '4000')
  await clerk.see('46,500.00 元')
  await clerk.type('理事长', '甲理事长')
  await clerk.type('监事（监事长）', '乙监事')
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const paper = path.join(tmpdir(), `heshe-${process.pid}-paper.png`)
  writeFileSync(paper, png)
  await clerk.give(paper)
  await clerk.see(/paper\.png/)
  await clerk.picture('stock-taking')
  await clerk.press('按签字的盘点表记入期初余额')
  await clerk.see('乙监事 签字')
})

const BANK = `户名：某合作社,,,,,
交易日期,摘要,支出金额,收入金额,余额,对方户名
2026-02-02,货款,,8000.00,28000.00,某超市
2026-02-03,化肥款,1200.00,,26800.00,某农资店
2026-02-05,化肥款,300.00,,26500.00,某农资店
2026-02-06,结息,,12.34,26512.34,
`

test('a statement is looked at, kept, and its lines become entries; the choice is remembered', async () => {
  await tab('流水')
  await clerk.press('导入流水')
  await clerk.type('账户叫什么', '农商行基本户')
  await clerk.press('用这个账户')
  await clerk.see('把对账单、账单文件拖到这里')
  await clerk.give(file('bank.csv', BANK), clerk.page.getByRole('dialog'))
  await clerk.see('新增 4 笔')
  await clerk.picture('statement-read')
  await clerk.press('导入 4 笔')
  await clerk.see('已导入 4 笔')
  await clerk.page.keyboard.press('Escape')
  await clerk.see('按摘要猜的')
  await clerk.picture('money-lines')
  const row = clerk.page.getByRole('row').filter({ hasText: '-1,200.00' })
  await clerk.press('说明这笔钱', row)
  await choose('这笔钱是什么', '付种养殖的投入')
  await clerk.see('401 生产成本')
  await clerk.picture('money-line')
  await clerk.press('记入账簿')
  await clerk.see('上次这样记')
  await clerk.page.getByRole('row').filter({ hasText: '上次这样记' }).getByRole('checkbox').check()
  await clerk.press('按记住的对应记入勾选的 1 笔')
  await clerk.see('已按记住的对应记账')
  await tab('已记账')
  await clerk.see(/记-2026-0002/)
})

test('money through the own account of a member stands under that member; the township sees it and changes nothing', async () => {
  await clerk.press('导入流水')
  await clerk.press('另加一个账户')
  await clerk.pick('哪一类账户', '经手人自己的卡、微信')
  await clerk.page.getByLabel('是谁的').click()
  await clerk.page.locator('.ant-select-item-option').first().click()
  await clerk.type('账户叫什么', '理事长微信')
  await clerk.press('用这个账户')
  await clerk.give(
    file(
      'own.csv',
      '微信支付账单明细\n交易时间,交易类型,交易对方,收/支,金额(元),当前状态,交易单号\n2026-02-08 09:00:00,转账,散户,收入,¥66.00,已收钱,X1\n',
    ),
    clerk.page.getByRole('dialog'),
  )
  await clerk.press('导入 1 笔')
  await clerk.see('已导入 1 笔')
  await clerk.page.keyboard.press('Escape')
  await clerk.see('有社里的钱经个人的卡、微信收付')
  await tab('待记账')
  await clerk.press('说明这笔钱', clerk.page.getByRole('row').filter({ hasText: '散户' }))
  await choose('这笔钱是什么', '销售产品')
  await clerk.see('114 成员往来')
  await clerk.press('记入账簿')
  await clerk.see('已记入账簿')
  const phone = await office.person('kuaiji', 'phone')
  const { pathname } = new URL(clerk.page.url())
  for (const one of ['money', 'stock']) {
    await phone.open(`${pathname}?tab=${one}`)
    expect(await phone.isTooWide(), one).toBe(false)
    await phone.look(`cash-${one}-phone`)
  }
  const reader = await office.person('xian')
  await reader.open(`${pathname}?tab=money`)
  await reader.see('农商行基本户')
  const buttons = await reader.page.getByRole('main').getByRole('button').allInnerTexts()
  expect(buttons.filter((name) => /导入|说明|记入|改为/.test(name))).toEqual([])
})
