import { COUNTY } from './areas.ts'
import type { Chance } from './chance.ts'
import { cooperativeAt } from './names.ts'
import type { BodyPlan } from './plans.ts'

export interface Naming {
  seed: number
  plan: BodyPlan
  /** Name of the township in which the body lies, of its village, and of the cooperative that a branch belongs to. */
  town: string
  village: string
  mother: string
}

/** The full registered name of a body, with the county before it. */
export function bodyName(naming: Naming, chance: Chance): string {
  return NAMED[naming.plan.kind](naming, { ...cooperativeAt(naming.seed, naming.plan.no), chance })
}

type Namer = (naming: Naming, drawn: ReturnType<typeof cooperativeAt> & { chance: Chance }) => string

const cooperative: Namer = ({ town }, { brand, trade, chance }) => {
  const place = chance.hit(1, 6) ? COUNTY.name + town : COUNTY.name
  return place + brand + trade.name + (chance.hit(1, 4) ? '农民专业合作社' : '专业合作社')
}

const NAMED: Record<BodyPlan['kind'], Namer> = {
  农民专业合作社: cooperative,
  其他: cooperative,
  农民专业合作社联合社: (_, { brand, trade }) => `${COUNTY.name}${brand}${trade.name}专业合作社联合社`,
  合作社分支机构: ({ mother, town }) => `${mother}${town.slice(0, 2)}分社`,
  公司: (_, { brand, chance }) =>
    COUNTY.name + brand + chance.pick(['农牧有限责任公司', '农业发展有限公司', '食品有限公司']),
  农村集体经济组织: ({ town, village }) => `${COUNTY.name}${town}${village}股份经济合作社`,
  家庭农场: ({ town }, { brand }) => `${COUNTY.name}${town}${brand}家庭农场`,
  供销合作社: ({ town }) => `${COUNTY.name}${town.slice(0, 2)}供销合作社`,
}
