import type { BodyKind } from '#core/values/body-name.ts'
import type { Chance } from './chance.ts'
import { stories } from './stories.ts'
import type { Story } from './story.ts'

/** How many bodies of each kind the county has: 180 in all. */
export const COUNTS: readonly (readonly [BodyKind, number])[] = [
  ['农民专业合作社', 152],
  ['农民专业合作社联合社', 3],
  ['合作社分支机构', 4],
  ['公司', 8],
  ['农村集体经济组织', 5],
  ['家庭农场', 7],
  ['供销合作社', 1],
]

/** One body before anything is known of it but its kind and what it is there to show. */
export interface BodyPlan {
  no: number
  kind: BodyKind
  /** Its place among the bodies of its kind, 0 first. */
  index: number
  story: Story | null
  /** Its place among the ordinary cooperatives, which others borrow names and codes from; null for all others. */
  ordinary: number | null
  invested: 'households' | 'village' | 'both' | null
}

const INVESTED = ['households', 'both', 'households', 'village'] as const

/** The bodies in order; the stories are scattered among the ordinary cooperatives. */
export function planBodies(chance: Chance): BodyPlan[] {
  const plans: BodyPlan[] = []
  for (const [kind, count] of COUNTS) {
    const told = stories.filter((one) => (one.kind ?? '农民专业合作社') === kind).flatMap(repeated)
    const slots = [...told, ...Array.from({ length: count - told.length }, () => null)]
    const order = kind === '农民专业合作社' ? borrowersLast(chance.shuffled(slots)) : slots
    let ordinary = 0
    for (const [index, story] of order.entries()) {
      const rank = story === null && kind === '农民专业合作社' ? ordinary++ : null
      plans.push({
        no: plans.length,
        kind,
        index,
        story,
        ordinary: rank,
        invested: investedOf(kind, story, rank),
      })
    }
  }
  return plans
}

/** Those that borrow a name or a code come after all from whom they can borrow. */
function borrowersLast(slots: (Story | null)[]): (Story | null)[] {
  const borrows = (one: Story | null): boolean =>
    one?.written?.sameName === true || one?.written?.creditCode === 'twin'
  return [...slots.filter((one) => !borrows(one)), ...slots.filter(borrows)]
}

function repeated(story: Story): Story[] {
  return Array.from({ length: story.times ?? 1 }, () => story)
}

function investedOf(kind: BodyKind, story: Story | null, rank: number | null): BodyPlan['invested'] {
  if (kind === '公司') return 'village'
  if (kind !== '农民专业合作社') return null
  if (story !== null) return TOUCHES_FUNDS.has(story.id) ? 'both' : null
  return rank! % 2 === 0 ? INVESTED[(rank! / 2) % INVESTED.length]! : null
}

const ANY_DAY = {
  day: '2023-03-20',
  lastYear: 2022,
  reportYear: 2021,
  yearEnd: '2022-12-31',
  surveyedOn: '2023-03-16',
  twoYearsAgo: '2021-03-20',
  yesterday: '2023-03-19',
}

/** Stories told by the survey or the dividends: their bodies hold other people's money. */
const TOUCHES_FUNDS: ReadonlySet<string> = new Set(
  stories
    .filter((one) =>
      ['survey', 'dividend_summary'].some((register) => register in (one.set?.(ANY_DAY) ?? {})),
    )
    .map((one) => one.id),
)
