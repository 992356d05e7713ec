import type { Fact } from '#core/kernel/fact.ts'
import type { FactType, Literal } from '#core/kernel/literal.ts'
import {
  ANSWER_KINDS,
  type ClassRule,
  type Clause,
  type ClauseClash,
  type Parameter,
  type PolicyDocument,
  type ProblemKind,
  type StatedNumber,
  type Target,
} from '#core/kernel/policy.ts'
import type { Problem } from '#core/values/problem.ts'
import type { z } from 'zod'
import { note, readAppliesTo, readTyped, type Reading } from './policy-conditions.ts'
import { readRule } from './policy-rules.ts'
import type {
  clashesFile,
  classesFile,
  clausesFile,
  documentFile,
  numbersFile,
  parametersFile,
  problemKindsFile,
  rulesFile,
  stagesFile,
  targetsFile,
} from './policy-schema.ts'
import type { ReadFile } from './policy-source.ts'

type Files<T extends z.ZodType> = ReadFile<z.output<T>> | null

/** The files of one document's folder, each checked against its schema; null where there is none. */
export interface Folder {
  id: string
  level: 'law' | 'plan'
  hash: string
  document: ReadFile<z.output<typeof documentFile>>
  clauses: ReadFile<z.output<typeof clausesFile>>
  parameters: Files<typeof parametersFile>
  rules: Files<typeof rulesFile>
  targets: Files<typeof targetsFile>
  classes: Files<typeof classesFile>
  problemKinds: Files<typeof problemKindsFile>
  clashes: Files<typeof clashesFile>
  stages: Files<typeof stagesFile>
  numbers: Files<typeof numbersFile>
}

export interface Surroundings {
  problems: Problem[]
  facts: ReadonlyMap<string, Fact>
  areaFacts: ReadonlyMap<string, Fact>
  parameterTypes: ReadonlyMap<string, FactType>
  bits: ReadonlyMap<string, number>
}

/** A folder as a document: every literal typed, every fact and parameter found; the rest is in `problems`. */
export function readDocument(folder: Folder, around: Surroundings): PolicyDocument {
  const written = folder.document.data
  const reading = (source: Reading['source']): Reading => ({ ...around, source })
  const appliesTo =
    written.applies_to === null
      ? null
      : readAppliesTo(written.applies_to, ['applies_to'], reading(folder.document.source))
  const rules = folder.rules
  return {
    id: folder.id,
    level: folder.level,
    title: written.title,
    number: written.number,
    issuer: written.issuer,
    area: written.area,
    from: written.from,
    to: written.to,
    term: written.term,
    source: written.source,
    note: written.note,
    slots: written.slots,
    hash: folder.hash,
    clauses: folder.clauses.data.map(readClause),
    parameters: readParameters(folder, around),
    rules:
      rules?.data.map((rule, index) =>
        readRule(rule, index, {
          document: folder.id,
          appliesTo,
          bits: around.bits,
          reading: reading(rules.source),
        }),
      ) ?? [],
    targets: readTargets(folder, around),
    classes: folder.classes?.data.map((one): ClassRule => readClass(one, folder.id)) ?? [],
    problemKinds:
      folder.problemKinds?.data.map((one): ProblemKind => ({ ...one, document: folder.id })) ?? [],
    clashes: readClashes(folder, around),
    stages: folder.stages?.data ?? [],
    numbers:
      folder.numbers?.data.map(({ binds = null, none = null, ...one }): StatedNumber => ({
        ...one,
        binds,
        none,
      })) ?? [],
  }
}

/** A rule without a document is the folder's own; the value that an option sets has the type of its parameter. */
function readClashes(folder: Folder, around: Surroundings): ClauseClash[] {
  const file = folder.clashes
  if (file === null) return []
  return file.data.map((one, index): ClauseClash => {
    const reading: Reading = { ...around, source: file.source }
    const options = one.options.map(({ id, says, sets }, at) => {
      const type = sets === null ? undefined : around.parameterTypes.get(sets.parameter)
      if (sets === null || type === undefined) return { id, says, sets: null }
      const value = readTyped({ value: sets.value, type }, [index, 'options', at, 'sets', 'value'], reading)
      return { id, says, sets: value && { parameter: sets.parameter, value } }
    })
    return {
      id: `${folder.id}/${one.id}`,
      document: folder.id,
      label: one.label,
      sides: one.sides,
      ground: one.ground,
      floor: one.sides.find(({ at }) => at === one.floor) ?? null,
      rules: one.rules.map((id) => (id.includes('/') ? id : `${folder.id}/${id}`)),
      parameters: one.parameters,
      options,
    }
  })
}

function readClause(written: z.output<typeof clausesFile>[number]): Clause {
  const answers = written.answers.flatMap((text) => {
    const cut = text.indexOf(':')
    const kind = ANSWER_KINDS.find((name) => name === text.slice(0, cut))
    return kind === undefined ? [] : [{ kind, id: text.slice(cut + 1) }]
  })
  const { id, heading, summary, question } = written
  return { id, heading, summary, answers, noSoftware: written.no_software, question }
}

function readClass(written: z.output<typeof classesFile>[number], document: string): ClassRule {
  const fails = written.any_fails
  return {
    class: written.class,
    document,
    clause: written.clause,
    guidance: written.guidance,
    anyFails: fails === undefined ? null : { class: fails.class, severities: fails.severity },
  }
}

function readParameters(folder: Folder, around: Surroundings): Parameter[] {
  const file = folder.parameters
  if (file === null) return []
  return file.data.map((one, index): Parameter => {
    const reading: Reading = { ...around, source: file.source }
    if ((one.floor === null) !== (one.stricter === null)) {
      note(reading, [index], { code: 'policy-floor', says: `参数“${one.id}”：floor 与 stricter 须同时写明` })
    }
    const values = one.values.flatMap(({ from, value }, at) => {
      const literal = readTyped({ value, type: one.type }, [index, 'values', at, 'value'], reading)
      return literal === null ? [] : [{ from, value: literal }]
    })
    return {
      id: one.id,
      document: folder.id,
      clause: one.clause,
      label: one.label,
      type: one.type,
      unit: one.unit,
      confirmed: one.confirmed,
      note: one.note,
      floor: one.stricter === 'neither' ? 'fixed' : one.stricter,
      values,
    }
  })
}

function readTargets(folder: Folder, around: Surroundings): Target[] {
  const file = folder.targets
  if (file === null) return []
  return file.data.flatMap((one, index): Target[] => {
    const comparator = one.at_most === undefined ? 'at_least' : 'at_most'
    const { parts } = one
    const summed = one.at_least === undefined && one.at_most === undefined
    const written = summed ? parts.reduce((sum, { value: part }) => sum + part, 0) : one[comparator]
    const reading: Reading = { ...around, source: file.source }
    const value: Literal | null = readTyped({ value: written, type: one.type }, [index, comparator], reading)
    if (one.fact !== null && around.areaFacts.get(one.fact)?.type !== one.type) {
      note(reading, [index, 'fact'], {
        code: 'policy-fact',
        says: `指标“${one.fact}”没有声明，或与目标的类型不同`,
      })
    }
    if (value === null) return []
    const { id, clause, label, fact, from, by, base, kind, planned, question } = one
    const told = { id, document: folder.id, clause, label, fact, from, by, base, kind, planned, question }
    return [{ ...told, comparator, value, summed, parts }]
  })
}
