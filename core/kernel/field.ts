import type { Ref } from './register.ts'

/**
 * A field is plain data: its kind, how offices call it, and its limits. What a kind means stands in kinds/<kind>.ts;
 * what an edge does with it stands in one exhaustive table at that edge.
 */
interface Common {
  label: string
  /** Other headings under which offices write the same column. */
  aliases?: readonly string[]
  /** A field is required unless it says so here. */
  optional?: boolean
  /** A column that seems only to count the rows (序号) may be this one: it is asked about, never taken. */
  maybeCounted?: boolean
  help?: string
}

export type Field =
  | (Common & { kind: 'text'; max: number })
  | (Common & { kind: 'choice'; options: readonly string[]; synonyms?: Readonly<Record<string, string>> })
  | (Common & { kind: 'choices'; options: readonly string[] })
  | (Common & { kind: 'count'; unit: string; max?: number })
  | (Common & { kind: 'money' })
  | (Common & { kind: 'date' })
  | (Common & { kind: 'year' })
  | (Common & { kind: 'flag' })
  | (Common & { kind: 'creditCode' })
  | (Common & { kind: 'phone' })
  /** Kept encrypted, shown masked: an id number or a bank account. */
  | (Common & { kind: 'secret'; of: 'idNumber' | 'bankAccount' })
  | (Common & { kind: 'ref'; to: Ref })
  | (Common & { kind: 'files' })

export type Kind = Field['kind']
export type FieldOf<K extends Kind> = Extract<Field, { kind: K }>

/** The value that each kind holds in the domain. Money is fen; a date is YYYY-MM-DD; a secret is in clear only on its way in. */
export interface ValueOf {
  text: string
  choice: string
  choices: string[]
  count: number
  money: bigint
  date: string
  year: number
  flag: boolean
  creditCode: string
  phone: string
  secret: string
  ref: string
  files: string[]
}

export type Value = ValueOf[Kind]
/** A record's fields by key; absent or null is unknown. */
export type Values = Record<string, Value | null | undefined>

type Options<K extends Kind> = Omit<FieldOf<K>, 'kind' | 'label'>

/** Builders, so that a declaration reads as a table. */
export const f = {
  text: (label: string, options: Partial<Options<'text'>> = {}) =>
    ({ kind: 'text', label, max: 200, ...options }) as const,
  choice: (label: string, options: readonly string[], more: Partial<Options<'choice'>> = {}) =>
    ({ kind: 'choice', label, options, ...more }) as const,
  choices: (label: string, options: readonly string[], more: Partial<Options<'choices'>> = {}) =>
    ({ kind: 'choices', label, options, ...more }) as const,
  count: (label: string, options: Partial<Options<'count'>> = {}) =>
    ({ kind: 'count', label, unit: '个', ...options }) as const,
  money: (label: string, options: Partial<Options<'money'>> = {}) =>
    ({ kind: 'money', label, ...options }) as const,
  date: (label: string, options: Partial<Options<'date'>> = {}) =>
    ({ kind: 'date', label, ...options }) as const,
  year: (label: string, options: Partial<Options<'year'>> = {}) =>
    ({ kind: 'year', label, ...options }) as const,
  flag: (label: string, options: Partial<Options<'flag'>> = {}) =>
    ({ kind: 'flag', label, ...options }) as const,
  creditCode: (label: string, options: Partial<Options<'creditCode'>> = {}) =>
    ({ kind: 'creditCode', label, ...options }) as const,
  phone: (label: string, options: Partial<Options<'phone'>> = {}) =>
    ({ kind: 'phone', label, ...options }) as const,
  secret: (label: string, of: 'idNumber' | 'bankAccount', options: Partial<Options<'secret'>> = {}) =>
    ({ kind: 'secret', label, of, ...options }) as const,
  ref: (label: string, to: Ref, options: Partial<Options<'ref'>> = {}) =>
    ({ kind: 'ref', label, to, ...options }) as const,
  files: (label: string, options: Partial<Options<'files'>> = {}) =>
    ({ kind: 'files', label, ...options }) as const,
} satisfies Record<Kind, unknown>
