/** The policies as a page reads them: every clause with what answers it, live counts beside each rule. */
import { sql, type Kysely } from 'kysely'
import * as contract from '#contract/supervision.ts'
import { may, type Role } from '#core/access/role.ts'
import { openSlots, policyInForce, type InForce } from '#core/kernel/in-force.ts'
import type { Clause, Parameter, PolicyDocument } from '#core/kernel/policy.ts'
import { printLiteral } from '#core/kernel/say.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { loadBooks } from './books.ts'
import { countAnswered } from './policy-answers.ts'
import { keepParameterValue, readParameterValue } from './parameter-values.ts'
import { PROCEDURES, REPORTS } from './policy-known.ts'
import type { SupervisionServices } from './services.ts'
import { summarise } from './summary.ts'
import { areasOn } from './services.ts'

/** The endpoints of the policy reader, of adoption and of confirmation. */
export function policyRoutes(edge: Edge, services: SupervisionServices): void {
  route(edge, { endpoint: contract.listPolicies, says: '法规与方案' }, async ({ trx, caller }) => {
    const inForce = await inForceHere(trx, services, caller.area)
    return { documents: services.documents.map((one) => wireDocument(one, inForce)) }
  })
  route(
    edge,
    { endpoint: contract.readPolicy, says: '一份文件及其条款' },
    async ({ trx, params, caller }) => {
      const document = mustFind(services, params.id)
      const today = services.clock.today()
      const inForce = await inForceHere(trx, services, caller.area)
      const { rules } = await summarise(trx, await areasOn(trx, services, today), {
        day: today,
        stored: true,
      })
      const counts = new Map(rules.map((one) => [one.rule, one]))
      const clauses = document.clauses.map((clause) =>
        wireClause(clause, { document, inForce, counts, services }),
      )
      return { ...wireDocument(document, inForce), clauses }
    },
  )
  writeRoutes(edge, services)
}

function writeRoutes(edge: Edge, services: SupervisionServices): void {
  const manages = (role: string): boolean => may(role as Role, 'confirmParameter')
  route(
    edge,
    { endpoint: contract.adoptPolicy, guard: manages, says: '采用方案' },
    async ({ trx, params, body }) => {
      const open = openSlots(mustFind(services, params.id), body.slots)
      if (open.length > 0)
        throw new Refusal(422, [
          refused(
            'policy-slots',
            `还有待填项没有填好：${open.map((one) => one.label).join('、')}；请填上本地的名称和数目（不能留 xx）。`,
          ),
        ])
      await sql`
      insert into adoption (document, area, from_day, to_day, ground, slots)
      values (${params.id}, ${body.area}, ${body.from}, ${body.to}, ${body.ground}, ${JSON.stringify(body.slots)}::jsonb)`.execute(
        trx,
      )
      return {}
    },
  )
  route(
    edge,
    { endpoint: contract.confirmParameter, guard: manages, says: '确认参数' },
    async ({ trx, params, body, caller }) => {
      const parameter = mustFind(services, params.id).parameters.find((one) => one.id === params.parameter)
      if (!parameter) throw notFound('个参数')
      const value = take(readParameterValue(parameter, body.value))
      const area = caller.area ?? services.deployment.area
      if (!area) throw new Refusal(422, [refused('area-missing', '请先初始化本系统所属的县')])
      await keepParameterValue(trx, {
        parameter,
        area,
        from: services.clock.today(),
        value,
        ground: body.source,
      })
      return {}
    },
  )
}

function mustFind(services: SupervisionServices, id: string): PolicyDocument {
  const document = services.documents.find((one) => one.id === id)
  if (!document) throw notFound('份文件')
  return document
}

async function inForceHere(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  area: string | null,
): Promise<InForce> {
  const books = await loadBooks(trx, services.documents)
  return policyInForce(books, { area: area ?? services.deployment.area, day: services.clock.today() })
}

function wireDocument(document: PolicyDocument, inForce: InForce) {
  const { clauses, answered, planned } = countAnswered(document)
  return {
    id: document.id,
    title: document.title,
    number: document.number,
    issuer: document.issuer,
    kind: document.level,
    place: document.area === '' ? null : document.area,
    from: document.from,
    to: document.to,
    hash: document.hash,
    inForce: inForce.documents.some((one) => one.document.id === document.id),
    clauseCount: clauses,
    answered,
    planned,
    slots: document.slots.map(({ id, label, kind }) => ({ id, label, kind })),
  }
}

interface Around {
  document: PolicyDocument
  inForce: InForce
  counts: ReadonlyMap<string, { fails: number; unknown: number }>
  services: SupervisionServices
}

function wireClause(clause: Clause, around: Around) {
  const { document, counts, inForce } = around
  return {
    id: clause.id,
    heading: clause.heading,
    summary: clause.summary,
    answers: clause.answers.filter((one) => one.kind !== 'planned').map((one) => wireAnswer(one, around)),
    planned:
      clause.answers
        .filter((one) => one.kind === 'planned')
        .map((one) => one.id)
        .join('、') || null,
    noSoftware: clause.noSoftware,
    rules: document.rules
      .filter((rule) => rule.clause === clause.id)
      .map(({ id, label, says, remedy, severity }) => {
        const { fails = 0, unknown = 0 } = counts.get(id) ?? {}
        return { rule: id, label, says, remedy, severity, fails, unknown }
      }),
    parameters: document.parameters
      .filter((one) => one.clause === clause.id)
      .map((one) => wireParameter(one, inForce)),
  }
}

function wireParameter(parameter: Parameter, inForce: InForce) {
  const held = inForce.parameters.get(parameter.id)
  const last = parameter.values.at(-1)
  const value = held?.value ?? last?.value
  return {
    id: parameter.id,
    label: parameter.label,
    value: value ? printLiteral(value, parameter.unit) : '—',
    from: last?.from ?? '',
    confirmed: held?.confirmed ?? parameter.confirmed,
    note: held?.confirmed === false || !parameter.confirmed ? '原文未核实，待确认前不据以判定' : null,
  }
}

const KIND_LABELS: Record<Clause['answers'][number]['kind'], string> = {
  rule: '规则',
  target: '目标',
  parameter: '参数',
  register: '台账',
  procedure: '流程',
  report: '报表公文',
  planned: '计划中',
}

function wireAnswer(answer: Clause['answers'][number], { document, services }: Around) {
  const { kind, id } = answer
  const full = id.includes('/') ? id : `${document.id}/${id}`
  const labels: Record<typeof kind, string | undefined> = {
    rule: services.documents.flatMap((one) => one.rules).find((one) => one.id === full || one.id === id)
      ?.label,
    target: document.targets.find((one) => one.id === id)?.label,
    parameter: services.documents.flatMap((one) => one.parameters).find((one) => one.id === id)?.label,
    register: services.registers.find((one) => one.id === id)?.label,
    procedure: PROCEDURES.get(id),
    report: REPORTS.get(id),
    planned: id,
  }
  return { kind: KIND_LABELS[kind], id, label: labels[kind] ?? id, link: linkOf(kind, id, full) }
}

/** Procedures with pages of their own. */
const PROCEDURE_PAGES: Readonly<Record<string, string>> = {
  problem_case: '/cases',
  dossier_acceptance: '/registers/body',
  handout: '/handouts',
}

function linkOf(kind: string, id: string, rule: string): string | null {
  if (kind === 'register') return `/registers/${id}`
  if (kind === 'rule') return `/findings?rule=${encodeURIComponent(rule)}`
  if (kind === 'procedure') return PROCEDURE_PAGES[id] ?? `/procedures/${id}`
  const reports: Record<string, string> = {
    check: '/check',
    unknown_list: '/unknown',
    problem_list: '/findings',
    overview: '/overview',
    policy_reader: '/policies',
  }
  return reports[id] ?? null
}
