import type { Problem } from '../values/problem.ts'
import type { Field, Values } from './field.ts'

/** The id of a register, where one field points to another register's record. */
export type Ref = string

/**
 * A register is one kind of record that an office keeps. From this declaration come its tables (current and versions),
 * row security, audit, validation, endpoints, Excel template, import and export, list, form and detail pages and its
 * place in the dossier.
 */
export interface Register {
  id: string
  /** 中文名: what the office calls it. */
  label: string
  /** Other ids accepted on the command line. */
  alias: readonly string[]
  /** Rows of docs/requirements.md that it answers. */
  answers: readonly string[]
  /** `body`: each record belongs to one body. `area`: to a village, township or county. `none`: it is the body register itself. */
  belongsTo: 'body' | 'area' | 'none'
  fields: Readonly<Record<string, Field>>
  /**
   * Field keys that, with the body, tell two records apart. Empty for a record of which a body has one at a time
   * (its versions are its history). The body register has its own identity (core/registry/identity.ts).
   */
  key: readonly string[]
  /** The date field from which a version holds; without one, the day of entry. */
  effective?: string
  write: readonly string[]
  /** What is wrong between the fields of a whole record, each a refusal; the database holds the same. */
  clashes?: (values: Values) => Problem[]
  /** Heading of its section in the dossier, in order of declaration. */
  dossier: string
  /** Whether the dossier counts as incomplete while this register has no record for the body. */
  expected: boolean
  /** Whether it can be asked for in forms handed out to townships (发表). */
  askable: boolean
}

type Declared = Pick<Register, 'label' | 'fields'> & Partial<Omit<Register, 'id'>>

/** Declares a register; what is not said takes the usual value. */
export function register(id: string, declared: Declared): Register {
  return {
    id,
    alias: [],
    answers: [],
    belongsTo: 'body',
    key: [],
    write: ['county', 'township'],
    dossier: declared.label,
    expected: false,
    askable: false,
    ...declared,
  }
}
