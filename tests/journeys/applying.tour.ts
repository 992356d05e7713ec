/** Who is no member yet scans a poster, applies on his telephone, and follows it until the slip is in his hand. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readStrip, setFirstPin } from './first-pin-steps.ts'
import { itemSteps } from './item-steps.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let clerk: Person
let applicant: Person
let door = ''
let receipt = ''
let item = ''
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('shezhang')
  applicant = await office.window('phone')
})
afterAll(() => office.close())

/** Somebody else applies, as a telephone would send it. */
async function post(more: { person: string }): Promise<void> {
  const given = { ...more, phone: '13900000002', village: '王家沟村', applicant: 'small', consent: true }
  const answer = await fetch(`${office.address}/api/public/joining/${door.slice(-10)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(given),
  })
  expect(answer.status).toBe(200)
}

const { boardDecides, day, photo, step } = itemSteps(() => clerk)

test('the chair opens the door and prints the poster; before, nothing is to be seen', async () => {
  await clerk.menu('入社')
  await clerk.follow('让人扫码申请入社（二维码海报）')
  await clerk.see('现在关着：扫码看不到，也不能申请')
  await clerk.type(
    '本社入社须知（申请的人先看到，可不填）',
    '本社种桑养蚕。入社出资不少于 500 元，年底按交蚕茧的多少返还。有事找理事长。',
  )
  await clerk.look('joining-door-closed', { whole: true })
  await clerk.press('开通入口')
  await clerk.see('现在开着：扫码可以申请')
  await clerk.picture('joining-poster', { whole: true })
  const link = (await clerk.page.locator('.joining-poster .entry-link').textContent()) ?? ''
  door = new URL(link).pathname
  expect(await clerk.isTooWide()).toBe(false)
  await clerk.page.emulateMedia({ media: 'print' })
  await clerk.look('joining-poster-printed', { whole: true })
  await clerk.page.emulateMedia({ media: 'screen' })
  const desk = await office.window()
  await desk.page.goto(door)
  await desk.see(/本社种桑养蚕/)
  await desk.look('joining-apply-desk')
  expect(await desk.isTooWide()).toBe(false)
})

test('somebody applies on a telephone: told first, asked six things, given a receipt', async () => {
  await applicant.page.goto('/m/join/ZZZZZZZZZZ')
  await applicant.see(/二维码不对，或者合作社没有开通/)
  // The browser notes by itself that the door is not there.
  expect(applicant.faults.splice(0)).toEqual([expect.stringMatching(/status of 404 .*ZZZZZZZZZZ$/)])
  await applicant.page.goto(door)
  await applicant.see(/本社种桑养蚕/)
  await applicant.picture('joining-apply', { whole: true })
  await applicant.press('送出申请')
  await applicant.see('请填写姓名')
  await applicant.type('姓名（单位填名称）', '谷小满')
  await applicant.type('电话', '13900000001')
  await applicant.type('住在哪个村、哪个组', '王家沟村二组')
  await applicant.press('小农户')
  await applicant.type('种什么、养什么，多少（可不填）', '桑园 6 亩')
  await applicant.type('想带什么入社，如 3000 元、2 亩地（可不填）', '货币 3000 元')
  // Who looks at the other page meanwhile finds what was typed when he comes back.
  await applicant.press('我申请过，用回执号查进度')
  await applicant.press('‹ 返回')
  expect(await applicant.page.getByLabel('电话').inputValue()).toBe('13900000001')
  await applicant.press('送出申请')
  await applicant.see(/再点“同意”/)
  await applicant.page.getByLabel('我看过了，同意这样用').check()
  await applicant.press('送出申请')
  await applicant.see('您的回执号')
  receipt = (await applicant.page.locator('.receipt').textContent()) ?? ''
  expect(receipt).toMatch(/^(\w{4}-){3}\w{4}$/)
  await applicant.picture('joining-receipt', { whole: true })
  await applicant.press('看看办到哪一步')
  await applicant.press('查一查')
  await applicant.see('已收到')
  await applicant.look('joining-standing', { whole: true })
  expect(await applicant.isTooWide()).toBe(false)
})

test('the chair finds it among what waits and takes it over by one press', async () => {
  await clerk.menu('我的待办')
  await clerk.see(/1 件等受理/)
  await clerk.menu('入社')
  await clerk.see('网上来的申请（1 件等受理）')
  await clerk.picture('joining-requests')
  const phone = await office.person('kuaiji', 'phone')
  await phone.menu('入社')
  await phone.see('网上来的申请（1 件等受理）')
  await phone.look('joining-requests', { whole: true })
  expect(await phone.isTooWide()).toBe(false)
  // Two that came by mistake are answered at once; the phone beside tells one of them.
  for (const name of ['误填甲', '误填乙']) await post({ person: name })
  await clerk.menu('我的待办')
  await clerk.menu('入社')
  await clerk.see('网上来的申请（3 件等受理）')
  for (const name of ['误填甲', '误填乙'])
    await clerk.page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('checkbox')
      .check()
  await clerk.press('不受理选中的 2 件')
  // Both came in the same moment: which stands first is open.
  await clerk.see(/不受理 误填[甲乙]、误填[甲乙] 的申请/)
  await clerk.look('joining-decline', { whole: true })
  await clerk.type('给申请人的答复', '填错了，请重新申请')
  await clerk.press('不受理并删除')
  await clerk.see('网上来的申请（1 件等受理）')
  await clerk.settled()
  await clerk.press('受理')
  await clerk.see('已受理，请村里核实')
  await clerk.see('待受理')
  item = new URL(clerk.page.url()).pathname
  await clerk.see(/电话、网上申请还没有书面的/)
  await clerk.look('joining-case', { whole: true })
})

test('the village checks with the signed paper, on a telephone', async () => {
  const chair = clerk
  clerk = await office.person('zhen1', 'phone')
  await clerk.open(item)
  await step('村级核实', async () => {
    await clerk.choose('脱贫户或监测户', '否')
    await photo()
    await clerk.look('joining-check', { whole: true })
  })
  await clerk.see('已核实待受理')
  expect(await clerk.isTooWide()).toBe(false)
  clerk = chair
})

test('the board decides by the charter, and one act makes the member, the contribution and the slip', async () => {
  await clerk.open(item)
  await step('受理申请')
  await boardDecides()
  await applicant.press('查一查')
  await applicant.see('理事会已同意')
  await clerk.press('登入名册')
  await day('入社日期', '2026-03-19')
  await clerk.type('金额（元）', '3000')
  await clerk.press('核对')
  await clerk.see(/谷小满（农民）自 2026-03-19 起是成员/)
  await clerk.press('登入名册')
  await clerk.seeTitle('谷小满 已入社')
  const { link } = await readStrip(clerk)
  await applicant.press('查一查')
  await applicant.see(/已经登入名册/)
  await applicant.look('joining-done', { whole: true })
  await applicant.page.goto(link)
  await setFirstPin(applicant, '382041')
  await applicant.see('3,000.00 元')
})
