/** Judges a ledger on its own: everything it holds goes into a database that is thrown away, the papers come out. */
import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { keepNamesOf } from '#server/regions/keep-areas.ts'
import { reportOf, type LedgerReport } from '#server/registry/imports/report.ts'
import type { Prepared } from '#server/registry/imports/candidate.ts'
import { planPrepared, writePlanned, type ImportServices } from '#server/registry/imports/run.ts'
import { adoptPolicies } from './adopt-policies.ts'
import { listFindings, toWireFinding } from './lists.ts'
import { problemList } from './papers.ts'
import { plansOf } from './plan.ts'
import { areasOn, type SupervisionServices } from './services.ts'
import { summarise, type Summary } from './summary.ts'
import { unknownSheet } from './unknown-sheet.ts'
import { unknownBodies, type UnknownBody } from './unknown.ts'

export interface LedgerToCheck {
  fileName: string
  /** The file as read; that needs no database. */
  prepared: Prepared
  /** '' for the whole file. */
  area: string
  asOf: string
  /** Plans that hold beside national law. */
  policies: readonly string[]
}

export interface CheckedLedger {
  report: LedgerReport
  summary: Summary
  findings: Awaited<ReturnType<typeof listFindings>>['rows']
  unknown: UnknownBody[]
}

/** National law and the plans asked for by name, each in force on the day; or what is wrong with the names. */
export function choosePolicies(
  documents: readonly PolicyDocument[],
  asked: { policies: readonly string[]; day: string },
): Outcome<PolicyDocument[]> {
  const known = documents.filter((one) => one.level === 'plan').map((one) => one.id)
  const problems = asked.policies.flatMap((id) => {
    const document = documents.find((one) => one.id === id)
    if (!document) return [refused('policy-unknown', `没有方案“${id}”；可用的有 ${known.join('、')}。`)]
    if (document.slots.length > 0)
      return [
        refused(
          'policy-slots',
          `方案“${id}”是范本，有待填项（${document.slots.map((slot) => slot.label).join('、')}），不能直接执行；请在网页“法规与方案”里填齐后采用。`,
        ),
      ]
    if (document.from > asked.day)
      return [
        refused(
          'policy-not-in-force',
          `方案“${id}”自 ${document.from} 起施行，${asked.day} 还不能按它判定；请改 --as-of 或去掉这个方案。`,
        ),
      ]
    if (document.to !== null && document.to < asked.day)
      return [
        refused(
          'policy-not-in-force',
          `方案“${id}”到 ${document.to} 为止，${asked.day} 已不能按它判定；请改 --as-of 或去掉这个方案。`,
        ),
      ]
    return []
  })
  const [first, ...others] = problems
  if (first) return failed(first, ...others)
  return done(documents.filter((one) => one.level === 'law' || asked.policies.includes(one.id)))
}

/** Takes the ledger in, judges it as of the day and lists what was found. */
export async function checkLedger(
  trx: Transaction<unknown>,
  services: SupervisionServices & ImportServices,
  ledger: LedgerToCheck,
): Promise<CheckedLedger> {
  const { policies, area, asOf } = ledger
  await adoptPolicies(trx, services.documents, { policies, area, day: asOf, ground: '检查时指定' })
  const planned = await planPrepared(trx, services, {
    prepared: ledger.prepared,
    request: {
      fileName: ledger.fileName,
      onlyArea: ledger.area === '' ? null : ledger.area,
      fallbackArea: ledger.area,
      asOf: ledger.asOf,
      createBodies: true,
      importId: randomUUID(),
      sender: null,
      receiver: null,
    },
  })
  const { tally, writes } = planned.plan
  await keepNamesOf(trx, [...tally.places, ...(writes?.madeAt ?? [])])
  await writePlanned(trx, services, planned.plan)
  const day = ledger.asOf
  const areas = await areasOn(trx, services, day)
  const { rows: findings } = await listFindings(trx, { size: 1_000_000 })
  return {
    report: reportOf(planned),
    summary: await summarise(trx, areas, { day, stored: true }),
    findings,
    unknown: await unknownBodies(trx, areas, { day, stored: true, registers: services.registers }),
  }
}

/** A paper that the check gives, by its path below the folder of results. */
export interface Paper {
  path: string[]
  bytes: Uint8Array
}

/** The papers one after the other: the problem list, what has to be asked for, and one plan for each body with findings. */
export async function* ledgerPapers(
  trx: Transaction<unknown>,
  services: SupervisionServices,
  of: { checked: CheckedLedger; day: string },
): AsyncGenerator<Paper> {
  const { findings, unknown } = of.checked
  const head = { area: services.deployment.areaName, day: of.day }
  const wired = findings.map((row) => ({ ...row, wire: toWireFinding(row, services.documents) }))
  yield { path: ['问题台账.xlsx'], bytes: await problemList(wired, head) }
  yield { path: ['待补数据.xlsx'], bytes: await unknownSheet(trx, unknown, head) }
  const used = new Set<string>()
  const bodies = [...new Set(findings.map((one) => one.body))]
  for await (const plan of plansOf(trx, services, bodies))
    yield { path: ['一社一策', `${freeName(plan.name, used)}_一社一策.docx`], bytes: plan.bytes }
}

const NAME_MAX = 60

/** A name that every file system takes; of two bodies with one name the second one is numbered. */
function freeName(name: string, used: Set<string>): string {
  const plain =
    Array.from(name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').trim())
      .slice(0, NAME_MAX)
      .join('') || '未命名'
  let free = plain
  for (let number = 2; used.has(free); number += 1) free = `${plain}（${number}）`
  used.add(free)
  return free
}
