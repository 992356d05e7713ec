/** One cooperative stands twice in the register: the two records are laid side by side, become one, and two again. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import xlsx from '@e965/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let clerk: Person
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('xian')
})
afterAll(() => office.close())

const STANDS = '禾丰县兴达蚕桑专业合作社'
/** As a village wrote it down from hearing. */
const HEARD = '禾丰县兴大蚕桑专业合作社'

test('a name written down from hearing is found beside the one that it sounds like', async () => {
  await clerk.menu('表格导入')
  await clerk.give(sheetOf(HEARD))
  await clerk.press(/^写入 \d+ 行$/)
  await clerk.see(/已写入：采用 \d+ 行/)
  await clerk.menu('重复主体')
  const pair = clerk.page.getByRole('row').filter({ hasText: HEARD }).filter({ hasText: STANDS })
  await clerk.see('音近', pair)
  await clerk.press('并排核对', pair)
  await clerk.seeTitle('合并主体')
})

test('side by side, the record that was there before stands; the other goes into it with what is under it', async () => {
  await clerk.see(/^保留：/)
  if (!(await clerk.page.getByText(`保留：${STANDS}`).first().isVisible()))
    await clerk.press('左右对调（保留另一份）')
  await clerk.see(`保留：${STANDS}`)
  await clerk.see('请写合并的理由')
  await clerk.type('合并的理由', '村里按口音报了一份，与原有的是一家')
  await clerk.picture('merge-preview', { of: clerk.page.locator('.page') })
  await clerk.press('合并')
  await clerk.seeTitle(STANDS)
  await clerk.see(HEARD)
  await clerk.look('merge-done')
  await clerk.type('查找合作社', HEARD)
  const hit = clerk.page.getByRole('option').or(clerk.page.locator('.search-hit'))
  await hit.filter({ hasText: STANDS }).first().waitFor()
})

test('the merge is undone: both records stand again', async () => {
  await clerk.menu('重复主体')
  await clerk.press('撤销合并…')
  await clerk.see(new RegExp(`撤销合并：“${HEARD}”重新成为单独的一家`))
  await clerk.look('merge-undo')
  await clerk.press('撤销合并')
  await clerk.see(/撤销$/)
  const pair = clerk.page.getByRole('row').filter({ hasText: HEARD }).filter({ hasText: '并排核对' })
  await pair.waitFor()
  expect(await pair.count()).toBe(1)
})

function sheetOf(name: string): string {
  const rows = [
    ['合作社全称', '成立时间', '注册资金（万元）', '住址', '理事长'],
    [name, '2019-04-08', 60, '禾丰县麦川镇下川村', '江兴达'],
  ]
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'heshe-journey-')), '麦川镇补报名单.xlsx')
  const book = xlsx.utils.book_new(xlsx.utils.aoa_to_sheet(rows), '名单')
  writeFileSync(file, xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  return file
}
