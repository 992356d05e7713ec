/** A resolution as other papers refer to it: an item of a sealed meeting, or what somebody wrote of one held elsewhere. */

/** An item of a sealed meeting: `meeting:<id>#2`; anything else is free text. */
export interface ResolutionRef {
  meeting: string
  /** From 1. */
  item: number
}

const REF = /^meeting:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})#([1-9]\d?)$/

/** The reference as it is kept. */
export const refOf = ({ meeting, item }: ResolutionRef): string => `meeting:${meeting}#${item}`

/** What a text refers to; null where it is free text. */
export function readRef(text: string): ResolutionRef | null {
  const [, meeting, item] = REF.exec(text.trim()) ?? []
  return meeting === undefined ? null : { meeting, item: Number(item) }
}

/** A passed item that others may refer to. */
export interface Resolution {
  ref: string
  heldOn: string
  /** 2026 年成员大会（DH2026-0001）第 2 项：聘用技术员. */
  says: string
}

/** In words: the item, the free text, or null where there is none or the item is not among those that passed. */
export function sayResolution(text: string, passed: ReadonlyMap<string, Resolution>): string | null {
  const written = text.trim()
  if (readRef(written) === null) return written === '' ? null : written
  return passed.get(written)?.says ?? null
}
