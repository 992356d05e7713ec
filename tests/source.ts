/** The program's own source files, parsed: what each imports, exports, defines and says. For the tests of the house rules. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync, Visitor } from 'vite'
import { ROOT } from '#server/config.ts'

export interface FunctionMeasure {
  name: string
  line: number
  lines: number
  parameters: number
  /** False for a function that is only handed over to a call. */
  named: boolean
}

export interface Source {
  /** From the repository's root, with slashes. */
  path: string
  room: string
  /** The folder below the room, or the name of a file that stands directly in it. */
  module: string
  test: boolean
  lines: number
  /** Paths from the root, or `npm:name` for packages and Node's own. */
  imports: string[]
  functions: FunctionMeasure[]
  /** Calls and reads that depend on the moment or on chance, with their line. */
  impure: string[]
  /** Texts in quotes and templates, with their line. */
  texts: { line: number; text: string }[]
  exportsFunction: boolean
  exportsDefault: boolean
  reexportsOnly: boolean
  usesAny: boolean
}

const CLOCKS = new Set([
  'Date.now',
  'performance.now',
  'Math.random',
  'crypto.randomUUID',
  'process.env',
  'process.hrtime',
  'crypto.getRandomValues',
  'Temporal.Now',
])

/** All TypeScript files of the rooms, tests included. */
export function readSources(rooms: readonly string[]): Source[] {
  return rooms.flatMap((room) =>
    listFiles(room)
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
      .map((file) => readSource(room, file)),
  )
}

/** All files below a folder, from the repository's root; nothing that tools made. */
export function listFiles(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !/(^|\/)(dist|node_modules|output)\//.test(file))
    .toSorted()
}

function readSource(room: string, file: string): Source {
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  const { program, module: links, errors } = parseSync(path.join(ROOT, file), text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const dynamic = links.dynamicImports.map(({ moduleRequest }) =>
    text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
  )
  const fixed = links.staticImports.map(({ moduleRequest }) => moduleRequest.value)
  const passed = links.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
  )
  const body = program.body.map(({ type }) => type)
  return {
    path: file,
    room,
    module: file.split('/')[1]?.replace(/(\.test)?\.tsx?$/, '') ?? '',
    test: /\.(test|journey|tour|long)\.tsx?$/.test(file) || room === 'tests',
    lines: text.trimEnd().split('\n').length,
    imports: [...fixed, ...dynamic, ...passed].map((target) => resolve(file, target)),
    ...walk(text, program),
    exportsDefault: body.includes('ExportDefaultDeclaration'),
    reexportsOnly: passed.length > 0 && program.body.every(onlyLinks),
  }
}

function onlyLinks(statement: { type: string; declaration?: unknown }): boolean {
  if (statement.type === 'ImportDeclaration' || statement.type === 'ExportAllDeclaration') return true
  return statement.type === 'ExportNamedDeclaration' && statement.declaration === null
}

function resolve(from: string, target: string): string {
  if (target.startsWith('#')) return target.slice(1)
  return target.startsWith('.') ? path.posix.join(path.posix.dirname(from), target) : `npm:${target}`
}

type Program = ReturnType<typeof parseSync>['program']
type Walked = Pick<Source, 'functions' | 'impure' | 'texts' | 'exportsFunction' | 'usesAny'>
interface Span {
  start: number
  end: number
}

/** One pass over the tree. A function's name comes from the declaration, property or variable that holds it. */
function walk(text: string, program: Program): Walked {
  const found: Walked = { functions: [], impure: [], texts: [], exportsFunction: false, usesAny: false }
  const names = new Map<unknown, string>()
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length
  const measure = (node: Span & { params: unknown[] }, name: string | undefined): void => {
    const first = lineOf(node.start)
    const lines = lineOf(node.end) - first + 1
    found.functions.push({
      name: name ?? '(callback)',
      line: first,
      lines,
      parameters: node.params.length,
      named: name !== undefined,
    })
  }
  const impure = (node: Span): void => {
    found.impure.push(`${lineOf(node.start)}: ${text.slice(node.start, node.end)}`)
  }
  new Visitor({
    ExportNamedDeclaration: ({ declaration }) => {
      found.exportsFunction ||= exportsFunction(declaration)
    },
    VariableDeclarator: ({ id, init }) => void (id.type === 'Identifier' && names.set(init, id.name)),
    Property: ({ key, value }) => void names.set(value, text.slice(key.start, key.end)),
    MethodDefinition: ({ key, value }) => void names.set(value, text.slice(key.start, key.end)),
    FunctionDeclaration: (node) => measure({ ...node, params: node.params }, node.id?.name ?? 'default'),
    FunctionExpression: (node) => measure({ ...node, params: node.params }, names.get(node)),
    ArrowFunctionExpression: (node) => measure({ ...node, params: node.params }, names.get(node)),
    MemberExpression: (node) => {
      if (CLOCKS.has(text.slice(node.start, node.end))) impure(node)
    },
    NewExpression: (node) => {
      if (text.slice(node.callee.start, node.callee.end) === 'Date' && node.arguments.length === 0)
        impure(node)
    },
    Literal: (node) =>
      void (
        typeof node.value === 'string' && found.texts.push({ line: lineOf(node.start), text: node.value })
      ),
    TemplateElement: (node) => void found.texts.push({ line: lineOf(node.start), text: node.value.raw }),
    TSAnyKeyword: () => {
      found.usesAny = true
    },
  }).visit(program)
  return found
}

interface Exported {
  type: string
  declarations?: { init: { type: string } | null }[]
}

function exportsFunction(declaration: Exported | null): boolean {
  if (declaration?.type === 'FunctionDeclaration') return true
  return (declaration?.declarations ?? []).some(({ init }) => /^(Arrow)?Function/.test(init?.type ?? ''))
}
