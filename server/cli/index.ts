/** What the commands do; loaded when the words were understood. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { FORMATS } from '#core/accounting/journal-text.ts'
import { findRegister, registers } from '#core/reporting/registers.ts'
import { printYuan } from '#core/values/money.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { COUNTY, exampleAreas } from '#examples/county/areas.ts'
import { exportBooks } from '../accounting/export-books.ts'
import { verifyBooks } from '../accounting/verify-books.ts'
import { verifyAndKeep } from '../access/audit-verify.ts'
import { makeAdministrators, resetOnMachine } from '../access/administrators.ts'
import { importUsers, passwordSheet, readUsers, userTemplate } from '../access/import-users.ts'
import { onceTerm } from '../access/security-routes.ts'
import { importServices } from '../assemble.ts'
import { fixedClock, systemClock } from '../clock.ts'
import { ROOT } from '../config.ts'
import { withScope } from '../database/connect.ts'
import { openKeys } from '../database/crypt.ts'
import { readDeployment, writeDeployment } from '../deployment.ts'
import { keepWholeOf } from '../regions/keep-areas.ts'
import { nameOfArea, standsInList } from '../regions/known-area.ts'
import { addAreas } from '../regions/store.ts'
import { prepareFile } from '../registry/imports/run.ts'
import { undoBatch } from '../registry/imports/undo.ts'
import { catalogueLines, productCatalogue } from '../reporting/catalogue.ts'
import { checkLedger, choosePolicies, ledgerPapers, type CheckedLedger } from '../supervision/check-ledger.ts'
import { adoptPolicies } from '../supervision/adopt-policies.ts'
import { importLedger } from '../supervision/import-ledger.ts'
import { coverageLines, policyCoverage } from '../supervision/policy-coverage.ts'
import { knownParts } from '../supervision/policy-known.ts'
import { loadPolicies } from '../supervision/policy-loader.ts'
import { divideFile, divisionPapers, wireOfDivision } from '../surplus/divide-file.ts'
import { divisionTemplate } from '../surplus/template.ts'
import type { Arguments } from './arguments.ts'
import { runAudit } from './audit.ts'
import { runBooks } from './books.ts'
import { runCatalogue } from './catalogue.ts'
import { cliScope, inDeployment, inThrowAway, inTransaction, osUser } from './database.ts'
import { runBackup, runRestore } from './backup.ts'
import { runPassword } from './password.ts'
import { nextSteps, say, sayImport, sayJson, sayProblems, sayRows, saySummary } from './print.ts'
import { makeOutput, readArea, readBytes, readTask, writeInto, writeNew, writeSecret } from './task.ts'
import { runUndo } from './undo.ts'

/** Gives the code to end with, or why nothing was done. */
export type Run = (given: Arguments) => Promise<Outcome<0 | 1>>

export const RUNS: Readonly<Record<string, Run>> = {
  init: runInit,
  users: runUsers,
  password: (given) => runPassword(given, { reset: resetOnMachine }),
  import: runImport,
  undo: (given) => runUndo(given, { undoBatch }),
  check: runCheck,
  divide: runDivide,
  policy: runPolicy,
  catalogue: (given) => runCatalogue(given, { make: productCatalogue, lines: catalogueLines }),
  books: (given) => runBooks(given, { formats: FORMATS, exportBooks, verifyBooks }),
  audit: (given) => runAudit(given, verifyAndKeep),
  backup: runBackup,
  restore: runRestore,
}
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

async function runPolicy(given: Arguments): Promise<Outcome<0 | 1>> {
  if (given.file !== 'coverage')
    return failed(refused('usage', `没有“heshe policy ${given.file}”；可用的有 heshe policy coverage。`))
  const library = await policyLibrary()
  if (!library.ok) return library
  const { documents } = library.value
  say(given.has('json') ? [JSON.stringify(policyCoverage(documents))] : coverageLines(documents))
  return done(0)
}

async function runInit(given: Arguments): Promise<Outcome<0 | 1>> {
  const area = readArea(given.word('area'), standsInList)
  if (!area.ok) return area
  const code = area.value ?? ''
  if (![4, 6].includes(code.length) || code.startsWith('99'))
    return failed(
      refused('area-unknown', `“${code}”不是县，也不是地级市；请用县级 6 位或地级市 4 位区划代码。`),
    )
  const areaName = nameOfArea(code)
  const policies = [...new Set(given.words('policy'))]
  const made = await inDeployment(systemClock, ({ database, services }) => {
    const chosen = choosePolicies(services.documents, { policies, day: services.clock.today() })
    if (!chosen.ok) return Promise.resolve(chosen)
    return inTransaction(database.app, { command: 'init', keep: true }, async (trx) => {
      const held = await readDeployment(trx)
      if (held !== null)
        return failed(
          refused(
            'set-up-already',
            `数据库已经是${held.areaName}${held.demo ? '（演示）' : ''}的，没有改动；要新建请用 HESHE_DATA 指定另一个数据文件夹。`,
          ),
        )
      await writeDeployment(trx, { area: code, areaName, demo: false })
      await keepWholeOf(trx, code)
      const adopted = await adoptPolicies(trx, chosen.value, {
        policies,
        area: code,
        day: services.clock.today(),
        ground: '建立部署时采用',
      })
      const administrators = await makeAdministrators(trx, { area: code, now: services.clock.now() })
      const template = path.join(database.dataDir, '用户导入模板.xlsx')
      writeFileSync(template, await userTemplate(areaName))
      const { days } = await onceTerm(trx, services.clock.now())
      return done({ administrators, template, adopted, days })
    })
  })
  if (!made.ok) return made
  const { administrators, template, adopted, days } = made.value
  say([
    `已为${areaName}（${code}）建立部署。三个管理员，一次性密码只显示这一次，${days} 天内有效，首次登录须改：`,
    ...administrators.map((one) => `  ${one.username}  ${one.password}  ${one.role}`),
    ...(adopted.length > 0 ? [`采用的方案：${adopted.join('、')}`] : []),
    ...nextSteps(template),
  ])
  return done(0)
}

async function runUsers(given: Arguments): Promise<Outcome<0 | 1>> {
  const bytes = readBytes(given.file)
  if (!bytes.ok) return bytes
  const lines = await readUsers(bytes.value, path.basename(given.file))
  if (!lines.ok) return refuseRows(lines.problems)
  const made = await inDeployment(systemClock, ({ database, services }) => {
    const { area, areaName, demo } = services.deployment
    if (area === '' || demo)
      return Promise.resolve(
        failed(
          refused(
            'not-set-up',
            demo
              ? '演示县不能导入用户；请用 HESHE_DATA 指定另一个数据文件夹，先执行 heshe init。'
              : '数据库还没有初始化，请先执行 heshe init --area 区划代码。',
          ),
        ),
      )
    return inTransaction(database.app, { command: 'users', keep: true }, async (trx) => {
      const users = await importUsers(trx, lines.value, { area, areaName, now: services.clock.now() })
      if (!users.ok) return users
      const stamp = services.clock.now().toISOString().replace(/\D/g, '').slice(0, 14)
      const file = given.word('out') ?? path.join(database.dataDir, `一次性密码_${stamp}.xlsx`)
      const term = await onceTerm(trx, services.clock.now())
      // Before the commit: passwords that could not be written down would be lost. Never over another file.
      const kept = writeSecret(file, await passwordSheet(users.value, { areaName, term }))
      return kept.ok ? done({ users: users.value.length, file, days: term.days }) : kept
    })
  })
  if (!made.ok)
    return made.problems.some((one) => one.place?.row !== undefined) ? refuseRows(made.problems) : made
  say([
    `已建立 ${made.value.users} 个用户，一次性密码写在 ${made.value.file}，${made.value.days} 天内有效，分发后请删除。`,
  ])
  return done(0)
}

/** Faults of single rows: told, nothing made, ended with 1; a file that is no list of users ends with 2. */
function refuseRows(problems: readonly Problem[]): Outcome<0 | 1> {
  const [first, ...others] = problems
  if (first && first.place?.row === undefined) return failed(first, ...others)
  for (const one of problems) console.error(one.says)
  console.error('没有建立任何用户。')
  return done(1)
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
  const { id, rows, problems, findings, unknown, bodies } = imported.value
  const told = { rows, problems, findings, unknown, cooperatives: bodies.length }
  sayImport(told, { id: dryRun ? null : id, json: task.value.json })
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
    const areaName = area.startsWith(COUNTY.code) ? COUNTY.name : nameOfArea(area)
    const deployment = { area, areaName, demo: false }
    const services = { app, deployment, ...at, ...importServices({ keys: openKeys(secrets), ...at }) }
    return withScope(app, cliScope('check'), async (trx) => {
      const ledger = { ...task.value, prepared: prepared.value, area, policies }
      // The workbooks of the fictional county can be tried out too.
      if (area.startsWith(COUNTY.code)) await addAreas(trx, exampleAreas, '演示用虚构区划')
      const judged = await checkLedger(trx, services, ledger)
      if (out.value === null) return done(judged)
      for await (const paper of ledgerPapers(trx, services, { checked: judged, day })) {
        files.push(writeInto(out.value, paper))
        // Papers are made without a pause; Ctrl+C wants to be heard between two of them.
        await setImmediate()
      }
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

async function runDivide(given: Arguments): Promise<Outcome<0 | 1>> {
  if (given.has('template')) {
    const file = given.file || '盈余分配模板.xlsx'
    const kept = writeNew(file, await divisionTemplate())
    if (kept.ok) say([`已写出 ${file}，填好后执行 heshe divide ${file} --out 文件夹`])
    return kept.ok ? done(0) : kept
  }
  const bytes = readBytes(given.file)
  if (!bytes.ok) return bytes
  const divided = await divideFile(bytes.value, path.basename(given.file))
  if (!divided.ok) return divided
  const out = makeOutput(given.word('out'))
  if (!out.ok) return out
  const folder = out.value
  const papers = folder === null ? [] : await divisionPapers(divided.value)
  const files = papers.map((paper) => writeInto(folder!, paper))
  const { steps, members, findings } = divided.value.division
  if (given.has('json')) process.stdout.write(`${JSON.stringify(wireOfDivision(divided.value))}\n`)
  else
    say([
      ...steps.map((step) => `${step.label}：${printYuan(step.amount)} 元　${step.clause}`),
      `分给 ${members.length} 名成员。`,
      ...findings.map((one) => `问题：${one.says}（${one.clause}）。${one.remedy}`),
      ...(files.length > 0 ? [`已写出 ${files.join('、')}`] : []),
    ])
  return done(findings.length > 0 ? 1 : 0)
}
