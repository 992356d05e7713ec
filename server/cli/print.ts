/** What commands say: one JSON object for scripts, or Chinese for people. */
export interface Counts {
  read: number
  taken: number
  unchanged: number
  warned: number
  refused: number
}

export interface Told {
  severity: 'refused' | 'warned'
  file: string
  sheet: string | null
  row: number | null
  column: string | null
  code: string
  says: string
}

/** What `--json` promises. */
export interface Answer {
  rows: Counts
  cooperatives: number
  findings: number
  unknown: number
  problems: readonly Told[]
  files: readonly string[]
}

const NOTHING: Answer = {
  rows: { read: 0, taken: 0, unchanged: 0, warned: 0, refused: 0 },
  cooperatives: 0,
  findings: 0,
  unknown: 0,
  problems: [],
  files: [],
}

/** The one JSON object on standard output, its keys in the order of the contract; what is not given is nothing. */
export function sayJson(given: Partial<Answer>): void {
  const { rows, cooperatives, findings, unknown, problems, files } = { ...NOTHING, ...given }
  const { read, taken, unchanged, warned, refused } = rows
  const told = problems.map(({ file, sheet, row, column, code, says }) => ({
    file,
    sheet,
    row,
    column,
    code,
    says,
  }))
  const answer = {
    rows: { read, taken, unchanged, warned, refused },
    cooperatives,
    findings,
    unknown,
    problems: told,
    files,
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}

const REFUSALS_SHOWN = 50

/** 读取 764 行：收下 700（其中无变化 0），待核实 60，退回 4。 */
export function sayRows(rows: Counts): string {
  return `读取 ${rows.read} 行：收下 ${rows.taken}（其中无变化 ${rows.unchanged}），待核实 ${rows.warned}，退回 ${rows.refused}。`
}

/** Refusals one a line, each with its cell; warnings one a kind, with their number and the first of them. */
export function sayProblems(problems: readonly Told[]): string[] {
  const refused = problems.filter((one) => one.severity === 'refused')
  const lines = refused.slice(0, REFUSALS_SHOWN).map((one) => `  ${placeOf(one)}${one.says}`)
  const rest = refused.length - lines.length
  const warned = Map.groupBy(
    problems.filter((one) => one.severity === 'warned'),
    (one) => one.code,
  )
  return [
    ...(lines.length > 0 ? ['没有收下：', ...lines] : []),
    ...(rest > 0 ? [`  …… 还有 ${rest} 条，加 --json 可看全部。`] : []),
    ...(warned.size > 0 ? ['已收下，待核实：'] : []),
    ...[...warned.values()].map((same) => `  ${same.length} 处，如${placeOf(same[0]!)}${same[0]!.says}`),
  ]
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

/** Lines on standard output. */
export function say(lines: readonly string[]): void {
  console.log(lines.join('\n'))
}

/** What came of an import; its number, by which it is taken back, goes to standard error where a script reads the other. */
export function sayImport(told: Omit<Answer, 'files'>, of: { id: string | null; json: boolean }): void {
  const { rows, problems, cooperatives, findings, unknown } = told
  const begins = of.id === null ? '试算，没有写入。' : `导入编号 ${of.id}`
  if (of.json) {
    console.error(begins)
    sayJson(told)
  } else
    say([
      begins,
      sayRows(rows),
      ...sayProblems(problems),
      `涉及 ${cooperatives} 家，目前有问题 ${findings} 个，缺数据暂不能判定 ${unknown} 项。`,
    ])
}

/** What is to be done when a deployment was made. */
export function nextSteps(template: string): string[] {
  return [
    '',
    '接下来：',
    `  1. 填写 ${template}，再执行 heshe users ${template}`,
    '  2. 用 npm start 启动；其他机器要访问时设 HOST，并配好证书或代理',
    '  3. 本县名录在网页上导入，或执行 heshe import 名录.xlsx --register cooperative',
    '  4. 采用其他方案：由系统管理员在“政策”页办理',
  ]
}
