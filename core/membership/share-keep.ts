/** 防稀释名单: members whose part of all shares was promised to stay, and what an event does to it (C08). */
import { percentOf, structureOf } from './holdings.ts'
import { hundredths, type CapFinding, type NamedHolder } from './share-caps.ts'
import { printYuan } from '../values/money.ts'

export interface Keep {
  member: string
  name: string
  /** In hundredths of a percent. */
  atLeast: number
  resolution: string
}

const WHOLE = 10_000n

/** Promised parts that do not stand, each with what would mend it. A member without shares holds nothing. */
export function keepFindings(holders: readonly NamedHolder[], keeps: readonly Keep[]): CapFinding[] {
  const { total } = structureOf(holders)
  if (total <= 0n) return []
  const held = new Map(holders.map((one) => [one.member, one.amount]))
  return keeps.flatMap((keep): CapFinding[] => {
    const amount = held.get(keep.member) ?? 0n
    const off = total * BigInt(keep.atLeast) - amount * WHOLE
    if (off <= 0n) return []
    return [
      {
        code: 'diluted',
        member: keep.member,
        says: `${keep.name}持股 ${percentOf(amount, total)}，低于决议保留的 ${hundredths(keep.atLeast)}（${keep.resolution}）`,
        clause: 'party-led-2022#四(一)3',
        // What another member gives leaves the whole as it is.
        remedy: `由其他成员赠与 ${printYuan((off + WHOLE - 1n) / WHOLE)} 元可以补足`,
        off,
      },
    ]
  })
}

/** Households that are lacking to a part of the village: the least whole number that reaches it. */
export function lackingHouseholds(of: {
  households: number
  base: number
  floor: { num: bigint; den: bigint }
}): number {
  const needed = (BigInt(of.base) * of.floor.num + of.floor.den - 1n) / of.floor.den
  return Math.max(0, Number(needed) - of.households)
}
