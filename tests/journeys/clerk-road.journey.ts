/**
 * The road of a county clerk on the first day: the list of a real county goes in, forms go out for what it does not
 * answer, filled ones come back, the check finds, a plan is printed. Its steps and minutes are counted.
 */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '#server/config.ts'
import { fillForm, type Written } from './filled-form.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

const LIST = path.resolve(ROOT, '..', 'shared', 'data', 'coops_county_331024.csv')
const TOWNSHIP = '朱溪镇'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test.skipIf(!existsSync(LIST))(
  'a county clerk brings a real list in, hands out forms, takes them back, checks and prints a plan',
  async () => {
    const clerk = await office.person('shiyong')
    const begin = performance.now()
    const parts: [string, () => Promise<void>][] = [
      ['导入名录', () => bringListIn(clerk)],
      ['回答一处地址', () => answerOneAddress(clerk)],
      ['看档案', () => readDossier(clerk)],
      ['第一次体检', () => check(clerk)],
      ['发表', () => handOut(clerk)],
      ['收表', () => takeBack(clerk)],
      ['再次体检', () => checkAgain(clerk)],
      ['一社一策', () => printPlan(clerk)],
    ]
    for (const [name, part] of parts) {
      const before = { ...clerk.steps, at: performance.now() }
      await part()
      const did = (key: 'presses' | 'fields' | 'files'): number => clerk.steps[key] - before[key]
      console.log(
        `${name}: ${did('presses')} 次点击, ${did('fields')} 处填写, ${did('files')} 次选文件, ${seconds(before.at)} 秒`,
      )
    }
    const { presses, fields, files } = clerk.steps
    console.log(`全程: ${presses} 次点击, ${fields} 处填写, ${files} 次选文件, 机器 ${seconds(begin)} 秒`)
    expect(presses + fields + files).toBeLessThanOrEqual(60)
  },
)

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}

async function bringListIn(clerk: Person): Promise<void> {
  await clerk.look('road-0-inbox')
  await clerk.menu('表格导入')
  await clerk.give(LIST)
  await clerk.see('还没有写入。请先看下面的预览，确认后写入')
  await clerk.look('road-1-preview')
  const confirm = clerk.page.getByRole('button', { name: /^写入 \d+ 行$/ })
  expect(Number((await confirm.innerText()).replaceAll(/\D/g, ''))).toBeGreaterThan(700)
  await clerk.press(/^写入 \d+ 行$/)
  await clerk.see(/已写入：采用 \d+ 行/)
  await clerk.look('road-2-written')
}

async function answerOneAddress(clerk: Person): Promise<void> {
  await clerk.press('回答地址疑问')
  await clerk.seeTitle('地址待确认')
  await clerk.settled()
  await clerk.look('road-3-questions')
  const first = clerk.page.locator('section').filter({ hasText: '住所：' }).first()
  await clerk.click('radio', /./, first)
  await clerk.press(/^确定/, first)
  await clerk.see(/刚才已处理 \d+ 条|本次处理 \d+ 条/)
  await clerk.look('road-3-answered')
}

async function readDossier(clerk: Person): Promise<void> {
  await clerk.menu('主体名录')
  await clerk.look('road-4-list')
  await clerk.type('查找合作社', '供合蚕桑')
  await clerk.see(/按.+找到/)
  clerk.steps.presses += 1
  await clerk.page
    .getByText(/按.+找到/)
    .first()
    .click()
  await clerk.seeTitle('仙居县供合蚕桑专业合作社')
  await clerk.see('档案完整度')
  await clerk.look('road-4-dossier', { whole: true })
}

async function check(clerk: Person): Promise<void> {
  await clerk.menu('体检')
  await clerk.press('运行体检')
  await clerk.see('体检完成')
  await clerk.settled()
  await clerk.look('road-5-check', { whole: true })
}

async function handOut(clerk: Person): Promise<void> {
  await clerk.menu('待查明')
  await clerk.look('road-6-unknown')
  await clerk.press(/^生成填报表/)
  await clerk.seeTitle('生成填报表')
  await clerk.see(/家合作社/)
  await clerk.pickArea('范围', TOWNSHIP)
  await clerk.typeDay(clerk.page.getByLabel('收表期限'), '2026-04-10')
  await clerk.see(/生成 1 份填报表/)
  await clerk.look('road-6-handout', { whole: true })
  await clerk.press('生成 1 份填报表')
  await clerk.see('催办文字')
  await clerk.look('road-6-made')
}

async function takeBack(clerk: Person): Promise<void> {
  const file = await clerk.download(() => clerk.follow('下载'))
  expect(file.name).toMatch(/\.xlsx$/)
  const filled = fillForm(file.bytes, clerkKnows)
  console.log(`填表: ${file.name}, ${filled.rows} 行, ${filled.cells} 格`)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-journey-'))
  const returned = path.join(folder, `${TOWNSHIP}（已填）.xlsx`)
  writeFileSync(returned, filled.bytes)
  await clerk.give(returned)
  await clerk.seeTitle('收表核对')
  await clerk.see('确认后会发生什么')
  await clerk.look('road-7-return', { whole: true })
  await clerk.press(/^写入 \d+ 行$/)
  await clerk.see('再做一次体检')
}

async function checkAgain(clerk: Person): Promise<void> {
  await clerk.follow('再做一次体检')
  await clerk.seeTitle('体检')
  await clerk.press('运行体检')
  await clerk.see('体检完成')
  await clerk.settled()
  await clerk.look('road-8-check-again', { whole: true })
}

async function printPlan(clerk: Person): Promise<void> {
  await clerk.menu('问题清单')
  await clerk.look('road-9-findings')
  const row = clerk.page.getByRole('row').filter({ hasText: '专业合作社' }).first()
  await clerk.click('link', /合作社/, row)
  await clerk.see('档案完整度')
  await clerk.look('road-9-finding', { whole: true })
  const plan = await clerk.download(() => clerk.follow(/一社一策/))
  expect(plan.name).toMatch(/\.docx$/)
  expect(plan.bytes.subarray(0, 2).toString()).toBe('PK')
}

/** What a township's clerk finds out: most bodies are in order, every fifth has four members, every seventh has stopped. */
function clerkKnows(heading: string, { index }: { index: number }): Written | undefined {
  const few = index % 5 === 0
  if (heading.startsWith('成员总数')) return few ? 4 : 12
  if (heading.startsWith('农民成员数')) return few ? 4 : 11
  if (heading.startsWith('单位成员数')) return 0
  if (heading.startsWith('管理公共事务单位')) return 0
  if (/日期/.test(heading))
    return index % 7 === 0 && heading.startsWith('最近一次') ? '2022-05-01' : '2026-03-01'
  if (heading.startsWith('运行状态')) return index % 7 === 0 ? '停业歇业' : '正常'
  if (heading.startsWith('列入原因')) return undefined
  if (/在经营异常名录|歇业备案/.test(heading)) return '否'
  if (/年报已公示|^有|已设成员账户/.test(heading)) return '是'
  return undefined
}
