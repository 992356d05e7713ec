/** What sheets of a cooperative have in common: members by number or name, figures and days as texts. */
import { type Cell, cellText } from '../kernel/cell.ts'
import { readDay } from '../values/day.ts'
import { decimalOf, squeeze } from '../values/typed-text.ts'

export interface SheetMember {
  id: string
  number: string
  name: string
}

/** A cell as text; a number without the tail of floating point. */
export function textOf(cell: Cell | undefined): string {
  if (cell?.type === 'number') return decimalOf(cell.number)
  return cellText(cell).trim()
}

/** A cell as a day where it is one, else as it is written. */
export function dayOf(cell: Cell | undefined): string {
  if (cell?.type === 'date') return cell.day
  const text = cellText(cell).trim()
  const read = readDay(text)
  return read.ok && read.value !== null ? read.value : text
}

export interface FoundMember {
  /** '' where nobody is meant, or several are. */
  id: string
  says: string | null
}

/** By number first, a name beside it has to be the same person; by name alone where only one bears it. */
export function memberFinder(members: readonly SheetMember[]): (number: string, name: string) => FoundMember {
  const plain = (name: string) => squeeze(name).replaceAll(' ', '')
  const byNumber = new Map(members.map((one) => [one.number, one]))
  const byName = Map.groupBy(members, (one) => plain(one.name))
  return (number, name) => {
    if (number !== '') {
      const found = byNumber.get(number)
      if (!found) return { id: '', says: `成员名册里没有编号 ${number}，请核对` }
      if (name !== '' && plain(found.name) !== plain(name))
        return { id: '', says: `编号 ${number} 在名册里是${found.name}，表上写的是${name}，请核对` }
      return { id: found.id, says: null }
    }
    if (name === '') return { id: '', says: '没有写成员编号或姓名，请补填' }
    const same = byName.get(plain(name)) ?? []
    if (same.length === 1) return { id: same[0]!.id, says: null }
    return {
      id: '',
      says:
        same.length === 0
          ? `成员名册里没有“${name}”，请核对姓名或先补录成员`
          : `有 ${same.length} 名成员都叫${name}，请写成员编号`,
    }
  }
}
