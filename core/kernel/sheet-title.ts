import { type MoneyUnit, unitOfHeading } from '../values/money.ts'
import { squeeze, tidyText } from '../values/typed-text.ts'
import { type Cell, cellText } from './cell.ts'
import type { Column, ColumnMatch } from './columns.ts'
import { headingForms, subjectRole } from './heading.ts'

/** The body that a line above the heading names. */
export interface TitleSubject {
  name: string | null
  code: string | null
}

/** The unit of all amounts, where a line above the heading names just one: 单位：万元, 单位：户、万元. */
export function titleUnit(above: readonly Cell[][]): MoneyUnit | null {
  const lines = above.flat().map((cell) => squeeze(cellText(cell)))
  const units = lines.flatMap((line) => {
    const named = /单位[:：](.{1,20})$/.exec(line)?.[1] ?? ''
    return named
      .replace(/[()]/g, '')
      .split(/[、,，;；/]/)
      .flatMap((word) => unitOfHeading(`(${word})`) ?? [])
  })
  return units.length > 0 && new Set(units).size === 1 ? units[0]! : null
}

/** The columns of amounts without a unit of their own, with the unit that stands above the sheet. */
export function withUnit(match: ColumnMatch, unit: MoneyUnit | null): Column[] {
  return match.columns.map((column) => {
    const kind = column.field === null ? undefined : match.register.fields[column.field]?.kind
    return kind === 'money' && unit !== null && unitOfHeading(column.heading) === null
      ? { ...column, unit }
      : column
  })
}

/** 某某专业合作社成员名册 of the body's own list; what follows the name tells that the list is of one body. */
const OWN_LIST = /^(.{2,60}?合作(?:社联合)?社)\s*(?:全体)?(?:成员|社员|股东|入社|入股|股金|出资|农户)/
/** 某某镇（农民专业）合作社: any of a district, not a name. */
const NO_NAME = /(?:^|[省市县区乡镇村]|[全各])(?:农民|农村)?(?:专业|股份)?合作社$/

/** The body named above the heading as 合作社名称：…, in one cell or the cell beside it, or by the title of its own list. */
export function titleSubject(above: readonly Cell[][]): TitleSubject {
  const subject: TitleSubject = { name: null, code: null }
  for (const cells of above) {
    for (const [index, cell] of cells.entries()) {
      const match = /^([^:：]{1,20})[:：]([\s\S]*)$/.exec(tidyText(cellText(cell)))
      const role = match === null ? null : subjectRole(headingForms(match[1]!))
      if (match === null || role === null || role.role === 'key') continue
      const text =
        match[2]!.trim() || tidyText(cellText(cells.slice(index + 1).find((next) => next.type !== 'empty')))
      const [value] = text.split(/\s{2,}|[\u3000\t]/)
      subject[role.role] ??= value === undefined || value === '' ? null : value
    }
  }
  subject.name ??=
    above
      .flat()
      .map(ownList)
      .find((name) => name !== null) ?? null
  return subject
}

function ownList(cell: Cell): string | null {
  const name = OWN_LIST.exec(tidyText(cellText(cell)))?.[1] ?? null
  return name === null || NO_NAME.test(name) ? null : name
}
