/**
 * Statistical area codes (统计用区划代码): 2 digits a province, 4 a prefecture, 6 a county, 9 a township, 12 a village. A
 * code is kept without the zeros that fill it up to twelve, so that *below* is *begins with*.
 */
export type AreaLevel = 'province' | 'prefecture' | 'county' | 'township' | 'village'

const LENGTHS: readonly number[] = [2, 4, 6, 9, 12]
const LEVELS: readonly AreaLevel[] = ['province', 'prefecture', 'county', 'township', 'village']
const LEVEL_NAMES: Record<AreaLevel, string> = {
  province: '省级',
  prefecture: '市级',
  county: '县级',
  township: '乡级',
  village: '村级',
}

/** The level of a code by its length, or null where it is no area code. */
export function areaLevel(code: string): AreaLevel | null {
  const index = /^\d+$/.test(code) ? LENGTHS.indexOf(code.length) : -1
  return LEVELS[index] ?? null
}

/** 省级, 市级, 县级, 乡级, 村级. */
export function levelName(level: AreaLevel): string {
  return LEVEL_NAMES[level]
}

/**
 * A code without the zeros on its right: 620422000000 gives 620422, 620422100000 gives 620422100. Null where the text is
 * no code. A prefecture without counties (460400) comes out at four digits, which still contains all its townships.
 */
export function stripAreaCode(text: string): string | null {
  const code = text.trim()
  if (!/^\d{2,12}$/.test(code) || code.startsWith('0') || code.slice(0, 2) === '00') return null
  const length = LENGTHS.find((wanted) => wanted <= code.length && /^0*$/.test(code.slice(wanted)))
  return length === undefined ? null : code.slice(0, length)
}

/** The code filled with zeros up to twelve digits, as statistics write it. */
export function fullAreaCode(code: string): string {
  return code.padEnd(12, '0')
}

/** The code of the area one level up, or null for a province. */
export function parentArea(code: string): string | null {
  const shorter = LENGTHS.filter((length) => length < code.length).at(-1)
  return shorter === undefined ? null : code.slice(0, shorter)
}

/** The code cut to a level at or above its own, or null where it does not reach down to that level. */
export function areaAt(code: string, level: AreaLevel): string | null {
  const length = LENGTHS[LEVELS.indexOf(level)]!
  return code.length >= length ? code.slice(0, length) : null
}

/** Whether the inner area is the outer one or lies in it. */
export function areaContains(outer: string, inner: string): boolean {
  return inner.startsWith(outer)
}

/** The half-open range [low, high) of all codes at or below an area, in the order of bytes (COLLATE "C"). */
export function areaRange(code: string): { low: string; high: string } {
  return { low: code, high: `${code}A` }
}
