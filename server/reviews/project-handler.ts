/** What the procedure of projects adds: how they are paid, and what the village owes beside it. */
import type { Kysely } from 'kysely'
import { projectContent, projectFunds, type ProjectContent } from '#contract/reviews/projects.ts'
import type { ParameterInForce } from '#core/kernel/in-force.ts'
import { debtFaults, owedOf, type DebtFigures } from '#core/reviews/debt-gate.ts'
import { HELD_BY_DEBT, NO_NEW_DEBT, villageProject, WITHIN_RATIO } from '#core/reviews/village-project.ts'
import { fenOfWire } from '#core/values/money.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import type { Keys } from '#server/database/crypt.ts'
import { Refusal } from '#server/http/refusal.ts'
import { openDebt, debtOf } from './open-debt.ts'
import type { Handler } from '#server/procedure/act.ts'
import type { ItemRow } from '#server/procedure/store.ts'
import type { GrantServices } from '#server/supervision/grants/routes.ts'
import { debtsOf, incomeOf, type DebtRow } from './store.ts'

export type ProjectServices = Pick<GrantServices, 'parametersAt'>

/** Amounts of a project as they are kept, in fen. Errors: project-amount. */
export function fundsOf(typed: Record<string, unknown>): Pick<ProjectContent, 'own' | 'subsidy' | 'borrow'> {
  const WORDS = { own: '自有资金', subsidy: '财政补助', borrow: '借款' } as const
  const given = projectFunds.partial().parse(typed)
  const problems: Problem[] = []
  const amount = (key: keyof typeof WORDS): string => {
    const fen = fenOfWire(given[key]?.trim() || '0')
    if (fen === null || fen < 0n)
      problems.push(
        refused('project-amount', `${WORDS[key]}应是最多两位小数的金额，没有的写 0`, { field: key }),
      )
    return String(fen ?? 0n)
  }
  const funds = { own: amount('own'), subsidy: amount('subsidy'), borrow: amount('borrow') }
  if (problems.length === 0 && Object.values(funds).every((one) => one === '0'))
    problems.push(
      refused('project-amount', '请写明资金从哪里来：自有资金、补助、借款至少一项', { field: 'own' }),
    )
  if (problems.length > 0) throw new Refusal(422, problems)
  return funds
}

export interface Gate extends DebtFigures {
  debts: DebtRow[]
  parameter: ParameterInForce | undefined
}

/** What the village owes and earns on the day beside what the project borrows, and the bound where the county confirmed one. */
export async function gateOf(
  { parametersAt }: ProjectServices,
  trx: Kysely<unknown>,
  of: { item: Pick<ItemRow, 'home' | 'area' | 'payload'>; day: string },
): Promise<Gate> {
  const { home, area, payload } = of.item
  const where = { home, area, day: of.day }
  const debts = await debtsOf(trx, where)
  const parameter = (await parametersAt(trx, area, of.day)).get('village_debt_limit')
  const limit =
    parameter?.confirmed === true && parameter.value.type === 'ratio' ? parameter.value.value : null
  return {
    debts,
    parameter,
    ...owedOf(debts),
    borrow: BigInt(projectContent.parse(payload).borrow),
    income: await incomeOf(trx, where),
    limit,
  }
}

/** The handler of projects. */
export function projectHandler(services: ProjectServices & { keys: Keys }): Handler {
  return {
    of: villageProject,
    holds: async ({ trx, today }, item) => {
      const codes = debtFaults(await gateOf(services, trx, { item, day: today })).map((one) => one.code)
      return [
        ...(codes.includes('blind-debt') ? [] : [NO_NEW_DEBT]),
        ...(codes.some((one) => one !== 'blind-debt') ? [] : [WITHIN_RATIO]),
        ...(codes.length > 0 ? [HELD_BY_DEBT] : []),
      ]
    },
    payload: async ({ today }, item, given) => {
      if (given.action === 'revise') return fundsOf(given.payload ?? {})
      const borrows = projectContent.parse(item.payload).borrow !== '0'
      return given.action === 'allow' && borrows ? { debt: debtOf(given.payload ?? {}, today) } : {}
    },
    after: async (acting, item, given) => {
      if (given.action === 'allow') await openDebt(acting, item, { given, keys: services.keys })
    },
  }
}
