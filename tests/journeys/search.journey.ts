/** The one search box of every page: whoever calls on the telephone gives a part of a name, initials or a code. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'
import type { Person } from './person.ts'

let office: Office
let clerk: Person
beforeAll(async () => {
  office = await openOffice()
  clerk = await office.person('xian')
})
afterAll(() => office.close())

const NAME = '禾丰县绿泰蚕桑专业合作社'

async function find(words: string, by: RegExp): Promise<void> {
  await clerk.menu('我的待办')
  await clerk.type('查找合作社', words)
  const hit = clerk.page.getByRole('option').or(clerk.page.locator('.search-hit')).filter({ hasText: NAME })
  await clerk.see(by, hit.filter({ visible: true }).first())
  if (words === 'ltcs') await clerk.picture('search')
  await hit.filter({ visible: true }).first().click()
  await clerk.seeTitle(NAME)
}

test('a part of the name leads to the dossier', () => find('绿泰', /按名称找到/))

test('the initials of its pinyin lead there', () => find('ltcs', /按拼音首字母找到/))

test('its credit code leads there', async () => {
  await clerk.see('统一社会信用代码')
  const code = /99[0-9A-Z]{16}|93[0-9A-Z]{16}/.exec(await clerk.page.locator('#head').innerText())?.[0] ?? ''
  expect(code).toHaveLength(18)
  await find(code.slice(8), /按信用代码找到/)
})

test('what nobody has heard of is said so, and Enter shows the list with the same words', async () => {
  await clerk.type('查找合作社', '没有这家')
  await clerk.see('没有找到，请换一个写法')
  await clerk.type('查找合作社', '蚕桑')
  await clerk.page.getByLabel('查找合作社').press('Enter')
  await clerk.seeTitle('主体名录')
  expect(clerk.page.url()).toContain('q=')
  await clerk.see(NAME)
})
