import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOfNumber } from '../../values/day.ts'
import { fictionalCreditCode } from '../../values/credit-code.ts'
import { fictionalIdNumber } from '../../values/id-number.ts'
import type { Cell } from '../cell.ts'
import { f, type Field, type Value } from '../field.ts'
import { checkValue, kinds, parseCell, printValue, readWire, wireOfValue, zodOf } from './table.ts'

const text = (shown: string): Cell => ({ type: 'text', text: shown })
const number = (value: number): Cell => ({ type: 'number', number: value, text: String(value) })
const read = (cell: Cell, field: Field, heading: string = field.label) => {
  const outcome = parseCell(cell, field, { heading })
  const problems = outcome.ok ? outcome.remarks : outcome.problems
  return [outcome.ok ? outcome.value : 'none', ...problems.map((problem) => problem.code)]
}

const KINDS = (
  [
    'text',
    'choice',
    'choices',
    'count',
    'money',
    'date',
    'year',
    'flag',
    'creditCode',
    'phone',
    'secret',
    'ref',
    'files',
  ] as const
).filter((kind) => kind in kinds)

const FIELDS = {
  text: f.text('备注'),
  choice: f.choice('运行状态', ['正常', '停业歇业'], { synonyms: { 停产: '停业歇业' } }),
  choices: f.choices('产业', ['种植', '养殖', '加工']),
  count: f.count('成员数', { unit: '户' }),
  money: f.money('经费'),
  date: f.date('成立日期'),
  year: f.year('年度'),
  flag: f.flag('有场地'),
  creditCode: f.creditCode('统一社会信用代码'),
  phone: f.phone('电话'),
  secret: f.secret('身份证号', 'idNumber'),
  ref: f.ref('对方主体', 'body'),
  files: f.files('照片'),
} satisfies { [K in keyof typeof kinds]: Field }

const VALUES: { [K in keyof typeof kinds]: fc.Arbitrary<Value> } = {
  text: fc.string({ minLength: 1, maxLength: 50 }).map((word) => `某${word}`),
  choice: fc.constantFrom('正常', '停业歇业'),
  choices: fc.subarray(['种植', '养殖', '加工']),
  count: fc.nat(999_999_999),
  money: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
  date: fc.integer({ min: -25_000, max: 47_000 }).map(dayOfNumber),
  year: fc.integer({ min: 1949, max: 2100 }),
  flag: fc.boolean(),
  creditCode: fc.nat(99_999_999).map((serial) => fictionalCreditCode('990101', serial)),
  phone: fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String),
  secret: fc.nat(999).map((order) => fictionalIdNumber('990101', '1960-05-01', order)),
  ref: fc.uuid(),
  files: fc.array(fc.uuid(), { maxLength: 5 }),
}

test('every value that passes its check comes back from JSON as it was', () => {
  for (const kind of KINDS) {
    const field = FIELDS[kind]
    expect(() =>
      fc.assert(
        fc.property(VALUES[kind], (value) => {
          expect(checkValue(value, field)).toEqual([])
          const wire: unknown = JSON.parse(JSON.stringify(wireOfValue(value, field)))
          expect(zodOf(field).safeParse(wire).success).toBe(true)
          expect(readWire(wire, field)).toMatchObject({ ok: true, value })
        }),
        { numRuns: 40 },
      ),
    ).not.toThrow()
  }
})

test('what is printed of a value is read from a cell as the same value, secrets and files apart', () => {
  for (const kind of [
    'text',
    'choice',
    'choices',
    'count',
    'money',
    'date',
    'year',
    'flag',
    'creditCode',
    'phone',
    'ref',
  ] as const) {
    const field = FIELDS[kind]
    expect(() =>
      fc.assert(
        fc.property(VALUES[kind], (value) => {
          const printed = printValue(value, field)
          const back = parseCell(text(printed), field, { heading: field.label })
          expect(back.ok && (printed === '' ? null : back.value)).toEqual(
            printed === '' ? null : typeof value === 'string' ? value.trim() : value,
          )
        }),
        { numRuns: 40 },
      ),
    ).not.toThrow()
  }
})

test('unknown is null in JSON and nothing on the screen', () => {
  expect([
    wireOfValue(null, FIELDS.money),
    wireOfValue(undefined, FIELDS.text),
    printValue(null, FIELDS.count),
  ]).toEqual([null, null, ''])
  for (const wire of [null, undefined, ''])
    expect(readWire(wire, FIELDS.money)).toEqual({ ok: true, value: null, remarks: [] })
})

test('JSON of another type is refused with a Chinese sentence', () => {
  for (const field of Object.values(FIELDS)) {
    const outcome = readWire({ strange: true }, field)
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'value-malformed', severity: 'refused' }] })
    expect(outcome.ok ? '' : outcome.problems.at(0)!.says).toMatch(/[\u4e00-\u9fff]/)
  }
})

test('money travels as yuan with two decimals', () => {
  expect(wireOfValue(123_450n, FIELDS.money)).toBe('1234.50')
  expect(readWire('1234.5', FIELDS.money)).toMatchObject({ ok: true, value: 123_450n })
  expect(readWire('1234.567', FIELDS.money)).toMatchObject({ ok: false })
})

test('secrets print masked', () => {
  expect(printValue(fictionalIdNumber('990101', '1960-05-01', 7), FIELDS.secret)).toMatch(/^990\*{11}\w{4}$/)
  expect(printValue('6222021234567890', f.secret('银行账号', 'bankAccount'))).toBe('************7890')
})

test('text: 无 is a word, N/A is unknown, too long is not cut, a long number has lost digits', () => {
  expect(read(text('无'), FIELDS.text)).toEqual(['无'])
  expect(read(text('N/A'), FIELDS.text)).toEqual([null])
  expect([
    read(text('二字'), f.text('名', { max: 2 })),
    read(text('三个字'), f.text('名', { max: 2 })),
  ]).toEqual([['二字'], ['none', 'text-too-long']])
  expect(read(number(9.36204e17), FIELDS.text)).toEqual(['none', 'digits-lost'])
  expect(read(number(12.5), FIELDS.text)).toEqual(['12.5'])
  expect(read({ type: 'number', number: 320123000012345, text: '3.20123E+14' }, FIELDS.text)).toEqual([
    '320123000012345',
  ])
  expect(checkValue(' ', FIELDS.text)).toMatchObject([{ code: 'text-empty' }])
})

test('choice: options, synonyms, and what may be chosen where neither fits', () => {
  expect([
    read(text(' 正 常 '), FIELDS.choice),
    read(text('停产'), FIELDS.choice),
    read(text('无'), FIELDS.choice),
  ]).toEqual([['正常'], ['停业歇业'], [null]])
  expect(read(text('很好'), FIELDS.choice)).toEqual(['none', 'choice-unknown'])
  const outcome = parseCell(text('很好'), FIELDS.choice, { heading: '' })
  expect(outcome.ok ? '' : outcome.problems.at(0)!.says).toContain('正常、停业歇业')
  expect(read(text('无'), f.choice('称号', ['无', '国家级']))).toEqual(['无'])
})

test('choices: several words in any order and with any separator', () => {
  expect(read(text('养殖，种植/加工'), FIELDS.choices)).toEqual([['种植', '养殖', '加工']])
  expect(read(text('养殖、挖矿'), FIELDS.choices)).toEqual(['none', 'choice-unknown'])
  expect(checkValue(['养殖', '养殖'], FIELDS.choices)).toMatchObject([{ code: 'choice-unknown' }])
})

test('count: figures with what they count, from zero up to the most', () => {
  expect([
    read(text('12户'), FIELDS.count),
    read(text('1,200 人'), FIELDS.count),
    read(number(0), FIELDS.count),
    read(text('１２'), FIELDS.count),
  ]).toEqual([[12], [1200], [0], [12]])
  expect([
    read(text('-1'), FIELDS.count),
    read(number(2.5), FIELDS.count),
    read(text('约12'), FIELDS.count),
  ]).toEqual([
    ['none', 'count-negative'],
    ['none', 'count-fraction'],
    ['none', 'count-unreadable'],
  ])
  expect(read(text('无'), FIELDS.count)).toEqual([null, 'none-read-as-unknown'])
  const few = f.count('份数', { unit: '份', max: 10 })
  expect([read(number(9), few), read(number(10), few), read(number(11), few)]).toEqual([
    [9],
    [10],
    ['none', 'count-too-large'],
  ])
})

test('money: unit from the cell, the heading, or the custom of the registry', () => {
  expect(read(number(3.5), FIELDS.money, '经费（万元）')).toEqual([3_500_000n])
  expect(read(number(3.5), FIELDS.money)).toEqual([350n])
  expect(read(text('300()'), f.money('成员出资总额'), '资金')).toEqual([300_000_000n, 'amount-unit-missing'])
  expect(read(text('无'), FIELDS.money)).toEqual([null, 'none-read-as-unknown'])
  expect(read(number(13_800_138_000), FIELDS.money)).toEqual(['none', 'amount-looks-like-phone'])
})

test('date: date cells, serial numbers of both calendars, digits', () => {
  expect(read({ type: 'date', day: '2023-03-15', text: '3月15日' }, FIELDS.date)).toEqual(['2023-03-15'])
  expect(read(number(45_000), FIELDS.date)).toEqual(['2023-03-15', 'date-from-serial'])
  expect(parseCell(number(43_538), FIELDS.date, { heading: '', dateSystem: '1904' })).toMatchObject({
    value: '2023-03-15',
  })
  expect(read(text('45000'), FIELDS.date)).toEqual(['2023-03-15', 'date-from-serial'])
  expect([
    read(number(20_230_315), FIELDS.date),
    read(number(2023), FIELDS.date),
    read(number(2023.3), FIELDS.date),
    read(number(2023.1), FIELDS.date),
  ]).toEqual([
    ['2023-03-15'],
    ['none', 'date-incomplete'],
    ['2023-03-01', 'date-day-missing'],
    ['none', 'date-unreadable'],
  ])
})

test('year: 2022, 2022年, 2022年度, numbers and dates; 1948 and 2101 are none', () => {
  expect([
    read(text('2022年度'), FIELDS.year),
    read(text('2022年'), FIELDS.year),
    read(number(2022), FIELDS.year),
  ]).toEqual([[2022], [2022], [2022]])
  expect(read({ type: 'date', day: '2022-01-01', text: '2022' }, FIELDS.year)).toEqual([
    2022,
    'year-from-date',
  ])
  expect([1948, 1949, 2100, 2101].map((year) => read(number(year), FIELDS.year)[0])).toEqual([
    'none',
    1949,
    2100,
    'none',
  ])
})

test('flag: all signs for yes and no; 无 is no', () => {
  for (const yes of ['是', '有', '√', '1', 'Y', 'y', ' ✓ '])
    expect(read(text(yes), FIELDS.flag)).toEqual([true])
  for (const no of ['否', '无', '×', '0', 'N', 'x']) expect(read(text(no), FIELDS.flag)).toEqual([false])
  expect([
    read(number(1), FIELDS.flag),
    read({ type: 'flag', flag: false, text: 'FALSE' }, FIELDS.flag),
    read(text('N/A'), FIELDS.flag),
  ]).toEqual([[true], [false], [null]])
  expect(read(text('部分'), FIELDS.flag)).toEqual(['none', 'flag-unreadable'])
})

test('credit code: a lost digit is refused, a wrong one kept and warned, an old number no value', () => {
  expect(parseCell(number(936204226654135550), FIELDS.creditCode, { heading: '' })).toMatchObject({
    ok: false,
    problems: [{ code: 'digits-lost', severity: 'refused' }],
  })
  expect(read(text('9.36204E+17'), FIELDS.creditCode)).toEqual(['none', 'digits-lost'])
  expect(read(text('91330100799655058A'), FIELDS.creditCode)).toEqual([
    '91330100799655058A',
    'credit-code-check-digit',
  ])
  expect(read(text('321281NA000572X'), FIELDS.creditCode)).toEqual(['none', 'old-registration-number'])
  expect(read(text('无'), FIELDS.creditCode)).toEqual([null])
  expect(checkValue('93620422MA7', FIELDS.creditCode)).toMatchObject([
    { code: 'credit-code-shape', severity: 'refused' },
  ])
})

test('phone: a mobile is whole in a numeric cell, a landline is not', () => {
  expect([read(number(13_800_138_000), FIELDS.phone), read(number(9_345_521_234), FIELDS.phone)]).toEqual([
    ['13800138000'],
    ['none', 'digits-lost'],
  ])
  expect(read(text('1.38E+10'), FIELDS.phone)).toEqual(['none', 'digits-lost'])
  expect(checkValue('138 0013 8000', FIELDS.phone)).toMatchObject([{ code: 'phone-unreadable' }])
})

test('secret: lost digits are a refusal, a wrong number a question, and neither repeats a number typed as text', () => {
  expect(read(number(6.2220212345678e18), f.secret('银行账号', 'bankAccount'))).toEqual([
    'none',
    'digits-lost',
  ])
  const wrong = parseCell(text('110105194912310021'), FIELDS.secret, { heading: '' })
  expect(wrong).toMatchObject({
    ok: false,
    problems: [{ code: 'id-number-check-digit', severity: 'warned' }],
  })
  expect(JSON.stringify(wrong)).not.toContain('19491231')
  const lost = parseCell(number(110105194912310020), FIELDS.secret, { heading: '' })
  expect(JSON.stringify(lost)).not.toContain('19491231')
  expect(checkValue('110105194912310021', FIELDS.secret)).toMatchObject([{ severity: 'refused' }])
})

test('files do not come from a sheet, and the officer is told', () => {
  expect([read(text('见附件'), FIELDS.files), read(text(''), FIELDS.files)]).toEqual([
    [null, 'files-not-in-sheet'],
    [null],
  ])
  expect([
    checkValue(Array(50).fill('a'), FIELDS.files),
    checkValue(Array(51).fill('a'), FIELDS.files),
  ]).toMatchObject([[], [{ code: 'files-too-many' }]])
})

test('a reference is read by its name and found by the importer', () => {
  expect([read(text('某某合作社'), FIELDS.ref), checkValue(' ', FIELDS.ref)]).toMatchObject([
    ['某某合作社'],
    [{ code: 'ref-empty' }],
  ])
})

test('nothing is thrown for any cell of any kind', () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constant<Cell>({ type: 'empty' }),
    fc.string({ unit: 'grapheme', maxLength: 30 }).map(text),
    fc.double({ noNaN: false }).map(number),
    fc.boolean().map((flag): Cell => ({ type: 'flag', flag, text: String(flag) })),
    fc
      .integer({ min: -30_000, max: 60_000 })
      .map((day): Cell => ({ type: 'date', day: dayOfNumber(day), text: '' })),
    fc.constant<Cell>({ type: 'error', text: '#DIV/0!' }),
  )
  expect(() =>
    fc.assert(
      fc.property(cell, fc.constantFrom<Field>(...Object.values(FIELDS)), (given, field) => {
        const outcome = parseCell(given, field, { heading: field.label })
        // What a sheet gives must be able to stand as a value.
        const against = outcome.ok && outcome.value !== null ? checkValue(outcome.value, field) : []
        return outcome.ok
          ? against.every(({ severity }) => severity !== 'refused')
          : outcome.problems.length > 0
      }),
      { numRuns: 2000 },
    ),
  ).not.toThrow()
})
