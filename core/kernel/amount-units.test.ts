import { expect, test } from 'vitest'
import { asksForUnit, unitKey, unitQuestions, withUnits } from './amount-units.ts'
import { readSheet } from './sheet.ts'
import { body } from '../registry/body.ts'
import { must } from '../../tests/must.ts'

const text = (value: string) => ({ type: 'text', text: value }) as const
const sheet = (amounts: readonly string[], heading = '注册资金') => ({
  name: '名录',
  hidden: false,
  merges: [],
  rows: [
    [text('合作社名称'), text(heading)],
    ...amounts.map((amount, index) => [text(`甲${index}种植专业合作社`), text(amount)]),
  ],
})
const read = (amounts: readonly string[], heading?: string) =>
  must(readSheet(sheet(amounts, heading), [body], { file: '名录.xlsx', dateSystem: '1900' }))
const KEY = unitKey({ register: 'body', field: 'capital', heading: '注册资金' })

test('one question stands for all cells of a column without a unit, with what the others say', () => {
  const reading = read(['300()', '50', '3(万人民币元)', '120万元', '', '50'])
  const asked = { reading, rows: reading.rows, answers: {}, warned: new Set(['B']) }
  expect(unitQuestions(asked)).toEqual([
    {
      key: KEY,
      sheet: '名录',
      column: 'B',
      heading: '注册资金',
      cells: 3,
      samples: ['300()', '50'],
      stated: [{ unit: '万元', cells: 2 }],
      assumed: '万元',
      answered: null,
      ground: null,
    },
  ])
})

test('nothing is asked where no cell was warned, or where the heading names the unit', () => {
  const plain = read(['120万元'])
  expect(unitQuestions({ reading: plain, rows: plain.rows, answers: {}, warned: new Set() })).toEqual([])
  const named = read(['300'], '注册资金（万元）')
  expect(unitQuestions({ reading: named, rows: named.rows, answers: {}, warned: new Set() })).toEqual([])
})

test('an answer gives its unit to the column of its key alone, and stays a question that can be changed', () => {
  const reading = read(['300()'])
  const answers = {
    [KEY]: { unit: '元' as const, ground: '某某回答' },
    'body/capital/出资额': { unit: '万元' as const, ground: '' },
  }
  expect(withUnits(reading, answers).columns.map((one) => one.unit)).toEqual([null, '元'])
  const [question] = unitQuestions({ reading, rows: reading.rows, answers, warned: new Set() })
  expect(question).toMatchObject({ answered: '元', ground: '某某回答' })
})

test('a warning for want of a unit is told from others', () => {
  expect([{ code: 'amount-unit-missing' }, { code: 'amount-implausible' }].map(asksForUnit)).toEqual([
    true,
    false,
  ])
})
