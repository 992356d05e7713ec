/** The notes of a year list what the body answers for on its last day. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { documentText } from '#server/files/document-text.ts'
import { must } from '../../tests/must.ts'
import { smallBook, type SmallBook } from '../../tests/small-books.ts'
import { smallCounty, TOWN_A, type SmallCounty } from '../../tests/small-county.ts'
import { statementNotes } from './statement-notes.ts'
import { findSurplusBody } from './year-inputs.ts'

let county: SmallCounty
let coop: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
})
afterAll(() => county.database.close())

const notes = (year: number) =>
  withScope(county.db, coop.accountant.scope, async (trx) => {
    const body = (await findSurplusBody(trx, coop.body))!
    return must(documentText(await statementNotes(trx, body, year)))
  })
const guaranteed = (debtor: string, day: string, more: object = {}) =>
  county.add(
    'guarantee',
    { debtor, creditor: '农商行', amount: 300_000_00, way: '保证', since: day, state: '在保', ...more },
    { body: coop.body, area: TOWN_A, day },
  )

test('guarantees in force on the last day stand with sum and resolution; those released, and those of later, do not', async () => {
  expect(await notes(2022)).toContain('“对外担保”台账里没有2022年12月31日仍在担保的')
  await guaranteed('乙合作社', '2022-05-01', { until: '2023-05-01' })
  await guaranteed('丙合作社', '2022-05-01', { state: '已解除', ended_on: '2022-06-01' })
  await guaranteed('丁合作社', '2023-01-01')
  await guaranteed('戊合作社', '2022-05-01', { state: '已解除', ended_on: '2022-12-31' })
  const text = await notes(2022)
  expect(text).toMatch(
    /乙合作社[^]*300,000.00[^]*2022-05-01 至 2023-05-01[^]*没有对上决议[^]*合计 300,000.00 元/,
  )
  expect(text).not.toMatch(/丙合作社|丁合作社|戊合作社/)
  await guaranteed('己合作社', '2022-05-01', { state: '已解除', ended_on: '2023-01-01' })
  expect(await notes(2022)).toMatch(/己合作社[^]*合计 600,000.00 元/)
})
