/** A sheet as offices keep it, with slips in it: each is told in its cell, the good rows go in, the bad ones come back. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import xlsx from '@e965/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '#server/config.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { must } from '../must.ts'
import { openOffice, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const HEADINGS = ['序号', '合作社全称', '信用代码', '成立时间', '注册资金（万元）', '住址', '理事长'] as const

const ROWS: (string | number | null)[][] = [
  [1, '禾丰县新芽甘蓝种植专业合作社', null, '2024年3月5日', 50, '禾丰县麦川镇王家沟村', '江新芽'],
  [2, '禾丰县晚霞蜜蜂养殖专业合作社', null, '2023.11.2', '3(万人民币元)', '禾丰县豆溪镇', '白晚霞'],
  [3, '禾丰县错码蔬菜专业合作社', '939901013002375794', '2022-01-10', 20, '禾丰县粟坪镇高崖村', '田错码'],
  [4, '禾丰县丢数果业专业合作社', 9.39901013002376e17, '2021-06-01', 30, '禾丰县粟坪镇', '果丢数'],
  [5, '禾丰县没日子养鸡专业合作社', null, '2021-02-30', 10, '禾丰县麦川镇', '郑月半'],
  [6, '禾丰县旧址花椒专业合作社', null, '2020-05-06', 80, '禾丰县老河口公社三队', '姜旧址'],
  ['合计', null, null, null, 193, null, null],
]

test('problems stand in their cells, the good rows are written, the others come back with their reasons', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-journey-'))
  const file = path.join(folder, '麦川镇等合作社名单.xlsx')
  writeFileSync(file, writeDirty())
  const clerk = await office.person('xian')
  await clerk.menu('表格导入')
  await clerk.picture('import-start')
  await clerk.type('报送人', '麦川镇农业农村服务中心')
  await clerk.give(file)
  await clerk.see('还没有写入。请先看下面的预览，确认后写入')
  await clerk.see(/数字已丢失，无法还原/)
  await clerk.picture('import-preview')
  await clerk.click('tab', /^待确认/)
  await clerk.see(/2021-02-30/)
  await clerk.look('import-asked')
  const sheet = await clerk.download(() => clerk.follow(/下载问题行/))
  const back = must(await readWorkbook(sheet.bytes, sheet.name))
  const words = JSON.stringify(back.sheets.map((one) => one.rows))
  expect(words).toContain('丢数果业')
  expect(words).toContain('没日子养鸡')
  expect(words).not.toContain('新芽甘蓝')
  await clerk.press(/^写入 \d+ 行$/)
  await clerk.see(/已写入：采用 \d+ 行/)
  await clerk.picture('import-done')
  await clerk.menu('地址待确认')
  await clerk.see('旧址花椒')
  await clerk.picture('address-questions')
})

test('the same sheet again changes nothing', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-journey-'))
  const file = path.join(folder, '麦川镇等合作社名单.xlsx')
  writeFileSync(file, writeDirty())
  const clerk = await office.person('xian')
  await clerk.menu('表格导入')
  await clerk.give(file)
  await clerk.see('还没有写入。请先看下面的预览，确认后写入')
  await clerk.look('import-again')
  await clerk.see('没有疑问的 0 行新增或更新')
})

test('the import is taken back whole; the list of imports says so', async () => {
  const clerk = await office.person('xian')
  await clerk.menu('表格导入')
  await clerk.click(
    'link',
    '麦川镇等合作社名单.xlsx',
    clerk.page.getByRole('row', { name: /已写入/ }).first(),
  )
  await clerk.press('整体撤销这次导入…')
  await clerk.see(/主体名录：新增的 \d+ 条终止/)
  await clerk.look('import-undo')
  await clerk.press(/^撤销 \d+ 条$/)
  await clerk.see(/这次导入已撤销：新增的 \d+ 条终止/)
  await clerk.menu('表格导入')
  await clerk.see('已撤销')
  await clerk.look('imports-undone')
})

const ODD = path.resolve(ROOT, '..', 'shared', 'data', 'coops_odd_rows.csv')

test.skipIf(!existsSync(ODD))(
  'a real list full of oddities is read whole, none of its rows lost',
  async () => {
    const clerk = await office.person('shiyong')
    await clerk.menu('表格导入')
    await clerk.give(ODD)
    await clerk.see('还没有写入。请先看下面的预览，确认后写入')
    await clerk.settled()
    const figures = await clerk.page.locator('.figures').first().innerText()
    const [read = 0, taken = 0, , warned = 0, refused = 0] =
      figures.match(/\d[\d,]*(?=\s*行)/g)?.map(Number) ?? []
    expect(read).toBe(301)
    expect(taken + warned + refused).toBe(read)
    await clerk.look('odd-rows')
  },
)

/** As a clerk's spreadsheet writes it: codes typed as numbers are numbers. */
function writeDirty(): Buffer {
  const rows = [['禾丰县部分乡镇农民专业合作社名单'], [...HEADINGS], ...ROWS]
  const book = xlsx.utils.book_new(xlsx.utils.aoa_to_sheet(rows), '名单')
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
}
