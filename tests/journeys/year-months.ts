/** What a month brings to the desk, in the order in which it is done; and the ends of months and of the year. */
import { photoOf } from './photo.ts'
import { yuan, type Desk } from './year-desk.ts'
import { FIRST, firstTrades, GRANT, GRANTED, YEAR, type CoopYear, type MoneyRow } from './year-files.ts'
import { otherOf } from './year-kinds.ts'
import { addCard, MACHINE, type Asset } from './year-opening.ts'
import { bankFile, tradesFile, wechatFile } from './year-sheets.ts'

const PROJECT = '农机购置补助项目'
const WAGES = 6_000_00n

/** What a person says once of lines that the program can not know. */
const SAID: Readonly<Record<string, string>> = {
  饲料: '付种养殖的投入',
  化肥种子: '付种养殖的投入',
  柴油: '付运费、包装、仓储等经营费用',
  作业费: '收到服务费、加工费',
  菜款: '销售产品',
}

async function importMoney(desk: Desk, year: CoopYear, at: number): Promise<void> {
  const { plan, months } = year
  const { month, bank, wechat } = months[at]!
  const before = desk.purse.get(plan.key)!
  const files = [bankFile({ coop: plan.key, month, rows: bank, before })]
  if (wechat.length > 0) files.push(wechatFile({ coop: plan.key, month, rows: wechat }))
  desk.purse.set(
    plan.key,
    bank.reduce((sum, one) => sum + one.amount, before),
  )
  const all = bank.length + wechat.length
  await desk.goTo(year, '流水')
  await desk.clerk.see('农商行基本户')
  await desk.clerk.press('导入流水')
  await desk.clerk.give(files, desk.clerk.page.getByRole('dialog'))
  await desk.clerk.see(`读出 ${all} 笔`)
  await desk.clerk.press(`导入 ${all} 笔`)
  await desk.clerk.see(`已导入 ${all} 笔`)
  await desk.closeDrawer()
}

/** Explains what nobody could know, and posts all lines with one press. */
export async function postMoney(desk: Desk, year: CoopYear, at: number): Promise<void> {
  const { bank, wechat } = year.months[at]!
  await desk.clerk.see('按种类一起记：同一种的只说明一次')
  if (at === FIRST) await explainOnce(desk, year, at)
  if (year.plan.once?.some((one) => one.month === at + 1) === true) await explainGrant(desk, at)
  await desk.clerk.press(/^记入勾选的 \d+ 种 \d+ 笔$/)
  await desk.clerk.see('流水都已记账')
  for (const row of bank) desk.of(year).post(['102', row.amount], ...otherSide(row))
  for (const row of wechat) desk.of(year).post(['109', row.amount], ...otherSide(row))
}

/** What stands against the money of a line. */
function otherSide({ memo, amount }: MoneyRow): [string, bigint][] {
  if (memo === '农机购置补助') return [['235', -GRANT]]
  if (memo === '购深松机')
    return [
      ['151', GRANTED],
      ['235', GRANT],
      ['311', -GRANT],
    ]
  return [[otherOf(memo), -amount]]
}

/** The line says who sent the money, not for which grant; and what was bought with it is no usual cost. */
async function explainGrant(desk: Desk, at: number): Promise<void> {
  const received = at + 1 === 4
  const row = desk.clerk.page
    .getByRole('row')
    .filter({ hasText: received ? '农机购置补助' : '购深松机' })
    .first()
  await desk.clerk.press(received ? '改说明' : '说明这 1 笔', row)
  if (!received) await desk.choose('这些钱是什么', '用补助购建资产')
  await desk.clerk.type('补助项目名称', PROJECT)
  if (!received) await desk.clerk.type('其中用补助', yuan(GRANT))
  await desk.clerk.press('记入这 1 笔')
  await desk.clerk.see('已记入 1 笔')
}

/** In January the kinds that nobody could guess are said once; from then on they are known. */
async function explainOnce(desk: Desk, year: CoopYear, at: number): Promise<void> {
  const { bank, wechat } = year.months[at]!
  const memos = [...new Set([...bank, ...wechat].map((row) => row.memo))].filter((memo) => memo in SAID)
  for (const memo of memos) {
    const row = desk.clerk.page
      .getByRole('row')
      .filter({ hasText: memo })
      .filter({ hasText: '说明这' })
      .first()
    await desk.clerk.press(/^说明这 \d+ 笔$/, row)
    await desk.choose('这些钱是什么', SAID[memo]!)
    if (memo === '菜款' && year.plan.key === 'stock') await desk.clerk.picture('money-kind')
    await desk.clerk.press(/^记入这 \d+ 笔$/)
    await desk.clerk.see(/^已记入 \d+ 笔$/)
  }
  if (year.plan.key === 'crops') await desk.clerk.picture('money-kinds')
}

async function enterTrades(desk: Desk, year: CoopYear, at: number): Promise<void> {
  const { plan, months } = year
  const { month, trades } = months[at]!
  if (trades.length === 0) return
  await desk.go('成员交易')
  await desk.clerk.follow(plan.name, desk.main())
  await desk.tab('导入表格')
  const direction = plan.trades!.direction === 'delivered' ? '交售给本社' : '向本社购买'
  await desk.clerk.give(tradesFile({ coop: plan.key, month, rows: trades, direction }))
  await desk.clerk.press(`记入 ${trades.length} 笔`)
  await desk.clerk.see(`已记入 ${trades.length} 笔`)
  const sums = Map.groupBy(trades, (one) => one.day)
  const account = plan.trades!.direction === 'delivered' ? '121' : '501'
  const side = plan.trades!.direction === 'delivered' ? 1n : -1n
  for (const rows of sums.values()) {
    const fen = side * rows.reduce((sum, one) => sum + one.amount, 0n)
    desk.of(year).post([account, fen], ['114', -fen])
  }
  if (firstTrades(plan) !== at + 1) return
  await desk.goTo(year, '成员交易')
  await desk.clerk.picture('trades-to-books')
  await desk.clerk.press(`记入 ${month} 的成员交易`)
  await desk.clerk.see('没有还没入账的成员交易')
}

async function oweWages(desk: Desk, year: CoopYear, at: number): Promise<void> {
  if (!year.plan.wages) return
  desk.of(year).post(['523', WAGES], ['212', -WAGES])
  if (at > FIRST) return
  await desk.goTo(year, '记账')
  await desk.clerk.press(/^计提工资/)
  await desk.clerk.type(/金额/, yuan(WAGES))
  await desk.clerk.typeDay(desk.clerk.page.locator('#voucher-day'), `${year.months[at]!.month}-28`)
  await desk.clerk.press('记入账簿')
  await desk.clerk.see('已记入凭证')
}

/** Depreciation of the month, cut to whole fen of what was taken up to it. */
function wear(desk: Desk, year: CoopYear, at: number): void {
  const taken = (asset: Asset, months: number): bigint =>
    ((asset.cost - asset.worn) * BigInt(Math.max(0, months))) / BigInt(asset.months)
  const { asset, once } = year.plan
  if (asset === undefined) return
  const grant = once === undefined || FIRST > 5 ? 0n : taken(MACHINE, at - 5) - taken(MACHINE, at - 6)
  const fen = taken(asset, at - FIRST + 1) - taken(asset, at - FIRST) + grant
  desk.of(year).post([asset.use, fen], ['152', -fen])
}

async function moveUp(desk: Desk): Promise<void> {
  await desk.clerk.press(/^改为完整账/)
  await desk.clerk.press(/^改为完整账/, desk.main())
  await desk.clerk.see('完整账 ·')
}

/** A freight was posted that should have been looked at again: taken back in red, its line is open again and posted anew. */
async function takeBackInRed(desk: Desk, year: CoopYear, on: string): Promise<void> {
  await desk.goTo(year, '凭证')
  await desk.clerk.click('link', /运费/, desk.main())
  await desk.clerk.press('红字冲销')
  await desk.clerk.typeDay(desk.clerk.page.locator('#reverse-day'), on)
  await desk.clerk.type(/冲销原因/, '运单没有签收，重新核对')
  await desk.clerk.press('记入红字凭证')
  await desk.clerk.see('这是红字凭证')
  await desk.goTo(year, '流水')
  await desk.clerk.press('记入勾选的 1 种 1 笔')
  await desk.clerk.see('流水都已记账')
  desk.of(year).vouchers += 2
}

/** All that comes in during a month of one cooperative. */
export async function enterMonth(desk: Desk, year: CoopYear, at: number): Promise<void> {
  await importMoney(desk, year, at)
  await postMoney(desk, year, at)
  await restOfMonth(desk, year, at)
}

/** What follows the lines of the statements. */
export async function restOfMonth(desk: Desk, year: CoopYear, at: number): Promise<void> {
  await enterTrades(desk, year, at)
  await oweWages(desk, year, at)
  wear(desk, year, at)
  if (year.plan.movesUp === at + 1) await moveUp(desk)
  if (year.plan.once !== undefined && at + 1 === 6)
    await addCard(desk, { asset: MACHINE, acquired: `${YEAR}-06-12` })
  if (year.plan.key === 'crops' && at + 1 === 3) await takeBackInRed(desk, year, `${YEAR}-03-30`)
}

/** A household asks to join, the meeting takes it in, the roll has it. */
export async function takeIn(desk: Desk, year: CoopYear): Promise<void> {
  const { clerk } = desk
  const field = (label: string) => clerk.page.getByLabel(label, { exact: true }).first()
  await desk.go('入社')
  await clerk.press('受理入社申请')
  await field('合作社').fill(year.plan.name.slice(3, 9))
  await clerk.page.getByTitle(new RegExp(year.plan.name)).filter({ visible: true }).first().click()
  await clerk.type('申请人姓名（名称）', '夏新禾')
  await field('成员类型').click()
  await field('成员类型').press('Enter')
  await clerk.typeDay(field('申请日期'), `${YEAR}-10-20`)
  await clerk.give(photoOf('入社申请书'))
  await clerk.see(/入社申请书.*\.png/)
  await clerk.press('看看会怎样办')
  await clerk.press('受理')
  await step(desk, '受理申请', async () => {})
  await step(desk, '登记表决结果', async () => {
    await clerk.typeDay(field('开会日期'), `${YEAR}-11-10`)
    await clerk.type('决议名称', `${YEAR} 年第二次成员大会决议`)
    await clerk.type('出席人数（含书面委托）', String(year.members.length))
    await clerk.type('赞成票', String(year.members.length))
    await clerk.give(photoOf('表决记录'))
    await clerk.see(/表决记录.*\.png/)
  })
  await clerk.press('登入名册')
  await clerk.typeDay(field('入社日期'), `${YEAR}-11-15`)
  await clerk.press('核对')
  await clerk.press('登入名册')
  await clerk.see('夏新禾 已入社')
}

async function step({ clerk }: Desk, action: string, fill: () => Promise<void>): Promise<void> {
  await clerk.press(action)
  await fill()
  await clerk.press(`确定${action}`)
  await clerk.see(`${action}：已办理`)
}
