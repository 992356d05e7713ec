import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileRules, failsSql, hasBit, type CompiledRules } from '#core/kernel/compile-rules.ts'
import { classify, classSql, PENDING_CLASS } from '#core/kernel/classify.ts'
import { judge } from '#core/kernel/judge.ts'
import type { FactValue } from '#core/kernel/literal.ts'
import type { ClassRule } from '#core/kernel/policy.ts'
import type { Rule, Verdict } from '#core/kernel/rule.ts'
import { registers } from '#core/reporting/registers.ts'
import { bodyFacts } from '#core/supervision/facts.ts'
import { newestParameters } from './policy-cases.ts'
import { knownParts } from './policy-known.ts'
import { loadPolicies } from './policy-loader.ts'
import {
  SAMPLE_FACT_IDS,
  SAMPLE_FACTS,
  SAMPLE_PARAMETERS,
  sampleFacts,
  sampleRules,
  type SampleFact,
  type SampleRule,
} from '../../tests/rule-samples.ts'
import { wideTable } from '../../tests/wide-table.ts'
import { must } from '../../tests/must.ts'
import { freshDatabase, type FreshDatabase } from '../../tests/template.ts'

const COLUMNS = SAMPLE_FACT_IDS.map((id) => ({ id, type: SAMPLE_FACTS[id] }))

let database: FreshDatabase<unknown>
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(async () => {
  await database.close()
})

type Subject = Record<SampleFact, FactValue | null>
interface Row {
  known: string[]
  failed: string[]
}

async function masksOf(rules: readonly SampleRule[], subjects: readonly Subject[]): Promise<Row[]> {
  const table = wideTable(COLUMNS, subjects)
  const { rows } = await database.owner.query<Row>(
    judged(compileRules(rules, SAMPLE_PARAMETERS), table.sql),
    table.values,
  )
  return rows
}

function judged({ halves, masks }: CompiledRules, from: string): string {
  return `select ${masks} from (select n, ${halves} from ${from} offset 0) j order by n`
}

describe('the two masks of a subject', () => {
  it('say the same as the judge, for random rules over random and unknown facts', async () => {
    await fc.assert(
      fc.asyncProperty(
        sampleRules,
        fc.array(sampleFacts, { minLength: 1, maxLength: 25 }),
        async (rules, subjects) => {
          const rows = await masksOf(rules, subjects)
          for (const [index, subject] of subjects.entries()) {
            const row = rows[index]
            for (const rule of rules) {
              expect(bitsOf(row, rule.bit)).toEqual(
                expectedBits(judge(rule, subject, SAMPLE_PARAMETERS).verdict),
              )
            }
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('and one rule by itself is said to fail, not to fail, or not to be known as the judge says', async () => {
    await fc.assert(
      fc.asyncProperty(
        sampleRules,
        fc.array(sampleFacts, { minLength: 1, maxLength: 10 }),
        async (rules, subjects) => {
          const table = wideTable(COLUMNS, subjects)
          const says = rules.map((rule) => failsSql(rule, SAMPLE_PARAMETERS, 'f')).join(', ')
          const { rows } = await database.owner.query<{ fails: (boolean | null)[] }>(
            `select array[${says}]::boolean[] as fails from ${table.sql} order by n`,
            table.values,
          )
          const expected = { fails: true, passes: false, 'not-applicable': false, unknown: null }
          for (const [index, subject] of subjects.entries())
            expect(rows[index]?.fails).toEqual(
              rules.map((rule) => expected[judge(rule, subject, SAMPLE_PARAMETERS).verdict]),
            )
        },
      ),
      { numRuns: 100 },
    )
  })

  it('compare a ratio as the judge does on both sides of what sixty-four bits hold, and of the threshold', async () => {
    const most = (1n << 63n) - 1n
    const edges = [2n, 3n, 5n, 10_000n].flatMap((part) => [most / part - 1n, most / part, most / part + 1n])
    const figure = fc.oneof(
      fc.constantFrom(0n, 1n, most, ...edges, ...edges.map((one) => (one * 3n) / 5n)),
      fc.bigInt({ min: 0n, max: most }),
    )
    const literal = fc.record({
      num: fc.constantFrom(0n, -1n, 1n, 3n, 6000n, 999_999_999_999_999n),
      den: fc.constantFrom(1n, 5n, 10_000n, 999_999_999_999_999n),
    })
    const rule = fc.record({
      bit: fc.constantFrom(29, 30, 59, 60),
      appliesTo: fc.constant(null),
      requires: fc
        .tuple(fc.constantFrom('at_least', 'at_most', 'more_than', 'less_than', 'equals'), literal)
        .map(
          ([comparator, value]) =>
            ({ fact: 'farmer_ratio', comparator, threshold: { type: 'ratio', value } }) as const,
        ),
    })
    const sign = fc.constantFrom(1n, -1n)
    const ratio = fc.tuple(sign, figure, figure).map(([by, num, den]) => ({ num: by * num, den }))
    const unknown = { members: null, arrears: null, accounts: null, status: null, registered_on: null }
    await fc.assert(
      fc.asyncProperty(rule, fc.array(ratio, { minLength: 5, maxLength: 40 }), async (one, ratios) => {
        const subjects = ratios.map((farmer_ratio) => ({ ...unknown, farmer_ratio }))
        const rows = await masksOf([one], subjects)
        expect(rows.map((row) => bitsOf(row, one.bit))).toEqual(
          subjects.map((subject) => expectedBits(judge(one, subject, SAMPLE_PARAMETERS).verdict)),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('say the same as the judge for every rule of the product over the facts of every example', async () => {
    const folder = path.resolve(import.meta.dirname, '../../policy')
    const { documents } = must(await loadPolicies(folder, knownParts(registers.map((one) => one.id))))
    const rules = documents.flatMap((one) => one.rules)
    const parameters = newestParameters(documents[0]!, documents)
    const subjects = rules.flatMap((rule) => rule.cases.map((one) => one.facts))
    const table = wideTable(bodyFacts, subjects)
    const { rows } = await database.owner.query<Row>(
      judged(compileRules(rules, parameters), table.sql),
      table.values,
    )
    const seen = subjects.flatMap((_, at) => rules.map((rule) => bitsOf(rows[at], rule.bit)))
    expect(seen).toEqual(
      subjects.flatMap((facts) => rules.map((rule) => expectedBits(judge(rule, facts, parameters).verdict))),
    )
  })

  it('give a subject the same class in SQL as in code', async () => {
    const classes: ClassRule[] = [
      classRule('清理', { class: '清理', severities: [] }),
      classRule('提升', { class: null, severities: ['serious', 'ordinary'] }),
      classRule('规范', null),
    ]
    const rules = [0, 59, 60, 61].map((bit) => ruleWith(bit))
    await fc.assert(
      fc.asyncProperty(fc.array(verdict, { minLength: 4, maxLength: 4 }), async (verdicts) => {
        const word = (from: number, yes: (one: Verdict) => boolean) =>
          rules.reduce(
            (sum, rule, at) =>
              rule.bit >= from && rule.bit < from + 60 && yes(verdicts[at] ?? 'unknown')
                ? sum + (1n << BigInt(rule.bit - from))
                : sum,
            0n,
          )
        const known = [0, 60].map((from) => word(from, (one) => one !== 'unknown'))
        const failed = [0, 60].map((from) => word(from, (one) => one === 'fails'))
        const inSql = await database.owner.query<{ class: string }>(
          `select ${classSql(classes, rules)} as class from (select $1::bigint[] as known, $2::bigint[] as failed) v`,
          [known.map(String), failed.map(String)],
        )
        const inCode = classify(classes, rules, (rule) => verdicts[rules.indexOf(rule)] ?? 'unknown')
        expect(inSql.rows[0]?.class).toBe(inCode.class)
        expect([PENDING_CLASS, '清理', '提升', '规范']).toContain(inCode.class)
      }),
      { numRuns: 60 },
    )
  })
})

function bitsOf(row: Row | undefined, bit: number): { known: boolean; failed: boolean } {
  return { known: hasBit(row?.known ?? [], bit), failed: hasBit(row?.failed ?? [], bit) }
}

function expectedBits(verdict: Verdict): { known: boolean; failed: boolean } {
  return { known: verdict !== 'unknown', failed: verdict === 'fails' }
}

const verdict = fc.constantFrom<Verdict[]>('passes', 'fails', 'unknown', 'not-applicable')

function classRule(name: string, anyFails: ClassRule['anyFails']): ClassRule {
  return { class: name, document: 'law', clause: '三批', guidance: '', anyFails }
}

function ruleWith(bit: number): Rule {
  const threshold = { type: 'flag', value: true } as const
  return {
    id: `law/rule-${bit}`,
    bit,
    document: 'law',
    clause: '第1条',
    label: '',
    appliesTo: null,
    requires: { fact: 'accounts', comparator: 'equals', threshold },
    severity: bit === 61 ? 'hint' : 'serious',
    says: '',
    remedy: '',
    judgedBy: 'figures',
    confirmed: true,
    problemKind: null,
    class: bit === 60 ? '清理' : null,
    from: null,
    to: null,
    cases: [],
  }
}
