import type { AreaIndex } from './area-index.ts'
import { townshipWord } from './find-by-guess.ts'
import { villageAt } from './find-village.ts'
import type { Place } from './place.ts'
import type { Head } from './read-head.ts'

/** 王家沟 in the list of 麦川镇: no township in the address, and a village of the officer's own bears the name. */
export function inOwnTownship({ index, head }: { index: AreaIndex; head: Head }, code: string): Place | null {
  const county = index.county(code.slice(0, 6))
  const township = index.area(code)
  if (county === undefined || township === undefined || townshipWord(head.rest) !== null) return null
  if (head.county !== null && head.county !== county.county.code) return null
  const village = villageAt(county, code, head.rest)
  if (village === null) return null
  const ground = `地址没有乡镇，按填报的${township.name}，“${village.word}”为其${village.entry.area.name}`
  return { township, village: village.entry, source: '近似', ground }
}
