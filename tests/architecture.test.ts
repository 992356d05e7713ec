/**
 * The house rules that no compiler checks. A file that breaks one is named here.
 *
 * Rooms:    core <- contract <- server, web; the fictional county stands on core and contract.
 * Modules:  in every room a module imports only itself and those to its left.
 * Infrastructure folders import values, kernel and each other; the composition roots import everything.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '#server/config.ts'
import { listFiles, readSources, type Source } from './source.ts'

const MODULES = [
  'values',
  'kernel',
  'access',
  'regions',
  'registry',
  'membership',
  'governance',
  'accounting',
  'surplus',
  'investment',
  'supervision',
  'reviews',
  'ratings',
  'guidance',
  'support',
  'disclosure',
  'audits',
  'targets',
  'reporting',
]
/** Folders that hold no module of the domain, by room. */
const INFRASTRUCTURE: Record<string, string[]> = {
  server: ['database', 'http', 'files', 'jobs', 'cli', 'register', 'procedure'],
  web: ['shell', 'ui', 'register', 'procedure'],
}
/** Pages with an entry of their own: they read the whole contract and share no file with the office pages. */
const APART = 'mobile'
/** Files that stand directly in a room and are used by its infrastructure and modules alike. */
const ROOM_FILES: Record<string, string[]> = {
  server: ['config.ts', 'clock.ts', 'services.ts', 'deployment.ts'],
  web: [],
}
/** Where everything is put together. */
const ROOTS = [
  'server/main.ts',
  'server/app.ts',
  'server/assemble.ts',
  'server/demo.ts',
  'server/daily.ts',
  'server/cli/index.ts',
  'server/cli/main.ts',
  'web/main.tsx',
  'web/router.tsx',
]
const ROOMS: Record<string, string[]> = {
  core: ['core'],
  contract: ['contract', 'core'],
  server: ['server', 'contract', 'core'],
  web: ['web', 'contract', 'core'],
  examples: ['examples', 'contract', 'core'],
}
const CORE_PACKAGES = ['zod']
const FORBIDDEN_FOLDERS = ['utils', 'common', 'helpers', 'shared']
/** What the machine's clock may be read for: the clock itself, waiting for processes, the database's own bookkeeping. */
const CLOCK_READERS = /^server\/(clock\.ts|database\/|access\/(sessions?|audit)|cli\/audit)/
/** Migrations and code in which the database's clock may speak: sign-ins, the trail, bookkeeping. */
const SQL_CLOCK_READERS =
  /^server\/(database\/migrate\.ts|database\/migrations\/.*(audit|session|platform)|access\/(sessions?|audit)|cli\/audit)/
const SQL_CLOCK =
  /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)|\bcurrent_(date|timestamp|time)\b|\blocaltime(stamp)?\b/i
/** Tables written down as code; like policy, they are read and not measured. */
const DATA = /(^|\/)data\/|\/holidays\.ts$|\.sql$/
const LINES_MAX = 300
const TEST_LINES_MAX = 500
const FUNCTION_LINES_MAX = 60
const PARAMETERS_MAX = 3

const sources = readSources(Object.keys(ROOMS))
const tests = readSources(['tests'])
const program = sources.filter((source) => !source.test)
const everything = [...sources, ...tests]

function paths(found: Source[]): string[] {
  return found.map((source) => source.path)
}

function offenders(breaks: (source: Source, target: string) => boolean): string[] {
  return program.flatMap((source) =>
    source.imports.filter((target) => breaks(source, target)).map((target) => `${source.path} -> ${target}`),
  )
}

function moduleOf(file: string): string {
  return file.split('/')[1]?.replace(/\.tsx?$/, '') ?? ''
}

describe('arrows', () => {
  test('a room imports only itself and the rooms below it', () => {
    const leaves = ({ path: file, room }: Source, target: string): boolean => {
      if (target.startsWith('npm:')) return false
      const to = target.split('/')[0] ?? ''
      // The fictional county is laid in by the composition roots alone.
      return (
        !ROOMS[room]?.includes(to) &&
        !(to === 'examples' && (ROOTS.includes(file) || file.startsWith('server/cli/')))
      )
    }
    expect(offenders(leaves)).toEqual([])
  })

  test('a module imports only itself and those to its left', () => {
    expect(
      offenders(
        ({ path: file, module }, target) =>
          !ROOTS.includes(file) &&
          MODULES.includes(module) &&
          MODULES.indexOf(moduleOf(target)) > MODULES.indexOf(module),
      ),
    ).toEqual([])
  })

  test('infrastructure imports no module but values and kernel', () => {
    expect(
      offenders(
        ({ path: file, room, module }, target) =>
          !ROOTS.includes(file) &&
          INFRASTRUCTURE[room]?.includes(module) === true &&
          MODULES.indexOf(moduleOf(target)) > 1,
      ),
    ).toEqual([])
  })

  test('the phone pages and the office pages import nothing of each other', () => {
    const apart = (file: string): boolean => file.startsWith(`web/${APART}/`)
    expect(
      offenders(({ path: file }, target) => target.startsWith('web/') && apart(file) !== apart(target)),
    ).toEqual([])
  })

  test('no module or folder imports a composition root', () => {
    const importers = ({ path: file }: Source): boolean =>
      ROOTS.includes(file) || file.startsWith('server/cli/')
    expect(offenders((source, target) => ROOTS.includes(target) && !importers(source))).toEqual([])
  })

  test('every folder and file directly in a room is listed', () => {
    const listed = ({ path: file, room, module, test: isTest }: Source): boolean => {
      const name = file.split('/').slice(1).join('/')
      if (room === 'examples' || ROOTS.includes(file)) return true
      // A test that stands directly in a room walks through all of it.
      if (isTest && !name.includes('/')) return true
      if (MODULES.includes(module)) return name.includes('/') || room === 'contract'
      if (room === 'web' && module === APART) return true
      if (name.includes('/')) return INFRASTRUCTURE[room]?.includes(module) === true
      return ROOM_FILES[room]?.includes(name.replace('.test.ts', '.ts')) === true
    }
    expect(paths(sources.filter((source) => !listed(source)))).toEqual([])
  })
})

describe('core', () => {
  const core = program.filter(({ room }) => room === 'core')

  test('imports no package but those listed', () => {
    expect(
      offenders(
        ({ room }, target) =>
          room === 'core' && target.startsWith('npm:') && !CORE_PACKAGES.includes(target.slice(4)),
      ),
    ).toEqual([])
  })

  test('reads neither the clock nor chance nor the environment', () => {
    expect(core.flatMap(({ path: file, impure }) => impure.map((what) => `${file}:${what}`))).toEqual([])
  })

  test('has a test beside every file that exports a function', () => {
    const untested = core.filter(
      (source) =>
        source.exportsFunction && !existsSync(path.join(ROOT, source.path.replace(/\.ts$/, '.test.ts'))),
    )
    expect(paths(untested)).toEqual([])
  })
})

describe('time', () => {
  test('the server reads the machine’s clock in the clock, sessions, audit and database alone', () => {
    const readers = program.filter(
      ({ room, path: file }) =>
        ['server', 'contract', 'examples'].includes(room) && !CLOCK_READERS.test(file),
    )
    const reads = readers.flatMap(({ path: file, impure }) =>
      impure.filter((what) => /Date|random/.test(what)).map((what) => `${file}:${what}`),
    )
    expect(reads).toEqual([])
  })

  test('SQL asks the database for the time in sessions and audit alone', () => {
    const inCode = program
      .filter(({ room, path: file }) => room === 'server' && !SQL_CLOCK_READERS.test(file))
      .flatMap(({ path: file, texts }) => texts.flatMap(({ line, text }) => clockLines(text, { file, line })))
    const inMigrations = listFiles('server/database/migrations')
      .filter((file) => !SQL_CLOCK_READERS.test(file))
      .flatMap((file) => clockLines(readFileSync(path.join(ROOT, file), 'utf8'), { file, line: 1 }))
    expect([...inCode, ...inMigrations]).toEqual([])
  })
})

/** When a row was recorded is bookkeeping; a default that says so is the one use of the database's clock in a table. */
function clockLines(text: string, { file, line }: { file: string; line: number }): string[] {
  return text
    .split('\n')
    .map((row, index) => ({ at: `${file}:${line + index}`, row: row.replace(/--.*$/, '') }))
    .filter(
      ({ row }) => SQL_CLOCK.test(row) && !/\b(\w+_)?at\b.*\bdefault\s+(now|clock_timestamp)\(\)/.test(row),
    )
    .map(({ at }) => at)
}

describe('size', () => {
  test(`no file is longer than ${LINES_MAX} lines, no test longer than ${TEST_LINES_MAX}`, () => {
    const long = everything.filter(
      (source) => !DATA.test(source.path) && source.lines > (source.test ? TEST_LINES_MAX : LINES_MAX),
    )
    expect(long.map((source) => `${source.path}: ${source.lines}`)).toEqual([])
  })

  test(`no function is longer than ${FUNCTION_LINES_MAX} lines`, () => {
    const long = everything.flatMap(({ path: file, functions, test: isTest }) =>
      functions
        .filter(({ lines, named }) => lines > FUNCTION_LINES_MAX && (named || !isTest))
        .map(({ name, line, lines }) => `${file}:${line} ${name}: ${lines}`),
    )
    expect(long).toEqual([])
  })

  // A callback's parameters are whatever its caller hands over.
  test(`no function takes more than ${PARAMETERS_MAX} parameters`, () => {
    const wide = everything.flatMap(({ path: file, functions }) =>
      functions
        .filter(({ parameters, named }) => named && parameters > PARAMETERS_MAX)
        .map(({ name, line, parameters }) => `${file}:${line} ${name}: ${parameters}`),
    )
    expect(wide).toEqual([])
  })
})

describe('manners', () => {
  test('no folder is called utils, common, helpers or shared', () => {
    const folders = Object.keys(ROOMS).flatMap((room) =>
      listFiles(room).flatMap((file) => file.split('/').slice(0, -1)),
    )
    expect(FORBIDDEN_FOLDERS.filter((name) => folders.includes(name))).toEqual([])
  })

  test('no file only passes on what others export', () => {
    expect(paths(everything.filter((source) => source.reexportsOnly))).toEqual([])
  })

  test('nothing is typed any', () => {
    expect(paths(everything.filter((source) => source.usesAny))).toEqual([])
  })

  test('nothing is exported by default but what a tool asks for', () => {
    expect(
      paths(everything.filter((source) => source.exportsDefault && !source.path.endsWith('.config.ts'))),
    ).toEqual([])
  })
})

describe('the rules themselves', () => {
  test('exceptions that nobody needs any more are taken out', () => {
    const roomFiles = Object.entries(ROOM_FILES).flatMap(([room, names]) =>
      names.map((name) => `${room}/${name}`),
    )
    expect([...ROOTS, ...roomFiles].filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([])
  })
})
