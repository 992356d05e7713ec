/** Forms go out to the townships and come back as people send them: renamed, as .xls, twice with different answers. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillForm, type Hand } from './filled-form.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let clerk: Person
const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-journey-'))
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

/** What the townships know: everybody works, everybody has reported. */
const hand =
  (members: number): Hand =>
  (heading) => {
    if (heading.startsWith('成员总数')) return members
    if (/^(农民成员数|带动农户数)/.test(heading)) return members
    if (/^(单位成员数|管理公共事务)/.test(heading)) return 0
    if (/^(统计日期|公示日期|状态起始日期)/.test(heading)) return '2026-03-18'
    if (heading.startsWith('运行状态')) return '正常'
    if (/^(年报已公示|已设成员账户)/.test(heading)) return '是'
    if (/^(在经营异常名录|已办歇业备案)/.test(heading)) return '否'
    return undefined
  }

test('what nobody knows becomes one workbook per township', async () => {
  clerk = await office.person('xian')
  await clerk.menu('待查明')
  await clerk.picture('unknown')
  await clerk.press(/^生成填报表/)
  await clerk.typeDay(clerk.page.getByLabel('收表期限'), '2026-04-10')
  await clerk.see(/生成 \d+ 份填报表/)
  await clerk.settled()
  await clerk.picture('handout-new')
  await clerk.press(/生成 \d+ 份填报表/)
  await clerk.see('催办文字')
  await clerk.see(/尚未返回（\d+个）/)
  await clerk.picture('handout')
  const all = await clerk.download(() => clerk.follow(/下载全部填报表/))
  expect(all.name).toMatch(/\.zip$/)
})

test('files that come back are recognised whatever they are called, and differences are asked', async () => {
  const files = [
    await formOf('麦川镇', { as: '新建 Microsoft Excel 工作表.xlsx', members: 12 }),
    await formOf('豆溪镇', { as: '豆溪上报.xls', members: 9 }),
    await formOf('豆溪镇', { as: '豆溪上报（改）.xlsx', members: 10 }),
  ]
  await clerk.give(files)
  await clerk.seeTitle('收表核对')
  await clerk.see('确认后会发生什么')
  await clerk.see(/两份文件填法不同/)
  await clerk.picture('return')
  const questions = clerk.page.getByRole('radiogroup')
  for (let left = (await questions.count()) - 1; left >= 0; left -= 1) {
    await clerk.click('radio', /（改）/, questions.nth(left))
    await clerk.see(left === 0 ? /都已选定/ : new RegExp(`还有 ${left} 处没选`))
  }
  await clerk.press(/^写入 \d+ 行$/)
  await clerk.see('再做一次体检')
  await clerk.follow('回到发表收表')
  await clerk.see(/已返回 \d+ 个/)
  await clerk.follow(/^农民合作社情况补填表/)
  const back = clerk.page.getByRole('row').filter({ hasText: '麦川镇' })
  // What the townships do not know stays open: the form is back in part, and the reminder says how many are left.
  await clerk.see('部分返回', back)
  await clerk.see(/还没有填齐（2个）：麦川镇/)
  await clerk.picture('handout-progress')
})

/** Downloads a township's form, fills it in and saves it under another name. */
async function formOf(township: string, of: { as: string; members: number }): Promise<string> {
  const row = clerk.page.getByRole('row').filter({ hasText: township })
  const form = await clerk.download(() => clerk.follow('下载', row))
  const kind = of.as.endsWith('.xls') ? 'biff8' : 'xlsx'
  const file = path.join(folder, of.as)
  writeFileSync(file, fillForm(form.bytes, hand(of.members), kind).bytes)
  return file
}
