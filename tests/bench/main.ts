/**
 * `npm run bench`: what an import, a check and a page of a list cost, each against a floor measured in the same run, so
 * that a slow or busy machine moves both. Needs nothing but the packages; takes less than three minutes.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'
import { Client } from 'pg'
import { body } from '#core/registry/body.ts'
import { COUNTY, exampleAreas } from '#examples/county/areas.ts'
import { scaleCsv } from '#examples/county/scale.ts'
import { hashPassword } from '#server/access/sign-in.ts'
import { insertUser } from '#server/access/store.ts'
import { makeApp } from '#server/app.ts'
import { assemble, type Assembled } from '#server/assemble.ts'
import { fixedClock } from '#server/clock.ts'
import { openDatabase, withScope, type Database } from '#server/database/connect.ts'
import { openEmbedded } from '#server/database/embedded.ts'
import { migrate } from '#server/database/migrate.ts'
import { writeDeployment } from '#server/deployment.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { addAreas } from '#server/regions/store.ts'
import { listRecords } from '#server/register/list.ts'
import { prepareFile } from '#server/registry/imports/run.ts'
import { checkToday } from '#server/supervision/findings.ts'
import { adoptPolicies } from '#server/supervision/adopt-policies.ts'
import { loadBooks } from '#server/supervision/books.ts'
import { importLedger } from '#server/supervision/import-ledger.ts'
import { judgeBodies } from '#server/supervision/judge.ts'
import { areasOn } from '#server/supervision/services.ts'
import { compareFindings } from '#server/supervision/what-if.ts'
import { must } from '../must.ts'
import { divideBare, divideBig, divideFast, MEMBERS, memberWeights } from './division.ts'

const ROWS = 5000
const DAY = '2026-03-20'
const PASSWORD = 'Heshe@990101'
const SYSTEM = { user: 'bench', role: 'system', national: 'on', door: 'bench' }
const COUNTY_SCOPE = { role: 'county', area_low: COUNTY.code, area_high: `${COUNTY.code}A` }
const clock = fixedClock(DAY)

interface Line {
  what: string
  milliseconds: number
  floor: string
  floorMilliseconds: number
}

/** The middle one of several measurements, in milliseconds; the first is thrown away. */
async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  await work()
  const taken: number[] = []
  for (let turn = 0; turn < times; turn += 1) taken.push(await measure(work))
  return taken.toSorted((a, b) => a - b)[Math.floor(times / 2)]!
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function deploy(database: Database<unknown>): Promise<Assembled> {
  must(await migrate(database.owner))
  const passwordHash = await hashPassword(PASSWORD)
  await withScope(database.app, SYSTEM, async (trx) => {
    await writeDeployment(trx, { area: COUNTY.code, areaName: COUNTY.name, demo: false })
    await addAreas(trx, exampleAreas, 'bench')
    const user = { id: randomUUID(), username: 'xian', name: '县', role: 'county', area: COUNTY.code }
    await insertUser(trx, { ...user, bodies: [], passwordHash, mustChange: false, now: clock.now() })
  })
  const services = must(await assemble(database, clock))
  await withScope(database.app, SYSTEM, (trx) =>
    adoptPolicies(trx, services.documents, {
      policies: ['heshui-2023', 'shuocheng-2021'],
      area: COUNTY.code,
      day: DAY,
      ground: 'bench',
    }),
  )
  return services
}

async function benchImport(database: Database<unknown>, services: Assembled): Promise<Line[]> {
  const bytes = Buffer.from([...scaleCsv({ seed: 1, day: DAY, size: ROWS })].join(''))
  const fileName = '名录.csv'
  const floor = await median(5, () => readWorkbook(bytes, fileName))
  const once = async (): Promise<void> => {
    const prepared = must(await prepareFile(services, { bytes, fileName, register: 'body' }))
    const ledger = { bytes, fileName, prepared, register: 'body', area: null, asOf: DAY, receiver: 'bench' }
    await withScope(database.app, SYSTEM, (trx) => importLedger(trx, services, ledger))
  }
  const first = await measure(once)
  const again = await measure(once)
  const against = { floor: '同一文件只读成表格', floorMilliseconds: floor }
  return [
    { what: `导入 ${ROWS} 行新名录（含检查、留痕、提交）`, milliseconds: first, ...against },
    { what: '同一文件再导入一次（无变化）', milliseconds: again, ...against },
  ]
}

async function benchCheck(database: Database<unknown>, services: Assembled): Promise<Line[]> {
  return withScope(database.app, SYSTEM, async (trx) => {
    const areas = await areasOn(trx, services, DAY)
    const scan = sql<{ count: bigint }>`select count(*) from body_fact`
    const floor = await median(30, () => scan.execute(trx))
    const bodies = await scan.execute(trx)
    const count = Number(bodies.rows[0]?.count)
    const against = { floor: 'body_fact 全表 count(*)', floorMilliseconds: floor }
    const judged = await median(5, () => judgeBodies(trx, areas, { day: DAY, stored: true }))
    const checked = await median(3, () => checkToday(trx, areas, { day: DAY }))
    return [
      { what: `全部规则判定 ${count} 家（事实已存）`, milliseconds: judged, ...against },
      { what: `全面检查 ${count} 家（重算事实、判定、更新问题）`, milliseconds: checked, ...against },
    ]
  })
}

/** A stricter value thought of, over every body of the county. */
async function benchWhatIf(database: Database<unknown>, services: Assembled): Promise<Line[]> {
  return withScope(database.app, SYSTEM, async (trx) => {
    const before = await loadBooks(trx, services.documents)
    const own = { document: 'cooperative-law', parameter: 'minimum_members', area: COUNTY.code, from: DAY }
    const value = { type: 'count', value: 8 } as const
    const after = { ...before, overrides: [...before.overrides, { ...own, value, ground: 'bench' }] }
    const scan = sql<{ count: bigint }>`select count(*) from body_fact`
    const floorMilliseconds = await median(30, () => scan.execute(trx))
    const count = Number((await scan.execute(trx)).rows[0]?.count)
    const asked = { before, after, area: COUNTY.code, day: DAY }
    const milliseconds = await median(5, () => compareFindings(trx, asked))
    const what = `改一个数值先看影响 ${count} 家（两套规则各判一遍并列名单）`
    return [{ what, milliseconds, floor: 'body_fact 全表 count(*)', floorMilliseconds }]
  })
}

/** The statement of a list, caught on its way to no database. */
async function catchStatement(query: Record<string, string>): Promise<{ text: string; values: unknown[] }> {
  let caught = { text: '', values: [] as unknown[] }
  const nowhere = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query: one }) => {
      caught = { text: one.sql, values: [...one.parameters] }
    },
  })
  await listRecords(nowhere, body, { query })
  return caught
}

async function signIn(server: FastifyInstance): Promise<string> {
  const payload = { username: 'xian', password: PASSWORD }
  const answer = await server.inject({ method: 'POST', url: '/api/session', payload })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

async function benchList(services: Assembled, client: Client): Promise<Line[]> {
  const server = await makeApp(services, { trustProxy: false, onFault: (error) => console.error(error) })
  const cookie = await signIn(server)
  const lines: Line[] = []
  const asked: [string, Record<string, string>][] = [
    ['名录第一页', {}],
    ['名录按名称查找', { q: '种植' }],
  ]
  for (const [what, query] of asked) {
    const { text, values } = await catchStatement(query)
    const url = `/api/registers/body?${new URLSearchParams(query).toString()}`
    const floor = await median(40, () => client.query({ name: `list ${what}`, text, values }))
    const request = await median(40, async () => {
      const answer = await server.inject({ method: 'GET', url, headers: { cookie } })
      if (answer.statusCode !== 200) throw new Error(answer.body)
    })
    lines.push({
      what: `${what}（整个请求，每页 50 条）`,
      milliseconds: request,
      floor: '同一 SQL 预备语句',
      floorMilliseconds: floor,
    })
  }
  await server.close()
  return lines
}

/** A division that any other way would pay out differently is no measurement. */
async function benchDivision(): Promise<Line[]> {
  const weights = memberWeights()
  const [fast, bare, big] = [divideFast(weights), divideBare(weights), divideBig(weights)]
  if (!fast.every((fen, i) => fen === bare[i] && BigInt(fen) === big[i]))
    throw new Error('The ways of dividing do not agree')
  const floorMilliseconds = await median(9, () => Promise.resolve(divideBare(weights)))
  const floor = '同样结果的类型数组循环'
  const measured = async (what: string, times: number): Promise<Line> => {
    const milliseconds = await median(9, () => Promise.resolve(divideFast(weights, times)))
    return { what: `${what}（${MEMBERS} 名成员，返还和剩余）`, milliseconds, floor, floorMilliseconds }
  }
  return [await measured('分配盈余', 1), await measured('分配盈余，金额大到乘积须用双精度对', 100_000)]
}

/** A connection of its own in the bounds of the county. */
async function openClient(dataDir: string): Promise<{ client: Client; close: () => Promise<void> }> {
  const { connection, close } = must(await openEmbedded({ dataDir }))
  const client = new Client({ ...connection, database: 'heshe', options: '-c role=heshe_app -c jit=off' })
  await client.connect()
  for (const [name, value] of Object.entries(COUNTY_SCOPE))
    await client.query(`select set_config('app.${name}', $1, false)`, [value])
  return {
    client,
    close: async () => {
      await client.end()
      await close()
    },
  }
}

function sayLine({ what, milliseconds, floor, floorMilliseconds }: Line): string {
  const figures = [milliseconds, floorMilliseconds].map((one) => one.toFixed(one < 100 ? 1 : 0))
  return `| ${what} | ${figures[0]} | ${floor} | ${figures[1]} | ${(milliseconds / floorMilliseconds).toFixed(1)} |`
}

function sayMachine(loads: readonly (readonly number[])[]): string {
  const cpus = os.cpus()
  const load = loads.map((one) => (one[0] ?? 0).toFixed(1)).join(' → ')
  return `${new Date().toISOString().slice(0, 10)}，${cpus.length} 核（${cpus[0]?.model ?? '型号不明'}），一分钟平均负载 ${load}（开始 → 结束），Node ${process.versions.node}`
}

async function main(): Promise<void> {
  const began = [...os.loadavg()]
  const folder = path.join(os.tmpdir(), `heshe-bench-${randomUUID()}`)
  const database = must(await openDatabase<unknown>({ dataDir: folder }))
  try {
    const services = await deploy(database)
    const lines = [
      ...(await benchImport(database, services)),
      ...(await benchCheck(database, services)),
      ...(await benchWhatIf(database, services)),
    ]
    await database.owner.query('vacuum analyze')
    const held = await openClient(database.dataDir)
    lines.push(...(await benchList(services, held.client)))
    await held.close()
    lines.push(...(await benchDivision()))
    console.log(sayMachine([began, os.loadavg()]))
    console.log('\n| 做什么 | 毫秒 | 底线 | 底线毫秒 | 倍数 |\n| --- | ---: | --- | ---: | ---: |')
    for (const line of lines) console.log(sayLine(line))
  } finally {
    await database.close()
    for (const one of [folder, database.dataDir]) rmSync(one, { recursive: true, force: true })
  }
}

await main()
