/** What an officer is typing into the matrix of targets, beside what is held. */
import type { Division, DivisionCell, MatrixAnswer } from '#contract/targets/division.ts'

/** Cells that differ from what is held, by target and area. */
export type Draft = Readonly<Record<string, { value: string; owner: string }>>

export const keyOf = (target: string, area: string): string => `${target} ${area}`

/** The cells as they are held, by target and area. */
export function heldBy(division: Division): ReadonlyMap<string, DivisionCell> {
  return new Map(division.cells.map((one) => [keyOf(one.target, one.area), one]))
}

/** The draft with one cell set; a cell that is as it was leaves it. */
export function withCell(
  draft: Draft,
  held: ReadonlyMap<string, DivisionCell>,
  set: { target: string; area: string; value?: string; owner?: string },
): Draft {
  const key = keyOf(set.target, set.area)
  const was = held.get(key)
  const now = draft[key] ?? { value: was?.value ?? '', owner: was?.owner ?? '' }
  const next = { value: set.value ?? now.value, owner: set.owner ?? now.owner }
  const { [key]: _, ...others } = draft
  return next.value === (was?.value ?? '') && next.owner === (was?.owner ?? '')
    ? others
    : { ...others, [key]: next }
}

/** The draft with everything that a table said; cells that the place can not set are left out and counted. */
export function withTable(
  draft: Draft,
  division: Division,
  read: Pick<MatrixAnswer, 'entries'>,
): { draft: Draft; set: number; left: number } {
  const held = heldBy(division)
  let next = draft
  let left = 0
  for (const { target, area, value } of read.entries) {
    if (area === division.area && !division.whole) left += 1
    else next = withCell(next, held, { target, area, value })
  }
  return { draft: next, set: read.entries.length - left, left }
}

/** The cells to be sent, each with the version that it was typed over. */
export function changedCells(draft: Draft, held: ReadonlyMap<string, DivisionCell>) {
  return Object.entries(draft).map(([key, { value, owner }]) => {
    const [target = '', area = ''] = key.split(' ')
    return { target, area, value: value.trim(), owner: owner.trim(), version: held.get(key)?.version ?? 0 }
  })
}

/** The sum of whole numbers written for the areas below; null where nothing countable stands. */
export function sumBelow(division: Division, draft: Draft, target: string): number | null {
  const held = heldBy(division)
  const figures = division.areas
    .map(({ area }) => draft[keyOf(target, area)]?.value ?? held.get(keyOf(target, area))?.value ?? '')
    .map((one) => one.replaceAll(/[,，\s]/g, ''))
    .filter((one) => /^\d+[\u4e00-\u9fff]{0,3}$/.test(one))
  return figures.length === 0 ? null : figures.reduce((sum, one) => sum + Number.parseInt(one, 10), 0)
}
