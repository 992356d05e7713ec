import { failed, done, type Outcome } from '#core/values/outcome.ts'
import { type Problem, refused } from '#core/values/problem.ts'
import { areaLevel, parentArea } from '#core/values/region-code.ts'
import { plainPlace } from './place-name.ts'
import { type Area, areaFrom } from './area.ts'

export interface ListedArea {
  code: string
  name: string
}

/** What a newer list changes. */
export interface AreaChanges {
  added: Area[]
  /** Standing areas that bear another name in the newer list; the old name becomes a former name. */
  renamed: { area: Area; formerly: string }[]
  /** Standing areas of which the newer list shows no more. */
  closed: Area[]
  unchanged: number
}

/**
 * Compares standing areas with a newer list. A list speaks only of what it covers: an area is closed if the list has
 * others of its level under the same uppermost area, so that a list of one county or one without villages closes
 * nothing else. Refuses the list whole if a code is none, stands twice, or has no area above it anywhere.
 */
export function compareAreas(standing: Iterable<Area>, rows: readonly ListedArea[]): Outcome<AreaChanges> {
  const known = new Map([...standing].map((area) => [area.code, area]))
  const listed = new Map(rows.map((row) => [row.code.trim(), row.name.trim()]))
  const [first, ...more] = problemsOf(rows, listed, known)
  if (first !== undefined) return failed(first, ...more)
  const covered = coverage(listed)
  const changes: AreaChanges = { added: [], renamed: [], closed: [], unchanged: 0 }
  for (const [code, name] of listed) {
    const before = known.get(code)
    const area = areaFrom(code, name)
    if (area === undefined) continue
    if (before === undefined) changes.added.push(area)
    else if (plainPlace(before.name) !== plainPlace(name))
      changes.renamed.push({ area, formerly: before.name })
    else changes.unchanged++
  }
  for (const area of known.values()) {
    if (
      !listed.has(area.code) &&
      covered.some((under) => under.levels.has(area.level) && area.code.startsWith(under.top))
    ) {
      changes.closed.push(area)
    }
  }
  return done(changes)
}

/** The uppermost areas of a list, each with the levels that the list shows under it. */
function coverage(listed: ReadonlyMap<string, string>): { top: string; levels: Set<string> }[] {
  const tops = new Map<string, Set<string>>()
  for (const code of listed.keys()) {
    let top = code
    for (let above = parentArea(code); above !== null; above = parentArea(above))
      if (listed.has(above)) top = above
    const levels = tops.get(top) ?? new Set()
    const level = areaLevel(code)
    if (level !== null && code !== top) levels.add(level)
    tops.set(top, levels)
  }
  return [...tops].map(([top, levels]) => ({ top, levels }))
}

function problemsOf(
  rows: readonly ListedArea[],
  listed: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, Area>,
): Problem[] {
  const problems: Problem[] = []
  const seen = new Set<string>()
  rows.forEach((row, i) => {
    const code = row.code.trim()
    const place = { row: i + 2 }
    const above = parentArea(code)
    if (areaLevel(code) === null) {
      problems.push(
        refused(
          'area-code-shape',
          `“${code}”不是区划代码，应为2、4、6、9或12位数字，请改正后重新导入`,
          place,
        ),
      )
    } else if (row.name.trim() === '') {
      problems.push(refused('area-name-missing', `代码${code}没有名称，请补上后重新导入`, place))
    } else if (seen.has(code)) {
      problems.push(refused('area-code-twice', `代码${code}出现两次，请删去一行后重新导入`, place))
    } else if (above !== null && !listed.has(above) && !known.has(above)) {
      problems.push(
        refused(
          'area-parent-missing',
          `代码${code}的上级${above}既不在表中也不在系统中，请补上后重新导入`,
          place,
        ),
      )
    }
    seen.add(code)
  })
  if (rows.length === 0) problems.push(refused('area-list-empty', '表中没有一行区划，请检查文件'))
  return problems
}
