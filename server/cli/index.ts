/** What the commands do; loaded when the words were understood. */
import path from 'node:path'
import { z } from 'zod'
import { findRegister, registers } from '#core/reporting/registers.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { importServices } from '../assemble.ts'
import { fixedClock, systemClock } from '../clock.ts'
import { ROOT } from '../config.ts'
import { withScope } from '../database/connect.ts'
import { openKeys } from '../database/crypt.ts'
import { nameOfArea, standsInList } from '../regions/known-area.ts'
import { prepareFile } from '../registry/imports/run.ts'
import { checkLedger, choosePolicies, ledgerPapers, type CheckedLedger } from '../supervision/check-ledger.ts'
import { importLedger } from '../supervision/import-ledger.ts'
import { knownParts } from '../supervision/policy-known.ts'
import { loadPolicies } from '../supervision/policy-loader.ts'
import type { Arguments } from './arguments.ts'
import { cliScope, inDeployment, inThrowAway, inTransaction, osUser } from './database.ts'
import { sayJson, sayProblems, sayRows, saySummary } from './print.ts'
import { makeOutput, readTask, writeInto } from './task.ts'

/** Gives the code to end with, or why nothing was done. */
export type Run = (given: Arguments) => Promise<Outcome<0 | 1>>

export const RUNS: Readonly<Record<string, Run>> = { import: runImport, check: runCheck }

z.config(z.locales.zhCN())

/** What the help lists beside the commands. */
export async function namesForHelp(): Promise<{ registers: string[]; policies: string[] }> {
  const library = await policyLibrary()
  const plans = library.ok ? library.value.documents.filter((one) => one.level === 'plan') : []
  return {
    registers: registers.map((one) => `${(one.alias[0] ?? one.id).padEnd(20)}${one.label}`),
    policies: plans.map((one) => `${one.id.padEnd(20)}${one.title}（${one.from} 起）`),
  }
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
