/** The command line: reads the words, opens what the command needs, prints one answer, ends with 0, 1 or 2. */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import { findRegister, registers } from '#core/reporting/registers.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { assemble, importServices, type Assembled } from '../assemble.ts'
import { fixedClock, systemClock, type Clock } from '../clock.ts'
import { readConfig, ROOT } from '../config.ts'
import { openDatabase, withScope, type Database } from '../database/connect.ts'
import { openKeys } from '../database/crypt.ts'
import { migrate } from '../database/migrate.ts'
import { areaDataset } from '../regions/dataset.ts'
import { prepareFile } from '../registry/imports/run.ts'
import { checkLedger, choosePolicies, ledgerPapers, type CheckedLedger } from '../supervision/check-ledger.ts'
import { importLedger } from '../supervision/import-ledger.ts'
import { knownParts } from '../supervision/policy-known.ts'
import { loadPolicies } from '../supervision/policy-loader.ts'
import { readArguments, type Arguments } from './arguments.ts'

import { COMMANDS, findCommand } from './commands.ts'
import { commandHelp, generalHelp } from './help.ts'
import { sayProblems, sayRows, saySummary } from './print.ts'
import { makeOutput, readTask, writeInto } from './task.ts'

const RUNS: Record<string, (given: Arguments) => Promise<Outcome<number>>> = {
  import: runImport,
  check: runCheck,
}

z.config(z.locales.zhCN())
process.exitCode = await main(process.argv.slice(2))

async function main([name, ...rest]: string[]): Promise<number> {
  if (process.env['npm_lifecycle_event'] === 'heshe' && process.env['INIT_CWD'])
    process.chdir(process.env['INIT_CWD'])
  if (name === undefined || name === '--help' || name === '-h') return help(undefined)
  if (name === 'help') return help(rest[0])
  const command = findCommand(name)
  const run = RUNS[name]
  if (!command || !run) return refuse([unknownCommand(name)])
  if (rest.includes('--help') || rest.includes('-h')) return help(name)
  const given = readArguments(command, rest)
  if (!given.ok) return refuse(given.problems)
  try {
    const answer = await run(given.value)
    return answer.ok ? answer.value : refuse(answer.problems)
  } catch (error) {
    console.error(error)
    return refuse([refused('fault', '程序出错，没有完成；请把上面的内容交给技术人员。')])
  }
}

function refuse(problems: readonly Problem[]): number {
  for (const one of problems) console.error(one.says)
  return 2
}

function unknownCommand(name: string): Problem {
  const known = COMMANDS.map((one) => one.name).join('、')
  return refused('usage', `没有命令“${name}”，可用的有 ${known}；用法见 heshe --help。`)
}

async function help(name: string | undefined): Promise<number> {
  const library = await loadPolicies(path.join(ROOT, 'policy'), knownParts(registers.map((one) => one.id)))
  const plans = library.ok ? library.value.documents.filter((one) => one.level === 'plan') : []
  const lists = {
    registers: registers.map((one) => `${(one.alias[0] ?? one.id).padEnd(20)}${one.label}`),
    policies: plans.map((one) => `${one.id.padEnd(20)}${one.title}（${one.from} 起）`),
  }
  const command = name === undefined ? undefined : findCommand(name)
  if (name !== undefined && !command) return refuse([unknownCommand(name)])
  console.log(command ? commandHelp(command, lists) : generalHelp(lists))
  return 0
}

function isArea(code: string): boolean {
  const data = areaDataset()
  const among = (areas: readonly { code: string }[]): boolean => areas.some((one) => one.code === code)
  return (
    code.startsWith('99') ||
    among(data.upper()) ||
    (code.length === 12 && among(data.whole([code.slice(0, 6)])))
  )
}

async function runImport(given: Arguments): Promise<Outcome<number>> {
  const task = readTask(given, { today: systemClock.today(), isArea })
  if (!task.ok) return task
  const name = given.word('register') ?? ''
  const register = name === 'all' ? undefined : findRegister(name)
  if (!register && name !== 'all')
    return failed(refused('usage', `没有台账“${name}”；可用的见 heshe help import。`))
  const prepared = await prepareFile({ registers }, { ...task.value, register: register?.id ?? null })
  if (!prepared.ok) return prepared
  const opened = await open(systemClock)
  if (!opened.ok) return opened
  const { database, services } = opened.value
  const dryRun = given.has('dry-run')
  try {
    const imported = await orRolledBack(database.app, { command: 'import', keep: !dryRun }, (trx) =>
      importLedger(trx, services, {
        ...task.value,
        register: register?.id ?? null,
        receiver: `操作系统用户 ${userInfo().username}`,
      }),
    )
    if (!imported.ok) return imported
    const { rows, problems, findings, unknown, bodies } = imported.value
    if (task.value.json)
      sayJson({ rows, cooperatives: bodies.length, findings, unknown, problems, files: [] })
    else {
      console.log(
        `${dryRun ? '试算，没有写入。' : ''}${sayRows(rows)}涉及 ${bodies.length} 家，问题 ${findings} 个，缺数据暂不能判定 ${unknown} 项。`,
      )
      for (const line of sayProblems(problems)) console.log(line)
    }
    return done(rows.refused > 0 ? 1 : 0)
  } finally {
    await database.close()
  }
}

async function runCheck(given: Arguments): Promise<Outcome<number>> {
  const task = readTask(given, { today: systemClock.today(), isArea })
  if (!task.ok) return task
  const { asOf, json } = task.value
  const library = await loadPolicies(path.join(ROOT, 'policy'), knownParts(registers.map((one) => one.id)))
  if (!library.ok) return library
  const policies = [...new Set(given.words('policy'))]
  const documents = choosePolicies(library.value.documents, { policies, day: asOf })
  if (!documents.ok) return documents
  const prepared = await prepareFile({ registers }, { ...task.value, register: null })
  if (!prepared.ok) return prepared
  const out = makeOutput(given.word('out'))
  if (!out.ok) return out
  return inThrowAway(async (database) => {
    const clock = fixedClock(asOf)
    const keys = openKeys(database.secrets)
    const area = task.value.area ?? ''
    const services = {
      app: database.app,
      clock,
      deployment: {
        area,
        areaName:
          areaDataset()
            .upper()
            .find((one) => one.code === area)?.name ?? '',
        demo: false,
      },
      documents: documents.value,
      ...importServices({ keys, documents: documents.value, clock }),
    }
    const files: string[] = []
    const checked = await withScope(database.app, scope('check'), async (trx) => {
      const judged = await checkLedger(trx, services, { ...task.value, area, policies })
      if (!judged.ok || out.value === null) return judged
      for await (const paper of ledgerPapers(trx, services, { checked: judged.value, day: asOf }))
        files.push(writeInto(out.value, paper))
      return judged
    })
    if (!checked.ok) return checked
    sayCheck(checked.value, { json, files })
    return done(checked.value.findings.length > 0 || checked.value.report.rows.refused > 0 ? 1 : 0)
  })
}

function sayCheck(checked: CheckedLedger, of: { json: boolean; files: string[] }): void {
  const { report, findings, summary } = checked
  const { rows, problems } = report
  const unknown = checked.unknown.reduce((sum, one) => sum + one.rules.length, 0)
  if (of.json)
    return sayJson({
      rows,
      cooperatives: summary.bodies,
      findings: findings.length,
      unknown,
      problems,
      files: of.files,
    })
  const lines = [sayRows(rows), ...sayProblems(problems), ...saySummary(summary)]
  const written = of.files.length > 0 ? [`已写出 ${of.files.length} 个文件：${of.files[0]} 等。`] : []
  for (const line of [
    ...lines,
    `共有问题 ${findings.length} 个，缺数据暂不能判定 ${unknown} 项。`,
    ...written,
  ])
    console.log(line)
}

function sayJson(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}

/** The deployment's own database. */
async function open(clock: Clock): Promise<Outcome<{ database: Database<unknown>; services: Assembled }>> {
  const config = readConfig(process.env)
  if (!config.ok) return config
  const opened = await openDatabase<unknown>({ ...config.value, onLost: (error) => console.error(error) })
  if (!opened.ok) return opened
  for (const remark of opened.remarks) console.error(remark.says)
  const ready = await prepare(opened.value, clock)
  if (!ready.ok) await opened.value.close()
  return ready
}

async function prepare(
  database: Database<unknown>,
  clock: Clock,
): Promise<Outcome<{ database: Database<unknown>; services: Assembled }>> {
  const migrated = await migrate(database.owner)
  if (!migrated.ok) return migrated
  const services = await assemble(database, clock)
  return services.ok ? done({ database, services: services.value }) : services
}

/** The system user of the command line; the trail says which user of the operating system it was. */
function scope(command: string): Record<string, string> {
  const user = userInfo().username
  return {
    user: 'cli',
    role: 'system',
    national: 'on',
    door: 'cli',
    address: `操作系统用户 ${user}`,
    reason: `命令行 heshe ${command}，操作系统用户 ${user}`,
  }
}

/** One transaction as the command line's own user; it leaves nothing behind where it is not to be kept or has failed. */
async function orRolledBack<T>(
  app: Kysely<unknown>,
  of: { command: string; keep: boolean },
  work: (trx: Transaction<unknown>) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  let answer: Outcome<T> | undefined
  const undo = new Error('rolled back')
  try {
    await withScope(app, scope(of.command), async (trx) => {
      answer = await work(trx)
      if (!answer.ok || !of.keep) throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
  if (!answer) throw undo
  return answer
}

/** A database for one check, in a folder of its own that is removed however the check ends. */
async function inThrowAway<T>(
  work: (database: Database<unknown>) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const folder = path.join(tmpdir(), `heshe-check-${randomUUID()}`)
  const opened = await openDatabase<unknown>({ dataDir: folder, durable: false })
  const remove = (): void => {
    for (const one of [folder, ...(opened.ok ? [opened.value.dataDir] : [])])
      rmSync(one, { recursive: true, force: true, maxRetries: 3 })
  }
  process.once('exit', remove)
  try {
    if (!opened.ok) return opened
    const migrated = await migrate(opened.value.owner)
    return migrated.ok ? await work(opened.value) : migrated
  } finally {
    if (opened.ok) await opened.value.close()
    remove()
    process.off('exit', remove)
  }
}
