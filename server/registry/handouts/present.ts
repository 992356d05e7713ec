/** A settled batch as the page shows it. */
import type { Kysely } from 'kysely'
import type { Value } from '#core/kernel/field.ts'
import { wireOfValue } from '#core/kernel/kinds/table.ts'
import type { Register } from '#core/kernel/register.ts'
import { KEEP } from '#core/registry/handout-merge.ts'
import type { WireValue } from '#contract/kernel.ts'
import type { ReturnBatch } from '#contract/registry.ts'
import { countRows } from '../imports/counts.ts'
import { bodyChoice, fileOf, SKIP, type MatchedRow, type RowQuestion } from './match.ts'
import type { RowResult } from './outcomes.ts'
import type { BatchRow, OpenReturn, Waiting } from './returns.ts'
import { cellConflicts, conflictId, type Group, type Settled } from './settle.ts'
import { areaNames } from './standing.ts'

type Conflict = ReturnBatch['conflicts'][number]

/** The batch with counts, files, conflicts and refused rows; and how many conflicts wait in which township. */
export async function presentBatch(
  trx: Kysely<unknown>,
  of: { batch: OpenReturn; settled: Settled; results: readonly RowResult[]; state: ReturnBatch['state'] },
): Promise<{ summary: ReturnBatch; waiting: Waiting[] }> {
  const { batch, settled, results } = of
  const names = await areaNames(
    trx,
    batch.files.flatMap((file) => (file.area === null ? [] : [file.area])),
  )
  const conflicts = [...rowConflicts(settled, batch), ...cellQuestions(settled)]
  const summary: ReturnBatch = {
    id: batch.head.id,
    state: of.state,
    files: batch.files.map((file) => ({
      name: file.name,
      handout: file.handout,
      area: file.area,
      areaName: file.area === null ? null : (names.get(file.area) ?? file.area),
      counts: countRows(results.filter((one) => one.row.file === file.number)),
      problems: file.problems,
    })),
    counts: countRows(results),
    conflicts: conflicts.map(({ conflict }) => conflict),
    refused: results
      .filter((one) => one.outcome === 'refused')
      .map(({ row, problems }) => ({
        file: fileOf(batch, row)?.name ?? '',
        sheet: row.sheet,
        row: row.row,
        says: saysOf(problems),
      })),
  }
  return { summary, waiting: waitingIn(conflicts, results) }
}

function saysOf(problems: RowResult['problems']): string {
  const grave = problems.filter((one) => one.severity === 'refused')
  return (grave.length > 0 ? grave : problems)
    .map((one) => `${one.place?.column ? `${one.place.column} 列：` : ''}${one.says}`)
    .join('；')
}

interface Placed {
  conflict: Conflict
  /** A row that it is about. */
  row: BatchRow
}

function waitingIn(conflicts: readonly Placed[], results: readonly RowResult[]): Waiting[] {
  const counts = new Map<string, Waiting>()
  for (const { conflict, row } of conflicts) {
    if (conflict.chosen !== null) continue
    const result = results.find((one) => one.row.number === row.number)
    const { handout = null, area = null } = result ?? {}
    const known = counts.get(`${handout}/${area}`) ?? { handout, area, count: 0 }
    counts.set(`${handout}/${area}`, { ...known, count: known.count + 1 })
  }
  return [...counts.values()]
}

function rowConflicts(settled: Settled, batch: OpenReturn): Placed[] {
  return settled.matched.flatMap((one) =>
    one.question ? [{ conflict: rowConflict(one, one.question, batch), row: one.row }] : [],
  )
}

function rowConflict({ row }: MatchedRow, question: RowQuestion, batch: OpenReturn): Conflict {
  const file = fileOf(batch, row)?.name ?? null
  const takes = question.bodies.map((body) => ({
    key: bodyChoice(body.id),
    label: `归入“${body.name}”（${body.code ?? '无代码'}）`,
    value: body.name,
    file: null,
  }))
  return {
    id: question.id,
    body: null,
    bodyName: row.name ?? row.code ?? '（没有名称）',
    register: row.register.id,
    field: null,
    kind: question.kind,
    says: `${file ?? ''} ${row.sheet} 第 ${row.row} 行：${WHY[question.why]}`,
    choices: [...takes, { key: SKIP, label: '不收这一行', value: null, file }],
    chosen: question.chosen,
  }
}

const WHY: Record<RowQuestion['why'], string> = {
  'name-only': '没有行标识，代码也对不上，只有名称相同；是不是这一家',
  torn: '行标识与名称、代码不是同一家（可能排序时漏选了隐藏列）；是哪一家',
  unknown: '名录中没有这个名称和代码；是名称相近的哪一家，还是不收',
}

function cellQuestions(settled: Settled): Placed[] {
  return cellConflicts(settled).flatMap(({ group, conflict }) => {
    const { register, body } = group
    const row = rowOf(group, conflict.choices.find((one) => one.key !== KEEP)?.key)
    if (!row) return []
    const label = register.fields[conflict.field]?.label ?? conflict.field
    const where = conflict.kind === 'locked-cell' ? '是发出时锁定的内容，收回时被改了' : '有不同的填法'
    const wire: Conflict = {
      id: conflictId(group.id, conflict.field),
      body: body.id,
      bodyName: body.name,
      register: register.id,
      field: conflict.field,
      kind: conflict.kind,
      says: `${register.label}“${label}”${where}（${row.sheet} 第 ${row.row} 行）`,
      choices: conflict.choices.map((one) => ({
        ...one,
        value: wireOf(register, conflict.field, one.value),
      })),
      chosen: conflict.chosen,
    }
    return [{ conflict: wire, row }]
  })
}

function rowOf(group: Group, answer: string | undefined): BatchRow | undefined {
  return (group.rows.find(({ row }) => String(row.number) === answer) ?? group.rows[0])?.row
}

function wireOf(register: Register, key: string, value: Value | null): WireValue {
  const field = register.fields[key]
  return field && value !== null ? wireOfValue(value, field) : null
}
