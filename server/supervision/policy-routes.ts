/** The policies over HTTP: read clause by clause, adopted by a place, values confirmed, set and taken back. */
import { sql, type Kysely } from 'kysely'
import * as contract from '#contract/supervision/policies.ts'
import { may, type Role } from '#core/access/role.ts'
import { clashesAt, type StandingClash } from '#core/kernel/clash.ts'
import { openSlots, policyInForce, type InForce, type PolicyBooks } from '#core/kernel/in-force.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { route, type Caller, type Edge } from '#server/http/route.ts'
import { loadBooks } from './books.ts'
import { readChoices } from './clash-store.ts'
import { floorBroken, keepParameterValue, readParameterValue } from './parameter-values.ts'
import { wireClause, wireDocument, type Around } from './policy-wire.ts'
import { areasOn, type SupervisionServices } from './services.ts'
import { summarise } from './summary.ts'

/** The endpoints of the policy reader, of adoption and of confirmation. */
export function policyRoutes(edge: Edge, services: SupervisionServices): void {
  route(edge, { endpoint: contract.listPolicies, says: '法规与方案' }, async ({ trx, caller }) => {
    const { inForce } = await booksHere(trx, services, caller.area)
    return { documents: services.documents.map((one) => wireDocument(one, inForce)) }
  })
  route(
    edge,
    { endpoint: contract.readPolicy, says: '一份文件及其条款' },
    async ({ trx, params, caller }) => {
      const document = mustFind(services, params.id)
      const today = services.clock.today()
      const { books, inForce } = await booksHere(trx, services, caller.area)
      const { rules } = await summarise(trx, await areasOn(trx, services, today), {
        day: today,
        stored: true,
      })
      const around: Around = {
        document,
        inForce,
        overrides: books.overrides,
        clashes: await clashesHere(trx, services, inForce),
        counts: new Map(rules.map((one) => [one.rule, one])),
        areaName: await areaNames(trx, books.overrides),
        services,
      }
      return {
        ...wireDocument(document, inForce),
        today,
        stages: document.stages.map((one) => ({ ...one })),
        clauses: document.clauses.map((clause) => wireClause(clause, around)),
      }
    },
  )
  writeRoutes(edge, services)
  parameterRoutes(edge, services)
}

/** Every clash of every document, with what was chosen where it stands. */
async function clashesHere(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  inForce: InForce,
): Promise<StandingClash[]> {
  const standing = clashesAt(inForce, await readChoices(trx))
  const ids = new Set(standing.map((one) => one.clash.id))
  const others = services.documents.flatMap((one) => one.clashes).filter((one) => !ids.has(one.id))
  return [...standing, ...others.map((clash) => ({ clash, choice: null }))]
}

async function areaNames(
  trx: Kysely<unknown>,
  overrides: readonly { area: string }[],
): Promise<(area: string) => string> {
  const areas = [...new Set(overrides.map((one) => one.area))]
  const { rows } = await sql<{ area: string; name: string }>`
    select area, area_label(area) as name from unnest(${areas}::text[]) area`.execute(trx)
  return (area) => rows.find((one) => one.area === area)?.name ?? area
}

function writeRoutes(edge: Edge, services: SupervisionServices): void {
  route(
    edge,
    { endpoint: contract.adoptPolicy, says: '在本地执行一份方案', guard: manages },
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
}

const manages = (role: string): boolean => may(role as Role, 'confirmParameter')

function parameterRoutes(edge: Edge, services: SupervisionServices): void {
  const placeOf = (id: string, name: string, caller: Caller) => {
    const parameter = mustFind(services, id).parameters.find((one) => one.id === name)
    if (!parameter) throw notFound('个参数')
    const area = caller.area ?? services.deployment.area
    if (!area) throw new Refusal(422, [refused('area-missing', '请先初始化本系统所属的县')])
    return { parameter, area }
  }
  route(
    edge,
    { endpoint: contract.confirmParameter, says: '确认或另定一个数值', guard: manages },
    async ({ trx, params, body, caller }) => {
      const { parameter, area } = placeOf(params.id, params.parameter, caller)
      const value = take(readParameterValue(parameter, body.value))
      const floor = floorBroken(services.documents, parameter, value)
      if (floor !== null) throw new Refusal(422, [refused('policy-weaker', floor)])
      const from = body.from ?? services.clock.today()
      await keepParameterValue(trx, { parameter, area, from, value, ground: body.source })
      return {}
    },
  )
  route(
    edge,
    { endpoint: contract.withdrawParameter, says: '撤回本地的数值', guard: manages },
    async ({ trx, params, body, caller }) => {
      const { parameter, area } = placeOf(params.id, params.parameter, caller)
      const from = services.clock.today()
      const { overrides } = await loadBooks(trx, services.documents)
      const last = overrides.findLast(
        (one) => one.document === parameter.document && one.parameter === parameter.id && one.area === area,
      )
      if (!last?.value)
        throw new Refusal(409, [refused('parameter-not-set', '本地没有确认或另定过这个数值，不用撤回')])
      await keepParameterValue(trx, { parameter, area, from, value: null, ground: body.ground })
      return {}
    },
  )
}

function mustFind(services: SupervisionServices, id: string): PolicyDocument {
  const document = services.documents.find((one) => one.id === id)
  if (!document) throw notFound('份文件')
  return document
}

/** The books, and what is in force where the caller looks. */
async function booksHere(
  trx: Kysely<unknown>,
  services: SupervisionServices,
  area: string | null,
): Promise<{ books: PolicyBooks; inForce: InForce }> {
  const books = await loadBooks(trx, services.documents)
  const place = { area: area ?? services.deployment.area, day: services.clock.today() }
  return { books, inForce: policyInForce(books, place) }
}
