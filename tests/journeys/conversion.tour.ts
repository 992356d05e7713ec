/** The books of 2007 are taken over: pasted, taken apart, laid side by side, signed, and then they are the opening balances. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'
import { photoOf } from './photo.ts'

let office: Office
let clerk: Person
let members: string[]
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('kuaiji')
  const answer = await clerk.page.request.get('/api/registers/member?size=20')
  const { records } = (await answer.json()) as { records: { values: { person: string } }[] }
  members = [...new Set(records.map((one) => one.values.person))]
})
afterAll(() => office.close())

test('an old balance with its sub-ledgers is pasted and read', async () => {
  await clerk.menu('账簿')
  await clerk.see('每家合作社一本账')
  await clerk.follow(/专业合作社/, clerk.page.getByRole('main'))
  await clerk.page.getByText('完整账', { exact: true }).first().click()
  await clerk.press('建账')
  await clerk.see('完整账 ·')
  await clerk.page.getByText('旧账转换', { exact: true }).first().click()
  await clerk.see('旧账余额（2007 年科目）')
  await clerk.look('conversion-empty', { whole: true })
  await clerk.press('从表格粘贴')
  const [first, second] = members
  await clerk.type(
    '粘贴旧账余额表',
    [
      '科目编码\t科目名称\t期末借方余额\t期末贷方余额',
      '101\t库存现金\t1,200.50\t',
      '102\t银行存款\t86,400.00\t',
      '113\t应收款\t8,000.00\t',
      `11301\t某食品公司\t5000\t`,
      `11302\t${first}\t3000\t`,
      '142\t林木资产\t46000\t',
      '151\t固定资产\t120000\t',
      '152\t累计折旧\t\t20000',
      '211\t应付款\t\t9600.50',
      '21101\t农资店\t\t6000',
      '21102\t采摘劳务费\t\t3600.50',
      '301\t股金\t\t150000',
      `30101\t${first}\t\t100000`,
      `30102\t${second}\t\t50000`,
      '311\t专项基金\t\t50000',
      '31101\t财政补助\t\t50000',
      '322\t盈余公积\t\t12000',
      '332\t盈余分配\t\t20000',
    ].join('\n'),
  )
  await clerk.press('读取粘贴的余额')
  await clerk.see('借贷相等')
  await clerk.press('下一步')
})

test('what goes over whole is done; an orchard is taken apart into cost and what was written off', async () => {
  await clerk.see('二、拆分（1 个科目）')
  await clerk.see('还有 46,000.00 元没有转', clerk.page.getByLabel('拆分 142 林木资产'))
  await clerk.press('下一步')
  await clerk.see('还有 1 处要改')
  await clerk.look('conversion-refused', { whole: true })
  await clerk.press('上一步')
  const orchard = clerk.page.getByLabel('拆分 142 林木资产')
  await clerk.press('加一行', orchard)
  for (const [row, account, side, amount] of [
    [1, '142 生产性', '借方', '60000'],
    [2, '143 生产性', '贷方', '14000'],
  ] as const) {
    const field = orchard.getByLabel(`第 ${row} 行科目`)
    await field.fill(account)
    await field.press('Enter')
    await clerk.type(`第 ${row} 行${side}`, amount, orchard)
    await clerk.type(`第 ${row} 行名称数量`, '柑橘 20 亩', orchard)
  }
  await clerk.see('已拆完，与余额相等', orchard)
  await clerk.settled()
  await clerk.picture('conversion-split', { whole: true })
  await clerk.press('下一步')
})

test('who saves over the draft of another is told whose stands and chooses; nothing is lost unasked', async () => {
  const chair = await office.person('shezhang')
  await chair.open(`${new URL(clerk.page.url()).pathname}?tab=conversion`)
  await chair.see('上次由')
  await clerk.press('存草稿')
  await clerk.settled()
  const cash = chair.page.getByLabel('101 库存现金借方')
  await cash.fill('1200')
  await chair.press('存草稿')
  await chair.see('存过草稿，这次没有存')
  await chair.see('填的还在页面上')
  await chair.see('借 1200.50', chair.page.getByLabel('两份草稿'))
  await chair.look('conversion-two-drafts', { whole: true })
  expect(await cash.inputValue()).toBe('1200')
  await chair.press(/^改用.*存的（丢弃我填的）$/)
  expect(await cash.inputValue()).toMatch(/1,?200\.50?/)
  await chair.press('存草稿')
  await chair.see('草稿已保存')
  // The other way round: what the clerk has on the page replaces the chair's, because he says so.
  await clerk.press('存草稿')
  await clerk.see('存过草稿，这次没有存')
  await clerk.press('用我填的盖掉')
  await clerk.see('草稿已保存')
  await chair.page.context().close()
})

test('old and new stand side by side, are signed, and become the opening balances; the paper is kept', async () => {
  await clerk.see('新旧会计科目转换对照表')
  await clerk.settled()
  await clerk.picture('conversion-paper', { whole: true })
  await clerk.page.emulateMedia({ media: 'print' })
  await clerk.page.setViewportSize({ width: 794, height: 1123 })
  await clerk.look('conversion-print', { whole: true })
  await clerk.page.emulateMedia({ media: 'screen' })
  await clerk.page.setViewportSize({ width: 1440, height: 900 })
  await clerk.type('理事长', '甲理事长')
  await clerk.type('监事（监事长）', '乙监事')
  await clerk.give(photoOf('对照表'))
  await clerk.see(/对照表.*\.png/)
  await clerk.press('按签字的对照表记入期初余额')
  await clerk.see('旧账已经转换')
  const paper = await clerk.download(() => clerk.follow('下载（.xlsx）'))
  expect(paper.name).toMatch(/转换对照表/)
  await clerk.follow('接着按期初余额建资产卡片')
  await cards()
  await clerk.page.getByText('余额表', { exact: true }).first().click()
  await clerk.see('142 生产性生物资产')
  await clerk.page.getByText('会计报表', { exact: true }).first().click()
  await clerk.page.getByText('成员权益变动表', { exact: true }).first().click()
  await clerk.see('盈余公积')
  await clerk.settled()
  await clerk.look('equity', { whole: true })
  await clerk.follow('150,000.00')
  await clerk.see('报表上的这个数由这些凭证构成')
  await clerk.see('期初余额（新旧科目转换）')
  await clerk.look('behind-figure')
  const phone = await office.person('kuaiji', 'phone')
  await phone.open(`${new URL(clerk.page.url()).pathname}?tab=conversion`)
  await phone.see('旧账已经转换')
  await phone.look('conversion', { whole: true })
  expect(await phone.isTooWide()).toBe(false)
})

/** The house and the orchard of the opening get their cards; a fen off is told and nothing is made. */
async function cards(): Promise<void> {
  await clerk.see('期初的资产还没有建齐卡片')
  await clerk.press('按期初余额建卡')
  expect(await clerk.page.getByLabel('第 1 项名称、规格、数量').inputValue()).toBe('柑橘 20 亩')
  const day = async (nth: number, text: string) =>
    clerk.typeDay(clerk.page.getByLabel(`第 ${nth} 项取得日期`), text)
  await day(1, '2016-03-01')
  await clerk.type('第 2 项名称、规格、数量', '包装车间 1 座')
  await day(2, '2014-05-01')
  await clerk.type('第 2 项原价', '120000')
  await clerk.type('第 2 项已提折旧', '20000.01')
  await clerk.see('已提折旧还差')
  for (const nth of [1, 2]) await clerk.type(`第 ${nth} 项还要提的月数`, '120')
  await clerk.press('建 2 张卡片')
  await clerk.see('卡片多 0.01 元')
  await clerk.look('opening-cards-refused', { whole: true })
  await clerk.type('第 2 项已提折旧', '20000')
  await clerk.settled()
  await clerk.picture('opening-cards', { whole: true })
  await clerk.press('建 2 张卡片')
  await clerk.see('包装车间 1 座', clerk.page.getByLabel('资产卡片'))
}
