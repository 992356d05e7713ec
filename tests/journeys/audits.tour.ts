/** Audits through the year: a township plans, the county draws its sample in public, points are mended, the members are told. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '#server/config.ts'
import { PIN } from '../household-door.ts'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

const PHOTO = path.join(ROOT, 'docs/guide/pictures/overview.png')

let office: Office
beforeAll(async () => {
  office = await openOffice()
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

interface Row {
  body: string
  bodyName: string
  item: string
  notice: string
}

/** Prints the page as it hangs or is filed; gives the number of its sheets. */
async function printed(person: Person, name: string): Promise<number> {
  const margin = { top: '20mm', bottom: '20mm', left: '20mm', right: '15mm' }
  await person.page.emulateMedia({ media: 'print' })
  const paper = await person.page.pdf({ format: 'A4', margin })
  await person.page.emulateMedia({ media: 'screen' })
  if (process.env['HESHE_PICTURES'] === '1')
    writeFileSync(path.join(ROOT, 'tests/output/looks', `${name}.pdf`), paper)
  return paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
}

async function signedPaper(person: Person, signer: string): Promise<void> {
  await person.page.getByRole('checkbox', { name: /已在纸质/ }).check()
  await person.type('签批人', signer)
  await person.typeDay(person.page.getByLabel('签批日期'), office.day)
}

test('a township puts all its cooperatives into the plan at once, and sees how far each is', async () => {
  const town = await office.person('zhen1')
  await town.menu('审计计划')
  await town.see(/还有 \d+ 家没有列入计划/)
  await town.type('审计单位或人员名称', '麦川镇农经站')
  await town.look('audit-plan-empty', { whole: true })
  await town.press(/^列入 \d+ 家$/)
  await town.see('按“取消审计”写明理由')
  await town.press(/^确认列入 \d+ 家$/)
  await town.see('麦川镇农经站')
  await town.picture('audit-plan')
})

test('the county freezes a population, hears a number, and anybody computes the same list', async () => {
  const county = await office.person('xian')
  await county.menu('抽查抽取')
  await county.press('定下总体')
  await county.see(/符合条件的有 \d+ 家/)
  await county.look('audit-draw-new', { whole: true })
  await county.press('定下总体')
  await county.see('待抽取')
  await county.press('抽取')
  await county.type('种子数', '0815 2026')
  await county.type('主持人', '何春耕')
  await county.type('见证人', '纪检组李某')
  await county.page.keyboard.press('Enter')
  await county.look('audit-draw-form', { whole: true })
  await county.press('确定抽取')
  await county.see('抽取结果')
  await county.see('8152026')
  await county.press('核对')
  await county.see('核对相符')
  await county.picture('audit-draw', { whole: true })
  await county.press('打印抽查记录')
  await county.see('抽查审计抽取记录')
  // What is signed stands on one sheet, the population of 151 behind it.
  expect(await printed(county, 'audit-record')).toBeGreaterThan(2)
  await county.page.goBack()
  await county.press('列入审计计划')
  await county.type('审计单位或人员名称', '信达会计师事务所')
  await county.give(PHOTO)
  await county.see('overview.png')
  await county.press('确定列入审计计划')
  await county.see('已列入计划')
  const { rows } = await asked<{ rows: Row[] }>(county, '/api/audits?kind=sample&year=2026')
  expect(rows).toHaveLength(3)
})

let audit: Row
test('the report comes in with its points; each becomes a case that somebody answers for', async () => {
  const town = await office.person('zhen1')
  const clerk = await office.person('kuaiji')
  const own = (await asked<{ rows: Row[] }>(clerk, '/api/audits')).rows[0]!
  audit = own
  // The model cooperative may lie in another township: then the county does what its township would.
  const seen = await town.page.request.get(`/api/procedures/book_audit/items/${own.item}`)
  const who = seen.ok() ? town : await office.person('xian')
  if (own.item === null) {
    const county = await office.person('xian')
    await asked(county, '/api/audits', {
      year: 2026,
      kind: 'yearly',
      quarter: 2,
      auditorKind: 'firm',
      auditor: '信达会计师事务所',
      about: '',
      area: undefined,
      bodies: [own.body],
    })
    audit = (await asked<{ rows: Row[] }>(clerk, '/api/audits')).rows[0]!
  }
  await who.open(`/procedures/book_audit/${audit.item}`)
  await who.press('进点实施')
  await who.press('确定进点实施')
  await who.see('审计实施中')
  await who.press('登记审计报告')
  await who.type('审计结论', '账目基本清楚，收支有据；现金管理和资产登记还要改进。')
  await who.press('加一条问题')
  await who.type('问题 1', '3 笔付款没有票据，合计 2,140 元，其中一笔转刘某 6222021234567890')
  await who.type('问题 1 的整改意见', '补齐票据，今后先有票据再付款')
  await who.press('加一条问题')
  await who.type('问题 2', '烘干机没有登记资产卡片')
  await who.give(PHOTO)
  await who.see('overview.png')
  await who.picture('audit-report', { whole: true })
  await who.press('确定登记审计报告')
  await who.see('报告已出')
  await who.press('交办整改')
  await who.type('责任人', '高望田')
  await who.press('确定交办整改')
  await who.see('问题整改中')
  await who.see(/^ZG2026-/)
  await who.picture('audit-points', { whole: true })
  await who.follow(/^ZG2026-/)
  await who.see('审计提出的问题')
  await who.look('audit-case', { whole: true })
})

test('the result is told: a supervisor signs, a photograph proves it, households read it on their telephones', async () => {
  const clerk = await office.person('kuaiji')
  audit = (await asked<{ rows: Row[] }>(clerk, '/api/audits')).rows[0]!
  const { records } = await asked<{ records: { values: { post: string; person: string } }[] }>(
    clerk,
    '/api/registers/officer?size=100',
  )
  const post = (word: RegExp) => records.find((one) => word.test(one.values.post))?.values.person ?? ''
  await clerk.menu('审计结果通报')
  await clerk.follow(/审计结果通报$/, clerk.page.getByRole('main'))
  await clerk.see('通报内容')
  await clerk.press('打印通报（A4）')
  await clerk.see('转刘某 ************7890')
  await clerk.page.emulateMedia({ media: 'print' })
  await clerk.picture('audit-notice', { whole: true })
  await clerk.page.emulateMedia({ media: 'screen' })
  expect(await printed(clerk, 'audit-notice')).toBe(1)
  await clerk.page.goBack()
  await clerk.press('监事审签')
  await signedPaper(clerk, post(/会计/))
  await clerk.give(PHOTO)
  await clerk.see('overview.png')
  await clerk.press('确定监事审签')
  await clerk.see(/不能审签自己经手的账/)
  await clerk.type('签批人', post(/监事/))
  await clerk.press('确定监事审签')
  await clerk.see('待通报')
  await clerk.press('登记通报')
  await clerk.type('贴在哪里', '村委会门口公开栏')
  await clerk.typeDay(clerk.page.getByLabel('张贴日期'), office.day)
  await clerk.give(PHOTO)
  await clerk.see('overview.png')
  await clerk.press('确定登记通报')
  await clerk.see('已通报')

  const { codes } = await asked<{ codes: { code: string; number: string }[] }>(
    clerk,
    `/api/households/${audit.body}/codes`,
    { replace: false },
  )
  const household = await office.window('phone')
  const entered = await household.page.request.post('/api/household/first', {
    data: { code: codes[0]!.code, number: codes[0]!.number, pin: PIN },
  })
  expect(entered.ok()).toBe(true)
  await household.page.goto('/m/')
  await household.press(/审计结果/)
  await household.see('3 笔付款没有票据')
  expect(await household.isTooWide()).toBe(false)
  await household.picture('audit-household')
})

test('on the telephone the plan and an audit fit the screen', async () => {
  const phone = await office.person('zhen1', 'phone')
  await phone.open('/audits')
  await phone.see('各乡镇')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('audit-plan')
  await phone.open('/audits?kind=leaving')
  await phone.look('audit-leaving')
  const county = await office.person('xian', 'phone')
  await county.open(`/procedures/book_audit/${audit.item}`)
  await county.see('向成员通报')
  expect(await county.isTooWide()).toBe(false)
  await county.look('audit-item', { whole: true })
  await county.open('/procedures/audit_draw')
  await county.follow(/抽查审计/, county.page.getByRole('main'))
  await county.see('抽取结果')
  expect(await county.isTooWide()).toBe(false)
  await county.look('audit-draw', { whole: true })
  await county.open('/audits/draws/new')
  await county.see(/符合条件的有/)
  expect(await county.isTooWide()).toBe(false)
  await county.look('audit-draw-new', { whole: true })
})
