/** A year of weigh slips of one cooperative: three harvests of cocoons delivered, silkworm eggs and feed taken. */
import type { TypedTrade } from '#core/membership/trade.ts'
import { chanceOf } from './chance.ts'

const HARVESTS = [
  { product: '春茧', day: '05-28', price: 46 },
  { product: '夏茧', day: '08-02', price: 41 },
  { product: '秋茧', day: '10-12', price: 44 },
] as const

/** Slips of the year for these members; every fourth member sits out a harvest. The same seed gives the same. */
export function tradeYear(of: { seed: number; year: number; members: readonly string[] }): TypedTrade[] {
  const chance = chanceOf(of.seed, 'trades')
  const delivered = HARVESTS.flatMap(({ product, day, price }) =>
    of.members.flatMap((member, at): TypedTrade[] => {
      if (chance.hit(1, 4)) return []
      const tare = chance.int(4, 9) / 2
      const deducted = chance.hit(1, 3) ? chance.int(1, 6) / 10 : 0
      const gross = chance.int(60, 420) / 2 + tare
      return [
        {
          member,
          day: `${of.year}-${day}`,
          direction: 'delivered',
          product,
          grade: chance.pick(['一级', '一级', '二级']),
          gross: String(gross),
          tare: String(tare),
          deducted: String(deducted),
          price: String(price),
          // The scales pay whole yuan.
          amount: String(Math.floor((gross - tare - deducted) * price)),
          slip: `${product}-${at + 1}`,
        },
      ]
    }),
  )
  const supplied = of.members.flatMap((member): TypedTrade[] => {
    if (chance.hit(1, 3)) return []
    const sheets = chance.int(1, 6)
    const day = `${of.year}-04-26`
    return [
      {
        member,
        day,
        direction: 'supplied',
        product: '蚕种',
        unit: '张',
        quantity: String(sheets),
        price: '62',
      },
    ]
  })
  return [...supplied, ...delivered].toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}
