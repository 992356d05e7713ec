import type { Clause, PolicyDocument } from '#core/kernel/policy.ts'
import { printLiteral } from '#core/kernel/say.ts'
import { CALENDARS, DUTIES, PROCEDURES, REPORTS, SCHEMES, TARIFFS } from './policy-known.ts'

type Answer = Clause['answers'][number]

/** What answers a clause, in the words under which a user finds it. */
export interface DescribedAnswer {
  kind: Answer['kind']
  /** A rule, target or parameter as `document/id`; everything else as it is. */
  id: string
  label: string
}

export interface AnswerHome {
  document: PolicyDocument
  documents: readonly PolicyDocument[]
  /** Labels of registers by id. */
  registers: ReadonlyMap<string, string>
}

/** Names an answer of a clause; `planned` keeps the row of the requirements as its label. */
export function describeAnswer(answer: Answer, home: AnswerHome): DescribedAnswer {
  const { kind, id } = answer
  if (kind === 'register') return { kind, id, label: home.registers.get(id) ?? id }
  if (kind === 'planned') return { kind, id, label: id }
  if (kind in NAMED) return { kind, id, label: NAMED[kind as keyof typeof NAMED].get(id) ?? id }
  const full = id.includes('/') ? id : `${home.document.id}/${id}`
  return { kind, id: full, label: partLabel(kind, full, home.documents) ?? id }
}

const NAMED = {
  procedure: PROCEDURES,
  report: REPORTS,
  duty: DUTIES,
  tariff: TARIFFS,
  scheme: SCHEMES,
  calendar: CALENDARS,
} as const

function partLabel(kind: Answer['kind'], full: string, documents: readonly PolicyDocument[]) {
  const [documentId, id] = full.split('/')
  const document = documents.find((one) => one.id === documentId)
  if (kind === 'rule') return document?.rules.find((one) => one.id === full)?.label
  if (kind === 'parameter') return document?.parameters.find((one) => one.id === id)?.label
  if (kind === 'stage') return document?.stages.find((one) => one.id === id)?.label
  const target = document?.targets.find((one) => one.id === id)
  if (target === undefined) return undefined
  const side = target.comparator === 'at_least' ? '不低于' : '不高于'
  return `${target.label}${side}${printLiteral(target.value, '')}（${target.by}前）`
}

/** How many clauses something answers today, how many wait for what is planned only, and how many no software can. */
export function countAnswered(document: PolicyDocument): {
  clauses: number
  answered: number
  planned: number
  none: number
} {
  const answered = document.clauses.filter((one) => one.answers.some(({ kind }) => kind !== 'planned')).length
  const none = document.clauses.filter((one) => one.noSoftware !== null).length
  const clauses = document.clauses.length
  return { clauses, answered, planned: clauses - answered - none, none }
}
