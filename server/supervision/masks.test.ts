import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileRules, hasBit } from '#core/kernel/compile-rules.ts'
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
  const { sql } = compileRules(rules, SAMPLE_PARAMETERS)
  const result = await database.owner.query<Row>(`select ${sql} from ${table.sql} order by n`, table.values)
  return result.rows
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

  it('compare a ratio of the largest amounts without overflow', async () => {
    const rule: SampleRule = {
      bit: 59,
      appliesTo: null,
      requires: {
        fact: 'farmer_ratio',
        comparator: 'at_least',
        threshold: { type: 'ratio', value: { num: 6000n, den: 10_000n } },
      },
    }
    const subject = { farmer_ratio: { num: 9_000_000_000_000_000_000n, den: 9_200_000_000_000_000_000n } }
    const unknown = { members: null, arrears: null, accounts: null, status: null, registered_on: null }
    const [row] = await masksOf([rule], [{ ...unknown, ...subject }])
    expect(hasBit(row?.known ?? [], 59)).toBe(true)
    expect(hasBit(row?.failed ?? [], 59)).toBe(false)
  })

  it('say the same as the judge for every rule of the product over the facts of every example', async () => {
    const folder = path.resolve(import.meta.dirname, '../../policy')
    const { documents } = must(await loadPolicies(folder, knownParts(registers.map((one) => one.id))))
    const rules = documents.flatMap((one) => one.rules)
    const parameters = newestParameters(documents[0]!, documents)
    const subjects = rules.flatMap((rule) => rule.cases.map((one) => one.facts))
    const table = wideTable(bodyFacts, subjects)
    const { sql } = compileRules(rules, parameters)
    const { rows } = await database.owner.query<Row>(
      `select ${sql} from ${table.sql} order by n`,
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
