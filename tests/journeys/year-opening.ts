/** How the book of each of the five is opened: balances typed, taken over from the chart of 2007, or counted and signed. */
import { photoOf } from './photo.ts'
import { yuan, type Desk } from './year-desk.ts'
import { FIRST, GRANTED, YEAR, type CoopPlan, type CoopYear } from './year-files.ts'

export type Asset = NonNullable<CoopPlan['asset']>
/** The machine that a grant paid for, in use from June; its depreciation begins in July. */
export const MACHINE: Asset = {
  name: '深松机 2 台',
  cost: GRANTED,
  worn: 0n,
  months: 60,
  use: '521',
  useLabel: '经营',
}

async function startBook(desk: Desk, year: CoopYear): Promise<void> {
  await desk.go('账簿')
  await desk.clerk.follow(year.plan.name, desk.main())
  await desk.clerk.see('三种记法都可以')
  desk.bodies.set(year.plan.key, new URL(desk.clerk.page.url()).pathname.split('/').at(-1)!)
  if (year.plan.depth === 'full') await desk.clerk.click('radio', /完整账/)
  const month = desk.clerk.page.getByLabel('启用月份', { exact: true }).first()
  await month.click()
  for (let at = FIRST; at < 12; at += 1) await month.press('ArrowDown')
  await month.press('Enter')
  await desk.clerk.see(`${YEAR}-${String(FIRST + 1).padStart(2, '0')}`)
  await desk.clerk.press('建账')
}

/** What stands on the other side of the opening balances: shares, a reserve, what was left of former years. */
function openingLines(desk: Desk, year: CoopYear): { shares: bigint; left: bigint } {
  const { opening, plan, members } = year
  const shares = members.reduce((sum, one) => sum + one.share, 0n)
  const net = plan.asset === undefined ? 0n : plan.asset.cost - plan.asset.worn
  const left = opening.bank + opening.purse + net - shares
  desk.of(year).post(
    ['102', opening.bank],
    ...(opening.purse > 0n ? [['109', opening.purse] as const] : []),
    ...(plan.asset === undefined
      ? []
      : ([
          ['151', plan.asset.cost],
          ['152', -plan.asset.worn],
        ] as const)),
    ['301', -shares],
    ['332', -left],
  )
  return { shares, left }
}

async function openFull(desk: Desk, year: CoopYear): Promise<void> {
  const { left } = openingLines(desk, year)
  const { opening, plan } = year
  await desk.clerk.see('发生了什么？')
  await desk.tab('期初余额')
  await desk.clerk.type('第 2 行借方', yuan(opening.bank))
  await desk.clerk.type('第 6 行借方', yuan(plan.asset!.cost))
  await desk.clerk.type('第 7 行贷方', yuan(plan.asset!.worn))
  await desk.clerk.type('第 12 行贷方', yuan(left))
  await desk.clerk.press(new RegExp(`按名册逐人填入股金（${year.members.length} 人`))
  await desk.clerk.see('借贷相等')
  await desk.clerk.look(`year-opening-${plan.key}`, { whole: true })
  await desk.clerk.press('记入期初余额')
  await desk.clerk.see('已记入')
}

/** The books were kept by the chart of 2007: its trial balance is pasted, laid beside the new one, signed, and posted. */
async function openConverted(desk: Desk, year: CoopYear): Promise<void> {
  const { shares, left } = openingLines(desk, year)
  const { opening, plan, members } = year
  await desk.clerk.see('完整账 ·')
  await desk.tab('旧账转换')
  await desk.clerk.press('从表格粘贴')
  const rows = [
    ['科目编码', '科目名称', '期末借方余额', '期末贷方余额'],
    ['102', '银行存款', yuan(opening.bank), ''],
    ['151', '固定资产', yuan(plan.asset!.cost), ''],
    ['152', '累计折旧', '', yuan(plan.asset!.worn)],
    ['301', '股金', '', yuan(shares)],
    ...members.map((one, at) => [`301${String(at + 1).padStart(2, '0')}`, one.name, '', yuan(one.share)]),
    ['332', '盈余分配', '', yuan(left)],
  ]
  await desk.clerk.type('粘贴旧账余额表', rows.map((row) => row.join('\t')).join('\n'))
  await desk.clerk.press('读取粘贴的余额')
  await desk.clerk.see('借贷相等')
  await desk.clerk.press('下一步')
  await desk.clerk.see(/^二、拆分/)
  await desk.clerk.press('下一步')
  await desk.clerk.see('新旧会计科目转换对照表')
  await desk.clerk.type('理事长', '江新芽')
  await desk.clerk.type('监事（监事长）', '白晚霞')
  await desk.clerk.give(photoOf('对照表'))
  await desk.clerk.see(/对照表.*\.png/)
  await desk.clerk.press('按签字的对照表记入期初余额')
  await desk.clerk.see('旧账已经转换')
}

async function openCash(desk: Desk, year: CoopYear): Promise<void> {
  openingLines(desk, year)
  await desk.clerk.see('收支账 ·')
  await desk.tab('期初盘点')
  await desk.clerk.type(/银行存款金额/, yuan(year.opening.bank))
  if (year.opening.purse > 0n) {
    await desk.clerk.pick('有什么：加一项', '社里的微信、支付宝余额')
    await desk.clerk.type(/社里的微信、支付宝余额金额/, yuan(year.opening.purse))
  }
  await desk.clerk.press(new RegExp(`按名册逐人填入股金（${year.members.length} 人`))
  await desk.clerk.type('理事长', '江新芽')
  await desk.clerk.type('监事（监事长）', '白晚霞')
  await desk.clerk.give(photoOf('盘点表'))
  await desk.clerk.see(/盘点表.*\.png/)
  await desk.clerk.press('按签字的盘点表记入期初余额')
  await desk.clerk.see('白晚霞 签字')
}

/** A card of an asset. */
export async function addCard(
  desk: Desk,
  { asset, acquired }: { asset: Asset; acquired: string },
): Promise<void> {
  await desk.tab('资产')
  await desk.clerk.press('登记资产')
  await desk.clerk.type('名称、规格、数量', asset.name)
  await desk.clerk.typeDay(desk.clerk.page.locator('#asset-day'), acquired)
  await desk.clerk.type('原价', yuan(asset.cost))
  await desk.clerk.type('登记以前已提折旧', yuan(asset.worn))
  await desk.clerk.type('还要提多少个月', String(asset.months))
  await desk.clerk.pick('用在', asset.useLabel)
  await desk.clerk.click('button', '登记', desk.clerk.page.getByRole('dialog'))
  await desk.clerk.see(asset.name, desk.main())
}

/** The accounts whose statements will come. */
async function addAccounts(desk: Desk, year: CoopYear): Promise<void> {
  await desk.tab('流水')
  await desk.clerk.press('导入流水')
  await desk.clerk.type('账户叫什么', '农商行基本户')
  await desk.clerk.press('用这个账户')
  await desk.clerk.see('哪个账户的流水')
  if (year.plan.wechat === 0) return desk.closeDrawer()
  await desk.clerk.press('另加一个账户')
  await desk.clerk.pick('哪一类账户', '社里的微信')
  await desk.clerk.type('账户叫什么', '社里微信')
  await desk.clerk.press('用这个账户')
  await desk.clerk.see('哪个账户的流水')
  return desk.closeDrawer()
}

/** Opens the book with its balances, its asset and its accounts. */
export async function openYear(desk: Desk, year: CoopYear): Promise<void> {
  await startBook(desk, year)
  const opens = year.plan.depth === 'cash' ? openCash : year.plan.key === 'stock' ? openConverted : openFull
  await opens(desk, year)
  if (year.plan.asset !== undefined) await addCard(desk, { asset: year.plan.asset, acquired: '2022-12-20' })
  await addAccounts(desk, year)
}
