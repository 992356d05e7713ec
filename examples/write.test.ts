import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readSheet } from '#core/kernel/sheet.ts'
import { registers } from '#core/reporting/registers.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import { readXlsx } from '#server/files/workbook/xlsx.ts'
import { exampleCounty } from './county/county.ts'
import { EXAMPLE } from './county/days.ts'
import { exampleFiles, writeExampleList, writeExampleWorkbooks } from './write.ts'

test('every workbook is read back as .xlsx with all its records', async () => {
  const county = exampleCounty(EXAMPLE)
  for (const [index, file] of (await exampleFiles(county, writeWorkbook)).entries()) {
    const workbook = readXlsx(file.bytes)
    if (!workbook.ok) throw new Error(workbook.problems.map((one) => one.says).join('；'))
    const visible = workbook.value.sheets.filter((one) => !one.hidden)
    const read = visible.map((sheet) => {
      const reading = readSheet(sheet, registers, { file: file.name })
      return reading.ok ? [sheet.name, reading.value.register.id, reading.value.rows.length] : [sheet.name]
    })
    const wanted = county.files[index]?.sheets.map((one) => [one.name, one.register, one.records])
    expect(read).toEqual(wanted)
  }
})

test('the workbooks are written into a folder that did not exist', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'heshe-example-'))
  try {
    const paths = await writeExampleWorkbooks(path.join(folder, 'new'), EXAMPLE, writeWorkbook)
    expect(await readdir(path.join(folder, 'new'))).toHaveLength(paths.length)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a list of a thousand rows is written line by line', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'heshe-example-'))
  try {
    const file = path.join(folder, '登记名录.csv')
    await writeExampleList(file, { ...EXAMPLE, size: 1_000 })
    expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(1_001)
  } finally {
    await rm(folder, { recursive: true })
  }
})
