import { type Cell, EMPTY, type Sheet } from '#core/kernel/cell.ts'
import { chanceOf } from './chance.ts'
import { text } from './written.ts'

/** What people do to a form besides filling it in. */
export type Mischief =
  /** Sorts the rows anew. */
  | 'reorder'
  /** Deletes the last row. */
  | 'delete'
  /** Adds a row without the hidden key, for a body that nobody asked about. */
  | 'add'
  /** Overwrites a cell that was locked: the name in the first row. */
  | 'alter'
  /** Puts the columns in another order. */
  | 'columns'

export interface Rows {
  /** First and last row of the list, from 0. */
  first: number
  last: number
  /** Column of the body's name. */
  name: number
}

/** The sheet after the mischief; titles and headings stay where they were. */
export function withMischief(sheet: Sheet, mischief: Mischief, rows: Rows): Sheet {
  const before = sheet.rows.slice(0, rows.first)
  const list = sheet.rows.slice(rows.first, rows.last + 1)
  const after = sheet.rows.slice(rows.last + 1)
  return { ...sheet, rows: DEEDS[mischief]({ before, list, after }, rows) }
}

interface Parts {
  before: Cell[][]
  list: Cell[][]
  after: Cell[][]
}

const DEEDS: Record<Mischief, (parts: Parts, rows: Rows) => Cell[][]> = {
  reorder: ({ before, list, after }) => [
    ...before,
    ...chanceOf(list.length, 'reorder').shuffled(list),
    ...after,
  ],
  delete: ({ before, list, after }) => [...before, ...list.slice(0, -1), ...after],
  add: ({ before, list, after }, { name }) => [...before, ...list, newRow(list[0] ?? [], name), ...after],
  alter: ({ before, list, after }, { name }) => {
    const [first = [], ...rest] = list
    const changed = first.map((cell, at) =>
      at === name ? text(`${cell.type === 'empty' ? '' : cell.text}（新）`) : cell,
    )
    return [...before, changed, ...rest, ...after]
  },
  columns: ({ before, list, after }, { first }) => {
    const title = before.slice(0, Math.max(0, first - 1))
    const turned = [...before.slice(title.length), ...list].map((row) => row.toReversed())
    return [...title, ...turned, ...after]
  },
}

function newRow(like: readonly Cell[], name: number): Cell[] {
  return like.map((_, at) => (at === name ? text('禾丰县新冒出来的专业合作社') : EMPTY))
}
