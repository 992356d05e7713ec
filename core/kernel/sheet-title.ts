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

/** The body named above the heading as 合作社名称：…, in one cell or in the cell beside it. */
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
  return subject
}
