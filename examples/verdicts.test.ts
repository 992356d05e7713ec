/**
 * The whole road on the fictional county: its sheets go in as files do, the check judges every body, and each story
 * comes out as it should.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasBit } from '#core/kernel/compile-rules.ts'
import { createIndex } from '#core/regions/area-index.ts'
import { matchAddress } from '#core/regions/match-address.ts'
import { body as bodyRegister } from '#core/registry/body.ts'
import { registers } from '#core/reporting/registers.ts'
import { bodyNameKey } from '#core/values/body-name.ts'
import { ROOT } from '#server/config.ts'
import { withScope } from '#server/database/connect.ts'
import type { Keys } from '#server/database/crypt.ts'
import { prepareWorkbook } from '#server/registry/imports/candidate.ts'
import type { PlaceFinder } from '#server/registry/imports/place.ts'
import { planImport, type PlannedRow } from '#server/registry/imports/plan.ts'
import { writePlan } from '#server/registry/imports/write.ts'
import { policyAreas, inForceAt } from '#server/supervision/books.ts'
import { judgeBodies } from '#server/supervision/judge.ts'
import { knownParts } from '#server/supervision/policy-known.ts'
import { loadPolicies } from '#server/supervision/policy-loader.ts'
import { must } from '../tests/must.ts'
import { freshDatabase, type FreshDatabase } from '../tests/template.ts'
import { COUNTY, exampleAreas, neighbourAreas } from './county/areas.ts'
import { exampleCounty } from './county/county.ts'
import { EXAMPLE } from './county/days.ts'
import { stories, storyOf } from './county/stories.ts'
import { exampleSuccessions } from './county/successions.ts'
import { asSheet, type ExampleFile } from './county/table.ts'

const county = exampleCounty(EXAMPLE)
const keys: Keys = { current: 1, byId: new Map([[1, randomBytes(32)]]), hash: randomBytes(32) }
const scope = { user: 'xian', role: 'county', area_low: '990101', area_high: '990101A', door: 'test' }
const index = createIndex({
  areas: [...exampleAreas.filter((one) => one.to === undefined), ...neighbourAreas],
  formerTownships: exampleSuccessions,
})

const finder: PlaceFinder = ({ address, name }) => {
  const match = matchAddress(index, { address, name, countyHints: [COUNTY.code] })
  if (match.state === 'resolved')
    return { area: match.area, ground: match.ground, remarks: [], question: null }
  const question = { address, question: match.question, candidates: match.candidates, keys: match.keys }
  return { area: match.county ?? COUNTY.code, ground: '', remarks: [], question }
}

// Links name the other body in words, which an import does not look up yet.
const readable = county.files.filter((file) => file.sheets.every((sheet) => sheet.register !== 'body_link'))

let held: FreshDatabase<unknown>
const rows: (PlannedRow & { file: string })[] = []
/** Body → rule → what came of it. */
let verdicts: Map<string, Map<string, string>>

beforeAll(async () => {
  held = await freshDatabase<unknown>()
  await withScope(held.db, scope, async (trx) => {
    for (const file of readable) rows.push(...(await bringIn(trx, file)))
  })
  verdicts = await withScope(held.db, scope, judged)
}, 120_000)
afterAll(() => held?.close())

async function bringIn(trx: Kysely<unknown>, file: ExampleFile) {
  const sheets = file.sheets.map((sheet) => ({ ...asSheet(sheet), merges: [], hiddenRows: [] }))
  const prepared = prepareWorkbook({ sheets, dateSystem: 1900, remarks: [] }, { file: file.name, registers })
  const plan = await planImport(trx, {
    candidates: prepared.candidates,
    bodyRegister,
    asOf: EXAMPLE.day,
    onlyArea: COUNTY.code,
    fallbackArea: COUNTY.code,
    createBodies: false,
    finder,
    keys,
    source: { import: randomUUID(), file: file.name },
  })
  await writePlan(trx, plan, { bodyRegister, keys })
  return plan.rows.map((row) => ({ ...row, file: file.name }))
}

async function judged(trx: Kysely<unknown>): Promise<Map<string, Map<string, string>>> {
  const library = await loadPolicies(path.join(ROOT, 'policy'), knownParts(registers.map((one) => one.id)))
  const adoption = { area: COUNTY.code, number: null, from: '2021-01-01', to: null }
  const adoptions = ['heshui-2023', 'shuocheng-2021'].map((document) => ({ ...adoption, document }))
  const areas = policyAreas({ documents: must(library).documents, overrides: [], adoptions }, EXAMPLE.day)
  const found = await judgeBodies(trx, areas, { day: EXAMPLE.day, area: COUNTY.code, stored: false })
  return new Map(
    found.map((one) => {
      const rules = inForceAt(areas, one.area).rules
      const says = (bit: number): string => {
        if (hasBit(one.failed, bit)) return 'finding'
        return hasBit(one.known, bit) ? 'clear' : 'unknown'
      }
      return [one.body, new Map(rules.map((rule) => [rule.id, says(rule.bit)]))]
    }),
  )
}

/** The verdicts over the body with that name; where two bear it, the one with the code. */
function verdictsOf(name: string, code: unknown): Map<string, string> | undefined {
  const ids = rows.flatMap(({ body, candidate }) =>
    body &&
    candidate.register.id === 'body' &&
    bodyNameKey(String(candidate.values['name'])) === bodyNameKey(name)
      ? [{ id: body.id, code: candidate.values['creditCode'] }]
      : [],
  )
  return verdicts.get((ids.find((one) => one.code === code) ?? ids[0])?.id ?? '')
}

test('each story comes out as it should', () => {
  const wrong = county.bodies.flatMap((body) => {
    const story = storyOf(body.story)
    if (story === null || story.rule === null) return []
    const got = verdictsOf(body.name, body.values['creditCode'])?.get(story.rule)
    return got === story.verdict
      ? []
      : [`${story.id} (${story.rule}): ${story.verdict} expected, ${got ?? 'nothing'} came`]
  })
  expect(wrong).toEqual([])
})

test('of an ordinary body no rule finds anything but the dossier that nobody has accepted yet', () => {
  const found = county.bodies
    .filter((one) => one.story === null)
    .flatMap((body) => {
      const all = verdictsOf(body.name, body.values['creditCode']) ?? new Map<string, string>()
      return [...all].flatMap(([rule, got]) => (got === 'finding' ? [`${rule}: ${body.name}`] : []))
    })
  expect(found.filter((one) => !one.startsWith('shuocheng-2021/dossier-'))).toEqual([])
})

test('rows are refused where they should be, and nowhere else', () => {
  const refused = rows.filter((one) => one.outcome === 'refused' && one.candidate.register.id === 'body')
  const codes = refused.flatMap((one) => one.problems.filter((problem) => problem.severity === 'refused'))
  expect(new Set(codes.map((one) => one.code))).toEqual(new Set(['outside-area', 'row-twice-differs']))
  expect(refused).toHaveLength(2)
  const told = new Set(['outside-county', 'code-twin'])
  const lost = new Set(county.bodies.filter((one) => told.has(one.story ?? '')).map((one) => one.name))
  const others = rows.filter(
    (one) =>
      one.outcome === 'refused' &&
      one.candidate.register.id !== 'body' &&
      !lost.has(one.candidate.subject.name ?? ''),
  )
  expect(others.map((one) => [one.file, one.candidate.row, one.problems])).toEqual([])
})

test('every verdict that a story expects is one that a story can have', () => {
  expect(new Set(stories.map((one) => one.verdict))).toEqual(
    new Set(['finding', 'clear', 'asked', 'unknown']),
  )
})
