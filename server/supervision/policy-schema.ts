import { z } from 'zod'
import { FACT_TYPES } from '#core/kernel/literal.ts'
import { ANSWER_KINDS } from '#core/kernel/policy.ts'
import { COMPARATORS, SEVERITIES, type Comparator } from '#core/kernel/rule.ts'

/** The shapes of the YAML files below policy/. Strict: a key that is not named here is an error. Published in policy/schema. */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '应为日期，如 2018-07-01')
const words = z.string().min(1)
const slug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, '编号只用小写字母、数字和短横线')
const snake = z.string().regex(/^[a-z][a-z0-9_]*$/, '编号只用小写字母、数字和下划线')
const nullable = <T extends z.ZodType>(inner: T) => inner.nullable().default(null)

/** A literal as it is written; its type comes from the fact or the parameter (core/kernel/literal.ts reads it). */
const written = z.union([z.string(), z.int(), z.boolean()])
const threshold = z.union([written, z.strictObject({ parameter: snake })])

const comparators = {
  at_least: threshold.optional(),
  at_most: threshold.optional(),
  more_than: threshold.optional(),
  less_than: threshold.optional(),
  equals: threshold.optional(),
  one_of: z.array(written).min(1).optional(),
}

type Compared = { [Name in Comparator]?: unknown }

function comparedOnce(one: Compared): boolean {
  return COMPARATORS.filter((name) => one[name] !== undefined).length === 1
}

const comparison = z
  .strictObject({ fact: snake, ...comparators })
  .refine(comparedOnce, `应当恰有一个比较词：${COMPARATORS.join('、')}`)

export type Written = z.output<typeof written>
export type WrittenThreshold = z.output<typeof threshold>
export type WrittenComparison = z.output<typeof comparison>
export type WrittenCondition =
  | WrittenComparison
  | { all: WrittenCondition[] }
  | { any: WrittenCondition[] }
  | { not: WrittenCondition }

const condition: z.ZodType<WrittenCondition> = z.lazy(() =>
  z.union([
    comparison,
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
  ]),
)

const RESERVED = new Set<string>(['fact', 'all', 'any', 'not', ...COMPARATORS])

/** `{ fact_id: value }` or `{ fact_id: [one, another] }`, all of which have to hold; or a full condition. */
const appliesTo = z.union([
  condition,
  z
    .record(snake, z.union([written, z.array(written).min(1)]))
    .refine((one) => !Object.keys(one).some((key) => RESERVED.has(key)), '条件写法不完整'),
])
export type WrittenAppliesTo = z.output<typeof appliesTo>

export const documentFile = z.strictObject({
  title: words,
  number: nullable(words),
  issuer: words,
  area: z.string().regex(/^\d{0,12}$/, '区划代码只用数字，全国为空'),
  from: day,
  to: nullable(day),
  term: nullable(z.strictObject({ from: day, to: day })),
  source: words,
  note: nullable(words),
  /** Names and numbers that a model document leaves open; it binds nowhere until a place fills them. */
  slots: z
    .array(z.strictObject({ id: slug, clause: words, label: words, kind: z.enum(['words', 'count']) }))
    .default([]),
  /** Holds for every rule of the document, beside the rule's own. */
  applies_to: nullable(appliesTo),
})

const answer = z
  .string()
  .regex(
    new RegExp(`^(${ANSWER_KINDS.join('|')}):\\S+$`),
    `应写作“类别:编号”，类别为 ${ANSWER_KINDS.join('、')}`,
  )

export const clausesFile = z.array(
  z
    .strictObject({
      id: words,
      heading: words,
      summary: words,
      answers: z.array(answer).default([]),
      no_software: nullable(words),
      question: nullable(words),
    })
    .refine((one) => one.answers.length > 0 !== (one.no_software !== null), {
      message: '要么写明由什么落实（answers），要么写明为何软件做不了（no_software），只能取一',
    }),
)

export const parametersFile = z.array(
  z.strictObject({
    id: snake,
    clause: words,
    label: words,
    type: z.enum(FACT_TYPES),
    unit: z.string().default(''),
    confirmed: z.boolean().default(true),
    note: nullable(words),
    /** `law`: a place may only be stricter; `stricter` says which way. */
    floor: nullable(z.literal('law')),
    stricter: nullable(z.enum(['higher', 'lower', 'neither'])),
    values: z.array(z.strictObject({ from: day, value: written })).min(1),
  }),
)

const ruleCase = z.strictObject({
  value: written.nullable().optional(),
  facts: z.record(snake, written.nullable()).optional(),
  finds: z.union([z.boolean(), z.enum(['unknown', 'not-applicable'])]),
})

export const rulesFile = z.array(
  z
    .strictObject({
      id: slug,
      clause: words,
      label: words,
      /** What is as it should be: one comparison, or a group. */
      fact: snake.optional(),
      ...comparators,
      all: z.array(condition).min(1).optional(),
      any: z.array(condition).min(1).optional(),
      not: condition.optional(),
      applies_to: nullable(appliesTo),
      severity: z.enum(SEVERITIES),
      says: words,
      remedy: words,
      judged_by: z.enum(['figures', 'person']).default('figures'),
      confirmed: z.boolean().default(true),
      problem_kind: nullable(slug),
      class: nullable(words),
      from: nullable(day),
      to: nullable(day),
      cases: z.array(ruleCase).min(2),
    })
    .refine(
      (one) => [one.fact, one.all, one.any, one.not].filter((part) => part !== undefined).length === 1,
      {
        message: '应当恰有 fact、all、any、not 之一',
      },
    )
    .refine(
      (one) => comparedOnce(one) === (one.fact !== undefined),
      '应当恰有一个比较词，且与 fact 写在一起',
    ),
)
export type WrittenRule = z.output<typeof rulesFile>[number]

export const targetsFile = z.array(
  z
    .strictObject({
      id: slug,
      clause: words,
      label: words,
      fact: nullable(snake),
      type: z.enum(FACT_TYPES),
      at_least: written.optional(),
      at_most: written.optional(),
      /** What is set for single areas; with them alone, the whole is their sum. */
      parts: z
        .array(z.strictObject({ area: z.string().regex(/^\d{2,12}$/), name: words, value: z.int().min(0) }))
        .default([]),
      from: nullable(day),
      by: day,
      base: nullable(words),
      kind: z.enum(['stock', 'flow']),
      planned: nullable(words),
      question: nullable(words),
    })
    .refine(
      (one) =>
        (one.at_least === undefined) !== (one.at_most === undefined) ||
        (one.at_least === undefined && one.type === 'count' && one.parts.length > 0),
      '应当恰有 at_least 或 at_most 之一；都不写的，须有 parts',
    ),
)

export const classesFile = z.array(
  z
    .strictObject({
      class: words,
      clause: words,
      guidance: words,
      any_fails: z
        .strictObject({ class: nullable(words), severity: z.array(z.enum(SEVERITIES)).default([]) })
        .optional(),
      otherwise: z.literal(true).optional(),
    })
    .refine(
      (one) => (one.any_fails === undefined) !== (one.otherwise === undefined),
      '应当恰有 any_fails 或 otherwise 之一',
    ),
)

export const problemKindsFile = z.array(
  z.strictObject({ id: slug, clause: words, label: words, measures: z.array(words).min(1) }),
)

const citation = z.string().regex(/^[a-z0-9-]+#\S+$/, '应写作“文件#条款”，如 cooperative-law#第44条')
const side = z.strictObject({ at: citation, says: words })

/** Clauses that can not both be followed: cited on both sides, with the ground, the floor of the law and what may be chosen. */
export const clashesFile = z.array(
  z.strictObject({
    id: slug,
    label: words,
    sides: z.array(side).min(2),
    ground: words,
    /** Which of the sides holds whatever is chosen; one of the law. */
    floor: nullable(citation),
    rules: z.array(z.string()).default([]),
    parameters: z.array(snake).default([]),
    options: z
      .array(
        z.strictObject({
          id: slug,
          says: words,
          sets: nullable(z.strictObject({ parameter: snake, value: written })),
        }),
      )
      .min(1),
  }),
)

/** Stages of an action: inclusive dates; they may overlap, and begin before the term of the document. */
export const stagesFile = z.array(
  z
    .strictObject({ id: slug, clause: words, label: words, from: day, to: day })
    .refine((one) => one.from <= one.to, '止日早于起日'),
)

/** Every value that the document states, with what binds it, or why nothing does. */
export const numbersFile = z.array(
  z
    .strictObject({
      says: words,
      clause: words,
      what: words,
      binds: z
        .string()
        .regex(/^(rule|target|parameter|stage|document|planned):\S+$/, '应写作“类别:编号”')
        .optional(),
      none: words.optional(),
    })
    .refine((one) => (one.binds === undefined) !== (one.none === undefined), {
      message: '要么写明约束什么（binds），要么写明为何不作要求（none），只能取一',
    }),
)

export const bitsFile = z.strictObject({
  bits: z.record(z.string(), z.int().min(0)),
  /** Bits of rules that are gone; they are never given again. */
  retired: z.record(z.string(), z.int().min(0)).default({}),
})

export const calendarFile = z.strictObject({
  year: z.int().min(2000).max(2100),
  number: words,
  title: words,
  source: words,
  holidays: z.array(z.strictObject({ name: words, from: day, to: day })),
  workdays: z.array(day),
})

/** Every kind of file by name; a document folder holds document.yaml, clauses.yaml and those of the rest that it needs. */
export const FILE_SCHEMAS = {
  document: documentFile,
  clauses: clausesFile,
  parameters: parametersFile,
  rules: rulesFile,
  targets: targetsFile,
  classes: classesFile,
  'problem-kinds': problemKindsFile,
  clashes: clashesFile,
  stages: stagesFile,
  numbers: numbersFile,
  bits: bitsFile,
  calendar: calendarFile,
} as const
export type FileKind = keyof typeof FILE_SCHEMAS
