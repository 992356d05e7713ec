/** A walk through every main page at one size of screen: not wider than the screen, no fault in the console, all in Chinese. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoSignIns } from '#server/demo.ts'
import { openOffice, type Office } from './office.ts'
import type { Person, Screen } from './person.ts'

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

const ROLES = ['xian', 'zhen1', 'shezhang', 'guanli', 'anquan', 'shenjigl']

/** The menu of the county has over sixty pages; a walk through a third of a menu ends in time on a slow machine too. */
const PARTS = [0, 1, 2]

/** The tests of one size; each size stands in a file of its own, so that the two are walked at once. */
export function walkEveryPage(screen: Screen): void {
  let office: Office
  beforeAll(async () => {
    office = await openOffice()
  })
  afterAll(() => office.close())

  describe.each(ROLES)('%s finds every page in order', (who) => {
    test.each(PARTS)('part %i of the menu', async (part) => {
      const person = await office.person(who, screen)
      const wrong: string[] = []
      const pages = await person.menuPages()
      for (const page of pages.filter((_, at) => at % PARTS.length === part)) {
        await person.menuTo(page)
        wrong.push(...(await faultsOf(person, office.day)))
      }
      await person.page.close()
      expect(pages.length).toBeGreaterThanOrEqual(PARTS.length)
      expect(wrong).toEqual([])
    })
  })

  test('xian finds the pages in order that no menu leads to, and the dossier', async () => {
    const person = await office.person('xian', screen)
    const wrong: string[] = []
    for (const page of BEYOND) {
      await person.open(page)
      wrong.push(...(await faultsOf(person, office.day)))
    }
    await openDossier(person)
    wrong.push(...(await faultsOf(person, office.day)))
    await person.page.close()
    expect(wrong).toEqual([])
  })
}

async function faultsOf(person: Person, day: string): Promise<string[]> {
  const { pathname } = new URL(person.page.url())
  const words = await latinWords(person, day)
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
async function latinWords(person: Person, day: string): Promise<string[]> {
  const whole = await person.page.locator('body').innerText()
  // The fingerprint of a secret may consist of letters alone.
  const text = whole.replaceAll(/指纹 [\da-f]{6}/g, '')
  const accounts = new Set(demoSignIns(day).map((one) => one.username))
  const words = text.replaceAll(/[\dA-Za-z-]*\d[\dA-Za-z-]*/g, '').match(/[A-Za-z]{4,}/g) ?? []
  return [...new Set(words)].filter((word) => !KNOWN.test(word) && !accounts.has(word))
}
