/** The server with every route of every module, before it listens anywhere: main.ts and tests start from here. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { may, ROLES, type Role } from '#core/access/role.ts'
import { body } from '#core/registry/body.ts'
import { dossierAcceptance } from '#core/registry/dossier-acceptance.ts'
import { itemProcedures } from '#core/reporting/procedures.ts'
import { registers } from '#core/reporting/registers.ts'
import { problemCase } from '#core/supervision/problem-case.ts'
import { statusRoutes } from './access/status-routes.ts'
import { accessRoutes, cookieName } from './access/routes.ts'
import { savedViewRoutes } from './access/saved-views.ts'
import { substitutionRoutes } from './access/substitutions.ts'
import { signInLogRoutes } from './access/sign-in-routes.ts'
import { refusedActRoutes } from './access/refused-acts.ts'
import { logShippingRoutes } from './access/log-shipping-routes.ts'
import { securityRoutes } from './access/security-routes.ts'
import { householdCookie, householdDoorRoutes, isHouseholdPath } from './access/household-routes.ts'
import { authenticateHousehold } from './access/household.ts'
import { authenticate } from './access/sign-in.ts'
import { authenticateToken, bearerOf } from './access/token.ts'
import { tokenRoutes } from './access/token-routes.ts'
import { assetRoutes } from './accounting/assets/routes.ts'
import { cashRoutes } from './accounting/cash/routes.ts'
import { openingRoutes } from './accounting/opening-routes.ts'
import { reopenRoutes } from './accounting/reopen-month.ts'
import { reviewRoutes } from './accounting/review-routes.ts'
import { reportedRoutes } from './accounting/reported/routes.ts'
import { bookRoutes } from './accounting/routes.ts'
import { closingRoutes } from './accounting/closing-routes.ts'
import { statementRoutes } from './accounting/statement-routes.ts'
import { bookTradeRoutes } from './accounting/trades/routes.ts'
import type { Assembled } from './assemble.ts'
import { auditChainRoutes } from './access/audit-chain-routes.ts'
import { auditRoutes } from './access/audit-routes.ts'
import { bookAuditRoutes } from './audits/routes.ts'
import { demoSignIns } from './demo.ts'
import { disclosureRoutes, packAtClosing } from './disclosure/routes.ts'
import { householdEntryRoutes } from './disclosure/entry-routes.ts'
import { householdRoutes } from './disclosure/household-routes.ts'
import { apiRoutes } from './http/api/routes.ts'
import { remembering } from './http/refused.ts'
import type { Caller, Edge } from './http/route.ts'
import { makeServer, tooMany, type HttpSettings } from './http/server.ts'
import { procedureRoutes } from './procedure/routes.ts'
import { classRoutes } from './ratings/class-routes.ts'
import { ratingRoutes } from './ratings/rating-routes.ts'
import { checkMembers } from './surplus/member-checks.ts'
import { registerRoutes } from './register/routes.ts'
import { areaChangeRoutes } from './regions/area-change-routes.ts'
import { regionRoutes } from './regions/routes.ts'
import { meetingRoutes } from './governance/meeting-routes.ts'
import { memberCaseRoutes } from './membership/case-routes.ts'
import { householdCodeRoutes } from './membership/household-code-routes.ts'
import { shareRoutes } from './membership/routes.ts'
import { tradeRoutes } from './membership/trade-routes.ts'
import { moveBodies, renewSearch } from './registry/bodies.ts'
import { handoutRoutes } from './registry/handouts/routes.ts'
import type { HandoutServices } from './registry/handouts/services.ts'
import { importRoutes } from './registry/imports/routes.ts'
import { mergeRoutes } from './registry/merges/routes.ts'
import { registryRoutes } from './registry/routes.ts'
import { dossierRoutes } from './reporting/dossier-routes.ts'
import { handoverRoutes } from './reporting/handover-routes.ts'
import { inboxRoutes } from './reporting/inbox-routes.ts'
import { listFilters } from './reporting/list-filters.ts'
import { overviewRoutes } from './reporting/overview-routes.ts'
import { projectRoutes } from './reviews/routes.ts'
import { procedureHandlers } from './reporting/handlers.ts'
import { whatIfRoutes } from './reporting/what-if-routes.ts'
import { yearlyRoutes } from './reporting/yearly-routes.ts'
import { calendarRoutes } from './supervision/calendar-routes.ts'
import { loadCalendar } from './supervision/calendar.ts'
import { caseRoutes } from './supervision/case-routes.ts'
import { clashRoutes } from './supervision/clash-routes.ts'
import { checkRoutes } from './supervision/check-routes.ts'
import { grantRoutes } from './supervision/grants/routes.ts'
import { policyRoutes } from './supervision/policy-routes.ts'
import { policyTextRoutes } from './supervision/policy-text-routes.ts'
import { inForceAt } from './supervision/books.ts'
import { areasOn } from './supervision/services.ts'
import { unknownBodies } from './supervision/unknown.ts'
import { accountRoutes } from './surplus/account-routes.ts'
import { divisionRoutes, type SurplusServices } from './surplus/division-routes.ts'
import { planRoutes } from './surplus/plan-routes.ts'
import { targetDivisionRoutes } from './targets/division-routes.ts'
import { moveTargets, moveTargetsBack, planTargets } from './targets/follow-areas.ts'
import { targetRoutes } from './targets/routes.ts'
import { taskRoutes } from './targets/task-routes.ts'

/** Makes the server. */
export async function makeApp(services: Assembled, settings: HttpSettings): Promise<FastifyInstance> {
  z.config(z.locales.zhCN())
  const server = await makeServer(settings)
  const { app, keys } = services
  const edge: Edge = {
    server,
    app,
    keys,
    declared: [],
    authenticate: remembering(authenticator(server, services)),
  }
  server.get('/api/health', async (_request, reply) => {
    await sql`select 1`.execute(services.app)
    return reply.send({ status: 'ok' })
  })
  addRoutes(edge, services)
  return server
}

/** Calls of one token in a minute; the limit of an address holds beside it. */
const CALLS_PER_TOKEN = 600

/** Who calls: another system by its token, a person by the cookie of the session. */
function authenticator(
  server: FastifyInstance,
  { app, clock }: Assembled,
): (request: FastifyRequest) => Promise<Caller | null> {
  const perToken = server.createRateLimit({
    max: CALLS_PER_TOKEN,
    timeWindow: 60_000,
    keyGenerator: (request) => `token ${bearerOf(request)}`,
  })
  return async (request) => {
    const seen = { now: clock.now(), today: clock.today(), address: request.ip }
    if (isHouseholdPath(request.url)) {
      const held = request.cookies[householdCookie(request)]
      return held ? authenticateHousehold(app, held, seen) : null
    }
    const bearer = bearerOf(request)
    if (bearer !== undefined) {
      const caller = await authenticateToken(app, bearer, seen)
      const limit = await perToken(request)
      if (!limit.isAllowed && limit.isExceeded) throw tooMany()
      return caller
    }
    const cookie = request.cookies[cookieName(request)]
    return cookie ? authenticate(app, cookie, seen) : null
  }
}

function addRoutes(edge: Edge, services: Assembled): void {
  const today = (): string => services.clock.today()
  accessRoutes(edge, services, services.deployment.demo ? demoSignIns(today()) : [])
  householdDoorRoutes(edge, services)
  tokenRoutes(edge, services)
  auditRoutes(edge, { ...services, procedures: [problemCase, dossierAcceptance, ...itemProcedures] })
  auditChainRoutes(edge, services)
  statusRoutes(edge, services)
  securityRoutes(edge)
  signInLogRoutes(edge)
  refusedActRoutes(edge)
  logShippingRoutes(edge, services)
  savedViewRoutes(edge)
  substitutionRoutes(edge, services)
  registryRoutes(edge, services)
  registerRoutes(edge, {
    registers,
    keys: services.keys,
    today,
    filters: listFilters(services.documents),
    onChange: async ({ trx }, { register, bodies }) => {
      if (register === body) await renewSearch(trx, body, bodies)
      await services.onChange(trx, bodies)
    },
    mayReveal: (role) => may(role as Role, 'reveal'),
  })
  importRoutes(edge, { ...services, today, deploymentArea: services.deployment.area })
  mergeRoutes(edge, services)
  placeRoutes(edge, services)
  checkRoutes(edge, services)
  policyRoutes(edge, services)
  policyTextRoutes(edge, services)
  clashRoutes(edge, services)
  caseRoutes(edge, services)
  calendarRoutes(edge, services)
  handoutRoutes(edge, { ...services, missingCells: missingCells(services) })
  dossierRoutes(edge, services)
  bookRoutes(edge, services)
  shownRoutes(edge, services)
  assetRoutes(edge, services)
  dailyBookRoutes(edge, services)
  reportedRoutes(edge)
  shareRoutes(edge, { ...services, parametersAt: parametersFor(services) })
  tradeRoutes(edge, services)
  householdCodeRoutes(edge, services)
  surplusRoutes(edge, services)
  overviewRoutes(edge, services)
  targetRoutes(edge, services)
  addProcedures(edge, services)
  inboxRoutes(edge, services)
  whatIfRoutes(edge, services)
  yearlyRoutes(edge, services)
  apiRoutes(edge, { registers, roles: ROLES })
}

/** Areas, what is asked about addresses, and what becomes of areas. */
function placeRoutes(edge: Edge, services: Assembled): void {
  regionRoutes(edge, {
    clock: services.clock,
    deploymentArea: services.deployment.area,
    moveBodies: async (trx, bodies, { area }) => {
      await moveBodies(trx, bodies, { area, register: body, keys: services.keys })
      await services.onChange(trx, bodies)
    },
  })
  areaChangeRoutes(edge, {
    clock: services.clock,
    deploymentArea: services.deployment.area,
    registers,
    onMoved: async (trx, bodies) => {
      await renewSearch(trx, body, bodies)
      await services.onChange(trx, bodies)
    },
    targets: {
      plan: (trx, change) => planTargets(trx, services, change),
      move: moveTargets,
      moveBack: moveTargetsBack,
    },
  })
}

/** What opens the books and comes into them day by day, and months opened again. */
function dailyBookRoutes(edge: Edge, services: Assembled): void {
  openingRoutes(edge)
  reopenRoutes(edge)
  reviewRoutes(edge)
  cashRoutes(edge)
  bookTradeRoutes(edge, services)
}

/** Parameters in force at a place and day. */
function parametersFor(services: Assembled): SurplusServices['parametersAt'] {
  return async (trx, area, day) => inForceAt(await areasOn(trx, services, day), area).parameters
}

/** Statements, and what closing a quarter shows to the members. */
function shownRoutes(edge: Edge, services: Assembled): void {
  const disclosing = { ...services, parametersAt: parametersFor(services) }
  statementRoutes(edge, checkMembers)
  closingRoutes(edge, {
    ...services,
    onClosed: (trx, closed) => packAtClosing(trx, disclosing, closed),
  })
  disclosureRoutes(edge, disclosing)
  grantRoutes(edge, disclosing)
}

/** Divisions read the policy of the place and day. */
function surplusRoutes(edge: Edge, services: Assembled): void {
  const parametersAt = parametersFor(services)
  divisionRoutes(edge, { ...services, parametersAt })
  planRoutes(edge, { ...services, parametersAt })
  accountRoutes(edge, services)
  householdRoutes(edge, services)
  householdEntryRoutes(edge)
  handoverRoutes(edge, services)
}

/** The procedures of the common tables, and what their modules add to them. */
function addProcedures(edge: Edge, services: Assembled): void {
  const withCalendar = {
    ...services,
    loadCalendar: (trx: Kysely<unknown>) => loadCalendar(trx, services.shippedCalendar),
  }
  const reviewing = { ...withCalendar, parametersAt: parametersFor(services) }
  const { handlers, subjects } = procedureHandlers(reviewing)
  procedureRoutes(edge, { ...withCalendar, handlers })
  meetingRoutes(edge, withCalendar, subjects)
  projectRoutes(edge, reviewing)
  targetDivisionRoutes(edge, services)
  taskRoutes(edge, withCalendar)
  memberCaseRoutes(edge, { ...reviewing, handlers })
  classRoutes(edge, withCalendar)
  ratingRoutes(edge, withCalendar)
  bookAuditRoutes(edge, withCalendar)
}

/** What forms have to ask for, found by whoever judges. */
function missingCells(services: Assembled): HandoutServices['missingCells'] {
  return async (trx, { rules, area, bodies }) => {
    const day = services.clock.today()
    const found = await unknownBodies(trx, await areasOn(trx, services, day), {
      day,
      stored: true,
      rules,
      registers,
      ...(area && { area }),
      ...(bodies && { bodies }),
    })
    return found.map((one) => ({ body: one.body, cells: one.missing }))
  }
}
