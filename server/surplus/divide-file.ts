import { alternativesOf } from '#core/surplus/alternatives.ts'
import { divide } from '#core/surplus/divide.ts'
import { interpret } from '#core/surplus/interpret.ts'
import { readDivisionJson } from '#core/surplus/read-json.ts'
import { readDivisionSheets } from '#core/surplus/read-sheets.ts'
import type { WrittenDivision } from '#core/surplus/written.ts'
import { wireOfFen } from '#core/values/money.ts'
import { done, type Outcome } from '#core/values/outcome.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { resultWorkbook, type Divided } from './result-workbook.ts'
import { slipsPage } from './slips.ts'

/** Divides the surplus that a file describes: a workbook of two sheets, or the same as JSON, known by its content. */
export async function divideFile(bytes: Uint8Array, fileName: string): Promise<Outcome<Divided>> {
  const written = await readDivision(bytes, fileName)
  if (!written.ok) return written
  const input = interpret(written.value)
  if (!input.ok) return input
  const { year, members } = input.value
  const division = divide(year, members)
  if (!division.ok) return division
  return done({ year, division: division.value, alternatives: alternativesOf(year, members) })
}

async function readDivision(bytes: Uint8Array, fileName: string): Promise<Outcome<WrittenDivision>> {
  const head = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart()
  if (head.startsWith('{')) return readDivisionJson(new TextDecoder().decode(bytes))
  const workbook = await readWorkbook(bytes, fileName)
  return workbook.ok ? readDivisionSheets(workbook.value.sheets) : workbook
}

/** The papers of a division. */
export async function divisionPapers(divided: Divided): Promise<{ path: string[]; bytes: Uint8Array }[]> {
  const slips = slipsPage(divided.year, divided.division)
  return [
    { path: ['盈余分配方案.xlsx'], bytes: await resultWorkbook(divided) },
    { path: ['明白纸.html'], bytes: new TextEncoder().encode(slips) },
  ]
}

/** What `--json` promises; amounts are decimal strings in yuan. */
export function wireOfDivision({ division }: Divided): object {
  const { figures, patronage, remainder, members, findings } = division
  return {
    distributable: { law: wireOfFen(figures.law), statement: wireOfFen(figures.statement) },
    reserve: wireOfFen(figures.reserve),
    patronage: wireOfFen(patronage),
    remainder: wireOfFen(remainder),
    members: members.map((one) => ({
      id: one.id,
      patronage: wireOfFen(one.patronage),
      remainder: wireOfFen(one.remainder),
      total: wireOfFen(one.total),
    })),
    findings,
  }
}
