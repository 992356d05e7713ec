/** A household and its office: a slip with the way in, a PIN, its own figures, an objection and its answer, five wrong PINs. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { ROOT } from '#server/config.ts'
import { setFirstPin } from './first-pin-steps.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

const PHOTO = path.join(ROOT, 'docs/guide/pictures/overview.png')
const PIN = '382041'
const PAPER = { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' }
/** A4 without these margins, in the pixels of a screen. */
const INSIDE = { width: 718, height: 1047 }
const WORDS = '六月那一次我交了两筐，只记了一筐'

let office: Office
let clerk: Person
let phone: Person
let slip: { code: string; number: string; name: string }
let link = ''
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('kuaiji')
})
afterAll(() => office.close())

test('the first load of the phone pages weighs no more than 110 KB compressed and asks for nothing that Chromium 78 lacks', () => {
  const folder = path.join(inject('pages'), 'm')
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8')
  const asked = [...page.matchAll(/(?:src|href)="\/m\/([^"]+)"/g)].map((found) => found[1]!)
  expect(asked.length).toBeGreaterThan(2)
  const weights = ['index.html', ...asked].map(
    (name) => gzipSync(readFileSync(path.join(folder, name))).length,
  )
  const whole = weights.reduce((sum, one) => sum + one, 0)
  console.log(`phone pages: ${(whole / 1024).toFixed(1)} KB gz on first load`)
  expect(whole).toBeLessThanOrEqual(110 * 1024)
  const code = readdirSync(path.join(folder, 'assets'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(path.join(folder, 'assets', name), 'utf8'))
    .join('\n')
  expect(
    code.match(/\.(replaceAll|toReversed|toSorted|findLast|at)\(|\?\?=|structuredClone\(/g) ?? [],
  ).toEqual([])
  expect(code).not.toMatch(/ant-btn/)
})

test('the year is divided and posted', async () => {
  await clerk.menu('账簿')
  await clerk.follow(/蚕桑专业合作社/, clerk.page.getByRole('main'))
  await clerk.press('建账')
  await clerk.see('发生了什么？')
  await clerk.menu('盈余分配')
  await clerk.follow(/蚕桑专业合作社/, clerk.page.getByRole('main'))
  await clerk.type('本年盈余（元）', '20万元')
  await clerk.type('提取公积金比例', '10%')
  await clerk.press('算一算，比一比')
  await clerk.press('定稿')
  await clerk.typeDay(clerk.page.getByLabel('从哪天起备查').last(), '2026-03-01')
  await clerk.press('登记备查')
  await clerk.typeDay(clerk.page.getByLabel('通知日期').last(), '2026-03-02')
  await clerk.press('登记通知')
  await clerk.type('赞成票', '110')
  await clerk.type('反对票', '10')
  await clerk.type('决议名称或文号', '2026 年第一次成员大会第 1 号决议')
  await clerk.give(PHOTO)
  await clerk.see('overview.png')
  await clerk.press('登记表决')
  await clerk.see('下一步：入账')
  await clerk.press('入账')
  await clerk.see('列一批兑付清单')
})

test('slips are printed with the way in for each household', async () => {
  await clerk.follow('看明白纸、打印')
  await clerk.see('在明白纸上印成员户的入口码')
  await clerk.press('印上入口码')
  const first = clerk.page.getByRole('group', { name: /的入口码$/ }).first()
  await first.waitFor()
  const [code = '', number = ''] = await first.locator('b').allTextContents()
  const name = ((await first.getAttribute('aria-label')) ?? '').replace('的入口码', '')
  slip = { code, number, name }
  expect(code).toMatch(/^\d{4} \d{4}$/)
  link = `/m/#${code.replace(' ', '')}.${number}`
  await clerk.page.emulateMedia({ media: 'print' })
  await clerk.page.setViewportSize({ width: 760, height: 900 })
  await clerk.picture('slip-with-code', { of: clerk.page.locator('.slip').first() })
  // One household a page, with its way in: each is lower than the paper, and nothing behind the last one asks for another.
  await clerk.page.setViewportSize({ width: INSIDE.width, height: INSIDE.height })
  const heights = await clerk.page
    .locator('.slip')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
  expect(heights.length).toBeGreaterThan(100)
  expect(heights.filter((one) => one > INSIDE.height)).toEqual([])
  await clerk.page.setViewportSize({ width: 1440, height: 900 })
  await clerk.settled()
  const paper = (await clerk.page.pdf({ format: 'A4', margin: PAPER })).toString('latin1')
  await clerk.page.emulateMedia({ media: 'screen' })
  expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBe(heights.length)
})

test('the household comes in by the slip and sets its PIN; a simple one and one typed differently are refused', async () => {
  phone = await office.window('phone')
  await phone.page.goto(link)
  await phone.see('第一次进入')
  expect(new URL(phone.page.url()).hash).toBe('')
  expect(await phone.page.getByLabel('入口码（8 位数字）').inputValue()).toBe(slip.code)
  await setFirstPin(phone, '123456')
  await phone.see('太容易猜')
  await setFirstPin(phone, PIN, '382042')
  await phone.see('两次输的密码不一样')
  await phone.picture('household-first')
  await setFirstPin(phone, PIN)
  await phone.see(`${slip.name}（编号 ${slip.number}）`)
  await phone.see('合作社还应付您')
  await phone.picture('household-home')
})

test('its figures are those of the office, with the arithmetic of the slip', async () => {
  const told = clerk.page.getByLabel(`${slip.name}的明白纸`)
  const sum = /= ([\d,.]+) 元/.exec((await told.locator('.sum').textContent()) ?? '')?.[1] ?? ''
  expect(sum).toMatch(/\d/)
  await phone.press(/^分给我的钱/)
  await phone.see('一共分给我')
  const row = phone.page.getByRole('listitem').filter({ hasText: '一共分给我' })
  expect(await row.locator('b').textContent()).toBe(`${sum} 元`)
  for (const line of (await told.locator('p').allTextContents()).filter((one) => one.includes('÷')))
    await phone.see(line)
  await phone.picture('household-money', { whole: true })
  expect(await phone.isTooWide()).toBe(false)
  await phone.press('没有问题，确认')
  await phone.see('已记下：您看过，没有问题')
  await phone.press('‹ 返回')
  await phone.press(/^我的股金/)
  await phone.see('这些数对不对？')
  await phone.look('household-shares', { whole: true })
  await phone.press('‹ 返回')
})

test('it confirms the trades of a month, and objects to another', async () => {
  await phone.press(/^我的交售/)
  await phone.see(/笔没有问题，确认/)
  await phone.picture('household-trades')
  const buttons = phone.page.getByRole('button', { name: /笔没有问题，确认$/ })
  const before = await buttons.count()
  await buttons.first().click()
  await phone.see(/月的交易您已经确认/)
  expect(await buttons.count()).toBe(before - 1)
  await phone.press('提出异议')
  await phone.type(/^哪里不对/, WORDS)
  await phone.picture('household-object')
  await phone.press('送给合作社')
  await phone.see('已经送到合作社')
  expect(await phone.isTooWide()).toBe(false)
})

test('the office finds the objection, answers, and the household reads it', async () => {
  await clerk.menu('成员询问')
  await clerk.see(WORDS)
  await clerk.type('答复', '查了磅单，确实少记一筐，已补记，请再看交售')
  await clerk.picture('household-entries')
  await clerk.press('答复')
  await clerk.see('没有待答复的异议和询问')
  await phone.press('‹ 返回')
  await phone.page.reload()
  await phone.press(/^我问过的、说过的/)
  await phone.see('查了磅单，确实少记一筐')
  await phone.picture('household-answer')
  await phone.press('‹ 返回')
  await phone.press('退出，并让这台手机忘掉我')
  await phone.see('第一次进入')
})

test('five wrong PINs lock it, and a new slip lets it in again', async () => {
  await phone.press('设过密码了')
  const enter = async (pin: string) => {
    await phone.type('入口码（8 位数字）', slip.code)
    await phone.type('密码（6 位数字）', pin)
    await phone.press('进入')
  }
  for (let tries = 1; tries <= 5; tries += 1) {
    await enter('907153')
    await phone.see('没有进去：入口码或密码不对')
    await phone.page.getByRole('button', { name: '进入', exact: true }).waitFor()
  }
  await enter(PIN)
  await phone.see('已经锁住')
  await phone.picture('household-locked')
  await clerk.menu('成员户入口')
  await clerk.follow(/蚕桑专业合作社/, clerk.page.getByRole('main'))
  await clerk.see('已锁住（错了五次）')
  await clerk.picture('households')
  const row = clerk.page.locator('tr').filter({ hasText: '已锁住' })
  await row.getByRole('checkbox').check()
  await clerk.see('打印 1 户的入口码')
  await clerk.press('打印入口码')
  const strip = clerk.page.getByRole('group', { name: `${slip.name}的入口码` })
  await strip.waitFor()
  const [code = '', number = ''] = await strip.locator('b').allTextContents()
  await clerk.look('household-strips')
  const next = await office.window('phone')
  await next.page.goto(`/m/#${code.replace(' ', '')}.${number}`)
  await next.type('给自己设一个 6 位数字的密码', '739150')
  await next.type('密码再输一次', '739150')
  await next.press('设好密码，进入')
  await next.see('合作社还应付您')
})

test('a clerk of the township acts for a household with the signed paper, and the office sees by whom', async () => {
  const place = (await clerk.page
    .context()
    .request.get('/api/shares')
    .then((one) => one.json())) as { rows: { areaName: string }[] }
  const town = await office.person(place.rows[0]!.areaName.includes('麦川镇') ? 'zhen1' : 'zhen2')
  await town.menu('成员户入口')
  await town.follow(/蚕桑专业合作社/, town.page.getByRole('main'))
  await town.follow(/^代 .* 办理$/, town.page.getByRole('main'))
  await town.see('本人签字的纸')
  await town.type('本人的话', '去年的返还什么时候发到卡上')
  await town.give(PHOTO)
  await town.see('overview.png')
  await town.picture('household-act-for')
  await town.press(/^代.+办理$/)
  await town.see('合作社在“成员询问”里看得到')
  await clerk.open('/household-entries')
  await clerk.see(/由 .+ 代 .+ 办理/)
  await clerk.look('household-proxy')
})
