/** A quarter shown to the members: the county looks who is late, a cooperative makes, signs and hangs its sheet. */
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '#server/config.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

const PHOTO = path.join(ROOT, 'docs/guide/pictures/overview.png')

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

interface Row {
  body: string
  bodyName: string
  books: boolean
  state: string
}

/** Asks the server as the person in the window would. */
async function asked<T>(person: Person, url: string, body?: object): Promise<T> {
  const session = (await (await person.page.request.get('/api/session')).json()) as { csrf: string }
  const answer =
    body === undefined
      ? await person.page.request.get(url)
      : await person.page.request.post(url, { data: body, headers: { 'x-heshe-csrf': session.csrf } })
  expect(await answer.text()).not.toContain('"problems"')
  return (await answer.json()) as T
}

test('the county sees which township is late', async () => {
  const county = await office.person('xian')
  await county.menu('财务公开')
  await county.see('各乡镇')
  await county.picture('disclosure-board')
})

test('a cooperative without books here shows on paper: signed by its supervisor, hung with a photograph', async () => {
  const clerk = await office.person('kuaiji')
  await clerk.menu('财务公开')
  await clerk.press('制作')
  await clerk.see('待监事审签')
  const { records } = await asked<{ records: { values: { post: string; person: string } }[] }>(
    clerk,
    '/api/registers/officer?size=100',
  )
  const supervisor = records.find((one) => /监事/.test(one.values.post))?.values.person ?? ''
  await clerk.press('监事审签')
  await clerk.settled()
  await clerk.page.getByRole('checkbox', { name: /已在纸质/ }).check()
  await clerk.look('disclosure-sign', { whole: true })
  await clerk.type('签批人', supervisor)
  await clerk.typeDay(clerk.page.getByLabel('签批日期'), '2026-03-19')
  await clerk.give(PHOTO)
  await clerk.see('overview.png')
  await clerk.press('确定监事审签')
  await clerk.see('待张贴')
  await clerk.press('登记张贴')
  await clerk.type('贴在哪里', '村委会门口公开栏')
  await clerk.typeDay(clerk.page.getByLabel('张贴日期'), '2026-03-20')
  await clerk.give(PHOTO)
  await clerk.see('overview.png')
  await clerk.press('确定登记张贴')
  await clerk.see('2026-03-20 贴在村委会门口公开栏')
  await clerk.picture('disclosure-posted')
})

test('closing a quarter makes its sheet by itself, to be printed small and large', async () => {
  const clerk = await office.person('kuaiji')
  const { rows } = await asked<{ rows: Row[] }>(clerk, '/api/disclosures')
  const book = `/api/books/${rows[0]?.body}`
  await asked(clerk, `${book}/open`, { startedOn: '2025-07-01' })
  const line = (account: string, side: 'debit' | 'credit', amount: string) => ({ account, [side]: amount })
  for (const [on, summary, from, to, amount] of [
    ['2025-07-08', '卖鲜茧收款', '501', '102', '36500.00'],
    ['2025-07-20', '付运费，转刘某 6222021234567890', '102', '521', '1200.00'],
    ['2025-08-11', '买办公用品', '102', '523', '318.50'],
    ['2025-09-02', '提现备用', '102', '101', '2000.00'],
  ] as const)
    await asked(clerk, `${book}/vouchers`, {
      on,
      summary,
      lines: [line(to, 'debit', amount), line(from, 'credit', amount)],
    })
  for (const month of ['2025-07-01', '2025-08-01', '2025-09-01'])
    await asked(clerk, `${book}/close`, { month })
  await clerk.open('/disclosures?from=2025-07-01')
  await clerk.follow(/蚕桑专业合作社/, clerk.page.getByRole('main'))
  await clerk.see('收支逐笔（5 笔）')
  await clerk.press('打印（A4）')
  await clerk.see('付运费，转刘某 ************7890')
  await clerk.picture('disclosure-sheet', { whole: true })
  await clerk.page.getByText('公开栏大字', { exact: true }).click()
  await clerk.page.emulateMedia({ media: 'print' })
  await clerk.look('disclosure-large', { whole: true })
  await clerk.page.emulateMedia({ media: 'screen' })
})

test('a township asks for every month by its own rules', async () => {
  const town = await office.person('zhen1')
  await town.open('/disclosures')
  await town.see('这里没有另作规定，按季公开')
  await town.press('规定公开的频次')
  await town.type('依据', '镇财务公开办法第三条')
  await town.look('disclosure-rhythm')
  await town.press('按此规定')
  await town.see(/起改为按月/)
  await town.page.getByText('按月', { exact: true }).first().click()
  await town.see(/\d 年 \d+ 月的公开期限待确认/)
  await town.look('disclosure-months')
})

test('on the telephone the board and the sheet fit the screen', async () => {
  const phone = await office.person('zhen1', 'phone')
  await phone.open('/disclosures?from=2025-10-01')
  await phone.see('2025 年第 4 季度的公开期限待确认')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('disclosure-board')
})
