/** What a led cooperative is warned of, the way down of a member above the cap, a list of contributions read in, papers printed. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let county: Person
let clerk: Person
beforeAll(async () => {
  office = await openOffice()
  county = await office.person('xian')
  clerk = await office.person('zhen1')
})
afterAll(() => office.close())

/** Asks the server as the person in the window would. */
async function asked<T>(person: Person, url: string, body: object): Promise<T> {
  const session = (await (await person.page.request.get('/api/session')).json()) as { csrf: string }
  const answer = await person.page.request.post(url, {
    data: body,
    headers: { 'x-heshe-csrf': session.csrf },
  })
  expect(await answer.text()).not.toContain('"problems"')
  return (await answer.json()) as T
}

test('where the county carries out the plan, a led cooperative sees what does not fit and what would mend it', async () => {
  await asked(county, '/api/policies/party-led-2022/adoptions', {
    area: '990101',
    from: '2022-01-01',
    to: null,
    ground: '区委文件',
    slots: { issuer: '某区委', number: '1号', villages: '20', towns: '甲镇' },
  })
  await clerk.menu('股金与持股')
  await clerk.see('股金合计（元）')
  const row = clerk.page
    .locator('tbody tr')
    .filter({ has: clerk.page.locator('td:last-child', { hasText: /[1-9]/ }) })
  await row.first().getByRole('link').first().click()
  await clerk.see('成员的出资额还只在名册上')
  const body = new URL(clerk.page.url()).pathname.split('/').at(-1)!
  await asked(county, '/api/registers/body_tag', {
    body,
    effectiveOn: '2022-01-01',
    values: { tag: '党支部领办', since: '2022-01-01' },
  })
  await clerk.press(/名成员的期初出资/)
  await clerk.see('期初出资已登记')
  await clerk.page.reload()
  await clerk.see('逐步降低的计划')
  await clerk.settled()
  await clerk.look('caps', { whole: true })
})

test('a list of contributions is read line by line before anything is kept', async () => {
  await clerk.press('按表导入出资')
  const names = await clerk.page.locator('a[href^="/members/"]').allTextContents()
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'heshe-shares-')), '出资.csv')
  writeFileSync(
    file,
    [
      '出资日期,成员姓名,出资方式,出资额（万元）,作价依据',
      `2023-01-10,${names[0] ?? ''},货币,40,`,
      `2023-02-01,${names[1] ?? ''},土地经营权,0.8,评估报告 3 号`,
      '2023-02-02,没有这个人,货币,1,',
      `2023-02-03,${names[2] ?? ''},劳务,1,`,
    ].join('\n'),
  )
  const drawer = clerk.page.getByRole('dialog')
  await clerk.give(file, drawer)
  await clerk.see('核对后登记')
  await clerk.settled()
  await clerk.see(/单个成员最多持股由 .* 变为/)
  await clerk.see('持股结构会比现在更不合本地方案，请写明理由')
  await clerk.look('share-import')
  expect(await drawer.getByRole('button', { name: /^登记 \d+ 笔$/ }).isEnabled()).toBe(false)
  await clerk.type('为什么仍要登记', '成员大会决议，已订逐步降低的计划')
  await clerk.press(/^登记 \d+ 笔$/, drawer)
  await clerk.see('已登记 2 笔')
  await clerk.settled()
  await clerk.look('share-import-done', { whole: true })
})

test('the single holder above the cap has a way down with days, and a step that was not kept stands in red', async () => {
  await clerk.page.keyboard.press('Escape')
  await clerk.page.reload()
  await clerk.see(/持股 .*超过/)
  await clerk.press('登记一个计划')
  const name = await clerk.page.locator('a[href^="/members/"]').first().textContent()
  const member = clerk.page.getByLabel('成员', { exact: true }).first()
  await member.click()
  await member.fill(name ?? '')
  await member.press('Enter')
  const step = async (at: number, day: string, percent: string) => {
    await clerk.typeDay(clerk.page.getByLabel(`第 ${at} 步日期`), day)
    await clerk.type(`第 ${at} 步降到`, percent)
  }
  await step(1, '2026-03-01', '24%')
  await clerk.press('再加一步')
  await step(2, '2027-12-31', '20%')
  await clerk.type('哪次会议的决议', '2023 年第二次成员大会决议')
  await clerk.typeDay(clerk.page.getByLabel('决议日期').last(), '2023-03-01')
  await clerk.press('登记计划')
  await clerk.see('计划已登记')
  await clerk.see('没有按计划')
  await clerk.settled()
  await clerk.look('glide-slipped', { whole: true })
})

test('an increase shows how it thins the others before it is kept', async () => {
  await clerk.press('登记股金变动')
  const member = clerk.page.getByRole('dialog').getByLabel('成员', { exact: true }).first()
  await member.click()
  await member.press('Enter')
  await clerk.type('金额（元）', '200000')
  await clerk.type(/其中来源于到户类扶贫项目资产的/, '50000')
  await clerk.typeDay(clerk.page.getByLabel('生效日期'), '2026-03-10')
  await clerk.press('看看会变成什么样')
  await clerk.see('登记前后对比')
  await clerk.see(/% → .*%/)
  await clerk.look('share-dilution')
  await clerk.press('确认登记')
  await clerk.see(/确要登记的，请在备注里写明理由/)
  await clerk.page.keyboard.press('Escape')
})

test('the account of a member has what comes from a household project in its own column', async () => {
  const body = new URL(clerk.page.url()).pathname.split('/').at(-1)!
  const { members } = (await (await clerk.page.request.get(`/api/shares/${body}`)).json()) as {
    members: { id: string }[]
  }
  const member = members[0]!.id
  await asked(clerk, `/api/shares/${body}/events`, {
    kind: 'cash',
    member,
    amount: '300',
    project: '120',
    on: '2026-02-01',
    note: '到户项目资产折股',
  })
  await clerk.open(`/member-accounts/${body}?year=2026&member=${member}`)
  await clerk.see('来源于到户类扶贫项目资产的出资额')
  await clerk.see('120.00')
  await clerk.see('180.00')
  await clerk.look('member-account-project', { whole: true })
  await clerk.open(`/shares/${body}`)
})

test('the form of a way down says what is lacking before it is sent', async () => {
  await clerk.page.keyboard.press('Escape')
  await clerk.page.reload()
  await clerk.see('逐步降低的计划')
  await clerk.press('登记一个计划')
  await clerk.see('请选择成员')
  expect(await clerk.page.getByRole('button', { name: '登记计划' }).isEnabled()).toBe(false)
  await clerk.look('glide-form', { whole: true })
  const phone = await office.person('zhen1', 'phone')
  await phone.open(new URL(clerk.page.url()).pathname)
  await phone.see('股金合计')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('caps', { whole: true })
  await phone.press('按表导入出资')
  const again = path.join(mkdtempSync(path.join(tmpdir(), 'heshe-shares-')), '出资.csv')
  writeFileSync(again, '成员姓名,出资额（元）,出资日期,其中来源于到户类扶贫项目资产\n没有,1,2023-01-01,1\n')
  await phone.give(again, phone.page.getByRole('dialog'))
  await phone.see('核对后登记')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('share-import')
})

test('yearly reports print on paper', async () => {
  await county.open('/registers/body?size=5')
  const link = county.page.locator('a[href^="/bodies/"]').first()
  const id = (await link.getAttribute('href'))?.split('/').at(-1) ?? ''
  for (const [name, address] of [
    ['print-statistics', '/reports/statistics_table'],
    ['print-demonstration', `/reports/demonstration_form?body=${id}`],
    ['print-annual', `/reports/annual_report_sheet?body=${id}`],
  ] as const) {
    await county.open(address)
    await county.see(/项里填好/)
    await county.page.emulateMedia({ media: 'print' })
    // As it comes out of a printer, for whoever mends the pages.
    if (process.env['HESHE_PICTURES'] === '1')
      await county.page.pdf({ path: `tests/output/looks/${name}.pdf`, preferCSSPageSize: true })
    expect(await county.page.getByRole('button', { name: '打印' }).first().isVisible()).toBe(false)
    await county.page.emulateMedia({ media: 'screen' })
  }
})
