/** What fifty people at once wait for, against the same statements, prepared, behind a bare route. */
import { Worker } from 'node:worker_threads'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { Pool, types } from 'pg'
import { makeApp } from '#server/app.ts'
import { openEmbedded } from '#server/database/embedded.ts'
import { must } from '../must.ts'
import { statementsOf, type Statement } from '../queries.ts'
import { bodyId, HOME, PASSWORD, type Bench } from './county.ts'
import { byTurns, type Line } from './measure.ts'

const PEOPLE = 50
const CONNECTIONS = 16
/** Whoever works with a page looks at it before the next one, in milliseconds. */
const PAUSE = 2000

export async function benchPages(bench: Bench, of: { requests: number; turns: number }): Promise<Line[]> {
  const server = await makeApp(bench.services, {
    trustProxy: [],
    callsPerMinute: 10_000_000,
    onFault: (error) => console.error(error),
  })
  const base = await listen(server)
  const cookie = await signIn(server)
  const lines: Line[] = []
  const late: { page: number[]; bare: number[] }[] = []
  for (const [what, url, stood] of PAGES) {
    const sent = await statementsOf(async () => {
      const answer = await server.inject({ url, headers: { cookie } })
      if (answer.statusCode !== 200) throw new Error(answer.body)
    })
    const bare = await bareServer(bench, businessOf(sent))
    const bareUrl = `${await listen(bare)}/`
    const taken: { page: number[]; bare: number[] } = { page: [], bare: [] }
    const ask = async (of_: 'page' | 'bare'): Promise<number> => {
      const asked = of_ === 'page' ? { urls: [base + url], cookie } : { urls: [bareUrl], cookie: '' }
      const waited = await load({ ...asked, requests: of.requests, pause: 0 })
      taken[of_].push(...waited)
      return at(waited, 0.5)
    }
    const turns = await byTurns(of.turns, { take: () => ask('page') }, { take: () => ask('bare') })
    await bare.close()
    late.push(taken)
    lines.push({
      what: `${what}，${PEOPLE} 人同时：一半人等到`,
      milliseconds: turns.milliseconds,
      floor: { what: '同样语句的空路由', milliseconds: turns.floor },
      floors: turns.floors,
      worked: turns.worked,
      goal: { floors: 2 },
      stood,
    })
  }
  const urls = PAGES.map(([, url]) => base + url)
  const paced = await load({ urls, cookie, requests: of.requests * PAGES.length, pause: PAUSE })
  await server.close()
  return [...lines, lateLine(late), pacedLine(paced)]
}

const PAGES: readonly [what: string, url: string, stood: number][] = [
  ['名录第一页', '/api/registers/body', 1.2],
  ['名录按名称查找', '/api/registers/body?q=第77', 1.2],
  ['一社一档', `/api/bodies/${bodyId(7)}/dossier`, 1.4],
  ['查找框', '/api/search?q=第123', 1.2],
  ['我的待办', '/api/inbox', 1.5],
]

/** What one in a hundred waits for longer, at the slowest of the pages. */
function lateLine(pages: readonly { page: number[]; bare: number[] }[]): Line {
  const slowest = (of: 'page' | 'bare'): number =>
    Math.max(
      ...pages.map((one) =>
        at(
          one[of].toSorted((a, b) => a - b),
          0.99,
        ),
      ),
    )
  return {
    what: `五个页面里最慢的，${PEOPLE} 人不停地同时要：百分之一的人等过`,
    milliseconds: slowest('page'),
    floor: { what: '空路由里最慢的', milliseconds: slowest('bare') },
    goal: { most: 50 },
  }
}

/** The same people at work: each looks at a page for a while. */
const pacedLine = (waited: readonly number[]): Line => ({
  what: `五个页面轮着要，${PEOPLE} 人各隔 ${PAUSE / 1000} 秒：百分之一的人等过`,
  milliseconds: at(waited, 0.99),
  goal: { most: 50 },
})

/** What the page itself asks, without admission, begin and commit. */
function businessOf(sent: readonly Statement[]): Statement[] {
  const begin = sent.findLastIndex(({ text }) => text.startsWith('begin'))
  const end = sent.findIndex(({ text }, index) => index > begin && text.startsWith('commit'))
  return sent.slice(begin + 1, end === -1 ? undefined : end)
}

/** Runs the statements by name on a connection that stands in the bounds of the county, and sends the last rows. */
async function bareServer({ database }: Bench, statements: readonly Statement[]): Promise<FastifyInstance> {
  const { connection, close } = must(await openEmbedded({ dataDir: database.dataDir }))
  const settings = { user: 'xian', role: 'county', area_low: HOME, area_high: `${HOME}A`, national: '' }
  const options = Object.entries(settings).map(([name, value]) => `-c app.${name}=${value}`)
  const pool = new Pool({
    ...connection,
    database: 'heshe',
    max: CONNECTIONS,
    options: ['-c role=heshe_app', '-c jit=off', '-c timezone=Asia/Shanghai', ...options].join(' '),
    types: { getTypeParser: (oid: number) => (oid === 20 ? String : types.getTypeParser(oid)) as never },
  })
  const server = Fastify()
  server.get('/', async () => {
    const client = await pool.connect()
    try {
      let rows: unknown[] = []
      for (const [index, { text, values }] of statements.entries())
        rows = (await client.query({ name: `s${index}`, text, values })).rows
      return rows
    } finally {
      client.release()
    }
  })
  server.addHook('onClose', async () => {
    await pool.end()
    await close()
  })
  return server
}

async function listen(server: FastifyInstance): Promise<string> {
  await server.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
}

async function signIn(server: FastifyInstance): Promise<string> {
  const payload = { username: 'xian', password: PASSWORD }
  const answer = await server.inject({ method: 'POST', url: '/api/session', payload })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

function load(of: {
  urls: readonly string[]
  cookie: string
  requests: number
  pause: number
}): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./load-worker.ts', import.meta.url), {
      workerData: { people: PEOPLE, ...of },
    })
    worker.once('message', (taken: number[]) => resolve(taken.toSorted((a, b) => a - b)))
    worker.once('error', reject)
  })
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
