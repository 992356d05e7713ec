/** The policies of the product: complete, sound, in our own words. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { judge } from '#core/kernel/judge.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { factsOfRule } from '#core/kernel/rule.ts'
import { registers } from '#core/reporting/registers.ts'
import { areaFacts } from '#core/supervision/area-facts.ts'
import { bodyFacts, factsById, SHOWN_ONLY } from '#core/supervision/facts.ts'
import { HOLIDAYS } from './known-holidays.ts'
import { caseFaults, newestParameters } from '#server/supervision/policy-cases.ts'
import { policyJsonSchemas } from '#server/supervision/policy-json-schema.ts'
import { knownParts } from '#server/supervision/policy-known.ts'
import { loadPolicies } from '#server/supervision/policy-loader.ts'
import { must } from './must.ts'

const REPOSITORY = path.resolve(import.meta.dirname, '..')
const SHARED = path.resolve(REPOSITORY, '..', 'shared')
const { documents, holidays } = must(
  await loadPolicies(path.join(REPOSITORY, 'policy'), knownParts(registers.map((one) => one.id))),
)
const rules = documents.flatMap((one) => one.rules)

describe('rules', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s judges its examples as they say', (_, rule) => {
    const home = documents.find((one) => one.id === rule.document)
    const parameters = newestParameters(home ?? documents[0]!, documents)
    expect(caseFaults(rule, parameters)).toEqual([])
    for (const one of rule.cases) expect(judge(rule, one.facts, parameters).verdict).toBe(one.verdict)
  })

  it('keep the bits that they were given: the list only grows', () => {
    const given = [...rules].toSorted((a, b) => a.bit - b.bit).slice(0, 48)
    const digest = createHash('sha256').update(given.map((rule) => `${rule.id}:${rule.bit}`).join('\n'))
    expect(digest.digest('hex')).toBe('3bdc12be03391de0751a83cd66b917cac5b083e1eb8acc5031e547a9332644c4')
  })

  it('name in their words only facts that are declared', () => {
    for (const rule of rules) {
      for (const [, name] of rule.says.matchAll(/\{([^}]*)\}/g)) {
        expect(['value', 'threshold', ...factsById.keys()]).toContain(name)
      }
    }
  })

  it('of national law have no place, those of a plan have one', () => {
    for (const one of documents) expect(one.area === '').toBe(one.level === 'law')
  })
})

describe('facts', () => {
  it('have ids that can be columns, one each, and say in Chinese how they are computed', () => {
    expect(new Set(bodyFacts.map((one) => one.id)).size).toBe(bodyFacts.length)
    for (const one of bodyFacts) {
      expect(one.id).toMatch(/^[a-z][a-z0-9_]{2,40}$/)
      expect(one.formula).toMatch(/[一-龥]{2}/)
      expect(one.type === 'choice').toBe(one.options.length > 0)
    }
  })

  it('read registers and fields that exist', () => {
    for (const one of [...bodyFacts, ...areaFacts]) {
      expect(one.reads.length).toBeGreaterThan(0)
      for (const reading of one.reads) {
        const register = registers.find(({ id }) => id === reading.register)
        expect(register).toBeDefined()
        expect(Object.keys(register?.fields ?? {})).toEqual(expect.arrayContaining([...reading.fields]))
      }
    }
  })

  it('are each read by a rule, or marked as shown only', () => {
    const read = new Set(rules.flatMap((rule) => factsOfRule(rule)))
    expect(bodyFacts.map((one) => one.id).filter((id) => !read.has(id))).toEqual(SHOWN_ONLY)
  })

  it('know the words of every register choice that they stand for', () => {
    for (const one of bodyFacts.filter((each) => each.type === 'choice' && each.id !== 'code_state')) {
      const [reading] = one.reads
      const field = registers.find(({ id }) => id === reading?.register)?.fields[reading?.fields[0] ?? '']
      expect(field?.kind === 'choice' ? field.options : []).toEqual(one.options)
    }
  })
})

describe('clashes of clauses', () => {
  it('are there wherever a question of a clause leads to one', () => {
    const cited = new Set(
      documents.flatMap((one) => one.clashes.flatMap(({ sides }) => sides.map(({ at }) => at))),
    )
    const asking = documents.flatMap((one) =>
      one.clauses
        .filter(({ question }) => question?.includes('见条款冲突'))
        .map(({ id }) => `${one.id}#${id}`),
    )
    expect(asking.length).toBeGreaterThan(3)
    expect(asking.filter((at) => !cited.has(at))).toEqual([])
  })

  it('offer nothing that undercuts the law: whoever has no floor says so, and all five documents were read', () => {
    const all = documents.flatMap((one) => one.clashes)
    expect(all.filter((one) => one.floor === null).map((one) => one.id)).toEqual([
      'heshui-2023/benchmark-rate',
    ])
    const plans = documents.filter((one) => one.level === 'plan')
    expect(plans.filter((one) => one.clashes.length === 0)).toEqual([])
  })
})

describe('the working-day calendar', () => {
  it('says what the notices say that the product knows by heart', () => {
    for (const year of HOLIDAYS) {
      const one = holidays.find((each) => each.year === year.year)
      expect(one?.holidays).toEqual(year.holidays)
      expect(one?.workdays).toEqual(year.workdays)
    }
  })

  it('has seven to eleven days off by law in every year, and no working day that is none', () => {
    expect(holidays.map((one) => one.year)).toEqual([2021, 2022, 2023, 2024, 2025, 2026])
    for (const one of holidays) {
      expect(one.source).toContain('国办发明电')
      expect(one.holidays.length).toBeGreaterThanOrEqual(27)
    }
  })
})

it('every problem that a policy file can meet stands in docs/problems.md', () => {
  const folder = path.join(REPOSITORY, 'server/supervision')
  const sources = readdirSync(folder).filter((name) => name.startsWith('policy-') && !name.includes('.test.'))
  const text = sources.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n')
  const codes = new Set([...text.matchAll(/'(policy-[a-z-]+)'/g)].map((match) => match[1] ?? ''))
  const documented = readFileSync(path.join(REPOSITORY, 'docs/problems.md'), 'utf8')
  expect(codes.size).toBeGreaterThan(14)
  expect([...codes].filter((code) => !documented.includes(`\`${code}\``))).toEqual([])
})

it('the published JSON Schemas are current (node scripts/policy-schema.ts)', () => {
  const folder = path.join(REPOSITORY, 'policy/schema')
  const published = readdirSync(folder).toSorted((a, b) => a.localeCompare(b))
  expect(published).toEqual(
    [...policyJsonSchemas().keys()].map((kind) => `${kind}.json`).toSorted((a, b) => a.localeCompare(b)),
  )
  for (const [kind, text] of policyJsonSchemas()) {
    expect(readFileSync(path.join(folder, `${kind}.json`), 'utf8')).toBe(text)
  }
})

const shared = existsSync(path.join(SHARED, 'catalogue.md'))
const PLANS = [
  ['heshui-2023', '**S0 合水 2023**', '000'],
  ['shuocheng-2021', '**S1 朔城 2021**', '001'],
  ['nanchuan-2021', '**S2 南川 2021**', '002'],
  ['party-led-2022', '**S3 党支部领办**', '003'],
  ['ningbo-2023', '**S4 宁波供销 2023–25**', '004'],
] as const

describe.skipIf(!shared)('against the papers beside the repository (folder shared)', () => {
  it.each(PLANS)(
    '%s has an entry for every clause of the index, and an answer to each of its rows',
    (id, heading) => {
      const wanted = indexOf(heading)
      const clauses = documents.find((one) => one.id === id)?.clauses ?? []
      expect(clauses.map((clause) => clause.id)).toEqual(wanted.map((one) => one.clause))
      for (const { clause, rows } of wanted) {
        const answers = clauses.find((one) => one.id === clause)?.answers ?? []
        const planned = answers.filter((answer) => answer.kind === 'planned').map((answer) => answer.id)
        const present = answers.length - planned.length
        const open = rows.filter((row) => !planned.includes(row))
        expect({ clause, open, present: open.length > 0 && present === 0 }).toMatchObject({ present: false })
      }
    },
  )

  it.each(PLANS)('%s is told in our own words', (id, _, seed) => {
    const name = readdirSync(path.join(SHARED, 'seeds')).find((file) => file.startsWith(seed)) ?? ''
    const original = bare(readFileSync(path.join(SHARED, 'seeds', name), 'utf8'))
    const document = documents.find((one) => one.id === id)
    const copied = ourWords(document).filter((text) => longestShared(bare(text), original) >= 14)
    expect(copied).toEqual([])
  })
})

/** The clauses of one document in the index of the requirements, with their rows; 1–4 stands for four clauses. */
function indexOf(heading: string): { clause: string; rows: string[] }[] {
  const index =
    readFileSync(path.join(SHARED, 'catalogue.md'), 'utf8')
      .split(heading)[1]
      ?.split(/\*\*S|## /)[0] ?? ''
  const lines = [...index.matchAll(/^\| (\S+)(?: (第.阶段\d?))?[^|]*\| ([A-N\d, ]+) \|$/gm)]
  return lines.flatMap(([, section = '', stage, rows = '']) => {
    const range = /^(.*)(\d)–(\d)$/.exec(section) ?? RANGE_IN_WORDS.exec(section)
    const names = range === null ? [stage === undefined ? section : `${section}·${stage}`] : expand(range)
    const all = rows.split(', ')
    // a range of clauses has its rows in the same order, one each
    return names.map((clause, at) => ({ clause, rows: names.length === 1 ? all : all.slice(at, at + 1) }))
  })
}

/** 二(一)–(四) */
const RANGE_IN_WORDS = /^(.*)\(([一二三四五])\)–\(([一二三四五])\)$/
const DIGITS = ['零', '一', '二', '三', '四', '五']

function expand([, stem = '', first = '', last = '']: RegExpExecArray): string[] {
  if (DIGITS.includes(first))
    return DIGITS.slice(DIGITS.indexOf(first), DIGITS.indexOf(last) + 1).map((one) => `${stem}(${one})`)
  const count = Number(last) - Number(first) + 1
  return Array.from({ length: count }, (_, at) => `${stem}${Number(first) + at}`)
}

function ourWords(document: PolicyDocument | undefined): string[] {
  const said = document?.rules.flatMap((rule) => [rule.says, rule.remedy]) ?? []
  const labels = [...(document?.targets ?? []), ...(document?.parameters ?? [])].map((one) => one.label)
  const kinds = document?.problemKinds.flatMap((kind) => kind.measures) ?? []
  const clashes = (document?.clashes ?? []).flatMap((one) => [
    one.label,
    one.ground,
    ...[...one.sides, ...one.options].map(({ says }) => says),
  ])
  return [
    ...said,
    ...labels,
    ...kinds,
    ...clashes,
    ...(document?.clauses.map((clause) => clause.summary) ?? []),
  ]
}

function bare(text: string): string {
  return text.replaceAll(/[^一-龥\d]/g, '')
}

/** Length of the longest piece of the text that stands in the original. */
function longestShared(text: string, original: string): number {
  let longest = 0
  for (let start = 0; start + longest < text.length; start++) {
    while (start + longest < text.length && original.includes(text.slice(start, start + longest + 1)))
      longest += 1
  }
  return longest
}
