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

/** Latin words that an office uses as they are. */
const KNOWN = /^(xlsx|docx|html|http|https|JavaScript|Heshe)$/i

describe.each<Screen>(['desk', 'phone'])('on the %s', (screen) => {
  test.each(['xian', 'zhen1', 'shezhang', 'guanli', 'shenjigl'])(
    '%s finds every page in order',
    async (who) => {
      const person = await office.person(who, screen)
      const pages = [...(await menuOf(person)), ...(who === 'xian' ? [...BEYOND, await dossier(person)] : [])]
      const wrong: string[] = []
      for (const page of pages) {
        await person.open(page)
        await person.page.getByRole('heading', { level: 2 }).waitFor()
        if (await person.isTooWide()) wrong.push(`${page}: wider than the screen`)
        const words = await latinWords(person)
        if (words.length > 0) wrong.push(`${page}: ${words.join(' ')}`)
        await person.look(`page-${who}${page.replaceAll(/\W+/g, '-')}`, { whole: true })
      }
      expect(wrong).toEqual([])
    },
  )
})

async function menuOf(person: Person): Promise<string[]> {
  const menu = person.page.getByRole('menu').first()
  const links = person.page.locator('[role=menu] a[href]')
  if (!(await menu.isVisible())) await person.press('打开菜单')
  await links.first().waitFor()
  return links.evaluateAll((found) => found.map((one) => one.getAttribute('href') ?? '/'))
}

/** The dossier of the county's model cooperative. */
async function dossier(person: Person): Promise<string> {
  await person.open('/registers/body?q=绿泰蚕桑')
  await person.page
    .getByRole('link', { name: /绿泰蚕桑/ })
    .first()
    .click()
  await person.see('档案完整度')
  return new URL(person.page.url()).pathname
}

/** Words in Latin letters that a farmer's office would not understand: not codes, not names of accounts. */
async function latinWords(person: Person): Promise<string[]> {
  const text = await person.page.locator('body').innerText()
  const accounts = new Set(demoSignIns(office.day).map((one) => one.username))
  const words = text.replaceAll(/[0-9A-Z]{15,}/g, '').match(/[A-Za-z]{4,}/g) ?? []
  return [...new Set(words)].filter((word) => !KNOWN.test(word) && !accounts.has(word))
}
