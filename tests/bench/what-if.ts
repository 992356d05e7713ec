/** A stricter value thought of before it is set, over every body of the county. */
import { withScope } from '#server/database/connect.ts'
import { loadBooks } from '#server/supervision/books.ts'
import { compareFindings } from '#server/supervision/what-if.ts'
import { DAY, HOME, SYSTEM, type Bench } from './county.ts'
import { median, type Line } from './measure.ts'

/** Wants the facts of the bodies to be there. The goal is set for a county of 1500. */
export async function benchWhatIf({ database, services }: Bench, bodies: number): Promise<Line[]> {
  return withScope(database.app, SYSTEM, async (trx) => {
    const before = await loadBooks(trx, services.documents)
    const own = { document: 'cooperative-law', parameter: 'minimum_members', area: HOME, from: DAY }
    const value = { type: 'count', value: 8 } as const
    const after = { ...before, overrides: [...before.overrides, { ...own, value, ground: 'bench' }] }
    const milliseconds = await median(3, () => compareFindings(trx, { before, after, area: HOME, day: DAY }))
    return [
      {
        what: `改一个数值先看影响 ${bodies} 家（判定有变化的规则并列名单）`,
        milliseconds,
        goal: { most: (1000 * bodies) / 1500 },
      },
    ]
  })
}
