/**
 * The year of a bookkeeper who keeps the books of five cooperatives: opening balances, months of statements, bills and
 * weigh slips, the ends of months and of the year, the surplus divided and paid. Every act through the browser; what the books
 * come to is reckoned beside it from the files alone, to the fen.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import { FIRST, YEAR } from './year-files.ts'
import { closeMonth, divide } from './year-ends.ts'
import { enterMonth, takeIn } from './year-months.ts'
import { openYear } from './year-opening.ts'
import { Desk, yuan } from './year-desk.ts'
import { listFile, rollFile, YEARS } from './year-sheets.ts'

const MINE = 'Nianzhang@2026'
/** The cooperative that a household joined in the year. */
const JOINED = YEARS[0]!

let office: Office
let desk: Desk

beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('the county takes in five cooperatives with their rolls, and one accountant gets the right to each of them', async () => {
  const county = await office.person('xian')
  for (const file of [listFile(), rollFile(YEARS)]) {
    await county.menu('表格导入')
    await county.give(file)
    await county.see('还没有写入。请先看下面的预览，确认后写入')
    await county.press(/^写入 \d+ 行$/)
    await county.see(/已写入：采用 \d+ 行/)
  }
  await county.page.close()
  const admin = await office.person('anquan')
  await admin.menu('用户')
  await admin.press('新建用户')
  await admin.type('姓名', '秦算盘')
  await admin.type('账号', 'qinsuanpan')
  await admin.pick('角色', '财务会计')
  for (const { plan } of YEARS) {
    const field = admin.page.getByLabel('所在合作社', { exact: true })
    await field.fill(plan.name.slice(3, 7))
    await admin.page.getByTitle(new RegExp(plan.name)).filter({ visible: true }).first().click()
  }
  await admin.page.getByLabel('姓名', { exact: true }).click()
  await admin.look('year-user')
  await admin.press('新建并生成一次性密码')
  const once = (await admin.page.getByRole('dialog').locator('code').innerText()).trim()
  await admin.page.close()
  const clerk = await office.window()
  desk = new Desk(clerk)
  await clerk.signIn('qinsuanpan', once)
  await clerk.type('现在的密码', once)
  await clerk.type('新密码', MINE)
  await clerk.type('再输入一次新密码', MINE)
  await clerk.press('修改密码')
  await clerk.seeTitle('我的待办')
})

test.each(YEARS)('$plan.name: the book is opened with its balances', (year) => openYear(desk, year))

test.each(Array.from({ length: 12 - FIRST }, (_, at) => FIRST + at))(
  'month %i is entered and closed in all five',
  async (at) => {
    const began = performance.now()
    for (const year of YEARS) await enterMonth(desk, year, at)
    const entered = performance.now()
    await closeMonth(desk, at)
    console.log(
      `month ${at + 1}: ${Math.round(entered - began)} + ${Math.round(performance.now() - entered)} ms`,
    )
  },
)

test('a household joins one of them by the vote of its members', () => takeIn(desk, JOINED))

const wire = (fen: bigint): string => (fen < 0n ? `-${yuan(-fen)}` : yuan(fen))

test('the books are what the files say, to the fen; numbers have no gap and every sum holds', async () => {
  let vouchers = 0
  for (const year of YEARS) {
    const found = await desk.clerk.page.evaluate(
      async (address) => {
        const answer = await fetch(address)
        return (await answer.json()) as { rows: { account: string; end: string }[] }
      },
      `/api/books/${desk.bodies.get(year.plan.key)}/balances?month=${YEAR}-12`,
    )
    const has = Object.fromEntries(found.rows.map((row) => [row.account, row.end]))
    expect(has, year.plan.name).toEqual(
      Object.fromEntries([...desk.of(year).balances].map(([account, fen]) => [account, wire(fen)])),
    )
    await desk.go('账簿')
    const row = desk.clerk.page.getByRole('row').filter({ hasText: year.plan.name })
    await desk.clerk.see(`${desk.of(year).vouchers.toLocaleString('en-US')} 张`, row)
    vouchers += desk.of(year).vouchers
  }
  if (FIRST === 9) expect(vouchers).toBe(520)
  console.log(`${vouchers} vouchers; ${JSON.stringify(desk.clerk.steps)}`)
  expect(await office.verifyBooks()).toEqual([])
})

test.each(YEARS)('$plan.name: bank and books agree, and so do the statements', async (year) => {
  await desk.goTo(year, '流水')
  await desk.clerk.typeDay(desk.clerk.page.getByLabel('调节表截至'), `${YEAR}-12-31`)
  await desk.clerk.see('调节后两边相等')
  await desk.tab('会计报表')
  await desk.clerk.see(/勾稽 \d+ 项全部相符/)
  await desk.clerk.look(`year-statements-${year.plan.key}`, { whole: true })
})

/** Those whose members traded with them. */
const DIVIDING = YEARS.filter(({ plan }) => plan.trades !== undefined)

test.each(DIVIDING)('$plan.name: the surplus is divided, voted, posted, paid', async (year) => {
  await divide(desk, year)
  await desk.clerk.follow('看明白纸、打印')
  await desk.clerk.see('您共得')
  expect(await desk.clerk.page.getByRole('region', { name: /的明白纸$/ }).count()).toBe(
    year.members.length + Number(year === JOINED),
  )
  await desk.clerk.page.emulateMedia({ media: 'print' })
  await desk.clerk.look(`year-slips-${year.plan.key}`)
  await desk.clerk.page.emulateMedia({ media: 'screen' })
  expect(await office.verifyBooks()).toEqual([])
})
