import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import type { FactType } from '#core/kernel/literal.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import type { HolidayCalendar } from '#core/values/working-days.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { caseFaults, newestParameters } from './policy-cases.ts'
import { checkDocuments, type Loaded } from './policy-checks.ts'
import { checkBits, readBits } from './policy-bits.ts'
import { readHolidays } from './policy-calendar.ts'
import { checkClashes } from './policy-clashes.ts'
import { checkNumbers } from './policy-numbers.ts'
import { readDocument, type Folder } from './policy-document.ts'
import type { KnownParts } from './policy-known.ts'
import * as files from './policy-schema.ts'
import { problemIn, readOne, type ReadFile } from './policy-source.ts'

/** All that stands below policy/, read and found sound. */
export interface PolicyLibrary {
  documents: readonly PolicyDocument[]
  /** Days off and made-up working days; years without a file have none (节假日待确认). */
  holidays: HolidayCalendar
}

const LEVELS = [
  ['law', 'law'],
  ['plans', 'plan'],
] as const

/**
 * Reads policy/ whole: every file against its schema, every reference resolved, every example run. Either the library,
 * or every fault with its file and line.
 */
export async function loadPolicies(root: string, known: KnownParts): Promise<Outcome<PolicyLibrary>> {
  const problems: Problem[] = []
  const folders: Folder[] = []
  for (const [name, level] of LEVELS) {
    for (const id of await foldersIn(path.join(root, name))) {
      const folder = await readFolder({ root, relative: path.posix.join(name, id), id, level }, problems)
      if (folder !== null) folders.push(folder)
    }
  }
  const bits = await readBits(root, problems)
  const around = {
    problems,
    facts: known.facts,
    areaFacts: known.areaFacts,
    parameterTypes: parameterTypes(folders),
    bits: bits.bits,
  }
  const loaded = folders.map((folder): Loaded => ({ folder, document: readDocument(folder, around) }))
  const documents = loaded.map((one) => one.document)
  problems.push(
    ...checkBits(bits, documents),
    ...checkDocuments(loaded, known),
    ...checkNumbers(loaded),
    ...checkClashes(loaded),
  )
  if (problems.length === 0) problems.push(...loaded.flatMap((one) => checkCases(one, documents)))
  const holidays = await readHolidays(root, problems)
  const [first, ...rest] = problems
  return first === undefined ? done({ documents, holidays }) : failed(first, ...rest)
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
}

interface FolderAt {
  root: string
  relative: string
  id: string
  level: Folder['level']
}

const DOCUMENT_FILES = [
  'document',
  'clauses',
  'parameters',
  'rules',
  'targets',
  'classes',
  'problem-kinds',
  'clashes',
  'stages',
  'numbers',
] as const

/** Reads and checks the files of one folder; null where what every document needs is missing or broken. */
async function readFolder(at: FolderAt, problems: Problem[]): Promise<Folder | null> {
  const place = `policy/${at.relative}`
  const { texts, hash } = await textsIn(path.join(at.root, at.relative))
  const strange = [...texts.keys()].filter((name) => !DOCUMENT_FILES.some((kind) => `${kind}.yaml` === name))
  for (const name of strange) {
    const says = `${place}/${name}：不认识这个文件；可用的有 ${DOCUMENT_FILES.join('、')}（.yaml）`
    problems.push(refused('policy-file', says, { file: `${place}/${name}` }))
  }
  const read = <T extends z.ZodType>(kind: string, schema: T): ReadFile<z.output<T>> | null => {
    const text = texts.get(`${kind}.yaml`)
    return text === undefined ? null : readOne({ file: `${place}/${kind}.yaml`, text }, schema, problems)
  }
  for (const kind of ['document', 'clauses'] as const) {
    if (texts.has(`${kind}.yaml`)) continue
    problems.push(refused('policy-file', `${place}：缺少 ${kind}.yaml`, { file: place }))
  }
  const document = read('document', files.documentFile)
  const clauses = read('clauses', files.clausesFile)
  const others = {
    parameters: read('parameters', files.parametersFile),
    rules: read('rules', files.rulesFile),
    targets: read('targets', files.targetsFile),
    classes: read('classes', files.classesFile),
    problemKinds: read('problem-kinds', files.problemKindsFile),
    clashes: read('clashes', files.clashesFile),
    stages: read('stages', files.stagesFile),
    numbers: read('numbers', files.numbersFile),
  }
  if (document === null || clauses === null) return null
  return { id: at.id, level: at.level, hash, document, clauses, ...others }
}

/** The texts of a folder's files by name, and one hash of all of them. */
async function textsIn(folder: string): Promise<{ texts: Map<string, string>; hash: string }> {
  const hash = createHash('sha256')
  const texts = new Map<string, string>()
  for (const name of (await readdir(folder)).toSorted()) {
    const text = await readFile(path.join(folder, name), 'utf8')
    // Windows checkouts must not change what a finding was judged by
    hash.update(`${name}\0${text.replaceAll('\r\n', '\n')}\0`)
    texts.set(name, text)
  }
  return { texts, hash: hash.digest('hex') }
}

function parameterTypes(folders: readonly Folder[]): Map<string, FactType> {
  return new Map(
    folders.flatMap(
      (one) => one.parameters?.data.map((parameter) => [parameter.id, parameter.type] as const) ?? [],
    ),
  )
}

function checkCases({ folder, document }: Loaded, documents: readonly PolicyDocument[]): Problem[] {
  const parameters = newestParameters(document, documents)
  return document.rules.flatMap((rule, index) =>
    caseFaults(rule, parameters).flatMap((fault) => {
      const place = fault.at === null ? [index, 'cases'] : [index, 'cases', fault.at]
      return folder.rules === null
        ? []
        : [
            problemIn(folder.rules.source, place, {
              code: 'policy-case',
              says: `规则“${rule.id}”${fault.says}`,
            }),
          ]
    }),
  )
}
