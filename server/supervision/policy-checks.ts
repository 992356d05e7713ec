import { orderOf } from '#core/kernel/comparator.ts'
import { weaker } from '#core/kernel/in-force.ts'
import type { AnswerKind, Clause, PolicyDocument } from '#core/kernel/policy.ts'
import type { Comparison, Rule } from '#core/kernel/rule.ts'
import type { Problem } from '#core/values/problem.ts'
import type { Folder } from './policy-document.ts'
import { isRequirement, type KnownParts } from './policy-known.ts'
import { problemIn, type Source } from './policy-source.ts'

/** A document with the files that it came from, so that a fault is told at its line. */
export interface Loaded {
  folder: Folder
  document: PolicyDocument
}

type Path = readonly (string | number)[]
type Tell = (source: Source | undefined, path: Path, what: { code: string; says: string }) => void

/** Everything that only shows when a document is seen whole, or beside the others. */
export function checkDocuments(all: readonly Loaded[], known: KnownParts): Problem[] {
  const problems: Problem[] = []
  const tell: Tell = (source, path, what) => {
    if (source !== undefined) problems.push(problemIn(source, path, what))
  }
  for (const one of all) {
    checkUnique(one, tell)
    checkDates(one, tell)
    checkCitations(one, tell)
    one.document.clauses.forEach((clause, index) => checkAnswers({ one, clause, index, all, known }, tell))
    checkRules(one, tell)
    if (one.document.level === 'plan') checkNotWeaker(one, all, tell)
  }
  return problems
}

function checkUnique({ folder, document }: Loaded, tell: Tell): void {
  const lists = [
    [folder.clauses, document.clauses],
    [folder.parameters, document.parameters],
    [folder.rules, document.rules],
    [folder.targets, document.targets],
    [folder.problemKinds, document.problemKinds],
  ] as const
  for (const [file, list] of lists) {
    list.forEach((one, index) => {
      if (list.findIndex((other) => other.id === one.id) === index) return
      tell(file?.source, [index, 'id'], { code: 'policy-duplicate', says: `编号“${one.id}”重复；请另取一个` })
    })
  }
}

function checkDates({ folder, document }: Loaded, tell: Tell): void {
  if (document.to !== null && document.to < document.from) {
    tell(folder.document.source, ['to'], { code: 'policy-dates', says: '失效日期早于施行日期' })
  }
  if (document.term !== null && document.term.to < document.term.from) {
    tell(folder.document.source, ['term', 'to'], { code: 'policy-dates', says: '期限的止日早于起日' })
  }
  document.parameters.forEach((parameter, index) => {
    parameter.values.forEach(({ from }, at) => {
      const previous = parameter.values[at - 1]
      if (previous === undefined || previous.from < from) return
      tell(folder.parameters?.source, [index, 'values', at, 'from'], {
        code: 'policy-dates',
        says: `参数“${parameter.id}”的日期没有递增`,
      })
    })
  })
  document.rules.forEach((rule, index) => {
    if (rule.from === null || rule.to === null || rule.from <= rule.to) return
    tell(folder.rules?.source, [index, 'to'], {
      code: 'policy-dates',
      says: `规则“${rule.id}”的止日早于起日`,
    })
  })
}

/** Each citation has to be a clause of the document. */
function checkCitations({ folder, document }: Loaded, tell: Tell): void {
  const clauses = new Set(document.clauses.map((clause) => clause.id))
  const lists = [
    [folder.parameters, document.parameters],
    [folder.rules, document.rules],
    [folder.targets, document.targets],
    [folder.classes, document.classes],
    [folder.problemKinds, document.problemKinds],
  ] as const
  document.slots.forEach((slot, index) => {
    if (clauses.has(slot.clause)) return
    tell(folder.document.source, ['slots', index, 'clause'], {
      code: 'policy-clause',
      says: `待填项“${slot.id}”的条款“${slot.clause}”不在 clauses.yaml 中；请改正条款号`,
    })
  })
  for (const [file, list] of lists) {
    list.forEach((one, index) => {
      if (clauses.has(one.clause)) return
      tell(file?.source, [index, 'clause'], {
        code: 'policy-clause',
        says: `条款“${one.clause}”不在 clauses.yaml 中；请改正条款号`,
      })
    })
  }
}

interface Asked {
  one: Loaded
  clause: Clause
  index: number
  all: readonly Loaded[]
  known: KnownParts
}

function checkAnswers({ one, clause, index, all, known }: Asked, tell: Tell): void {
  const has = (pick: (document: PolicyDocument) => readonly { id: string }[]) => (id: string) => {
    const wanted = id.includes('/') ? id : `${one.document.id}/${id}`
    return all.some(({ document }) =>
      pick(document).some((part) => wanted === part.id || wanted === `${document.id}/${part.id}`),
    )
  }
  const exists: Record<AnswerKind, (id: string) => boolean> = {
    rule: has((document) => document.rules),
    target: has((document) => document.targets),
    parameter: has((document) => document.parameters),
    register: (id) => known.registers.has(id),
    procedure: (id) => known.procedures.has(id),
    report: (id) => known.reports.has(id),
    stage: has((document) => document.stages),
    duty: (id) => known.duties.has(id),
    tariff: (id) => known.tariffs.has(id),
    scheme: (id) => known.schemes.has(id),
    calendar: (id) => known.calendars.has(id),
    planned: isRequirement,
  }
  clause.answers.forEach((answer, at) => {
    if (exists[answer.kind](answer.id)) return
    const says = `条款“${clause.id}”写明由“${answer.kind}:${answer.id}”落实，但没有这一项；请改正编号，或改写 planned:要求行号`
    tell(one.folder.clauses.source, [index, 'answers', at], { code: 'policy-answer', says })
  })
}

function checkRules({ folder, document }: Loaded, tell: Tell): void {
  const kinds = new Set(document.problemKinds.map((kind) => kind.id))
  document.rules.forEach((rule, index) => {
    if (rule.problemKind !== null && !kinds.has(rule.problemKind)) {
      tell(folder.rules?.source, [index, 'problem_kind'], {
        code: 'policy-problem-kind',
        says: `问题类别“${rule.problemKind}”不在 problem-kinds.yaml 中`,
      })
    }
    const name = rule.id.slice(document.id.length + 1)
    const answered = document.clauses
      .find((clause) => clause.id === rule.clause)
      ?.answers.some((answer) => answer.kind === 'rule' && [name, rule.id].includes(answer.id))
    if (answered === false) {
      tell(folder.rules?.source, [index, 'clause'], {
        code: 'policy-answer',
        says: `条款“${rule.clause}”没有写明由规则“${name}”落实；请在 clauses.yaml 的 answers 中加上 rule:${name}`,
      })
    }
  })
}

/** A place may ask for more than the law, never for less, of the same fact or in the same parameter. */
function checkNotWeaker({ folder, document }: Loaded, all: readonly Loaded[], tell: Tell): void {
  const laws = all.filter((one) => one.document.level === 'law').map((one) => one.document)
  document.parameters.forEach((parameter, index) => {
    const law = laws
      .flatMap((one) => one.parameters)
      .find((one) => one.id === parameter.id && one.floor !== null)
    const floor = law?.values.at(-1)?.value
    const value = parameter.values.at(-1)?.value
    if (law === undefined || floor === undefined || value === undefined) return
    if (!weaker(value, { parameter: law, value: floor })) return
    tell(folder.parameters?.source, [index, 'values'], {
      code: 'policy-weaker',
      says: `参数“${parameter.id}”低于法律底线（${law.document}#${law.clause}）`,
    })
  })
  document.rules.forEach((rule, index) => {
    const law = laws.flatMap((one) => one.rules).find((one) => undercuts(rule, one))
    if (law === undefined) return
    tell(folder.rules?.source, [index], {
      code: 'policy-weaker',
      says: `规则“${rule.id}”对同一指标的要求低于法律（${law.document}#${law.clause}）；地方只能从严`,
    })
  })
}

const DIRECTION: Partial<Record<Comparison['comparator'], 1 | -1>> = {
  at_least: 1,
  more_than: 1,
  at_most: -1,
  less_than: -1,
}

function undercuts(local: Rule, law: Rule): boolean {
  const [a, b] = [boundOf(local), boundOf(law)]
  if (a === null || b === null || a.fact !== b.fact || a.direction !== b.direction) return false
  const order = orderOf(a.literal.value, b.literal)
  return order !== null && order * a.direction < 0
}

function boundOf({ requires }: Rule) {
  if (!('fact' in requires) || 'anyOf' in requires.threshold || 'parameter' in requires.threshold) return null
  const direction = DIRECTION[requires.comparator]
  return direction === undefined ? null : { fact: requires.fact, direction, literal: requires.threshold }
}
