/** 年度报表: one entry, every report; an officer opens a figure, a cooperative's forms come filled in, the workbook goes out. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('the table of the county is filled in from what is kept; a figure opens its rows; the workbook goes out', async () => {
  const officer = await office.person('xian')
  await officer.menu('农经统计年报')
  await officer.see('本表没有向乡镇另要数')
  await officer.picture('yearly-statistics')
  // On one sheet that lies on its long side, and no empty one behind it.
  const paper = (await officer.page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(paper) ?? []
  expect(Number(width)).toBeGreaterThan(Number(height))
  const sheet = await officer.download(() => officer.follow('导出 .xlsx'))
  expect(sheet.name).toMatch(/农经统计年报表\.xlsx$/)
  await officer.press(/^成员总数 \d/)
  await officer.see('没有的取')
  await officer.look('yearly-figure')
  await officer.follow('查看构成这个数的每一条')
  await officer.settled()
  await officer.see('成员汇总')
})

test('the forms of a cooperative: empty is marked, an unconfirmed standard judges nothing', async () => {
  const officer = await office.person('xian')
  await officer.open('/registers/body?size=5')
  const link = officer.page.locator('a[href^="/bodies/"]').first()
  const id = (await link.getAttribute('href'))?.split('/').at(-1) ?? ''
  await officer.open(`/reports/demonstration_form?body=${id}`)
  await officer.see('待确认')
  await officer.picture('yearly-demonstration')
  await officer.open('/policies/demonstration-monitoring-2019?clause=服务成效')
  const members = officer.page.locator('.clause-rule').filter({ hasText: '种养业成员数下限' })
  await officer.press('核对并确认', members)
  await officer.type('依据', '县里核对的正式文本', members)
  await officer.press('确认这个数值', members)
  await officer.see('本地依据：县里核对的正式文本')
  await officer.open(`/reports/demonstration_form?body=${id}`)
  await officer.see(/^(达到|未达到)$/, officer.page.getByRole('row').filter({ hasText: '实有成员总数' }))
  await officer.open(`/reports/annual_report_sheet?body=${id}`)
  await officer.look('yearly-annual', { whole: true })
  const phone = await office.person('lingdao', 'phone')
  await phone.open('/reports/statistics_table')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('yearly-statistics')
  await phone.open(`/reports/annual_report_sheet?body=${id}`)
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('yearly-annual')
})
