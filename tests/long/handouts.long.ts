/** The same forms edited in LibreOffice itself: typed into, a row removed, saved as .xlsx, .xls and .csv, sent back in disorder. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Handout, ReturnBatch } from '#contract/registry.ts'
import type { WireRecord } from '#contract/kernel.ts'
import { cellText, type Sheet } from '#core/kernel/cell.ts'
import { wireOfValue } from '#core/kernel/kinds/table.ts'
import { registers } from '#core/reporting/registers.ts'
import { recordsOf } from '../../examples/county/example-body.ts'
import { fillForm, type CellEdit } from '../../examples/county/forms.ts'
import { bodies, listOf, visible } from '../clerk.ts'
import { drop, handoutApp, sheetsOf, workbooksOf, type HandoutApp, type Upload } from '../handout-app.ts'
import { hasOffice, inOffice, type OfficeJob } from '../office-clerk.ts'

const office = hasOffice()
if (!office) console.warn('没有安装 LibreOffice（soffice），跳过“用 LibreOffice 填表”的测试')

const ONE_RECORD = ['member_summary', 'operating_status']
const askable = registers.filter((one) => one.askable)

interface Township {
  area: string
  name: string
  sheets: Sheet[]
  edits: CellEdit[]
  job: OfficeJob
}

describe.skipIf(!office)('forms filled in with LibreOffice', () => {
  let app: HandoutApp
  let form: Handout
  let townships: Township[]
  let files: Upload[]

  beforeAll(async () => {
    app = await handoutApp()
    const made = await app.county.post<Handout>('/api/handouts', {
      rules: [],
      registers: ['member_summary', 'operating_status', 'annual_report'],
      title: '办公软件填表',
      dueOn: '2026-04-01',
    })
    form = made.body
    const given = (await workbooksOf(app.county, form)).filter((file) => file.area.length >= 9)
    townships = await Promise.all(given.map((file, index) => townshipOf(file, index)))
    const saved = inOffice(townships.map((one) => one.job))
    const sent = townships.map(({ name, job }, index) => ({
      name: job.format === 'xls' && index % 2 === 0 ? `${name}.et` : `${name}（定稿）.${job.format}`,
      bytes: saved[index]!,
    }))
    files = [...sent.toReversed(), { name: '再发一次.xlsx', bytes: sent[0]!.bytes }]
  })
  afterAll(() => app.close())

  async function townshipOf(file: Upload & { area: string }, index: number): Promise<Township> {
    const sheets = await sheetsOf(file)
    const format = index === 3 ? 'csv' : index % 3 === 1 ? 'xls' : 'xlsx'
    const kept = format === 'csv' ? visible(sheets).slice(0, 1) : visible(sheets)
    const last = listOf(kept[0]!).last
    const edits = fillForm(kept, { bodies, registers: askable, seed: index }).filter(
      (one) => index !== 5 || one.sheet !== kept[0]!.name || one.row !== last,
    )
    const typed = edits.map(({ sheet, row, column, cell }) => ({ sheet, row, column, text: cellText(cell) }))
    // A name in a locked cell is tried as well: the program does not let it.
    const tried = { sheet: kept[0]!.name, row: 2, column: 1, text: '换个名称' }
    const removed = index === 5 ? { removed: { sheet: kept[0]!.name, row: last } } : {}
    return {
      area: file.area,
      name: file.name.replace('.xlsx', ''),
      sheets: kept,
      edits,
      job: { bytes: file.bytes, typed: [tried, ...typed], format, ...removed },
    }
  }

  const rowsIn = ({ sheets, job }: Township): number =>
    sheets.reduce((sum, sheet) => sum + listOf(sheet).last - 1, 0) - (job.removed ? 1 : 0)

  let batch: ReturnBatch

  test('all twelve are recognised, the one that came twice once; every row is counted and none is in doubt', async () => {
    const started = performance.now()
    const answer = await drop(app, app.county, files)
    console.log(`收回 ${files.length} 个文件用时 ${Math.round(performance.now() - started)} 毫秒`)
    expect(answer.says).toBe('')
    batch = answer.body
    expect(batch.files.map((file) => [file.areaName, file.counts.read])).toEqual([
      ...townships.map((one) => [one.name, rowsIn(one)]).toReversed(),
      [townships[0]!.name, 0],
    ])
    expect(batch.conflicts).toEqual([])
    expect(batch.refused).toEqual([])
    const read = townships.reduce((sum, one) => sum + rowsIn(one), 0)
    expect(batch.counts).toMatchObject({ read, taken: read, warned: 0, refused: 0 })
  })

  test('what was typed stands in the registers, cell by cell', async () => {
    const answer = await app.county.post<ReturnBatch>(`/api/handouts/returns/${batch.id}/confirm`)
    expect([answer.says, answer.body.state]).toEqual(['', 'done'])
    let compared = 0
    for (const id of ONE_RECORD) {
      const register = registers.find((one) => one.id === id)!
      const { body } = await app.county.get<{ records: WireRecord[] }>(`/api/registers/${id}?size=500`)
      const edits = townships.flatMap((one) => one.edits.map((edit) => ({ ...edit, sheets: one.sheets })))
      for (const edit of edits.filter((one) => one.sheet === register.label)) {
        const sheet = edit.sheets.find((one) => one.name === edit.sheet)!
        const name = cellText(sheet.rows[edit.row]![1])
        const heading = cellText(sheet.rows[1]![edit.column])
        const [key, field] = Object.entries(register.fields).find(([, one]) => heading.startsWith(one.label))!
        // Two bodies of the county have the same name.
        const held = body.records.filter((one) => one.bodyName === name).map((one) => one.values[key] ?? null)
        const truths = bodies
          .filter((one) => one.name === name)
          .flatMap((one) => recordsOf(one, id).map((record) => wireOfValue(record[key], field)))
        expect([name, heading, held.some((one) => one !== null && truths.includes(one))]).toEqual([
          name,
          heading,
          true,
        ])
        compared += 1
      }
    }
    console.log(`逐格核对 ${compared} 格`)
    expect(compared).toBeGreaterThan(300)
  })

  test('who has returned is told; the township of the .csv and the one with the row removed owe the rest', async () => {
    const { body } = await app.county.get<Handout>(`/api/handouts/${form.id}`)
    const partly = body.townships.filter((one) => one.state === '部分返回').map((one) => one.name)
    expect(partly).toEqual(expect.arrayContaining([townships[3]!.name, townships[5]!.name]))
    expect(body.townships.filter((one) => one.state === '已返回').length).toBeGreaterThanOrEqual(8)
    expect(body.reminder).toContain(townships[3]!.name)
  })
})
