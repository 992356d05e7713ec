import { orderOf, type Parameters } from './comparator.ts'
import type { Literal } from './literal.ts'
import type { Adoption, ClassRule, Override, Parameter, PolicyDocument, ProblemKind, Slot } from './policy.ts'
import { parametersOf, type Rule } from './rule.ts'

/** Everything that can be in force somewhere, some day. */
export interface PolicyBooks {
  documents: readonly PolicyDocument[]
  adoptions: readonly Adoption[]
  overrides: readonly Override[]
}

export interface Place {
  /** Area code, any length; '' asks for national law alone. */
  area: string
  day: string
}

export interface DocumentInForce {
  document: PolicyDocument
  /** Where it binds from: its own area, or that of the adoption. */
  area: string
  adoption: Adoption | null
}

export interface ParameterInForce {
  parameter: Parameter
  value: Literal
  /** `document#clause`, or the ground of the place's own value. */
  ground: string
  area: string
  /** false: 待确认. A place's own value, set with its ground, confirms it there. */
  confirmed: boolean
}

/** A local value that is weaker than the law allows: it is shown, and the law's value holds. */
export interface Clash {
  parameter: string
  law: Literal
  refused: Literal
  document: string
  area: string
}

export interface RuleOff {
  rule: Rule
  why: 'unconfirmed' | 'no-value'
  /** The parameter that is lacking; null where the rule itself is not verified. */
  parameter: string | null
}

export interface InForce extends Place {
  documents: readonly DocumentInForce[]
  parameters: ReadonlyMap<string, ParameterInForce>
  /** Values of parameters as judge() and compileRules() want them. */
  values: Parameters
  rules: readonly Rule[]
  /** In force, yet not judged: shown as 待确认. */
  off: readonly RuleOff[]
  classes: readonly ClassRule[]
  problemKinds: readonly ProblemKind[]
  clashes: readonly Clash[]
}

/**
 * The policy at a place and a day: national law, the documents of the place and those it adopted. The nearest area wins;
 * a floor of the law can not be weakened.
 */
export function policyInForce(books: PolicyBooks, place: Place): InForce {
  const documents = documentsInForce(books, place)
  const settled = settleParameters(documents, books.overrides, place)
  const inDays = documents
    .flatMap((one) => one.document.rules)
    .filter((rule) => covers(rule.from, rule.to, place.day))
  const off = inDays.flatMap((rule) => whyOff(rule, settled.parameters))
  const offIds = new Set(off.map((one) => one.rule.id))
  return {
    ...place,
    documents,
    parameters: settled.parameters,
    values: Object.fromEntries([...settled.parameters].map(([id, one]) => [id, one.value])),
    rules: inDays.filter((rule) => !offIds.has(rule.id)),
    off,
    classes: documents.find((one) => one.document.classes.length > 0)?.document.classes ?? [],
    problemKinds: documents.flatMap((one) => one.document.problemKinds),
    clashes: settled.clashes,
  }
}

/** The slots of a model document that are not filled, or not with what they ask for. */
export function openSlots(
  document: Pick<PolicyDocument, 'slots'>,
  filled: Readonly<Record<string, string>> = {},
): Slot[] {
  return document.slots.filter((slot) => {
    const text = filled[slot.id]?.trim() ?? ''
    if (slot.kind === 'count') return !/^[1-9]\d{0,8}$/.test(text)
    return text === '' || /[xX×ｘ]{2}/.test(text)
  })
}

/** The area codes at which policy can differ; bodies below the same ones are judged by the same policy. */
export function policyPlaces(books: PolicyBooks): string[] {
  const binding = books.documents.filter((one) => one.slots.length === 0)
  const areas = [binding, books.adoptions, books.overrides].flatMap((many) => many.map((one) => one.area))
  return [...new Set(['', ...areas])].toSorted()
}

/** The documents in force, nearest area first, the newest first among equals. */
function documentsInForce(books: PolicyBooks, place: Place): DocumentInForce[] {
  const own = books.documents
    .filter(
      (document) =>
        document.slots.length === 0 &&
        place.area.startsWith(document.area) &&
        covers(document.from, document.to, place.day),
    )
    .map((document) => ({ document, area: document.area, adoption: null }))
  const adopted = books.adoptions
    .filter(
      (adoption) => place.area.startsWith(adoption.area) && covers(adoption.from, adoption.to, place.day),
    )
    .toReversed()
    .flatMap((adoption) => {
      const document = books.documents.find((one) => one.id === adoption.document)
      return document === undefined || openSlots(document, adoption.slots).length > 0
        ? []
        : [{ document, area: adoption.area, adoption }]
    })
  const nearest = [...own, ...adopted].toSorted(
    (a, b) => b.area.length - a.area.length || b.document.from.localeCompare(a.document.from),
  )
  return nearest.filter(
    (one, index) => nearest.findIndex((other) => other.document.id === one.document.id) === index,
  )
}

function covers(from: string | null, to: string | null, day: string): boolean {
  return (from === null || from <= day) && (to === null || day <= to)
}

/** A value that is a candidate for a parameter, with how near it stands. */
interface Candidate extends ParameterInForce {
  document: string
}

function settleParameters(
  documents: readonly DocumentInForce[],
  overrides: readonly Override[],
  place: Place,
) {
  const parameters = new Map<string, ParameterInForce>()
  const clashes: Clash[] = []
  const declared = documents.flatMap((one) =>
    one.document.parameters.map((parameter) => ({ parameter, area: one.area })),
  )
  for (const id of new Set(declared.map((one) => one.parameter.id))) {
    const same = declared.filter((one) => one.parameter.id === id)
    const candidates = [
      ...ownValues(same, overrides, place),
      ...same.flatMap(({ parameter, area }) => fromDocument(parameter, area, place.day)),
    ].toSorted((a, b) => b.area.length - a.area.length)
    const law = candidates.findLast((one) => one.parameter.floor !== null)
    const allowed = candidates.filter((one) => law === undefined || !weaker(one.value, law))
    for (const one of candidates) {
      if (law === undefined || allowed.includes(one)) continue
      clashes.push({
        parameter: id,
        law: law.value,
        refused: one.value,
        document: one.document,
        area: one.area,
      })
    }
    const [winner] = allowed
    if (winner !== undefined) {
      parameters.set(id, {
        parameter: winner.parameter,
        value: winner.value,
        ground: winner.ground,
        area: winner.area,
        confirmed: winner.confirmed,
      })
    }
  }
  return { parameters, clashes }
}

function fromDocument(parameter: Parameter, area: string, day: string): Candidate[] {
  const dated = parameter.values.findLast((one) => one.from <= day)
  if (dated === undefined) return []
  const ground = `${parameter.document}#${parameter.clause}`
  return [
    {
      parameter,
      value: dated.value,
      ground,
      area,
      document: parameter.document,
      confirmed: parameter.confirmed,
    },
  ]
}

function ownValues(
  same: readonly { parameter: Parameter }[],
  overrides: readonly Override[],
  place: Place,
): Candidate[] {
  return same.flatMap(({ parameter }): Candidate[] => {
    const here = overrides.filter(
      (one) =>
        one.document === parameter.document &&
        one.parameter === parameter.id &&
        place.area.startsWith(one.area) &&
        one.from <= place.day,
    )
    const own = lastOfEach(here).toSorted((a, b) => b.area.length - a.area.length)
    return own.flatMap(({ value, ground, area, document }) =>
      value?.type === parameter.type ? [{ parameter, value, ground, area, document, confirmed: true }] : [],
    )
  })
}

/** Of each area the value of the latest day, of two for one day the one recorded later; what was taken back is in it. */
function lastOfEach(overrides: readonly Override[]): Override[] {
  const byArea = Map.groupBy(overrides, (one) => one.area)
  return [...byArea.values()].flatMap((own) =>
    own
      .toReversed()
      .toSorted((a, b) => b.from.localeCompare(a.from))
      .slice(0, 1),
  )
}

/** Whether a value falls behind the floor of the law, in the direction in which a place may be stricter. */
export function weaker(
  value: Literal,
  law: { parameter: Pick<Parameter, 'floor'>; value: Literal },
): boolean {
  const order = orderOf(value.value, law.value)
  if (order === null || law.parameter.floor === null) return order === null
  if (law.parameter.floor === 'fixed') return order !== 0
  return law.parameter.floor === 'higher' ? order < 0 : order > 0
}

function whyOff(rule: Rule, settled: ReadonlyMap<string, ParameterInForce>): RuleOff[] {
  if (!rule.confirmed) return [{ rule, why: 'unconfirmed', parameter: null }]
  for (const parameter of new Set([...parametersOf(rule.appliesTo), ...parametersOf(rule.requires)])) {
    const one = settled.get(parameter)
    if (one === undefined) return [{ rule, why: 'no-value', parameter }]
    if (!one.confirmed) return [{ rule, why: 'unconfirmed', parameter }]
  }
  return []
}
