import type { FactType, FactValue } from './literal.ts'

/** The fields of one register that a fact is computed from. */
export interface Reading {
  register: string
  fields: readonly string[]
}

/**
 * A fact is a figure computed from registers and books as of a day. Core declares what it means; its set-based query
 * stands in server/<module>/facts.ts. It lands in one wide table per kind of subject; NULL is unknown.
 */
export interface Fact {
  /** snake_case; also the name of its column. */
  id: string
  label: string
  type: FactType
  /** 名、户、元、%、日、是否 …; '' for a choice. */
  unit: string
  kind: 'stock' | 'flow'
  per: 'body' | 'area'
  /** How it is computed, in words that an officer can follow. */
  formula: string
  reads: readonly Reading[]
  /** The words of a choice. */
  options: readonly string[]
  /** Changes with the calendar alone, so that the daily job computes it again for every subject. */
  dependsOnDay: boolean
}

type Declared = Pick<Fact, 'label' | 'type' | 'formula' | 'reads'> & Partial<Omit<Fact, 'id'>>

const UNITS: Record<FactType, string> = {
  count: '个',
  money: '元',
  ratio: '%',
  flag: '是否',
  choice: '',
  day: '日',
}

/** Declares a fact; what is not said takes the usual value (stock, per body, unit of its type). */
export function fact(id: string, declared: Declared): Fact {
  return {
    id,
    unit: UNITS[declared.type],
    kind: 'stock',
    per: 'body',
    options: [],
    dependsOnDay: false,
    ...declared,
  }
}

/** A subject's facts by id; absent or null is unknown. */
export type FactValues = Readonly<Record<string, FactValue | null | undefined>>

export interface FactColumn {
  name: string
  sqlType: 'bigint' | 'boolean' | 'text' | 'date'
}

/** The columns of a fact in the wide table. A ratio is two integers, `<id>_num` and `<id>_den`; a `den` of 0 is unknown. */
export function factColumns(one: Pick<Fact, 'id' | 'type'>): FactColumn[] {
  if (one.type === 'ratio') {
    return [
      { name: `${one.id}_num`, sqlType: 'bigint' },
      { name: `${one.id}_den`, sqlType: 'bigint' },
    ]
  }
  return [{ name: one.id, sqlType: COLUMN_TYPES[one.type] }]
}

const COLUMN_TYPES: Record<Exclude<FactType, 'ratio'>, FactColumn['sqlType']> = {
  count: 'bigint',
  money: 'bigint',
  flag: 'boolean',
  choice: 'text',
  day: 'date',
}
