import { areaLevel, type AreaLevel, parentArea } from '#core/values/region-code.ts'

/** A name under which an area stood in an older list. */
export interface FormerName {
  name: string
  /** Day of the last list that shows the name. */
  until: string
}

/**
 * An area of the division used for statistics. Codes carry no zeros on the right, but for cities without districts
 * (东莞 441900, 中山 442000, 儋州 460400), whose townships hang under such a county code; so every township has a county.
 */
export interface Area {
  code: string
  name: string
  level: AreaLevel
  /** Code of the area above; '' for a province. */
  parent: string
  /** First day on which the area is known to stand; absent: since before the list. */
  from?: string
  /** First day on which it no longer stands; absent: it stands. */
  to?: string
  formerNames?: readonly FormerName[]
}

/** An area from code and name alone; undefined where the code is none. */
export function areaFrom(code: string, name: string): Area | undefined {
  const level = areaLevel(code)
  return level === null ? undefined : { code, name, level, parent: parentArea(code) ?? '' }
}

/** Whether the area stands on that day (YYYY-MM-DD): from ≤ day < to. */
export function standsOn(area: Pick<Area, 'from' | 'to'>, day: string): boolean {
  return (area.from === undefined || area.from <= day) && (area.to === undefined || day < area.to)
}

/** Areas by code with what lies directly under each, in order of code. */
export interface AreaTree {
  byCode: ReadonlyMap<string, Area>
  children: ReadonlyMap<string, readonly Area[]>
}

/** Hangs areas under each other; an area whose parent is missing hangs under its parent's code all the same. */
export function treeOf(areas: Iterable<Area>): AreaTree {
  const byCode = new Map<string, Area>()
  const children = new Map<string, Area[]>()
  for (const area of areas) byCode.set(area.code, area)
  const sorted = [...byCode.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
  for (const area of sorted) {
    const under = children.get(area.parent)
    if (under) under.push(area)
    else children.set(area.parent, [area])
  }
  return { byCode, children }
}

/** The areas above an area, from the province down; only those that the tree knows. */
export function ancestorsOf(tree: AreaTree, code: string): Area[] {
  const above: Area[] = []
  for (let at = parentArea(code); at !== null; at = parentArea(at)) {
    const area = tree.byCode.get(at)
    if (area) above.unshift(area)
  }
  return above
}

/** Everything under an area, in order of code, the area itself not. */
export function descendantsOf(tree: AreaTree, code: string): Area[] {
  const found: Area[] = []
  const walk = (at: string): void => {
    for (const area of tree.children.get(at) ?? []) {
      found.push(area)
      walk(area.code)
    }
  }
  walk(code)
  return found
}

/**
 * The full name as it stands on papers: 甘肃省白银市会宁县. Names that only fill a level of the code (市辖区, 省直辖县级行政
 * 区划) and names said twice (东莞市东莞市) are left out.
 */
export function fullNameOf(tree: AreaTree, code: string): string {
  const area = tree.byCode.get(code)
  const names = [...ancestorsOf(tree, code), ...(area ? [area] : [])].map((each) => each.name)
  const telling = names.filter((name) => !isFillerName(name))
  return telling.filter((name, i) => name !== telling[i - 1]).join('')
}

/** Whether the name only fills a level of the code and names no place: 市辖区, 县, 省直辖县级行政区划. */
export function isFillerName(name: string): boolean {
  return name === '市辖区' || name === '县' || name.endsWith('直辖县级行政区划')
}
