/** Projects of villages over HTTP, beside what every procedure has. */
import * as contract from '#contract/reviews/projects.ts'
import { may, type Role } from '#core/access/role.ts'
import { printLiteral, printRatio } from '#core/kernel/say.ts'
import { debtFaults, debtRatio } from '#core/reviews/debt-gate.ts'
import { villageProject } from '#core/reviews/village-project.ts'
import { fenOfWire, printYuan, wireOfFen } from '#core/values/money.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import { actingOf, type ProcedureServices } from '#server/procedure/routes.ts'
import { findItem, homeOf, openItems } from '#server/procedure/store.ts'
import { namedAreas, topOf } from '#server/regions/seen-areas.ts'
import { fundsOf, gateOf, type ProjectServices } from './project-handler.ts'
import { debtsToDate, unallowedDebts, type UnallowedRow } from './store.ts'

type Services = Pick<ProcedureServices, 'clock' | 'loadCalendar' | 'deployment'> & ProjectServices

const reads = (role: string): boolean => may(role as Role, 'check')
const opens = (role: string): boolean => villageProject.opens.includes(role)

/** The endpoints of projects. */
export function projectRoutes(edge: Edge, services: Services): void {
  route(edge, { endpoint: contract.openProject, guard: opens, says: '提出村的项目' }, (call) =>
    openProject(call, services),
  )
  route(edge, { endpoint: contract.readProject, says: '一个村的项目和债务情况' }, (call) =>
    readProject(call, services),
  )
  route(
    edge,
    { endpoint: contract.listUnallowedDebts, guard: reads, says: '没有经过同意举债的新增村级债务' },
    (call) => listUnallowed(call, services),
  )
}

async function openProject(call: Call<typeof contract.openProject>, services: Services) {
  const { area, name, business, expected, repay, ...funds } = call.body
  const { top } = await topOf(call, services)
  const known = (await namedAreas(call.trx, top, [area])).some((one) => one.code === area)
  if (!area.startsWith(top) || !known) throw notFound('个村')
  const income = fenOfWire(expected || '0')
  if (income === null)
    throw new Refusal(422, [
      refused('project-amount', '预期年收益应是最多两位小数的金额', { field: 'expected' }),
    ])
  const payload = { business, repay, expected: String(income), ...fundsOf(funds) }
  const acting = await actingOf(call, services)
  const [id = ''] = await openItems(call.trx, villageProject, {
    items: [{ home: homeOf(area), area, title: name, payload }],
    day: acting.today,
  })
  return { id }
}

async function readProject({ trx, params }: Call<typeof contract.readProject>, services: Services) {
  const item = await findItem(trx, { procedure: villageProject.id, id: params.id })
  if (!item) throw notFound('个项目')
  const content = contract.projectContent.parse(item.payload)
  const gate = await gateOf(services, trx, { item, day: services.clock.today() })
  const ratio = debtRatio(gate)
  const unallowed = await unallowedDebts(trx, { area: item.area, day: services.clock.today(), page: 1 })
  const yuan = (fen: string): string => wireOfFen(BigInt(fen))
  const { parameter } = gate
  return {
    village: item.area_name,
    business: content.business,
    own: yuan(content.own),
    subsidy: yuan(content.subsidy),
    borrow: yuan(content.borrow),
    expected: yuan(content.expected),
    repay: content.repay,
    debts: gate.debts.map((one) => ({
      id: one.id,
      name: one.name,
      creditor: one.creditor ?? '',
      borrowedOn: one.borrowed_on ?? '',
      balance: one.balance === null ? null : wireOfFen(one.balance),
      rate: one.rate ?? '',
      collateral: one.collateral ?? '',
      own: one.project === item.code,
    })),
    owed: gate.owed === null ? null : wireOfFen(gate.owed),
    unsaid: [...gate.unsaid],
    unallowed: unallowed[0]?.total ?? 0,
    income: gate.income && { year: gate.income.year, amount: wireOfFen(gate.income.amount) },
    ratio: ratio && printRatio(ratio),
    limit:
      parameter === undefined
        ? null
        : {
            value: printLiteral(parameter.value, '%'),
            confirmed: parameter.confirmed,
            ground: parameter.ground,
          },
    faults: debtFaults(gate).map((one) => refused(one.code, `${one.says}。${one.remedy}`)),
  }
}

async function listUnallowed(call: Call<typeof contract.listUnallowedDebts>, services: Services) {
  const { top } = await topOf(call, services)
  const { area = top, page = 1 } = call.query
  if (!area.startsWith(top)) throw notFound('个地方')
  const at = { area, day: services.clock.today() }
  const rows = await unallowedDebts(call.trx, { ...at, page })
  return {
    ...(await debtsToDate(call.trx, at)),
    total: rows[0]?.total ?? 0,
    rows: rows.map((one) => ({
      id: one.id,
      village: one.village,
      name: one.name,
      creditor: one.creditor ?? '',
      borrowedOn: one.borrowed_on,
      since: one.since,
      principal: one.principal === null ? null : wireOfFen(one.principal),
      balance: one.balance === null ? null : wireOfFen(one.balance),
      why: whyUnallowed(one),
    })),
  }
}

function whyUnallowed({ state, allowed, together }: UnallowedRow): string {
  if (state === null) return '没有写论证项目编号，或本村没有这个项目'
  if (allowed === null) return '所写的项目没有批准'
  if (allowed === 0n) return '所写的项目批准时不借款'
  return `这个项目同意借 ${printYuan(allowed)} 元，名下债务共 ${printYuan(together)} 元`
}
