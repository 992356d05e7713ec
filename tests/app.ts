/** The whole server over a database of its own with the fictional county in it, spoken to without a socket. */
import { rmSync } from 'node:fs'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { makeApp } from '#server/app.ts'
import { assemble, type Assembled } from '#server/assemble.ts'
import { fixedClock, type Clock } from '#server/clock.ts'
import { openSecrets } from '#server/database/secrets.ts'
import { copyOfKeys, DEMO_DAY, demoCounty } from './demo-county.ts'
import { must } from './must.ts'
import { freshDatabase, type FreshDatabase } from './template.ts'

export const PASSWORD = 'Heshe@990101'

export interface TestApp {
  server: FastifyInstance
  services: Assembled
  database: FreshDatabase<unknown>
  /** Every route of the server, those of bytes included. */
  routes: { method: string; url: string }[]
  /** What the server noted as faults; a test that wants one takes it out. */
  faults: unknown[]
  /** Moves the clock: hours and days pass at once. */
  setNow: (now: Date) => void
  close: () => Promise<void>
}

/** Makes the app; the day is that of the fictional county. */
export async function testApp(day = DEMO_DAY): Promise<TestApp> {
  const demo = await demoCounty(day)
  const database = await freshDatabase<unknown>(demo.database)
  const keys = copyOfKeys(demo.keys)
  const secrets = openSecrets(keys)
  let now = fixedClock(day).now()
  const clock: Clock = { now: () => now, today: () => day }
  const services = must(
    await assemble({ app: database.db, owner: database.owner, kind: 'embedded', secrets }, clock),
  )
  const faults: unknown[] = []
  const routes: TestApp['routes'] = []
  const server = await makeApp(services, {
    trustProxy: [],
    onFault: (error) => faults.push(error),
    onRoute: (one) => routes.push(one),
  })
  return {
    server,
    services,
    database,
    routes,
    faults,
    setNow: (next) => (now = next),
    close: async () => {
      await server.close()
      await database.close()
      rmSync(keys, { recursive: true, force: true })
      if (faults.length > 0) throw new AggregateError(faults, 'the server reported faults')
    },
  }
}

export interface Person {
  get: <T = never>(url: string) => Promise<Answer<T>>
  post: <T = never>(url: string, body?: object) => Promise<Answer<T>>
  patch: <T = never>(url: string, body: object) => Promise<Answer<T>>
  cookie: string
  csrf: string
}

export interface Answer<T> {
  status: number
  body: T
  says: string
}

export interface Part {
  /** The name of the field; `file` if left out. */
  field?: string
  name: string
  bytes: Uint8Array | string
}

/** Sends files with their fields as a page does. */
export async function upload<T = never>(
  { server }: Pick<TestApp, 'server'>,
  person: Pick<Person, 'cookie' | 'csrf'>,
  to: { url: string; fields?: Readonly<Record<string, string>>; files: readonly Part[] },
): Promise<Answer<T>> {
  const form = new FormData()
  for (const [name, value] of Object.entries(to.fields ?? {})) form.append(name, value)
  for (const { field = 'file', name, bytes } of to.files)
    form.append(field, new Blob([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)]), name)
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  const answer = await server.inject({
    method: 'POST',
    url: to.url,
    headers: {
      cookie: person.cookie,
      'x-heshe-csrf': person.csrf,
      'content-type': request.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  const body = answer.json<T & { title?: string }>()
  return { status: answer.statusCode, body, says: body.title ?? '' }
}

/** Signs a person of the demonstration in. */
export async function signIn(
  { server }: Pick<TestApp, 'server'>,
  username: string,
  password = PASSWORD,
): Promise<Person> {
  const answer = await server.inject({ method: 'POST', url: '/api/session', payload: { username, password } })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  const { csrf } = answer.json<{ csrf: string }>()
  const call = async <T>(
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    body?: object,
  ): Promise<Answer<T>> => {
    const options: InjectOptions = {
      method,
      url,
      headers: { cookie, 'x-heshe-csrf': csrf },
      ...(body && { payload: body }),
    }
    const given = await server.inject(options)
    const parsed = given.headers['content-type']?.includes('json')
      ? given.json<T & { title?: string }>()
      : (given.rawPayload as unknown as T & { title?: string })
    return { status: given.statusCode, body: parsed, says: parsed.title ?? '' }
  }
  return {
    cookie,
    csrf,
    get: (url) => call('GET', url),
    post: (url, body = {}) => call('POST', url, body),
    patch: (url, body) => call('PATCH', url, body),
  }
}
