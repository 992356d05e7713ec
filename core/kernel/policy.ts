import type { FactType, Literal } from './literal.ts'
import type { Comparator, Rule, RuleSeverity } from './rule.ts'

/** One document that binds: a law, a rule of an office, or the plan of a place. Data, no code. */
export interface PolicyDocument {
  /** Folder name; a citation is `document#clause`. */
  id: string
  level: 'law' | 'plan'
  title: string
  /** 文号 as printed, with 〔〕; null where there is none. */
  number: string | null
  issuer: string
  /** Code prefix of the place that it binds; '' is the whole country. */
  area: string
  from: string
  to: string | null
  /** Term of the action that the document orders (专项整治、试点期), inclusive; checks go on after it. */
  term: { from: string; to: string } | null
  /** Where its text can be read. */
  source: string
  note: string | null
  /** Left open in a model document: until a place fills all of them on adoption, it binds nowhere. */
  slots: readonly Slot[]
  /** SHA-256 of its files: what a finding was judged by. */
  hash: string
  clauses: readonly Clause[]
  parameters: readonly Parameter[]
  rules: readonly Rule[]
  targets: readonly Target[]
  classes: readonly ClassRule[]
  problemKinds: readonly ProblemKind[]
  /** Where a clause of this document can not be followed together with another that binds. */
  clashes: readonly ClauseClash[]
  stages: readonly Stage[]
  /** Every value that the document states. */
  numbers: readonly StatedNumber[]
}

/** A name or number that a model document leaves open (xx), to be filled by the place that adopts it. */
export interface Slot {
  id: string
  clause: string
  label: string
  kind: 'words' | 'count'
}

/** What answers a clause. `planned` names a row of the requirements (A01 … N12). */
export const ANSWER_KINDS = [
  'rule',
  'target',
  'parameter',
  'register',
  'procedure',
  'report',
  'stage',
  'duty',
  'tariff',
  'scheme',
  'calendar',
  'planned',
] as const
export type AnswerKind = (typeof ANSWER_KINDS)[number]

export interface Clause {
  id: string
  heading: string
  /** Our summary, never the document's own sentence. */
  summary: string
  answers: readonly { kind: AnswerKind; id: string }[]
  /** Why no software can answer it; then `answers` is empty. */
  noSoftware: string | null
  /** What is doubtful in the text and has to be asked for. */
  question: string | null
}

/** A dated value that rules compare with; places may set their own, but not below the floor of the law. */
export interface Parameter {
  id: string
  document: string
  clause: string
  label: string
  type: FactType
  unit: string
  /** false: not verified against the official text; rules that need it are switched off and shown as 待确认. */
  confirmed: boolean
  note: string | null
  /** Set by law: a place may only be stricter, in this direction. null: free for the place. */
  floor: 'higher' | 'lower' | 'fixed' | null
  /** Ascending by `from`. */
  values: readonly { from: string; value: Literal }[]
}

/** A figure to be reached by a day. Declared here, answered by the module targets. */
export interface Target {
  id: string
  document: string
  clause: string
  label: string
  /** A fact per area, or null while none measures it. */
  fact: string | null
  comparator: Extract<Comparator, 'at_least' | 'at_most'>
  value: Literal
  /** The document states no figure for the whole: `value` is the sum of the parts. */
  summed: boolean
  /** What is set for single areas; empty for a figure of the whole area only. */
  parts: readonly { area: string; name: string; value: number }[]
  /** Where its period begins, if not with the term of the plan. */
  from: string | null
  by: string
  /** Of what the rate is taken (只计正常运行的合作社). */
  base: string | null
  kind: 'stock' | 'flow'
  planned: string | null
  question: string | null
}

/** The class of a subject: the first that matches wins, and an unknown on the way leaves it 待定. */
export interface ClassRule {
  class: string
  document: string
  clause: string
  guidance: string
  /** Any failed rule that is of this class or severity; null: the class of all the rest. */
  anyFails: { class: string | null; severities: readonly RuleSeverity[] } | null
}

/** A kind of problem in the document's own list, with its usual measures. */
export interface ProblemKind {
  id: string
  document: string
  clause: string
  label: string
  measures: readonly string[]
}

/** Two clauses, both in force for one cooperative, that can not both be followed (条款冲突). The law is the floor. */
export interface ClauseClash {
  /** `document/id`, of the document that declares it. */
  id: string
  document: string
  label: string
  /** What each clause wants, in our words; `at` is `document#clause`. */
  sides: readonly ClashSide[]
  /** Why they can not both be followed. */
  ground: string
  /** The side that holds whatever a place chooses; null where the law leaves it open. */
  floor: ClashSide | null
  /** Rules (`document/id`) whose findings it concerns, and parameters. */
  rules: readonly string[]
  parameters: readonly string[]
  /** What a place may choose; none undercuts the floor, and the first holds until one is chosen. */
  options: readonly ClashOption[]
}

export interface ClashSide {
  at: string
  says: string
}

export interface ClashOption {
  id: string
  says: string
  /** A parameter that the place sets by choosing this. */
  sets: { parameter: string; value: Literal } | null
}

/** A stage of an action; both days count, stages may overlap and begin before the term. */
export interface Stage {
  id: string
  clause: string
  label: string
  from: string
  to: string
}

/** A value that the document states, with what it binds (`kind:id`) or why nothing follows from it. */
export interface StatedNumber {
  says: string
  clause: string
  what: string
  binds: string | null
  none: string | null
}

/** A county that issues its own document after a model. */
export interface Adoption {
  document: string
  area: string
  number: string | null
  from: string
  to: string | null
  /** What the place wrote into the slots of the document. */
  slots?: Readonly<Record<string, string>>
}

/** A value that a place has set for itself. */
export interface Override {
  document: string
  area: string
  parameter: string
  from: string
  /** null takes the place's value back. */
  value: Literal | null
  ground: string
}
