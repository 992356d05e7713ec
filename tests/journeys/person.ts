/** A person at a browser: finds things by what stands on the screen, presses and types; every step is counted. */
import { mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Download, Locator, Page } from 'playwright-core'
import { ROOT } from '#server/config.ts'
import { smallPng } from './small-png.ts'

export type Screen = 'desk' | 'phone'
type Role = Parameters<Page['getByRole']>[0]
/** Where on the page: all of it, or a part that was found before. */
type Within = Pick<Page, 'getByRole' | 'getByLabel' | 'getByText'>

const PICTURES = path.join(ROOT, 'docs', 'guide', 'pictures')
const LOOKS = path.join(ROOT, 'tests', 'output', 'looks')

/** Short messages come and go; a picture is taken without them. */
const WITHOUT_MESSAGES = '[class*="ant-message"] { display: none !important }'

/** What the browser writes to its console by itself when the server refuses; the page tells it in words. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4(01|03|09|22|29)/

export class Person {
  readonly page: Page
  readonly screen: Screen
  /** What went wrong in the page without anybody seeing it. */
  readonly faults: string[] = []
  /** What a person did: presses, fields typed or picked, files given. */
  readonly steps = { presses: 0, fields: 0, files: 0 }

  constructor(page: Page, screen: Screen) {
    this.page = page
    this.screen = screen
    page.on('pageerror', (error) => this.faults.push(`${page.url()}: ${error.stack ?? error.message}`))
    page.on('console', (said) => {
      if (said.type() === 'error' && !REFUSED.test(said.text()))
        this.faults.push(`${page.url()}: ${said.text()} ${said.location().url}`)
    })
  }

  /** Signs in by the form. */
  async signIn(username: string, password: string): Promise<void> {
    await this.page.goto('/sign-in')
    await this.type('用户名', username)
    await this.type('密码', password)
    await this.press('登录')
    await this.page.getByRole('button', { name: '▾' }).waitFor()
  }

  /** Goes by the address bar, as by a link that a colleague sent. */
  async open(address: string): Promise<void> {
    await this.page.goto(address)
    await this.settled()
  }

  /** Presses a button. */
  async press(name: string | RegExp, within: Within = this.page): Promise<void> {
    await this.click('button', name, within)
  }

  /** Follows a link. */
  async follow(name: string | RegExp, within: Within = this.page): Promise<void> {
    await this.click('link', name, within)
  }

  async click(role: Role, name: string | RegExp, within: Within = this.page): Promise<void> {
    this.steps.presses += 1
    await within.getByRole(role, nameOf(name)).first().click()
  }

  /** Goes to a page by the menu. */
  async menu(label: string): Promise<void> {
    this.steps.presses += 1
    const menu = await this.openMenu()
    await this.pickFrom(menu, this.page.getByRole('link', { name: label, exact: true, includeHidden: true }))
    await this.settled()
  }

  /** Presses an entry of the menu, after opening the group in which it stands. */
  private async pickFrom(menu: Locator, link: Locator): Promise<void> {
    const entry = menu.locator(link)
    await entry.waitFor({ state: 'attached' })
    const folded = menu.locator('.ant-menu-submenu:not(.ant-menu-submenu-open)', { has: link })
    if ((await folded.count()) > 0) {
      this.steps.presses += 1
      await folded.locator('.ant-menu-submenu-title').click()
    }
    await entry.click()
  }

  /** The addresses of all pages that the menu offers. */
  async menuPages(): Promise<string[]> {
    const links = (await this.openMenu()).getByRole('link', { includeHidden: true })
    await links.first().waitFor()
    const pages = await links.evaluateAll((found) => found.map((one) => one.getAttribute('href') ?? '/'))
    if (this.screen === 'phone') await this.page.getByRole('dialog').getByRole('button').first().click()
    return pages
  }

  /** Goes by the menu to the page of this address. */
  async menuTo(address: string): Promise<void> {
    const menu = await this.openMenu()
    await this.pickFrom(menu, this.page.locator(`a[href="${address}"]`))
    await this.page.waitForURL((url) => url.pathname === address)
    await this.settled()
  }

  private async openMenu(): Promise<Locator> {
    if (this.screen === 'desk') return this.page.getByLabel('主菜单')
    const drawer = this.page.getByRole('dialog')
    // The one that was open before may still be on its way out.
    await drawer.waitFor({ state: 'hidden' })
    await this.press('打开菜单')
    return drawer
  }

  /** Types into a field. */
  async type(label: string | RegExp, text: string, within: Within = this.page): Promise<void> {
    this.steps.fields += 1
    await this.field(label, within).fill(text)
  }

  /**
   * The field of this label. A column of a table may bear the same words: only what can be filled in counts,
   * so that a form that is still on its way is waited for.
   */
  private field(label: string | RegExp, within: Within = this.page): Locator {
    const labelled = within.getByLabel(label, { exact: typeof label === 'string' })
    return labelled.and(this.page.locator('input, textarea, [role=combobox]')).first()
  }

  /** Types a day into a field for days. */
  async typeDay(field: Locator, day: string): Promise<void> {
    this.steps.fields += 1
    await field.click()
    await field.fill(day)
    await field.press('Enter')
  }

  /** Picks an entry of a drop-down. */
  async pick(label: string, option: string, within: Within = this.page): Promise<void> {
    this.steps.fields += 1
    await this.field(label, within).click()
    await this.page.getByTitle(option, { exact: true }).first().click()
  }

  /** Picks an entry of a drop-down by keyboard: the words narrow the list, Enter takes the first. */
  async choose(label: string, words = ''): Promise<void> {
    this.steps.fields += 1
    const field = this.field(label)
    await field.click()
    await field.fill(words)
    await field.press('Enter')
  }

  /** Gives files to the field for files. */
  async give(paths: string | string[], within: Pick<Page, 'locator'> = this.page): Promise<void> {
    this.steps.files += 1
    await within.locator('input[type=file]').first().setInputFiles(paths)
  }

  /** Presses what gives a file and takes it. */
  async download(act: () => Promise<void>): Promise<{ name: string; path: string; bytes: Buffer }> {
    const coming = this.page.waitForEvent('download')
    await act()
    return taken(await coming)
  }

  /** Waits until this stands on the screen. */
  async see(text: string | RegExp, within: Within = this.page): Promise<void> {
    await within.getByText(text).filter({ visible: true }).first().waitFor()
  }

  /** Waits until this title stands on the screen. */
  async seeTitle(text: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 2, ...nameOf(text) }).waitFor()
  }

  /** The page has its title, and nothing turns any more. */
  async settled(): Promise<void> {
    // A page that is on its way leaves the one before it standing.
    await this.page.locator('main[aria-busy=true]').waitFor({ state: 'detached' })
    await this.page.getByRole('heading').first().waitFor()
    await this.page.waitForLoadState('networkidle')
    // Several tables of one page may still turn.
    const turning = this.page.locator('.ant-spin-spinning').filter({ visible: true })
    while ((await turning.count()) > 0) await turning.first().waitFor({ state: 'hidden' })
  }

  /** Whether the page is wider than the screen, so that one has to push it to and fro. */
  async isTooWide(): Promise<boolean> {
    return this.page.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth)
  }

  /** Picks an area by part of its name. */
  async pickArea(label: string, name: string, within: Within = this.page): Promise<void> {
    this.steps.fields += 1
    await within.getByLabel(label, { exact: true }).first().fill(name)
    await this.page.getByTitle(new RegExp(name)).filter({ visible: true }).first().click()
  }

  /** A picture for the user guide; only when the guide is made anew. */
  async picture(name: string, options: Shot = {}): Promise<void> {
    await this.shoot(path.join(PICTURES, this.fileOf(name)), options)
  }

  /** A picture for whoever mends the pages; it does not stay. */
  async look(name: string, options: Shot = {}): Promise<void> {
    await this.shoot(path.join(LOOKS, this.fileOf(name)), options)
  }

  /** What stood on the screen when a journey failed. */
  async lastSight(name: string): Promise<void> {
    mkdirSync(LOOKS, { recursive: true })
    await this.page
      .screenshot({ path: path.join(LOOKS, this.fileOf(name.replaceAll(/\W+/g, '-'))) })
      .catch(() => undefined)
  }

  private fileOf(name: string): string {
    return `${name}${this.screen === 'phone' ? '-phone' : ''}.png`
  }

  private async shoot(file: string, { of, whole }: Shot): Promise<void> {
    if (process.env['HESHE_PICTURES'] !== '1') return
    mkdirSync(path.dirname(file), { recursive: true })
    await this.settled()
    const how = { animations: 'disabled', caret: 'hide', style: WITHOUT_MESSAGES } as const
    const picture = await (of === undefined
      ? this.page.screenshot({ ...how, fullPage: whole === true })
      : of.screenshot(how))
    await writeFile(file, smallPng(picture))
  }
}

interface Shot {
  /** Only this part of the page. */
  of?: Locator
  /** All of the page, not only what the screen shows. */
  whole?: boolean
}

function nameOf(name: string | RegExp): { name: string | RegExp; exact?: boolean } {
  return typeof name === 'string' ? { name, exact: true } : { name }
}

async function taken(download: Download): Promise<{ name: string; path: string; bytes: Buffer }> {
  const file = await download.path()
  return { name: download.suggestedFilename(), path: file, bytes: await readFile(file) }
}
