/** Grants over HTTP: the list of exceptions, one grant with all that hangs on it, the sheets. */
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import * as contract from '#contract/supervision/grants.ts'
import { may, type Role } from '#core/access/role.ts'
import type { ParameterInForce } from '#core/kernel/in-force.ts'
import { GRANT_CODES, type GrantCode } from '#core/supervision/grant-check.ts'
import { wireOfFen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import type { Clock } from '#server/clock.ts'
import { asUuid } from '#server/database/columns.ts'
import { forbidden, notFound, Refusal } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { grantSheet, grantsSheet } from './sheets.ts'
import * as store from './store.ts'
import { judged, toWireGrant, toWireMove, type JudgedGrant, type Limit, type Limits } from './wire.ts'

export interface GrantServices {
  clock: Clock
  deployment: { area: string }
  parametersAt: (
    trx: Kysely<unknown>,
    area: string,
    day: string,
  ) => Promise<ReadonlyMap<string, ParameterInForce>>
}

const reads = (role: string): boolean => may(role as Role, 'readBooks')
const places = (role: string): boolean => may(role as Role, 'keepBooks')
const PAGE_SIZE = 50

/** The endpoints of grants. */
export function grantRoutes(edge: Edge, services: GrantServices): void {
  route(
    edge,
    { endpoint: contract.listGrants, guard: reads, says: '补助资金和使用中的问题' },
    async (call) => {
      const { page = 1, size = PAGE_SIZE, code } = call.query
      const { all, limits } = await judgedGrants(call, services, call.query)
      const rows = all.filter((one) => fits(one, code))
      const sum = (of: (one: JudgedGrant) => bigint | null): string | null => {
        const known = all.map(of).filter((one) => one !== null)
        return known.length === 0 ? null : wireOfFen(known.reduce((total, one) => total + one, 0n))
      }
      return {
        rows: rows.slice((page - 1) * size, page * size).map(toWireGrant),
        total: rows.length,
        grants: all.length,
        sums: {
          amount: sum((one) => one.row.amount),
          received: sum((one) => one.row.received),
          spent: sum((one) => one.row.spent),
          quantified: sum((one) => one.row.quantified),
        },
        codes: Object.entries(GRANT_CODES).map(([id, told]) => ({
          code: id,
          ...told,
          grants: all.filter((one) => fits(one, id)).length,
        })),
        ...limits,
      }
    },
  )
  route(
    edge,
    { endpoint: contract.readGrant, guard: reads, says: '一项补助：预算、凭证、照片、资产、量化' },
    (call) => readOne(call, services, { body: call.params.body, name: call.query.name }),
  )
  route(
    edge,
    { endpoint: contract.placeGrantUse, guard: places, says: '把凭证归到补助预算，或说明股金由哪项补助折成' },
    (call) => place(call, services),
  )
  sheetRoutes(edge, services)
}

function sheetRoutes(edge: Edge, services: GrantServices): void {
  bytesRoute(
    edge,
    { method: 'GET', path: contract.GRANTS_SHEET_PATH, guard: reads, says: '补助资金清单（.xlsx）' },
    async (call) => {
      const query = contract.listGrants.query.parse(call.query)
      const { all } = await judgedGrants(call, services, query)
      const rows = all.filter((one) => fits(one, query.code)).map(toWireGrant)
      return asDownload(call.reply, {
        name: `补助资金清单${services.clock.today()}.xlsx`,
        bytes: await grantsSheet(rows, services.clock.today()),
      })
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.GRANT_SHEET_PATH, guard: reads, says: '补助资金使用检查表（.xlsx）' },
    async (call) => {
      const { body } = contract.readGrant.params.parse(call.params)
      const { name } = contract.readGrant.query.parse(call.query)
      const page = await readOne(call, services, { body, name })
      return asDownload(call.reply, {
        name: `${page.row.bodyName}${page.row.name}补助资金使用检查表.xlsx`,
        bytes: await grantSheet(page),
      })
    },
  )
}

const fits = (one: JudgedGrant, code: string | undefined): boolean =>
  code === undefined ||
  (code === 'any'
    ? one.findings.length > 0
    : code === 'none'
      ? one.findings.length === 0
      : one.findings.some((found) => found.code === (code as GrantCode)))

type GrantCall = Pick<Call, 'trx' | 'caller'>

/** The days after which a grant that nobody touched, or quantified, is an exception, as the place sets them. */
async function limitsAt(call: GrantCall, services: GrantServices, area: string | undefined): Promise<Limits> {
  const at = area ?? call.caller.area ?? services.deployment.area
  const parameters = await services.parametersAt(call.trx, at, services.clock.today())
  const limit = (id: string): Limit => {
    const found = parameters.get(id)
    if (found?.value.type !== 'count') return null
    return { days: found.value.value, confirmed: found.confirmed, ground: found.ground }
  }
  return { waiting: limit('grant_wait_limit'), quantifying: limit('grant_quantify_limit') }
}

async function judgedGrants(
  call: GrantCall,
  services: GrantServices,
  asked: Omit<store.GrantsAsked, 'day'>,
): Promise<{ all: JudgedGrant[]; limits: Limits }> {
  const day = services.clock.today()
  const limits = await limitsAt(call, services, asked.area)
  const rows = await store.findGrants(call.trx, { ...asked, day })
  return { limits, all: rows.map((row) => judged(row, { day, limits })) }
}

async function readOne(call: GrantCall, services: GrantServices, of: { body: string; name: string }) {
  const { trx, caller } = call
  const { all, limits } = await judgedGrants(call, services, of)
  const one = all[0]
  if (!one) throw notFound('项补助')
  const key = { home: one.row.home, body: one.row.body, name: one.row.name, day: services.clock.today() }
  const project = await store.findProject(trx, one.row.project)
  const lines = await store.linesOf(trx, key)
  const moves = await store.movesOf(trx, key)
  const cards = await store.cardsOf(trx, key)
  const shares = await store.sharesOf(trx, key)
  const plans = await store.plansOf(trx, key)
  return {
    day: key.day,
    row: toWireGrant(one),
    paper: project?.paper ?? null,
    issuer: project?.issuer ?? null,
    approvedOn: project?.approved_on ?? null,
    useBy: one.row.use_by,
    note: project?.note ?? null,
    photos: project?.photos ?? [],
    lines: lines.map((line) => ({
      ...line,
      amount: wireOfFen(line.amount),
      spent: line.spent === null ? null : wireOfFen(line.spent),
    })),
    vouchers: moves.map(toWireMove),
    cards: cards.map(({ acquired_on, grant_amount, state_since, cost, ...card }) => ({
      ...card,
      acquiredOn: acquired_on,
      cost: wireOfFen(cost),
      grantAmount: wireOfFen(grant_amount),
      stateSince: state_since,
    })),
    shares: shares.map((share) => ({ ...share, amount: wireOfFen(share.amount) })),
    plans: plans.map(({ posted_on, amount, ...plan }) => ({
      ...plan,
      postedOn: posted_on,
      amount: wireOfFen(amount),
    })),
    unquantified: one.row.unquantified === null ? null : wireOfFen(one.row.unquantified),
    ...limits,
    mayPlace: places(caller.role) && caller.bodies.includes(one.row.body),
  }
}

async function place(
  call: Call<typeof contract.placeGrantUse>,
  services: GrantServices,
): Promise<Record<string, never>> {
  const { trx, caller, body: asked } = call
  const { rows } = await sql<{ home: string; id: string; area: string }>`
    select home, id, area from body where id = ${asUuid(call.params.body)}`.execute(trx)
  const body = rows[0]
  if (!body) throw notFound('家合作社')
  if (!caller.bodies.includes(body.id)) throw forbidden()
  const takenBack = asked.takenBack === true || (asked.kind === 'voucher' && asked.item === null)
  const of = { home: body.home, body: body.id, name: asked.project, day: services.clock.today() }
  if (asked.item !== null && !(await store.hasLine(trx, of, asked.item)))
    throw new Refusal(422, [
      refused('grant-line-missing', `“${asked.project}”没有“${asked.item}”这条预算，请刷新页面后再选`, {
        field: 'item',
      }),
    ])
  try {
    await store.addUse(trx, { ...asked, home: body.home, body: body.id, area: body.area, takenBack })
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'HB044')
      throw new Refusal(422, [refused('grant-use-foreign', `${error.message}，不能归到它；请核对项目名称`)])
    throw error
  }
  return {}
}
