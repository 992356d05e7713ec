/** A grant from its approval to the members: the county sees what does not fit, the cooperative mends it step by step. */
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '#server/config.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'
import { photoOf } from './photo.ts'

let office: Office
let county: Person
let clerk: Person
beforeAll(async () => {
  office = await openOffice()
  county = await office.person('xian')
  clerk = await office.person('kuaiji')
})
afterAll(() => office.close())

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

const NAME = '烘干设备补助'
const PHOTO = path.join(ROOT, 'docs/guide/pictures/overview.png')

/** The cooperative of the clerk keeps books since January and got a grant, part of which it spent. */
async function bookWithGrant(): Promise<string> {
  const { books } = await asked<{ books: { body: string }[] }>(clerk, '/api/books')
  const body = books[0]!.body
  await asked(clerk, `/api/books/${body}/open`, { startedOn: '2025-01-01' })
  const post = (on: string, summary: string, of: { template: string; answers: Record<string, string> }) =>
    asked(clerk, `/api/books/${body}/vouchers`, { on, summary, ...of })
  await post('2025-03-10', '收到烘干设备补助', {
    template: 'grant-received',
    answers: { party: NAME, amount: '60000.00', money: '102' },
  })
  await post('2025-06-20', '购烘干机两台', {
    template: 'grant-asset',
    answers: { party: NAME, amount: '58000.00', grant: '50000.00', asset: '151', money: '102' },
  })
  return body
}

test('the county sees every grant with what does not fit, and registers one from its vouchers', async () => {
  await county.menu('补助资金')
  await county.see('使用中的问题')
  await county.look('grants-list')
  await county.follow('冷链设施补助项目')
  await county.see('没有登记项目')
  await county.press('登记项目')
  await county.seeTitle(/财政补助项目 · 新增/)
  expect(await county.page.getByLabel('补助项目名称').inputValue()).toBe('冷链设施补助项目')
  await county.type('批复文号', '禾农发〔2025〕12号')
  await county.typeDay(county.page.getByLabel('批复日期'), '2025-03-01')
  await county.type('批复金额', '80000')
  await county.press('保存')
  await county.see('没有预算')
  await county.look('grant-without-budget', { whole: true })
})

test('the cooperative writes the budget, says on which line each voucher is, and gives the photograph', async () => {
  const body = await bookWithGrant()
  const address = `/grants/${body}?name=${encodeURIComponent(NAME)}`
  await clerk.open(address)
  await clerk.press('登记项目')
  await clerk.typeDay(clerk.page.getByLabel('批复日期'), '2025-02-01')
  await clerk.type('批复金额', '60000')
  await clerk.press('保存')
  for (const [item, amount] of [
    ['烘干机两台', '45000'],
    ['操作培训', '15000'],
  ] as const) {
    await clerk.press(/登记预算|登记一条预算/)
    await clerk.type('支出内容', item)
    await clerk.type('预算金额', amount)
    await clerk.press('保存')
    await clerk.see(item)
    // What is missing is listed above the button: it moves when the list is read again.
    await clerk.settled()
  }
  await clerk.see('凭证没有归到预算')
  await clerk.pick('记-2025-0002 归到预算', '烘干机两台')
  await clerk.see(/“烘干机两台”支出 50,000.00 元，超过预算 5,000.00 元/)
  await clerk.see(/“没有量化到成员”只算分配已经入账而漏了量化的/)
  await clerk.press('上传现场照片')
  await clerk.give(PHOTO)
  await clerk.see('overview.png')
  await clerk.press('保存修改')
  await clerk.see('明细')
  await clerk.open(address)
  await clerk.page.getByText('没有现场照片').first().waitFor({ state: 'detached' })
  await clerk.page.mouse.wheel(0, -9999)
  await clerk.picture('grant', { whole: true })
  await clerk.press('给凭证补附票据照片')
  await clerk.give(photoOf('invoice'))
  await clerk.press(/附到这张凭证/)
  await clerk.see('已补附')
  await clerk.page.goBack()
  await clerk.see('超预算')
  await clerk.page.getByText('凭证没有票据照片').first().waitFor({ state: 'detached' })
})

test('the check sheet is printed on A4 and taken as a workbook', async () => {
  await clerk.press('打印检查表')
  await clerk.see('财政补助资金使用检查表')
  await clerk.see('缺什么、下一步')
  await clerk.look('grant-sheet', { whole: true })
  if (process.env['HESHE_PICTURES'] === '1')
    await clerk.page.pdf({
      path: 'tests/output/looks/grant-sheet.pdf',
      preferCSSPageSize: true,
      format: 'A4',
    })
  await clerk.page.goBack()
  const sheet = await clerk.download(() => clerk.follow('导出检查表'))
  expect(sheet.name).toMatch(/补助资金使用检查表\.xlsx$/)
  await county.menu('补助资金')
  await county.see(NAME)
  await county.picture('grants')
  const list = await county.download(() => county.follow('导出清单'))
  expect(list.name).toMatch(/^补助资金清单.*\.xlsx$/)
  await county.press(/超预算 1 项/)
  await county.see(/超过预算/)
  await county.page.getByText('冷链设施补助项目').first().waitFor({ state: 'detached' })
})

test('on a telephone list and page are no wider than the screen', async () => {
  const phone = await office.person('kuaiji', 'phone')
  for (const address of ['/grants', new URL(clerk.page.url()).pathname + new URL(clerk.page.url()).search]) {
    await phone.open(address)
    await phone.settled()
    expect(await phone.isTooWide(), address).toBe(false)
    await phone.look(address === '/grants' ? 'grants' : 'grant', { whole: true })
  }
})
