/**
 * The real registry lists through the pipeline of imports. What each of them gives stands in docs/real-lists.md; this
 * test holds the page true. HESHE_WRITE_REAL_LISTS=1 writes the page anew.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importServices } from '#server/assemble.ts'
import { fixedClock } from '#server/clock.ts'
import { ROOT } from '#server/config.ts'
import { withScope } from '#server/database/connect.ts'
import { openKeys } from '#server/database/crypt.ts'
import { countRows } from '#server/registry/imports/counts.ts'
import type { PlannedRow } from '#server/registry/imports/plan.ts'
import {
  prepareFile,
  planPrepared,
  writePlanned,
  type ImportServices,
  type Planned,
} from '#server/registry/imports/run.ts'
import { must } from './must.ts'
import { freshDatabase, type FreshDatabase } from './template.ts'

const DATA = path.resolve(ROOT, '..', 'shared', 'data')
const PAGE = path.join(ROOT, 'docs', 'real-lists.md')
const WRITES = process.env['HESHE_WRITE_REAL_LISTS'] === '1'
const DAY = '2026-01-01'

/** The lists, and what they are called on the page. */
const LISTS: [string, string][] = [
  ['coops_county_620422.csv', '会宁县全县'],
  ['coops_county_331024.csv', '仙居县全县'],
  ['coops_target_areas.csv', '四个政策地区'],
  ['coops_qingyang_other_counties.csv', '庆阳市其他县'],
  ['coops_national_sample.csv', '全国抽样'],
  ['coops_odd_rows.csv', '有异常的行'],
  ['ningbo_supply_marketing_coops.csv', '宁波供销合作社'],
]

interface Measured {
  read: number
  taken: number
  warned: number
  refused: number
  village: number
  township: number
  asked: number
  /** Rows by the code of what was warned or refused, the most frequent first. */
  why: [string, number][]
}

let held: FreshDatabase<unknown>
let services: ImportServices

beforeAll(async () => {
  held = await freshDatabase<unknown>()
  const secrets = { folder: '', cipher: 'aes' as const, get: () => 'a'.repeat(43) }
  const made = importServices({ keys: openKeys(secrets), documents: [], clock: fixedClock(DAY) })
  // What follows from the rows (facts, findings) is not measured here.
  services = { ...made, onChange: () => Promise.resolve() }
})
afterAll(() => held.close())

/** One transaction that leaves nothing behind, so that every list is measured by itself. */
async function rolledBack(work: (trx: Transaction<unknown>) => Promise<void>): Promise<void> {
  const undo = new Error('rolled back')
  const scope = { user: 'cli', role: 'system', national: 'on', door: 'test' }
  await withScope(held.db, scope, async (trx) => {
    await work(trx)
    throw undo
  }).catch((error: unknown) => {
    if (error !== undo) throw error
  })
}

async function plan(
  trx: Transaction<unknown>,
  name: string,
): Promise<Pick<Planned, 'plan'> & { rows: PlannedRow[] }> {
  const rows: PlannedRow[] = []
  const request = {
    bytes: readFileSync(path.join(DATA, name)),
    fileName: name,
    register: 'body',
    onlyArea: null,
    fallbackArea: '',
    asOf: DAY,
    createBodies: false,
    importId: randomUUID(),
    sender: null,
    receiver: null,
    look: (some: readonly PlannedRow[]) => rows.push(...some),
  }
  const prepared = must(await prepareFile(services, request))
  return { ...(await planPrepared(trx, services, { request, prepared })), rows }
}

function measure(rows: readonly PlannedRow[]): Measured {
  const { read, taken, warned, refused } = countRows(rows)
  const stored = rows.filter((row) => row.outcome !== 'refused')
  const placed = (digits: number) => stored.filter((row) => row.body?.area.length === digits).length
  const asked = stored.filter((row) => row.problems.some((one) => one.code === 'address-asked')).length
  return { read, taken, warned, refused, village: placed(12), township: placed(9), asked, why: reasons(rows) }
}

function reasons(rows: readonly PlannedRow[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { problems } of rows)
    for (const code of new Set(problems.filter((one) => one.severity !== 'noted').map((one) => one.code)))
      counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
}

const versions = async (trx: Transaction<unknown>) =>
  (await sql<{ count: bigint }>`select count(*) as count from body_version`.execute(trx)).rows[0]!.count

function lineOf(name: string, called: string, of: Measured): string {
  const counts = [of.read, of.taken, of.warned, of.refused, of.village, of.township, of.asked]
  const why = of.why.map(([code, rows]) => `${code} ${rows}`).join('，')
  return `| ${[called, `\`${name}\``, ...counts, why].join(' | ')} |`
}

describe.skipIf(!existsSync(DATA))(
  'A real list (skipped where shared/data is not beside the repository)',
  () => {
    test.each(LISTS)(
      '%s gives what the page says, and the same again changes nothing',
      async (name, called) => {
        await rolledBack(async (trx) => {
          const first = await plan(trx, name)
          const measured = measure(first.rows)
          expect(measured.taken + measured.warned + measured.refused).toBe(measured.read)
          await writePlanned(trx, services, first.plan)
          const written = await versions(trx)
          const again = await plan(trx, name)
          expect(again.rows.filter((row) => row.version !== null)).toEqual([])
          expect(again.plan.writes?.versions).toBe(0)
          expect(countRows(again.rows)).toEqual({
            ...countRows(first.rows),
            unchanged: measured.taken,
          })
          expect(await versions(trx)).toBe(written)
          hold(name, lineOf(name, called, measured))
        })
      },
    )
  },
)

/** The line of a list on the page; a new one where the page is to be written. */
function hold(name: string, line: string): void {
  const page = readFileSync(PAGE, 'utf8').split('\n')
  const at = page.findIndex((one) => one.includes(`\`${name}\``))
  if (WRITES && at >= 0) writeFileSync(PAGE, page.with(at, line).join('\n'))
  else expect(page[at]).toBe(line)
}
