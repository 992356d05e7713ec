/** A body without an accountant counts what it has; the signed count opens its book. */
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

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
