/**
 * The real registry lists that lie beside the repository (they may not be shipped). Goal: every row is read, nothing is
 * thrown, and each kind of oddity has the treatment that docs/problems.md states.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { body } from '../registry/body.ts'
import { registryRegisters } from '../registry/registers.ts'
import { classifyBody } from '../values/body-name.ts'
import { checkCreditCode } from '../values/credit-code.ts'
import { readMoney } from '../values/money.ts'
import type { Cell, Sheet } from './cell.ts'
import { parseRow, type ParsedRow } from './rows.ts'
import { readSheet } from './sheet.ts'

const DATA = path.resolve(import.meta.dirname, '../../..', 'shared/data')
const lists = existsSync(DATA) ? readdirSync(DATA).filter((name) => /^coops_.*\.csv$/.test(name)) : []
if (lists.length === 0)
  console.warn('The folder shared/data is not beside the repository: the real lists are not tested.')

function table(name: string): string[][] {
  return parse(readFileSync(path.join(DATA, name), 'utf8'), { bom: true })
}

function sheetOf(name: string): Sheet {
  const cell = (text: string): Cell => (text === '' ? { type: 'empty' } : { type: 'text', text })
  return { name, hidden: false, rows: table(name).map((row) => row.map(cell)) }
}

const parsedLists = new Map<string, ParsedRow[]>()

function parsedRows(name: string): ParsedRow[] {
  const known = parsedLists.get(name) ?? parseList(name)
  parsedLists.set(name, known)
  return known
}

function parseList(name: string): ParsedRow[] {
  const outcome = readSheet(sheetOf(name), registryRegisters, { file: name })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  expect(outcome.value.register.id).toBe(body.id)
  return outcome.value.rows.map((row) => parseRow(outcome.value, row, { file: name }))
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

const byCode = (rows: readonly ParsedRow[]) =>
  tally(rows.flatMap(({ problems }) => problems.map(({ code }) => code)))

describe.skipIf(lists.length === 0)('the real registry lists', () => {
  test('every amount of every list has a stated treatment', () => {
    const amounts = lists.flatMap((name) => {
      const [heading, ...rows] = table(name)
      const column = (heading ?? []).findIndex((label) => label.startsWith('注册资金'))
      return rows.map((row) => row[column] ?? '')
    })
    const treatments = amounts.map((text) => {
      const read = readMoney(text, { heading: '注册资金(原样)' })
      const says = (read.ok ? read.remarks : read.problems).map(({ code }) => code)
      return [!read.ok ? 'none' : read.value === null ? 'unknown' : 'value', ...says].join(' ')
    })
    expect(tally(treatments)).toEqual({
      unknown: 5339,
      value: 1730,
      'value amount-unit-missing': 1413,
      'value amount-unit-missing amount-implausible': 9,
      'value amount-implausible': 6,
    })
  })

  test('every row of every list is read, and none is refused', () => {
    const counts = Object.fromEntries(
      lists.map((name) => [name, tally(parsedRows(name).map(({ treatment }) => treatment))]),
    )
    expect(counts).toEqual({
      'coops_county_331024.csv': { taken: 724 },
      'coops_county_620422.csv': { taken: 62, warned: 702 },
      'coops_national_sample.csv': { taken: 5622, warned: 190 },
      'coops_odd_rows.csv': { taken: 213, warned: 88 },
      'coops_qingyang_other_counties.csv': { taken: 42, warned: 448 },
      'coops_target_areas.csv': { taken: 364, warned: 42 },
    })
  })

  test('names come through exactly as they stand, rare characters and spaces inside included', () => {
    for (const name of lists) {
      expect(parsedRows(name).map(({ subject }) => subject.name)).toEqual(
        table(name)
          .slice(1)
          .map(([first]) => (first ?? '').trim()),
      )
    }
  })

  test('the odd rows are found for what they are', () => {
    const rows = parsedRows('coops_odd_rows.csv')
    const classes = table('coops_odd_rows.csv')
      .slice(1)
      .map((row) => row.at(-1)!)
    const of = (word: string) =>
      byCode(rows.filter((_, index) => (classes.at(index) ?? '').split('|').includes(word)))
    expect(of('15位旧注册号')['old-registration-number']).toBe(33)
    expect(of('代码小写或校验位不符')).toMatchObject({
      'credit-code-check-digit': 5,
      'credit-code-rewritten': 1,
      'old-registration-number': 1,
    })
    expect(of('资金缺单位')).toEqual({ 'amount-unit-missing': 40, 'amount-implausible': 8 })
    expect(of('资金疑为元误作万元')).toEqual({ 'amount-implausible': 14, 'amount-unit-missing': 9 })
    expect(of('代码非93(企业/民非登记)')).toEqual({ 'choice-unknown': 2 })
    expect(
      rows
        .filter((_, index) => classes[index] === '无代码|资金缺单位')
        .map(({ values }) => values['creditCode']),
    ).toEqual([null])
    expect(rows.filter(({ subject }) => subject.oldRegistrationNo !== null && subject.code !== null)).toEqual(
      [],
    )
  })

  test('the code is asked about where it does not suit the kind that the name tells', () => {
    const [, ...rows] = table('coops_odd_rows.csv')
    const judged = rows.map((row) => {
      const [name = '', code = '', , typeText = ''] = row
      const { kind } = classifyBody({ name, code, typeText })
      const read = checkCreditCode(code, kind)
      const codes = (read.ok ? read.remarks : read.problems).map((problem) => problem.code)
      return { classes: row.at(-1) ?? '', kind, asked: codes.includes('credit-code-other-kind') }
    })
    const kindsOf = (word: string) =>
      tally(judged.filter(({ classes }) => classes.includes(word)).map(({ kind }) => kind))
    expect({
      asked: tally(judged.filter(({ asked }) => asked).map(({ kind }) => kind)),
      other: kindsOf('代码非93'),
      branches: kindsOf('分支机构'),
      unions: kindsOf('联合社'),
    }).toEqual({
      asked: { 农民专业合作社: 5, 农民专业合作社联合社: 1, 合作社分支机构: 22 },
      other: { 农民专业合作社: 5, 农民专业合作社联合社: 1, 合作社分支机构: 22, 其他: 2 },
      branches: { 合作社分支机构: 40 },
      unions: { 农民专业合作社联合社: 29 },
    })
  })
})
