import { createHash } from 'node:crypto'
import { LineCounter, parseDocument, type Document, isNode } from 'yaml'
import { z } from 'zod'
import { refused, type Problem } from '#core/values/problem.ts'

type Path = readonly (string | number)[]

/** One YAML file of the policy folder with the places of all its parts. */
export interface Source {
  /** Relative to the folder that holds policy/. */
  file: string
  document: Document
  lines: LineCounter
}

/** A schema-checked file: what it holds and where each part of it stands. */
export interface ReadFile<T> {
  source: Source
  data: T
}

interface Parsed {
  source: Source
  problems: Problem[]
}

/** What was parsed and is still at hand: who loads again after a change of one file parses that one. Nothing is held by it. */
const parsed = new Map<string, WeakRef<Parsed>>()
const PARSED_KEPT = 1000

/** Parses YAML 1.2; every syntax error is a problem with its line. What it gives is only read. */
export function parseSource(file: string, text: string): Parsed {
  const key = createHash('sha256').update(`${file}\n${text}`).digest('base64')
  const held = parsed.get(key)?.deref()
  if (held !== undefined) return held
  const made = parse(file, text)
  if (parsed.size >= PARSED_KEPT) parsed.clear()
  parsed.set(key, new WeakRef(made))
  return made
}

function parse(file: string, text: string): Parsed {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', prettyErrors: false })
  const source = { file, document, lines }
  const problems = document.errors.map((error) => {
    const at = lines.linePos(error.pos[0])
    return problemAt(
      { file, line: at.line, column: at.col },
      'policy-syntax',
      `YAML 写法有误：${error.message}`,
    )
  })
  return { source, problems }
}

/** Checks a parsed file against its schema; all faults are given, each at its line. */
export function readAs<T extends z.ZodType>(
  source: Source,
  schema: T,
): { data: z.output<T> | null; problems: Problem[] } {
  const result = schema.safeParse(source.document.toJS(), { error: z.locales.zhCN().localeError })
  if (result.success) return { data: result.data, problems: [] }
  const problems = result.error.issues.flatMap(flatten).map((issue) => {
    const path = issue.path.filter((key): key is string | number => typeof key !== 'symbol')
    return problemIn(source, path, { code: 'policy-shape', says: `${nameOf(path)}${issue.message}` })
  })
  return { data: null, problems }
}

/** Parses one file and checks its shape; null where it is broken. */
export function readOne<T extends z.ZodType>(
  one: { file: string; text: string },
  schema: T,
  problems: Problem[],
): ReadFile<z.output<T>> | null {
  const { source, problems: syntax } = parseSource(one.file, one.text)
  problems.push(...syntax)
  if (syntax.length > 0) return null
  const { data, problems: shape } = readAs(source, schema)
  problems.push(...shape)
  return data === null ? null : { source, data }
}

interface Issue {
  path: readonly PropertyKey[]
  message: string
  code?: string | undefined
  errors?: readonly (readonly Issue[])[]
}

/** Of a union that fits nowhere, the alternative that came nearest (its faults lie deepest) is the one to tell about. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors === undefined || issue.errors.length === 0)
    return [issue]
  const depth = (issues: readonly Issue[]) => Math.max(...issues.map((one) => one.path.length))
  const [nearest] = issue.errors.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)
  return (nearest ?? []).flatMap((one) => flatten({ ...one, path: [...issue.path, ...one.path] }))
}

function nameOf(path: Path): string {
  return path.length === 0 ? '' : `“${path.join('.')}”：`
}

interface At {
  file: string
  line: number
  column: number
}

/** Where the part at this path stands; a part that is missing stands where its parent does. */
export function placeOf(source: Source, path: Path): At {
  for (let length = path.length; length >= 0; length--) {
    const node = source.document.getIn(path.slice(0, length), true)
    const start = isNode(node) ? node.range?.[0] : undefined
    if (start !== undefined) {
      const at = source.lines.linePos(start)
      return { file: source.file, line: at.line, column: at.col }
    }
  }
  return { file: source.file, line: 1, column: 1 }
}

/** A problem at a part of a file. */
export function problemIn(source: Source, path: Path, what: { code: string; says: string }): Problem {
  return problemAt(placeOf(source, path), what.code, what.says)
}

function problemAt(at: At, code: string, says: string): Problem {
  return refused(code, `${at.file} 第${at.line}行第${at.column}列：${says}`, { file: at.file, row: at.line })
}
