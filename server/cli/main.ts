/** The command line: reads the words, does what the command says, prints one answer, ends with 0, 1 or 2. */
import path from 'node:path'
import { z } from 'zod'
import { findRegister, registers } from '#core/reporting/registers.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { importServices } from '../assemble.ts'
import { fixedClock, systemClock } from '../clock.ts'
import { ROOT } from '../config.ts'
import { withScope } from '../database/connect.ts'
import { openKeys } from '../database/crypt.ts'
import { nameOfArea, standsInList } from '../regions/known-area.ts'
import { reportProblems } from '../registry/imports/report.ts'
import { prepareFile } from '../registry/imports/run.ts'
import { checkLedger, choosePolicies, ledgerPapers, type CheckedLedger } from '../supervision/check-ledger.ts'
import { importLedger } from '../supervision/import-ledger.ts'
import { knownParts } from '../supervision/policy-known.ts'
import { loadPolicies } from '../supervision/policy-loader.ts'
import { readArguments, type Arguments } from './arguments.ts'
import { COMMANDS, findCommand } from './commands.ts'
import { cliScope, inDeployment, inThrowAway, inTransaction, osUser } from './database.ts'
import { commandHelp, generalHelp } from './help.ts'
import { sayJson, sayProblems, sayRows, saySummary } from './print.ts'
import { makeOutput, readTask, writeInto } from './task.ts'

/** Gives the code to end with, or why nothing was done. */
type Run = (given: Arguments) => Promise<Outcome<0 | 1>>

const RUNS: Record<string, Run> = { import: runImport, check: runCheck }

z.config(z.locales.zhCN())
// Whoever reads only the first lines has read enough.
process.stdout.on('error', () => process.exit())
process.exitCode = await main(process.argv.slice(2))

async function main([name, ...rest]: string[]): Promise<number> {
  // npm runs scripts in the program's folder; files are named from where the user stands.
  if (process.env['npm_lifecycle_event'] === 'heshe') process.chdir(process.env['INIT_CWD'] ?? '.')
  if (name === undefined || name === '--help' || name === '-h') return help(undefined)
  if (name === 'help') return help(rest[0])
  const command = findCommand(name)
  const run = RUNS[name]
  const json = rest.includes('--json')
  if (!command || !run) return refuse([unknownCommand(name)], json)
  if (rest.includes('--help') || rest.includes('-h')) return help(name)
  const given = readArguments(command, rest)
  if (!given.ok) return refuse(given.problems, json)
  try {
    const answer = await run(given.value)
    return answer.ok ? answer.value : refuse(answer.problems, json)
  } catch (error) {
    console.error(error)
    return refuse([refused('fault', '程序出错，什么都没有写入；请把上面的内容交给技术人员。')], json)
  }
}

/** Tells people on standard error; a script that asked for JSON gets its one object too. */
function refuse(problems: readonly Problem[], json: boolean): 2 {
  for (const one of problems) if (one.severity === 'refused') console.error(one.says)
  if (json) sayJson({ problems: reportProblems(problems, '') })
  return 2
}

function unknownCommand(name: string): Problem {
  const known = COMMANDS.map((one) => one.name).join('、')
  return refused('usage', `没有命令“${name}”，可用的有 ${known}；用法见 heshe --help。`)
}

async function help(name: string | undefined): Promise<number> {
  const command = name === undefined ? undefined : findCommand(name)
  if (name !== undefined && !command) return refuse([unknownCommand(name)], false)
  const library = await policyLibrary()
  const plans = library.ok ? library.value.documents.filter((one) => one.level === 'plan') : []
  const lists = {
    registers: registers.map((one) => `${(one.alias[0] ?? one.id).padEnd(20)}${one.label}`),
    policies: plans.map((one) => `${one.id.padEnd(20)}${one.title}（${one.from} 起）`),
  }
  console.log(command ? commandHelp(command, lists) : generalHelp(lists))
  return 0
}

function policyLibrary() {
  return loadPolicies(path.join(ROOT, 'policy'), knownParts(registers.map((one) => one.id)))
}

async function runImport(given: Arguments): Promise<Outcome<0 | 1>> {
  const task = readTask(given, { today: systemClock.today(), isArea: standsInList })
  if (!task.ok) return task
  const name = given.word('register') ?? ''
  const register = findRegister(name)?.id ?? null
  if (register === null && name !== 'all')
    return failed(refused('usage', `没有台账“${name}”；可用的见 heshe help import。`))
  const prepared = await prepareFile({ registers }, { ...task.value, register })
  if (!prepared.ok) return prepared
  const dryRun = given.has('dry-run')
  const ledger = { ...task.value, prepared: prepared.value, register, receiver: osUser() }
  const imported = await inDeployment(systemClock, ({ database, services }) =>
    inTransaction(database.app, { command: 'import', keep: !dryRun }, async (trx) =>
      done(await importLedger(trx, services, ledger)),
    ),
  )
  if (!imported.ok) return imported
  const { rows, problems, findings, unknown, bodies } = imported.value
  if (task.value.json) sayJson({ rows, cooperatives: bodies.length, findings, unknown, problems })
  else
    say([
      ...(dryRun ? ['试算，没有写入。'] : []),
      sayRows(rows),
      ...sayProblems(problems),
      `涉及 ${bodies.length} 家，目前有问题 ${findings} 个，缺数据暂不能判定 ${unknown} 项。`,
    ])
  return done(rows.refused > 0 ? 1 : 0)
}

async function runCheck(given: Arguments): Promise<Outcome<0 | 1>> {
  const task = readTask(given, { today: systemClock.today(), isArea: standsInList })
  if (!task.ok) return task
  const { asOf: day, json } = task.value
  const area = task.value.area ?? ''
  const library = await policyLibrary()
  if (!library.ok) return library
  const policies = [...new Set(given.words('policy'))]
  const chosen = choosePolicies(library.value.documents, { policies, day })
  if (!chosen.ok) return chosen
  const prepared = await prepareFile({ registers }, { ...task.value, register: null })
  if (!prepared.ok) return prepared
  const out = makeOutput(given.word('out'))
  if (!out.ok) return out
  const files: string[] = []
  const checked = await inThrowAway(async ({ app, secrets }) => {
    const at = { documents: chosen.value, clock: fixedClock(day) }
    const deployment = { area, areaName: nameOfArea(area), demo: false }
    const services = { app, deployment, ...at, ...importServices({ keys: openKeys(secrets), ...at }) }
    return withScope(app, cliScope('check'), async (trx) => {
      const ledger = { ...task.value, prepared: prepared.value, area, policies }
      const judged = await checkLedger(trx, services, ledger)
      if (out.value === null) return done(judged)
      for await (const paper of ledgerPapers(trx, services, { checked: judged, day }))
        files.push(writeInto(out.value, paper))
      return done(judged)
    })
  })
  if (!checked.ok) return checked
  sayCheck(checked.value, { json, files })
  return done(checked.value.findings.length > 0 || checked.value.report.rows.refused > 0 ? 1 : 0)
}

function sayCheck(checked: CheckedLedger, of: { json: boolean; files: string[] }): void {
  const { rows, problems } = checked.report
  const findings = checked.findings.length
  const unknown = checked.unknown.reduce((sum, one) => sum + one.rules.length, 0)
  if (of.json)
    return sayJson({
      rows,
      cooperatives: checked.summary.bodies,
      findings,
      unknown,
      problems,
      files: of.files,
    })
  say([
    sayRows(rows),
    ...sayProblems(problems),
    ...saySummary(checked.summary),
    `共有问题 ${findings} 个，缺数据暂不能判定 ${unknown} 项。`,
    ...(of.files.length > 0
      ? [`已写出 ${of.files.length} 个文件，其中 ${of.files.slice(0, 2).join('、')}。`]
      : []),
  ])
}

function say(lines: readonly string[]): void {
  console.log(lines.join('\n'))
}
