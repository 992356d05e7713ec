interface Blankable<T> {
  blank?: (row: T) => boolean
}

/** Without the columns of which nothing is known in any row: a page of dashes says less than a sentence. */
export function shownColumns<T, C extends Blankable<T>>(columns: readonly C[], rows: readonly T[]): C[] {
  return columns.filter(({ blank }) => blank === undefined || rows.length === 0 || !rows.every(blank))
}
