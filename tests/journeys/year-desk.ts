/** The desk of the bookkeeper of five cooperatives: where everything is found, and what the books have to come to. */
import type { Locator } from 'playwright-core'
import type { Person } from './person.ts'
import { Expected, type CoopYear } from './year-files.ts'
import { YEARS } from './year-sheets.ts'

export class Desk {
  readonly clerk: Person
  /** The book of each cooperative by its key: its address and what its statement of the bank ended with. */
  readonly bodies = new Map<string, string>()
  readonly purse = new Map(YEARS.map((year) => [year.plan.key, year.opening.bank]))
  private readonly books = new Map(YEARS.map((year) => [year.plan.key, new Expected()]))

  constructor(clerk: Person) {
    this.clerk = clerk
  }

  /** What the book of the cooperative has to come to. */
  of(year: CoopYear): Expected {
    return this.books.get(year.plan.key)!
  }

  main(): Locator {
    return this.clerk.page.getByRole('main')
  }

  /** Turns to a part of the book, or of the trades, that stands open. */
  tab(label: string): Promise<void> {
    return this.clerk.page
      .getByLabel(/的各部分$/)
      .getByText(label, { exact: true })
      .click()
  }

  /** Picks of a long list as a person does: by typing some of its words. */
  async choose(label: string, words: string): Promise<void> {
    const field = this.clerk.page.getByLabel(label, { exact: true }).first()
    await field.click()
    await field.fill(words)
    await this.clerk.page.getByTitle(words, { exact: true }).filter({ visible: true }).first().click()
  }

  /** Closes the drawer and waits until it is gone. */
  async closeDrawer(): Promise<void> {
    const drawer = this.clerk.page.getByRole('dialog')
    await drawer.locator('.ant-drawer-close').click()
    await drawer.waitFor({ state: 'hidden' })
  }

  /** Goes by the menu without waiting until everything has come. */
  async go(label: string): Promise<void> {
    const { page } = this.clerk
    const menu = page.getByLabel('主菜单')
    const link = page.getByRole('link', { name: label, exact: true, includeHidden: true })
    const folded = menu.locator('.ant-menu-submenu:not(.ant-menu-submenu-open)', { has: link })
    if ((await folded.count()) > 0) await folded.locator('.ant-menu-submenu-title').click()
    await menu.locator(link).click()
  }

  /** Goes to a part of a book by the links of the page: by the address bar everything would load anew. */
  async goTo(year: CoopYear, label: string): Promise<void> {
    await this.go('账簿')
    await this.clerk.follow(year.plan.name, this.main())
    await this.tab(label)
  }
}

/** 1200.5 yuan as it is typed. */
export const yuan = (fen: bigint): string => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`
