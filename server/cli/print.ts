/** What commands say in Chinese. */
interface Counts {
  read: number
  taken: number
  unchanged: number
  warned: number
  refused: number
}

interface Told {
  sheet: string | null
  row: number | null
  column: string | null
  says: string
}

const PROBLEMS_SHOWN = 50

/** 读取 764 行：收下 700（其中无变化 0），待核实 60，退回 4。 */
export function sayRows(rows: Counts): string {
  return `读取 ${rows.read} 行：收下 ${rows.taken}（其中无变化 ${rows.unchanged}），待核实 ${rows.warned}，退回 ${rows.refused}。`
}

/** The problems, one a line, each with its cell; of very many the first ones. */
export function sayProblems(problems: readonly Told[]): string[] {
  const lines = problems.slice(0, PROBLEMS_SHOWN).map((one) => `  ${placeOf(one)}${one.says}`)
  const more = problems.length - lines.length
  return more > 0 ? [...lines, `  …… 还有 ${more} 条；用 --json 可看全部。`] : lines
}

function placeOf({ sheet, row, column }: Told): string {
  if (sheet === null) return ''
  if (row === null) return `工作表“${sheet}”：`
  return `工作表“${sheet}”第 ${row} 行${column === null ? '' : ` ${column} 列`}：`
}

/** Findings and unknowns by township and by rule. */
export function saySummary(summary: {
  bodies: number
  townships: readonly {
    name: string
    bodies: number
    withFindings: number
    findings: number
    unknown: number
  }[]
  rules: readonly { label: string; clauseLabel: string; fails: number; unknown: number; off: string | null }[]
}): string[] {
  const rules = summary.rules.filter((one) => one.fails > 0 || one.unknown > 0)
  return [
    `判定 ${summary.bodies} 家。`,
    '按乡镇：',
    ...summary.townships.map(
      (one) =>
        `  ${one.name}：${one.bodies} 家，有问题 ${one.withFindings} 家，问题 ${one.findings} 个，缺数据 ${one.unknown} 家`,
    ),
    '按规则：',
    ...rules
      .toSorted((a, b) => b.fails - a.fails || b.unknown - a.unknown)
      .map((one) => `  ${one.label}：有问题 ${one.fails} 家，缺数据 ${one.unknown} 家　${one.clauseLabel}`),
    ...summary.rules.filter((one) => one.off !== null).map((one) => `  ${one.label}：没有判定（${one.off}）`),
  ]
}
