/** A body without an accountant counts what it has; the signed count opens its book. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'
import { photoOf } from './photo.ts'

let office: Office
let clerk: Person
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('kuaiji')
})
afterAll(() => office.close())

const tab = (label: string) => clerk.page.getByText(label, { exact: true }).first().click()

test('the count is signed, then opens the book', async () => {
  await clerk.menu('账簿')
  await clerk.see('每家合作社一本账')
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
  await clerk.give(photoOf('盘点表'))
  await clerk.see(/盘点表.*\.png/)
  await clerk.picture('stock-taking')
  await clerk.press('按签字的盘点表记入期初余额')
  await clerk.see('乙监事 签字')
})

test('a bank statement is read, each line becomes an entry in plain words, and once only', async () => {
  await tab('流水')
  await clerk.press('导入流水')
  await clerk.type('账户叫什么', '农商行基本户')
  await clerk.press('用这个账户')
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'heshe-bank-')), '流水.csv')
  writeFileSync(
    file,
    [
      '交易日期,摘要,支出金额,收入金额,余额,对方户名',
      '2026-01-05,购化肥,1200.00,,18800.00,禾丰农资店',
      '2026-01-20,销售货款,,5000.00,23800.00,某食品公司',
    ].join('\n'),
  )
  await clerk.give(file)
  await clerk.see('读出 2 笔')
  await clerk.look('money-preview')
  await clerk.press('导入 2 笔')
  await clerk.see('已导入 2 笔')
  await clerk.page.keyboard.press('Escape')
  await clerk.see('待记账')
  await clerk.settled()
  await clerk.picture('money-lines')
  await clerk.press('说明这笔钱')
  await clerk.see('说明这笔流水')
  await clerk.look('money-line')
  await clerk.page.keyboard.press('Escape')
  // The statement stops in January, and so does the table, without being asked.
  await clerk.see('加：银行已收、账上未收')
  await clerk.see('调节后两边相等')
  await clerk.settled()
  await clerk.picture('reconciliation')
})

test('a WeChat bill is not kept as lines of the bank; the way out is said', async () => {
  await clerk.press('导入流水')
  const dialog = clerk.page.getByRole('dialog')
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'heshe-bill-')), '微信支付账单.csv')
  writeFileSync(
    file,
    [
      '微信支付账单明细',
      '交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号',
      '2026-01-08 15:21:08,转账,韩女士,菜款,收入,¥120.00,零钱,已存入零钱,1000039401',
    ].join('\n'),
  )
  await clerk.give(file, dialog)
  await clerk.see(/“农商行基本户”是银行户/)
  await dialog.getByRole('button', { name: '导入 1 笔' }).and(clerk.page.locator(':disabled')).waitFor()
  await clerk.look('money-misplaced')
  await clerk.press('另加一个账户')
  await clerk.pick('哪一类账户', '社里的微信')
  await clerk.type('账户叫什么', '社里微信')
  await clerk.press('用这个账户')
  await clerk.see('社里微信：新增 1 笔')
  await clerk.press('导入 1 笔')
  await clerk.see('已导入 1 笔')
  await clerk.page.keyboard.press('Escape')
})

test('an asset has its card, wears by the month, the month closes and is opened again by a decision', async () => {
  await clerk.page.reload()
  await tab('资产')
  await clerk.press('登记资产')
  await clerk.type('名称、规格、数量', '旋耕机 1 台')
  await clerk.typeDay(clerk.page.locator('#asset-day'), '2025-12-10')
  await clerk.type('原价', '30000')
  await clerk.type('登记以前已提折旧', '4000')
  await clerk.click('button', '登记', clerk.page.getByRole('dialog'))
  await clerk.see('旋耕机 1 台')
  await clerk.see('累计折旧（元）')
  await clerk.settled()
  await clerk.picture('assets')
  await byWork()
  await clerk.press(/计提 2026-01 折旧/)
  await clerk.see('已提折旧')
  await tab('结账')
  await clerk.see('2026-01 结账清单')
  await clerk.settled()
  await clerk.see('到月末还有 3 笔没有说明是什么收支')
  await clerk.look('closing', { whole: true })
})

/** A dryer wears by the hours that it ran: they are asked for before the month, and another life is written with its reason. */
async function byWork(): Promise<void> {
  await clerk.press('登记资产')
  await clerk.type('名称、规格、数量', '烘干机 1 台')
  await clerk.typeDay(clerk.page.locator('#asset-day'), '2025-12-10')
  await clerk.type('原价', '12000')
  await clerk.type(/还能做多少/, '3000')
  await clerk.type('工作量的单位', '小时')
  await clerk.look('asset-new')
  await clerk.click('button', '登记', clerk.page.getByRole('dialog'))
  await clerk.see('这个月的工作量还没有登记')
  const dryer = clerk.page.getByRole('row', { name: /烘干机/ })
  await clerk.press('登记变动', dryer)
  await clerk.type(/2026-01 的工作量/, '120')
  await clerk.press('登记工作量')
  await clerk.see('本月 120 小时')
  await clerk.settled()
  await clerk.look('assets-work')
  await clerk.press('登记变动', dryer)
  await clerk.page.getByText('改年限、残值', { exact: true }).click()
  await clerk.type('为什么改', '大修后能多用')
  await clerk.settled()
  await clerk.look('asset-term')
  await clerk.press('登记变更')
  await clerk.page.getByRole('dialog').waitFor({ state: 'hidden' })
}

test('on the telephone the assets fit the screen', async () => {
  const phone = await office.person('kuaiji', 'phone')
  await phone.open(`${new URL(clerk.page.url()).pathname}?tab=assets`)
  await phone.see('本月 120 小时')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('assets-work', { whole: true })
})

test('a body whose books are kept elsewhere only reports', async () => {
  await clerk.press(/^改为只报表/)
  await clerk.press(/^改为只报表/, clerk.page.getByRole('main'))
  await clerk.press('导入或录入报表')
  await clerk.type('资产负债表第 1 行期末余额', '1000')
  await clerk.settled()
  await clerk.look('reported-typed')
  await clerk.type('成员权益变动表 股金 年末余额', '500')
  await clerk.see(/股金年末（03 表）＝ 01 表 36 行期末：相差/)
  await clerk.settled()
  await clerk.look('reported-equity', { whole: true })
  await clerk.press(/^保存 \d{4}-\d{2} 的报表/)
  await clerk.see('据报表：录入')
  const phone = await office.person('kuaiji', 'phone')
  await phone.open(new URL(clerk.page.url()).pathname)
  await phone.see('据报表：录入')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('reported-equity', { whole: true })
})
