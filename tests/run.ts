/**
 * `npm test`: types, lint, format, unit, database and architecture tests, then the journeys in a real browser.
 * `npm run test:long` (--long): the short measurement, the database tests on Debian's PostgreSQL, the other ways through the
 * browser, then tests/long.
 * Each part runs whatever became of the others; the last line is the sum of all.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '#server/config.ts'
import { startDebianServer } from './debian-server.ts'
import { lineOf, readReport, sum, type Tally } from './tally.ts'

const OUTPUT = path.join(ROOT, 'tests', 'output')
const BIN = path.join(ROOT, 'node_modules', '.bin')
/** A part that hangs must end; the kills alone take a quarter of an hour on a busy machine. */
const STEP_MINUTES_MAX = 45
const LONG = process.argv.includes('--long')

const GOOD: Tally = { passed: 1, failed: 0, skipped: 0 }
const BAD: Tally = { passed: 0, failed: 1, skipped: 0 }

interface Part {
  name: string
  /** What it cannot run without; it is left out where the machine lacks one of them. */
  needs?: readonly string[]
  run: () => Promise<Tally>
}

const CHROMIUM = 'Chromium 浏览器'
const FONTS = '中文字体（fonts-noto-cjk）'
const LIBREOFFICE = 'LibreOffice'
const POPPLER = 'poppler-utils'
const DEBIAN = 'Debian 的 PostgreSQL'

/** What the machine lacks, in the words of a sentence. */
function findMissing(): string[] {
  const chromium = isThere('chromium') || isThere('google-chrome')
  const fonts = spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).stdout?.trim()
  const missing = [chromium ? '' : CHROMIUM, fonts ? '' : FONTS]
  if (LONG) {
    missing.push(isThere('soffice') ? '' : LIBREOFFICE, isThere('pdftotext') ? '' : POPPLER)
    missing.push(existsSync('/usr/lib/postgresql') ? '' : DEBIAN)
  }
  return missing.filter((name) => name !== '')
}

function isThere(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0
}

/** As root, or with sudo that asks nothing, what is missing is installed first. */
function prepare(): void {
  const script = path.join(ROOT, 'tests', 'prepare.sh')
  const words = LONG ? [script, '--long'] : [script]
  const root = process.getuid?.() === 0
  if (!root && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return
  console.log('正在安装测试所需的系统软件（tests/prepare.sh）…')
  spawnSync(root ? 'sh' : 'sudo', root ? words : ['-n', 'sh', ...words], { stdio: 'inherit' })
}

/** Runs a program of node_modules/.bin on this Node. */
function runProgram(program: string, words: string[], env: Record<string, string> = {}): Promise<boolean> {
  return runCommand(path.join(BIN, program), words, env)
}

/** Runs a script of the repository on this Node. */
function runScript(script: string, words: string[]): Promise<boolean> {
  return runCommand(process.execPath, [path.join(ROOT, script), ...words])
}

/** Killed with all that it started if it takes too long. */
async function runCommand(
  command: string,
  words: string[],
  env: Record<string, string> = {},
): Promise<boolean> {
  const child = spawn(command, words, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      ...env,
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
    },
  })
  const kill = (): void => {
    if (child.pid !== undefined)
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM')
  }
  const clock = setTimeout(kill, STEP_MINUTES_MAX * 60_000)
  process.once('SIGINT', kill)
  process.once('SIGTERM', kill)
  try {
    return await new Promise((resolve) => {
      child.once('error', () => resolve(false))
      child.once('exit', (code) => resolve(code === 0))
    })
  } finally {
    clearTimeout(clock)
    process.off('SIGINT', kill)
    process.off('SIGTERM', kill)
  }
}

function check(name: string, program: string, words: string[]): Part {
  return { name, run: async () => ((await runProgram(program, words)) ? GOOD : BAD) }
}

interface VitestSettings {
  config?: string
  /** Files to run; all of the configuration's if left out. */
  files?: string[]
  env?: Record<string, string>
}

function vitest(name: string, id: string, { config, files = [], env }: VitestSettings = {}): Part {
  const report = path.join(OUTPUT, `${id}.json`)
  const words = [
    'run',
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  if (config !== undefined) words.push('--config', config)
  return { name, run: async () => readReport(report, await runProgram('vitest', [...words, ...files], env)) }
}

/** The tests that ask for a database of their own. */
function databaseTests(): string[] {
  return readdirSync(path.join(ROOT, 'server'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `server/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\bfreshDatabase\b/.test(readFileSync(path.join(ROOT, name), 'utf8')))
}

const onDebian: Part = {
  name: '数据库测试（Debian 的 PostgreSQL）',
  needs: [DEBIAN],
  run: async () => {
    const server = await startDebianServer()
    if (!server.ok) {
      console.error(server.problems.map(({ says }) => says).join('\n'))
      return BAD
    }
    try {
      const env = { HESHE_TEST_DATABASE_URL: server.value.url }
      return await vitest('', 'debian', { files: databaseTests(), env }).run()
    } finally {
      await server.value.close()
    }
  },
}

/** What is held against a record; how long a start takes is not. */
const HELD = ['import', 'check', 'pages', 'books', 'division']

/** Every figure held against its record counts as a test. */
const measured: Part = {
  name: '性能小样',
  run: async () => {
    const report = path.join(OUTPUT, 'bench.json')
    await runScript('tests/bench/main.ts', ['small', ...HELD, '--report', report])
    return existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Tally) : BAD
  },
}

const JOURNEYS = 'tests/journeys/vitest.config.ts'

const SHORT_PARTS: Part[] = [
  ...['core', 'contract', 'server', 'web'].map((room) => check(`类型检查 ${room}`, 'tsc', ['-p', room])),
  check('代码检查', 'oxlint', ['--type-aware', '--deny-warnings']),
  check('格式检查', 'oxfmt', ['--check']),
  vitest('单元、数据库和结构测试', 'unit'),
  {
    ...vitest('浏览器流程', 'journeys', { config: JOURNEYS, files: ['.journey.ts'] }),
    needs: [CHROMIUM, FONTS],
  },
]

const LONG_PARTS: Part[] = [
  measured,
  onDebian,
  {
    ...vitest('其余浏览器流程', 'tours', { config: JOURNEYS, files: ['.tour.ts'] }),
    needs: [CHROMIUM, FONTS],
  },
  {
    ...vitest('长测试', 'long', { config: 'tests/long/vitest.config.ts' }),
    needs: [CHROMIUM, FONTS, LIBREOFFICE, POPPLER],
  },
]

async function main(): Promise<void> {
  rmSync(OUTPUT, { recursive: true, force: true })
  mkdirSync(OUTPUT, { recursive: true })
  if (findMissing().length > 0) prepare()
  const missing = findMissing()
  const tallies: Tally[] = missing.length > 0 ? [BAD] : []
  const times: string[] = []
  const parts = (LONG ? LONG_PARTS : SHORT_PARTS).filter(
    ({ needs = [] }) => !needs.some((need) => missing.includes(need)),
  )
  for (const { name, run } of parts) {
    console.log(`\n── ${name}`)
    const begin = performance.now()
    const tally = await run()
    times.push(`${seconds(begin).padStart(7)} 秒  ${tally.failed === 0 ? '通过' : '未过'}  ${name}`)
    tallies.push(tally)
  }
  console.log(`\n${times.join('\n')}\n${seconds(0).padStart(7)} 秒  合计`)
  if (missing.length > 0) {
    console.error(
      `缺少${missing.join('、')}，相关测试没有运行；请以 root 执行 tests/prepare.sh${LONG ? ' --long' : ''} 后重试。`,
    )
  }
  const total = sum(tallies)
  console.log(lineOf(total))
  process.exitCode = total.failed === 0 ? 0 : 1
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}

await main()
