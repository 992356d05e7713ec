/** Schemes of ratings: those of the place, the latest of each title, and the examples; out and in as workbooks. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { EXAMPLE_SCHEMES } from '#core/ratings/example-schemes.ts'
import {
  LEVEL_HEADINGS,
  LEVEL_SHEET,
  LINE_HEADINGS,
  LINE_SHEET,
  readScheme,
  schemeRows,
} from '#core/ratings/read-scheme.ts'
import type { Scheme } from '#core/ratings/scheme.ts'
import { factsById } from '#core/supervision/facts.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { writeWorkbook, type SheetSpec } from '#server/files/workbook/write.ts'
import { homeOf } from '#server/procedure/store.ts'

export interface SchemeRow {
  id: string | null
  scheme: Scheme
  file: string | null
}

/** The latest of each title of the place, then the examples whose title nobody has replaced. */
export async function listSchemes(trx: Kysely<unknown>): Promise<SchemeRow[]> {
  const { rows } = await sql<{ id: string; content: Scheme; file_name: string | null }>`
    select distinct on (title) id, content, file_name from rating_scheme order by title, at desc`.execute(trx)
  const own = rows.map(({ id, content, file_name }) => ({ id, scheme: content, file: file_name }))
  const examples = EXAMPLE_SCHEMES.filter((one) => !own.some(({ scheme }) => scheme.title === one.title))
  return [...own, ...examples.map((scheme) => ({ id: null, scheme, file: null }))]
}

/** Keeps a scheme as the latest of its title. */
export async function saveScheme(
  trx: Kysely<unknown>,
  of: { area: string; scheme: Scheme; file: string },
): Promise<string> {
  const id = randomUUIDv7()
  await sql`
    insert into rating_scheme (home, id, area, title, content, file_name)
    values (${homeOf(of.area)}, ${id}, ${of.area}, ${of.scheme.title}, ${JSON.stringify(of.scheme)}::jsonb, ${of.file})`.execute(
    trx,
  )
  return id
}

/** A scheme out of a workbook; its title is the name of the file. */
export async function schemeOfFile(bytes: Uint8Array, fileName: string): Promise<Outcome<Scheme>> {
  const book = await readWorkbook(bytes, fileName)
  if (!book.ok) return book
  const title = fileName.replace(/\.[^.]*$/, '').slice(0, 100)
  return readScheme(book.value.sheets, { title, facts: new Set(factsById.keys()) })
}

/** The workbook of a scheme, headings in the first row so that it can be read back. */
export function schemeSheet(scheme: Scheme): Promise<Uint8Array> {
  const { lines, levels } = schemeRows(scheme)
  const kinds = ['得分', '扣分', '否决', '达标', '等次']
  const sheet = (name: string, headings: readonly string[], rows: string[][]): SheetSpec => ({
    name,
    columns: headings.map((heading) => ({
      heading,
      width: ['项目', '评分办法'].includes(heading) ? 40 : 14,
      kind: 'text',
      ...(heading === '类型' && { options: kinds }),
    })),
    rows,
    spareRows: 50,
  })
  return writeWorkbook({
    properties: { title: scheme.title },
    sheets: [
      sheet(LINE_SHEET, LINE_HEADINGS, lines),
      sheet(LEVEL_SHEET, LEVEL_HEADINGS, levels),
      sheet(
        '指标编号',
        ['指标编号', '指标'],
        [...factsById.values()].map((one) => [one.id, one.label]),
      ),
    ],
  })
}
