/** Clashes of clauses: which stand here, what the law leaves no choice about, and what the place has chosen. */
import { sql, type Kysely } from 'kysely'
import * as contract from '#contract/supervision/clashes.ts'
import type { WireClash } from '#contract/supervision/clashes.ts'
import { may, type Role } from '#core/access/role.ts'
import { clashesAt, documentOf, optionHeld } from '#core/kernel/clash.ts'
import type { ClashSide, ClauseClash } from '#core/kernel/policy.ts'
import type { InForce } from '#core/kernel/in-force.ts'
import { printLiteral } from '#core/kernel/say.ts'
import { isDay } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { inForceAt } from './books.ts'
import { citationLabel } from './citations.ts'
import { keepChoice, readChoices, type KeptChoice } from './clash-store.ts'
import { keepParameterValue } from './parameter-values.ts'
import { areasOn, type SupervisionServices } from './services.ts'

const chooses = (role: string): boolean => may(role as Role, 'confirmParameter')

/** The endpoints of clashes. */
export function clashRoutes(edge: Edge, services: SupervisionServices): void {
  route(edge, { endpoint: contract.listClashes, says: '文件冲突' }, async (call) => {
    const inForce = await inForceOf(call, services)
    const choices = await readChoices(call.trx)
    const counts = await openFindings(call.trx)
    const all = services.documents.flatMap((one) => one.clashes)
    const clashes = all.map((one) => wireClash(one, { inForce, choices, counts, services }))
    return {
      clashes: clashes.toSorted((a, b) => Number(b.stands) - Number(a.stands)),
      undercuts: await undercuts(call.trx, inForce, services),
      mayChoose: chooses(call.caller.role),
    }
  })
  route(edge, { endpoint: contract.chooseClash, says: '选定冲突的处理', guard: chooses }, async (call) => {
    const { params, body, trx, caller } = call
    const id = `${params.document}/${params.clash}`
    const clash = services.documents.flatMap((one) => one.clashes).find((one) => one.id === id)
    if (!clash) throw notFound('处条款冲突')
    const option = clash.options.find((one) => one.id === body.option)
    if (body.option !== null && !option)
      throw new Refusal(422, [
        refused('clash-option', '没有这个选项，或它低于法律底线；请刷新后从列出的做法中选'),
      ])
    if (!isDay(body.from))
      throw new Refusal(400, [refused('input-malformed', '起始日应写成 2023-03-15 的样子')])
    const area = caller.area ?? services.deployment.area
    if (!area) throw new Refusal(422, [refused('area-missing', '请先初始化本系统所属的县')])
    const kept = { clash: id, area, option: body.option, from: body.from, ground: body.ground }
    await keepChoice(trx, { ...kept, by: caller.name })
    const sets = option?.sets
    const parameter = services.documents
      .flatMap((one) => one.parameters)
      .find((one) => one.id === sets?.parameter)
    if (sets && parameter) {
      const ground = `条款冲突选定：${option.says}（${body.ground}）`
      await keepParameterValue(trx, { parameter, area, from: body.from, value: sets.value, ground })
    }
    return {}
  })
}

async function inForceOf(
  { trx, caller }: Pick<Call, 'trx' | 'caller'>,
  services: SupervisionServices,
): Promise<InForce> {
  const areas = await areasOn(trx, services, services.clock.today())
  return {
    ...inForceAt(areas, caller.area ?? services.deployment.area),
    area: caller.area ?? services.deployment.area,
  }
}

/** Open findings by rule, among those that the caller sees. */
async function openFindings(trx: Kysely<unknown>): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ rule: string; found: bigint }>`
    select rule, count(*) as found from finding where closed_on is null group by rule`.execute(trx)
  return new Map(rows.map((row) => [row.rule, Number(row.found)]))
}

interface Around {
  inForce: InForce
  choices: readonly KeptChoice[]
  counts: ReadonlyMap<string, number>
  services: Pick<SupervisionServices, 'documents'>
}

function wireClash(clash: ClauseClash, { inForce, choices, counts, services }: Around): WireClash {
  const { documents } = services
  const standing = clashesAt(inForce, choices).find((one) => one.clash.id === clash.id)
  const held = optionHeld(standing ?? { clash, choice: null })
  const binding = new Set(inForce.documents.map((one) => one.document.id))
  const cite = ({ at, says }: ClashSide) => ({ clause: at, clauseLabel: citationLabel(at, documents), says })
  const rules = documents.flatMap((one) => one.rules)
  const parameters = documents.flatMap((one) => one.parameters)
  return {
    id: clash.id,
    label: clash.label,
    sides: clash.sides.map((side) => ({
      ...cite(side),
      law: documents.some((one) => one.id === documentOf(side.at) && one.level === 'law'),
      binds: binding.has(documentOf(side.at)),
    })),
    ground: clash.ground,
    floor: clash.floor && cite(clash.floor),
    rules: clash.rules.map((id) => ({
      id,
      label: rules.find((one) => one.id === id)?.label ?? id,
      fails: inForce.rules.some((one) => one.id === id) ? (counts.get(id) ?? 0) : null,
    })),
    parameters: clash.parameters.flatMap((id) => {
      const one = parameters.find((each) => each.id === id)
      return one ? [{ id, label: one.label, clause: `${one.document}#${one.clause}` }] : []
    }),
    options: clash.options.map(({ id, says }) => ({ id, says, held: id === held?.id })),
    stands: standing !== undefined,
    history: choices
      .filter((one) => one.clash === clash.id)
      .toReversed()
      .map(({ option, areaName, from, ground, by, at }) => ({
        option,
        says: clash.options.find((one) => one.id === option)?.says ?? '撤回，仍按法律底线办',
        areaName,
        from,
        ground,
        by,
        at,
      })),
    chosen: standing?.choice != null,
  }
}

/** Local values that fell behind the law and were refused. */
async function undercuts(trx: Kysely<unknown>, inForce: InForce, services: SupervisionServices) {
  const areas = [...new Set(inForce.clashes.map((one) => one.area))]
  const { rows } = await sql<{ area: string; name: string }>`
    select area, area_label(area) as name from unnest(${areas}::text[]) area`.execute(trx)
  return inForce.clashes.map((one) => {
    const held = inForce.parameters.get(one.parameter)
    const law = services.documents
      .filter((document) => document.level === 'law')
      .flatMap((document) => document.parameters)
      .find((parameter) => parameter.id === one.parameter && parameter.floor !== null)
    const citation = law ? `${law.document}#${law.clause}` : ''
    const unit = held?.parameter.unit ?? ''
    return {
      parameter: one.parameter,
      label: held?.parameter.label ?? one.parameter,
      law: printLiteral(one.law, unit),
      refused: printLiteral(one.refused, unit),
      clause: citation,
      clauseLabel: citationLabel(citation, services.documents),
      areaName: rows.find((row) => row.area === one.area)?.name || '全国',
    }
  })
}
