/** The catalogue of requirements: which rows something in the product answers, and what each thing answers. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { dossierAcceptance } from '#core/registry/dossier-acceptance.ts'
import { itemProcedures } from '#core/reporting/procedures.ts'
import { registers } from '#core/reporting/registers.ts'
import { areaFacts } from '#core/supervision/area-facts.ts'
import { bodyFacts } from '#core/supervision/facts.ts'
import { problemCase } from '#core/supervision/problem-case.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { ROOT } from '#server/config.ts'
import { knownParts, PROCEDURES, REPORTS } from '#server/supervision/policy-known.ts'
import { loadPolicies } from '#server/supervision/policy-loader.ts'

export interface CatalogueRow {
  id: string
  label: string
  /** Clauses whose answer still waits for it, as document#clause. */
  plannedBy: string[]
  answeredBy: string[]
}

export interface Catalogue {
  rows: CatalogueRow[]
  /** kind:id with the rows that it names. */
  things: { id: string; rows: string[] }[]
}

export interface Declared {
  registers: readonly { id: string; answers: readonly string[] }[]
  procedures: readonly { id: string; answers: readonly string[] }[]
  documents: readonly PolicyDocument[]
  /** The texts of docs/requirements.md and docs/answers.yaml. */
  requirements: string
  answers: string
}

const POLICY_PARTS = ['clashes', 'classes', 'numbers']
const written = z.record(z.string(), z.array(z.string()).min(1))

/** The catalogue of this product, from its declarations, its policies and the two files in docs. */
export async function productCatalogue(): Promise<Outcome<Catalogue>> {
  const library = await loadPolicies(path.join(ROOT, 'policy'), knownParts(registers.map((one) => one.id)))
  if (!library.ok) return library
  const read = (name: string): string => readFileSync(path.join(ROOT, 'docs', name), 'utf8')
  return makeCatalogue({
    registers,
    procedures: [problemCase, dossierAcceptance, ...itemProcedures],
    documents: library.value.documents,
    requirements: read('requirements.md'),
    answers: read('answers.yaml'),
  })
}

/** Rows and things from the declarations; every row and every thing that is named and not there is a problem. */
export function makeCatalogue(of: Declared): Outcome<Catalogue> {
  const labels = new Map(
    [...of.requirements.matchAll(/^\| ([A-N]\d\d) \| (.+?) \|/gm)].map((found) => [found[1]!, found[2]!]),
  )
  const parsed = written.safeParse(parse(of.answers))
  if (!parsed.success)
    return failed(refused('catalogue-shape', 'docs/answers.yaml 的写法有误：每行应为 类别:编号: [要求行号]'))
  const known = knownThings(of)
  const things = new Map<string, Set<string>>()
  const name = (thing: string, rows: readonly string[]): void => {
    things.set(thing, new Set([...(things.get(thing) ?? []), ...rows]))
  }
  for (const one of of.registers) name(`register:${one.id}`, one.answers)
  for (const one of of.procedures) name(`procedure:${one.id}`, one.answers)
  const missing: string[] = []
  for (const [pattern, rows] of Object.entries(parsed.data)) {
    const matching = known.filter((one) => matches(pattern, one))
    if (matching.length === 0) missing.push(pattern)
    for (const one of matching) name(one, rows)
  }
  const strange = [...things].flatMap(([thing, rows]) =>
    [...rows].filter((row) => !labels.has(row)).map((row) => `${thing} 写明的 ${row}`),
  )
  const [first, ...others] = [
    ...missing.map((one) =>
      refused('catalogue-thing', `docs/answers.yaml 的“${one}”在产品里没有；请改正编号`),
    ),
    ...strange.map((one) => refused('catalogue-row', `${one}不在 docs/requirements.md 中；请改正行号`)),
  ]
  if (first) return failed(first, ...others)
  return done({
    rows: [...labels].map(([id, label]) => ({
      id,
      label,
      answeredBy: [...things].filter(([, rows]) => rows.has(id)).map(([thing]) => thing),
      plannedBy: plannedBy(id, of.documents),
    })),
    things: [...things].map(([id, rows]) => ({ id, rows: [...rows].toSorted((a, b) => a.localeCompare(b)) })),
  })
}

function knownThings({ documents, registers: all, procedures }: Declared): string[] {
  return [
    ...all.map((one) => `register:${one.id}`),
    ...new Set([...procedures.map((one) => one.id), ...PROCEDURES.keys()].map((id) => `procedure:${id}`)),
    ...[...REPORTS.keys()].map((id) => `report:${id}`),
    ...documents.flatMap((one) => one.rules.map((rule) => `rule:${rule.id}`)),
    ...[...bodyFacts, ...areaFacts].map((one) => `fact:${one.id}`),
    ...POLICY_PARTS.map((id) => `policy:${id}`),
    ...pages(),
  ]
}

/** Addresses of the menu, as written in web/shell/menu.ts. */
function pages(): string[] {
  const menu = readFileSync(path.join(ROOT, 'web/shell/menu.ts'), 'utf8')
  return [...new Set([...menu.matchAll(/to: '(\/[a-z_/-]*)'/g)].map((found) => `page:${found[1]}`))]
}

function matches(pattern: string, thing: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}$`).test(thing)
}

function plannedBy(row: string, documents: readonly PolicyDocument[]): string[] {
  return documents.flatMap((document) =>
    document.clauses
      .filter((clause) => clause.answers.some((one) => one.kind === 'planned' && one.id === row))
      .map((clause) => `${document.id}#${clause.id}`),
  )
}

/** The catalogue as lines for people: rows that wait first, then the answered ones, then thing by thing. */
export function catalogueLines({ rows, things }: Catalogue): string[] {
  const [answered, open] = [
    rows.filter((one) => one.answeredBy.length > 0),
    rows.filter((one) => one.answeredBy.length === 0),
  ]
  const short = (all: readonly string[]): string =>
    all.length > 6 ? `${all.slice(0, 6).join('、')} 等 ${all.length} 项` : all.join('、')
  return [
    `要求 ${rows.length} 行：已有回应 ${answered.length} 行，还没有 ${open.length} 行`,
    '',
    '还没有回应',
    ...open.map((one) => `  ${one.id}  ${one.label}`),
    '',
    '已有回应',
    ...answered.map((one) => `  ${one.id}  ${one.label}  ←  ${short(one.answeredBy)}`),
    '',
    '由谁回应',
    ...things.filter((one) => one.rows.length > 0).map((one) => `  ${one.id}  →  ${one.rows.join('、')}`),
    '',
    '没有写明回应哪一行',
    ...things.filter((one) => one.rows.length === 0).map((one) => `  ${one.id}`),
  ]
}
