/** The ends of months and of the year for all five at once; then the surplus is divided and paid. */
import { COUNTED } from '#core/surplus/typed-plan.ts'
import { bankAnswers } from './bank-answers.ts'
import { photoOf } from './photo.ts'
import { yuan, type Desk } from './year-desk.ts'
import { FIRST, firstTrades, movedUp, YEAR, type CoopYear } from './year-files.ts'
import { YEARS } from './year-sheets.ts'

/** Presses the same act for so many cooperatives and sees what it says of each. */
async function act(desk: Desk, label: string, { many, says }: { many: number; says: RegExp }): Promise<void> {
  if (many === 0) return
  await desk.clerk.press(`${label}（${many} 家）`)
  await desk.clerk.page
    .getByRole('alert')
    .filter({ hasText: says })
    .nth(many - 1)
    .waitFor()
}

/** The acts of the end of a month, each for all who need it. */
export async function closeMonth(desk: Desk, at: number): Promise<void> {
  const month = `${YEAR}-${String(at + 1).padStart(2, '0')}`
  await desk.go('月末结账')
  await desk.clerk.see(month)
  await desk.clerk.look(`year-month-end-${at + 1}`, { whole: true })
  if (at === 10) await desk.clerk.picture('month-end')
  const trading = YEARS.filter(
    ({ plan }) => plan.trades?.months.includes(at + 1) === true && firstTrades(plan) !== at + 1,
  ).length
  await act(desk, '成员交易入账', { many: trading, says: /笔交易记成 \d+ 张凭证/ })
  if (at > FIRST) await act(desk, '照上月再记', { many: 3, says: /照上月记了 1 张凭证/ })
  await act(desk, '计提折旧', { many: 3, says: /已提折旧/ })
  if (at === 11) await closeYear(desk)
  await act(desk, '结账', { many: 5, says: new RegExp(`${month} 已结账`) })
}

async function byTemplate(desk: Desk, label: RegExp, amount: bigint): Promise<void> {
  await desk.clerk.press(label)
  await desk.clerk.type(/金额/, yuan(amount))
  await desk.clerk.typeDay(desk.clerk.page.locator('#voucher-day'), `${YEAR}-12-31`)
  await desk.clerk.press('记入账簿')
  await desk.clerk.see('已记入凭证')
  await desk.clerk.press('换一种业务')
}

/** What was grown is stock, what was sold of it is cost; then income and cost of the year are carried over. */
async function closeYear(desk: Desk): Promise<void> {
  for (const year of YEARS) {
    const [grown, bought] = [desk.of(year).of('401'), desk.of(year).of('121')]
    if (grown + bought === 0n) continue
    await desk.goTo(year, year.plan.depth === 'cash' && !movedUp(year.plan) ? '记收支' : '记账')
    if (grown > 0n) {
      await byTemplate(desk, /^产品收回入库/, grown)
      desk.of(year).post(['121', grown], ['401', -grown])
    }
    await byTemplate(desk, /^结转销售成本/, grown + bought)
    desk.of(year).post(['521', grown + bought], ['121', -grown - bought])
  }
  await desk.go('月末结账')
  await act(desk, '年末结转', { many: 5, says: /已结转，记了 2 张凭证/ })
  for (const year of YEARS) {
    const results = [...desk.of(year).balances].filter(([account, fen]) => account >= '5' && fen !== 0n)
    const surplus = results.reduce((sum, [, fen]) => sum + fen, 0n)
    desk.of(year).post(...results.map(([account, fen]) => [account, -fen] as const), ['331', surplus])
    desk.of(year).post(['331', -surplus], ['332', surplus])
  }
}

/** From the plan to the last payment. */
export async function divide(desk: Desk, year: CoopYear): Promise<void> {
  await planYear(desk, year)
  await meet(desk, year)
  await payOut(desk, year)
}

async function planYear(desk: Desk, year: CoopYear): Promise<void> {
  await desk.go('盈余分配')
  await desk.clerk.follow(year.plan.name, desk.main())
  await desk.clerk.see('出资合计')
  if (year.plan.trades!.direction === 'supplied') await desk.clerk.pick('哪些交易算返还', COUNTED.supplied)
  await desk.clerk.type('提取公积金比例', '10%')
  await desk.clerk.press('算一算，比一比')
  await desk.clerk.press('定稿')
  await desk.clerk.see('下一步：放在办公地点备查')
}

async function meet(desk: Desk, year: CoopYear): Promise<void> {
  await desk.clerk.typeDay(desk.clerk.page.getByLabel('从哪天起备查').last(), '2026-03-01')
  await desk.clerk.press('登记备查')
  await desk.clerk.see('最早 2026-03-16 可以开会')
  await desk.clerk.typeDay(desk.clerk.page.getByLabel('通知日期').last(), '2026-03-02')
  await desk.clerk.press('登记通知')
  await desk.clerk.see('下一步：登记成员大会的表决')
  await desk.clerk.type('赞成票', String(year.members.length))
  await desk.clerk.type('决议名称或文号', '2026 年第一次成员大会第 1 号决议')
  await desk.clerk.give(photoOf('会议记录'))
  await desk.clerk.see(/会议记录.*\.png/)
  await desk.clerk.press('登记表决')
  await desk.clerk.see('下一步：入账')
  await desk.clerk.press('入账')
  await desk.clerk.see('列一批兑付清单')
}

async function payOut(desk: Desk, year: CoopYear): Promise<void> {
  await desk.clerk.press('列入清单')
  await desk.clerk.see(`等结果 ${year.members.length}`)
  const list = await desk.clerk.download(() => desk.clerk.follow('下载代发清单（.xlsx）'))
  await desk.clerk.give(await bankAnswers(list.bytes))
  await desk.clerk.press('登记这些结果')
  await desk.clerk.see('应付的都已列入清单')
}
