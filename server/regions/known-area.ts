/** Area codes that a person types: whether they stand, and their names. */
import type { Area } from '#core/regions/area.ts'
import { areaDataset } from './dataset.ts'

/** Codes of the fictional county, which no list holds. */
const FICTION = '99'

/** Whether a code (2, 4, 6, 9 or 12 digits) stands in the national list. */
export function standsInList(code: string): boolean {
  return code.startsWith(FICTION) || find(code) !== undefined
}

/** 合水县; of a place below a county the county comes first: 合水县西华池镇. '' for the whole country. */
export function nameOfArea(code: string): string {
  if (code === '') return ''
  const from = code.length > 6 ? 6 : code.length
  const codes = [from, 9, 12].filter((length) => length >= from && length <= code.length)
  return codes.map((length) => find(code.slice(0, length))?.name ?? '').join('')
}

function find(code: string): Area | undefined {
  const data = areaDataset()
  return (code.length === 12 ? data.whole([code.slice(0, 6)]) : data.upper()).find((one) => one.code === code)
}
