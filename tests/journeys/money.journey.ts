/** A year of a cooperative's members: weigh slips by the keyboard alone, confirmed on paper, corrected by reversal. */
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

test('the parts fit a telephone', async () => {
  const phone = await office.person('kuaiji', 'phone')
  const { pathname } = new URL(clerk.page.url())
  for (const tab of ['record', 'lines', 'confirm', 'import']) {
    await phone.open(`${pathname}?tab=${tab}`)
    expect(await phone.isTooWide(), tab).toBe(false)
    await phone.look(`trades-${tab}`)
  }
  await phone.page.close()
})
