import type { Values } from '#core/kernel/field.ts'
import type { BodyPlan } from './plans.ts'

/** The tags of a body: what money it holds, its level as a model, who leads it. */
export function tagsOf(plan: BodyPlan, registeredOn: string): Values[] {
  const tags: Values[] = []
  const add = (tag: string, since: string, ground: string): void => {
    tags.push({ tag, since, until: null, ground })
  }
  if (plan.invested === 'households' || plan.invested === 'both') {
    add('带农合作社', '2019-03-01', '禾农发〔2019〕7号')
  }
  if (plan.invested === 'village' || plan.invested === 'both') {
    add('村集体资金入股', '2019-06-01', '村集体资金入股协议')
  }
  const level = levelOf(plan)
  if (level) add(level, '2019-12-20', '示范社评定文件')
  if (plan.ordinary !== null && plan.ordinary % 7 === 3) add('党支部领办', '2020-05-06', '镇党委备案')
  if (plan.ordinary !== null && plan.ordinary % 9 === 4)
    add('特色产业', later(registeredOn, '2017-01-01'), '一村一品名单')
  return tags
}

/** One model cooperative of the nation, three of the province, five of the city, twelve of the county. */
function levelOf(plan: BodyPlan): string | null {
  if (plan.ordinary === null || plan.ordinary % 3 !== 0) return null
  const rank = plan.ordinary / 3
  if (rank === 0) return '国家级示范社'
  if (rank <= 3) return '省级示范社'
  if (rank <= 8) return '市级示范社'
  return rank <= 20 ? '县级示范社' : null
}

function later(first: string, second: string): string {
  return first > second ? first : second
}
