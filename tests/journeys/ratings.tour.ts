/** 评级: from the call over the township, the visit and the public notice to the directory that anybody reads. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import { photoOf } from './photo.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a cooperative applies, is recommended, visited, ranked, put on notice, decided and found in the public directory', async () => {
  const officer = await office.person('xian')
  await officer.menu('评定批次')
  await officer.press('开展一次评定')
  await officer.pick('评级方案', '星级评定（示例）')
  await officer.type('公示工作日', '5')
  await officer.typeDay(officer.page.getByLabel('申报截止日期'), '2026-04-10')
  await officer.settled()
  await officer.look('rating-new')
  await officer.press('开始受理申报')
  await officer.see('评定办法')
  const round = new URL(officer.page.url()).pathname

  const chair = await office.person('shezhang')
  await chair.open(round)
  await chair.press('提交申报')
  await chair.see('待乡镇意见')
  const application = new URL(chair.page.url()).pathname
  await chair.settled()
  await chair.look('rating-applied', { whole: true })

  const township = await office.person('zhen1')
  await township.open(application)
  await township.press('乡镇同意推荐')
  await township.type('说明', '材料齐全，同意推荐')
  await township.press('确定乡镇同意推荐')
  await township.see('待现场核查')

  await visit(application)

  await officer.open(round)
  await officer.press('截止申报')
  await officer.press('确定截止申报')
  await officer.see('核查评分')
  await officer.press('按评分排序')
  await officer.press('确定按评分排序')
  await officer.see('已排序')
  await officer.settled()
  await officer.picture('rating-round')
  await officer.press('公示')
  await officer.press('确定公示')
  await officer.see('公示中')
  const guest = await office.window('phone')
  await guest.open('/directory')
  await guest.see('公示')
  expect(await guest.isTooWide()).toBe(false)
  await guest.look('directory-notice', { whole: true })
  await officer.see('公示期还没有满')

  office.setNow(new Date('2026-03-30T04:00:00Z'))
  const later = await office.person('xian')
  await later.open(round)
  await later.press('另一人已纸质签批，由我代录')
  await later.type('签批人', '分管副县长')
  await later.typeDay(later.page.getByLabel('签批日期'), '2026-03-30')
  await later.type('说明', '经局长办公会研究')
  await later.give(photoOf('认定文件'))
  await later.see(/认定文件.*\.png/)
  await later.press('确定认定')
  await later.see('已认定')
  // The public page may be kept by a browser for some minutes; somebody else reads it fresh.
  const reader = await office.window('phone')
  await reader.open('/directory')
  await reader.see('2026-03-30 的名录')
  await reader.see('绿泰')
  await reader.settled()
  await reader.picture('directory')
  const desk = await office.window()
  await desk.open('/directory')
  await desk.settled()
  await desk.look('directory', { whole: true })
})

/** On the spot, by telephone: line by line with a photograph. */
async function visit(application: string): Promise<void> {
  const counsellor = await office.person('fudaoyuan', 'phone')
  await counsellor.open(application)
  await counsellor.press('现场核查评分')
  const points = counsellor.page.getByLabel(/：得分$/)
  await points.first().waitFor()
  for (const one of await points.all()) await one.fill(await fullMarks(one))
  for (const one of await counsellor.page.getByLabel(/：扣分$/).all()) await one.fill('0')
  for (const one of await counsellor.page.getByText('否', { exact: true }).all()) await one.click()
  expect(await counsellor.isTooWide()).toBe(false)
  await counsellor.look('rating-visit', { whole: true })
  await counsellor.press('确定现场核查评分')
  await counsellor.see('总分')
}

/** The most that a line of the sheet gives, as it stands beside it. */
async function fullMarks(field: Locator): Promise<string> {
  const line = await field.locator('xpath=ancestor::div[contains(@class, "score-line")][1]').innerText()
  return /（([\d.]+) 分）/.exec(line)?.[1] ?? '0'
}

test('the class of each cooperative is proposed by rules and confirmed by officers', async () => {
  const officer = await office.person('xian')
  await officer.menu('分类认定')
  await officer.see('系统初判')
  await officer.press('按今天的数据立项')
  await officer.see('刚才立项')
  await officer.settled()
  await officer.picture('classes')
})
