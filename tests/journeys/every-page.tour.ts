/** Every main page at the desk and on the telephone: not wider than the screen, no fault in the console, all in Chinese. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoSignIns } from '#server/demo.ts'
import { openOffice, type Office } from './office.ts'
import type { Person, Screen } from './person.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

/** Pages that no menu leads to by itself. */
const BEYOND = [
  '/registers/body/new',
  '/registers/member_summary/new',
  '/handouts/new?registers=member_summary',
  '/policies/heshui-2023',
  '/policies/cooperative-law',
  '/check?area=990101101',
  '/password',
  '/nowhere',
]

/** Pages that stand in the user guide as they are. */
const PICTURES: Readonly<Record<string, string>> = {
  '/check': 'check',
  '/policies': 'policies',
  '/policies/heshui-2023': 'policy',
  '/admin/users': 'users',
  '/admin/audit': 'audit',
  '/admin/calendar': 'calendar',
}

/** Latin words that an office uses as they are: Excel is what offices call it; a sheet without a name is called Sheet1; PostgreSQL and Node are what runs, backups the folder of the backups; the rest are endings of files. */
const KNOWN = /^(xlsx|docx|html|http|https|JavaScript|Heshe|Excel|Sheet|PostgreSQL|Node|backups)$/i

describe.each<Screen>(['desk', 'phone'])('on the %s', (screen) => {
  test.each(['xian', 'zhen1', 'shezhang', 'guanli', 'anquan', 'shenjigl'])(
    '%s finds every page in order',
    async (who) => {
      const person = await office.person(who, screen)
      const wrong: string[] = []
      for (const page of await person.menuPages()) {
        await person.menuTo(page)
        wrong.push(...(await faultsOf(person)))
      }
      for (const page of who === 'xian' ? BEYOND : []) {
        await person.open(page)
        wrong.push(...(await faultsOf(person)))
      }
      if (who === 'xian') {
        await openDossier(person)
        wrong.push(...(await faultsOf(person)))
      }
      await person.page.close()
      expect(wrong).toEqual([])
    },
  )
})

test('the menu stays where it was scrolled to while a page is on its way, and the page says that it comes', async () => {
  const person = await office.person('xian')
  const menu = person.page.getByLabel('主菜单')
  const scrolled = () => menu.evaluate((one) => one.scrollTop)
  const scrollTo = (to: number) => menu.evaluate((one, top) => (one.scrollTop = top), to)
  await person.menu('成员交易')
  await person.menu('账簿')
  await scrollTo(0)
  let letThrough = (): void => undefined
  const held = new Promise<void>((done) => (letThrough = done))
  await person.page.route('**/assets/*.js', async (route) => {
    await held
    await route.continue()
  })
  await scrollTo(40)
  await menu.getByRole('link', { name: '盈余分配', exact: true }).dispatchEvent('click')
  await person.page.locator('main[aria-busy=true]').waitFor()
  await scrollTo(150)
  letThrough()
  await person.seeTitle('盈余分配')
  expect(await scrolled()).toBe(150)
  await person.page.close()
})

async function faultsOf(person: Person): Promise<string[]> {
  const { pathname } = new URL(person.page.url())
  const words = await latinWords(person)
  await person.look(`page${pathname.replaceAll(/[^\w-]+/g, '-')}`)
  const name = person.screen === 'desk' ? PICTURES[pathname] : undefined
  if (name !== undefined) await person.picture(name)
  return [
    ...((await person.isTooWide()) ? [`${pathname}: wider than the screen`] : []),
    ...(words.length > 0 ? [`${pathname}: ${words.join(' ')}`] : []),
  ]
}

/** The dossier of the county's model cooperative. */
async function openDossier(person: Person): Promise<void> {
  await person.open('/registers/body?q=绿泰蚕桑')
  await person.page
    .getByRole('link', { name: /绿泰蚕桑/ })
    .first()
    .click()
  await person.see('档案完整度')
  await person.settled()
}

/** Words in Latin letters that a farmer's office would not understand: not codes, not names of accounts. */
async function latinWords(person: Person): Promise<string[]> {
  const whole = await person.page.locator('body').innerText()
  // The fingerprint of a secret may consist of letters alone.
  const text = whole.replaceAll(/指纹 [\da-f]{6}/g, '')
  const accounts = new Set(demoSignIns(office.day).map((one) => one.username))
  const words = text.replaceAll(/[\dA-Za-z-]*\d[\dA-Za-z-]*/g, '').match(/[A-Za-z]{4,}/g) ?? []
  return [...new Set(words)].filter((word) => !KNOWN.test(word) && !accounts.has(word))
}
