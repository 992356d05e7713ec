/** The running product for one journey: a copy of the fictional county, the real server on a free port, a fresh browser. */
import { Client } from 'pg'
import { type Browser, chromium } from 'playwright-core'
import { afterEach, inject } from 'vitest'
import { makeApp } from '#server/app.ts'
import { assemble } from '#server/assemble.ts'
import { type Clock, dayOf, fixedClock } from '#server/clock.ts'
import { openSecrets } from '#server/database/secrets.ts'
import { servePages } from '#server/http/pages.ts'
import { verifyBooks } from '#server/accounting/verify-books.ts'
import { withScope } from '#server/database/connect.ts'
import { must } from '../must.ts'
import { freshDatabase } from '../template.ts'
import { Person, type Screen } from './person.ts'

export const PASSWORD = 'Heshe@990101'

const ALL = { user: 'test', role: 'system', national: 'on', door: 'test' }
const CHROMIUM = process.env['HESHE_CHROMIUM'] ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
]

export interface Office {
  address: string
  day: string
  /** Opens a browser window of its own, with nobody signed in. */
  window: (screen?: Screen) => Promise<Person>
  /** Opens a window and signs in with a name of the demonstration. */
  person: (username: string, screen?: Screen) => Promise<Person>
  /** Moves the clock of the server: minutes and days pass at once. */
  setNow: (now: Date) => void
  /** What `heshe books verify` finds, over all books; empty where every sum and number holds. */
  verifyBooks: () => Promise<string[]>
  /** What the administrator of the database does, round every trigger. */
  tamper: (statement: string) => Promise<void>
  close: () => Promise<void>
}

/** Everybody who sat down at a browser in this file. */
const people: Person[] = []

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [index, person] of people.entries()) await person.lastSight(`failed-${task.name}-${index}`)
})

/** Opens the office. Close it in afterAll: it fails there if a page or the server reported a fault. */
export async function openOffice(): Promise<Office> {
  const county = inject('county')
  const database = await freshDatabase<unknown>(county.database)
  let now = fixedClock(county.day).now()
  const clock: Clock = { now: () => now, today: () => dayOf(now) }
  const services = must(
    await assemble(
      { app: database.db, owner: database.owner, kind: 'embedded', secrets: openSecrets(county.secrets) },
      clock,
    ),
  )
  const faults: unknown[] = []
  const server = await makeApp(services, { trustProxy: [], onFault: (error) => faults.push(error) })
  await servePages(server, inject('pages'))
  const address = await server.listen({ port: 0, host: '127.0.0.1' })
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  const window = async (screen: Screen = 'desk'): Promise<Person> => {
    const person = await openWindow(browser, { address, day: county.day, screen })
    people.push(person)
    return person
  }
  return {
    address,
    day: county.day,
    window,
    person: async (username, screen) => {
      const person = await window(screen)
      await person.signIn(username, PASSWORD)
      return person
    },
    setNow: (next) => (now = next),
    verifyBooks: async () => withScope(database.db, ALL, async (trx) => (await verifyBooks(trx)).differences),
    tamper: async (statement) => {
      const root = new Client(database.admin)
      await root.connect()
      await root.query(`set session_replication_role = replica; ${statement}`)
      await root.end()
    },
    close: async () => {
      await browser.close()
      await server.close()
      await database.close()
      faults.push(...people.flatMap((person) => person.faults))
      if (faults.length > 0) throw new AggregateError(faults, faults.map(String).join('\n'))
    },
  }
}

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

async function openWindow(
  browser: Browser,
  of: { address: string; day: string; screen: Screen },
): Promise<Person> {
  const context = await browser.newContext({
    baseURL: of.address,
    viewport: SIZES[of.screen],
    deviceScaleFactor: 1,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch: of.screen === 'phone',
    acceptDownloads: true,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  // The browser's day is the county's; its clock runs on from noon.
  await page.clock.install({ time: `${of.day}T12:00:00+08:00` })
  return new Person(page, of.screen)
}
