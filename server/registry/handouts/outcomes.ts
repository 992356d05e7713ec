/** What became of every returned row, in words. */
import type { RowOutcome } from '#core/registry/import-plan.ts'
import { at, noted, refused, warned, type Problem } from '#core/values/problem.ts'
import { fileOf, SKIP, type MatchedRow } from './match.ts'
import type { BatchRow, OpenReturn } from './returns.ts'
import type { Group, Settled } from './settle.ts'
import type { IssuedLine } from './store.ts'

export interface RowResult {
  row: BatchRow
  outcome: RowOutcome
  problems: Problem[]
  /** The line that it answers, and where that was sent. */
  line: IssuedLine | null
  handout: string | null
  area: string | null
  bodyName: string
  /** Open cells that hold an answer. */
  answered: number
}

/** What is wrong with a code where it was typed in anew. */
const OF_CODE = /^(credit-code-.*|old-registration-number|digits-lost)$/

/**
 * What is worth telling of a row: of a row that answers a line of ours, only the cells that stood open and could not
 * be read. What was locked was filled in by us, and what is empty is simply still missing.
 */
export function tellable(row: BatchRow, line: IssuedLine | null): Problem[] {
  if (line === null)
    return row.problems.filter(({ code, severity }) => code !== 'required-missing' || severity === 'refused')
  return row.problems.filter(({ code, place }) => {
    if (place?.field === undefined) return line.code === null && OF_CODE.test(code)
    return code !== 'required-missing' && code !== 'column-missing' && !(place.field in line.known)
  })
}

/** The outcome of every row of the batch, in its order. */
export function resultsOf(settled: Settled, batch: OpenReturn): RowResult[] {
  const groups = new Map<number, Group[]>()
  for (const group of settled.groups)
    for (const { row } of group.rows) groups.set(row.number, [...(groups.get(row.number) ?? []), group])
  return settled.matched.map((one) =>
    resultOf(one, { settled, batch, groups: groups.get(one.row.number) ?? [] }),
  )
}

function resultOf(
  one: MatchedRow,
  of: { settled: Settled; batch: OpenReturn; groups: readonly Group[] },
): RowResult {
  const { row, body, line } = one
  const file = fileOf(of.batch, row)
  const place = { file: file?.name ?? '', sheet: row.sheet, row: row.row }
  const told = [...(one.body ? becameOf(one, of) : [...undecidedRow(one)])]
  const planned = of.settled.planned.get(row.number) ?? []
  const own = planned.find((each) => each.candidate.register === row.register) ?? planned[0]
  const problems = [...told, ...planned.flatMap((each) => each.problems)].map((problem) => at(problem, place))
  const isRefused = own === undefined && problems.some((problem) => problem.severity === 'refused')
  const isWarned = problems.some((problem) => problem.severity === 'warned')
  const outcome: RowOutcome = isRefused ? 'refused' : (own?.outcome ?? 'unchanged')
  return {
    row,
    outcome: outcome !== 'refused' && isWarned ? 'warned' : outcome,
    problems: distinctProblems(problems),
    line,
    handout: line?.handout ?? file?.handout ?? null,
    area: line?.area ?? townshipOf(body?.area) ?? file?.area ?? null,
    bodyName: body?.name ?? row.name ?? row.code ?? '',
    answered: answeredIn(row, line),
  }
}

const townshipOf = (area: string | undefined): string | undefined =>
  area !== undefined && area.length >= 9 ? area.slice(0, 9) : area
function answeredIn(row: BatchRow, line: IssuedLine | null): number {
  return Object.keys(row.values).filter(
    (field) => !isFrame(row, field) && (line?.open.includes(field) ?? true),
  ).length
}

const isFrame = ({ register }: BatchRow, field: string): boolean =>
  register.key.includes(field) || register.effective === field

function undecidedRow({ question, row }: MatchedRow): Problem[] {
  if (question?.chosen === SKIP) return [refused('return-skipped', '已选定不收这一行')]
  const said = `“${row.name ?? row.code ?? row.key ?? '空行'}”`
  if (question?.kind === 'unknown-body')
    return [refused('body-unknown', `名录中没有${said}，没有写入；请核对名称和代码，确属新设的先补入名录`)]
  return [refused('return-undecided', `${said}缺少行标识，要先选定是哪一家才能写入`)]
}

/** What is to be said of a row whose body is known, beyond what the plan says. */
function becameOf(one: MatchedRow, of: { settled: Settled; groups: readonly Group[] }): Problem[] {
  const { row, line } = one
  const written = (of.settled.planned.get(row.number) ?? []).length > 0
  const unread = tellable(row, line).filter((problem) => problem.severity !== 'noted')
  const taken = written || answeredIn(row, line) > 0
  return [
    ...openQuestions(row, { groups: of.groups, line }),
    ...(written
      ? []
      : taken
        ? unread
        : unread.map((problem) => ({ ...problem, severity: 'refused' as const }))),
    ...movedVillage(one),
    ...(row.key !== null && line !== null && row.key !== line.key
      ? [noted('return-key-other', '行标识与名称、代码不是同一家，已按统一社会信用代码归入')]
      : []),
  ]
}

/** Cells of the row that wait for a decision; a row of which nothing else can be taken waits as a whole. */
function openQuestions(row: BatchRow, of: { groups: readonly Group[]; line: IssuedLine | null }): Problem[] {
  const open = of.groups.flatMap(({ merged, register }) =>
    merged.conflicts
      .filter((conflict) => conflict.chosen === null && concerns(row, { conflict, register }))
      .map(({ field }) => ({ field, label: register.fields[field]?.label ?? field })),
  )
  if (open.length === 0) return []
  const disputed = open.filter(({ field }) => of.line?.open.includes(field) ?? true).length
  const held = of.groups.some(({ merged }) => merged.held)
  const says = `“${open.map(({ label }) => label).join('”“')}”有冲突，选定后才写入`
  const rest = answeredIn(row, of.line) - disputed
  return [!held && rest > 0 ? warned('return-cell-undecided', says) : refused('return-undecided', says)]
}

function concerns(row: BatchRow, of: { conflict: { field: string }; register: { id: string } }): boolean {
  return of.register.id !== row.register.id || row.values[of.conflict.field] !== undefined
}

function movedVillage({ row, line }: MatchedRow): Problem[] {
  if (!line || row.village === '' || row.village === line.village) return []
  return [
    noted(
      'return-village-changed',
      `“村”一栏由“${line.village || '空'}”改为“${row.village}”，没有采用；确需调整的请在档案中修改住所`,
    ),
  ]
}

function distinctProblems(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map(problems.map((one) => [`${one.code}${one.place?.column ?? ''}${one.says}`, one])).values(),
  ]
}
