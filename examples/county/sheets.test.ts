import { expect, test } from 'vitest'
import { parseRow, type ParsedRow } from '#core/kernel/rows.ts'
import { readSheet } from '#core/kernel/sheet.ts'
import { registers } from '#core/reporting/registers.ts'
import { bodyNameKey } from '#core/values/body-name.ts'
import { exampleCounty } from './county.ts'
import { EXAMPLE } from './days.ts'
import { recordsOf } from './example-body.ts'
import { linksOf } from './links.ts'
import { asSheet } from './table.ts'

const county = exampleCounty(EXAMPLE)
const sheets = county.files.flatMap((file) => file.sheets.map((sheet) => ({ file: file.name, sheet })))

const read = sheets.map(({ file, sheet }) => {
  const found = readSheet(asSheet(sheet), registers, { file })
  if (!found.ok) throw new Error(`${file} ${sheet.name}: ${found.problems.map((one) => one.says).join('；')}`)
  const reading = found.value
  return { file, sheet, reading, rows: reading.rows.map((row) => parseRow(reading, row)) }
})

test('every sheet is understood as its register, with as many records as it has', () => {
  const understood = read.map(({ file, sheet, reading, rows }) => [
    file,
    sheet.name,
    reading.register.id,
    rows.length,
  ])
  expect(understood).toEqual(
    sheets.map(({ file, sheet }) => [file, sheet.name, sheet.register, sheet.records]),
  )
})

test('no sheet leaves a doubt about its register, and none but 乡镇 goes unread', () => {
  const said = read.flatMap(({ reading }) => reading.problems.map((one) => one.says))
  expect([...new Set(said)].filter((one) => !one.startsWith('“乡镇（街道）”列'))).toEqual([])
})

const named = Map.groupBy(county.bodies, (one) => bodyNameKey(one.name))

/** Every record that is true of bodies of that name. */
function truthOf(register: string, row: ParsedRow) {
  const same = named.get(bodyNameKey(row.subject.name ?? '')) ?? []
  if (register === 'member') {
    return county.rolls.filter((roll) => same.includes(roll.body)).flatMap((roll) => roll.members)
  }
  if (register === 'body_link') {
    return linksOf(county.bodies).flatMap(({ body, record }) => (same.includes(body) ? [record] : []))
  }
  return same.flatMap((one) => recordsOf(one, register))
}

test('what a reader takes from the sheets is what is true of the bodies', () => {
  const wrong: unknown[] = []
  for (const { file, sheet, rows } of read.filter((one) => one.sheet.register !== 'body')) {
    for (const row of rows) {
      const told = Object.entries(row.values).filter(([, value]) => value !== null && value !== undefined)
      const holds = truthOf(sheet.register, row).some((truth) =>
        told.every(([key, value]) => truth[key] === value),
      )
      if (!holds || told.length === 0) wrong.push([file, row.row, row.subject.name, row.values])
    }
  }
  expect(wrong).toEqual([])
})

test('the registry list is dirty in the ways that it should be, and no row of the other sheets is refused', () => {
  const codes = new Map<string, number>()
  for (const { sheet, rows } of read) {
    for (const problem of rows.flatMap((one) => one.problems)) {
      if (problem.severity === 'refused') codes.set('refused', (codes.get('refused') ?? 0) + 1)
      if (sheet.register === 'body') codes.set(problem.code, (codes.get(problem.code) ?? 0) + 1)
    }
  }
  expect([...codes.keys()].toSorted()).toEqual([
    'amount-looks-like-phone',
    'amount-unit-missing',
    'credit-code-check-digit',
    'credit-code-kind-unverified',
    'credit-code-rewritten',
    'old-registration-number',
  ])
  expect(codes.get('old-registration-number')).toBe(4)
})

test('totals rows add up to the fen', () => {
  for (const { sheet } of sheets) {
    const last = sheet.rows.at(-1) ?? []
    if (last[0]?.type !== 'text' || last[0].text !== '合计') continue
    for (const [at, total] of last.entries()) {
      if (total.type !== 'number') continue
      const parts = sheet.rows.slice(0, -1).map((row) => row[at])
      const sum = parts.reduce(
        (fen, cell) => fen + (cell?.type === 'number' ? Math.round(cell.number * 1e6) : 0),
        0,
      )
      expect(Math.round(total.number * 1e6)).toBe(sum)
    }
  }
})
