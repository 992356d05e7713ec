import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  customaryUnit,
  fenOfWire,
  type MoneyContext,
  noneAsUnknown,
  printWanYuan,
  printYuan,
  readMoney,
  readMoneyNumber,
  unitOfHeading,
  wireOfFen,
} from './money.ts'

const yuan = (text: string, context?: MoneyContext) => {
  const read = readMoney(text, context)
  return read.ok ? (read.value === null ? null : wireOfFen(read.value)) : 'none'
}
const codes = (text: string, context?: MoneyContext) => {
  const read = readMoney(text, context)
  return (read.ok ? read.remarks : read.problems).map((problem) => problem.code)
}
const capital = { heading: '注册资金(原样)' }

test('the forms of the registry are read exactly and without a word', () => {
  const forms: [string, string][] = [
    ['3(万人民币元)', '30000.00'],
    ['19.3000(万元人民币)', '193000.00'],
    ['1,003.6400(万元人民币)', '10036400.00'],
    ['500,000(人民币元)', '500000.00'],
    ['58万元人民币', '580000.00'],
    ['45(万元)', '450000.00'],
    ['50(万)', '500000.00'],
    ['0.0010( 万人民币元)', '10.00'],
    ['0.050000万', '500.00'],
    ['150( 万元人民币元)', '1500000.00'],
    ['１５０（万元）', '1500000.00'],
    ['¥1,200.50元', '1200.50'],
    ['1.5亿元', '150000000.00'],
    ['-3.5万元', '-35000.00'],
  ]
  for (const [text, value] of forms)
    expect([text, yuan(text, capital), codes(text, capital)]).toEqual([text, value, []])
})

test('registered capital without a unit is read in 万元 and asked about', () => {
  for (const text of ['300()', '300']) {
    expect(yuan(text, capital)).toBe('3000000.00')
    expect(codes(text, capital)).toEqual(['amount-unit-missing'])
  }
})

test('a figure that names only the currency is in 元, and asked about', () => {
  expect([yuan('3200000人民币', capital), codes('3200000人民币', capital)]).toEqual([
    '3200000.00',
    ['amount-unit-missing'],
  ])
})

test('the unit of the heading holds for figures without one', () => {
  expect([
    yuan('300', { heading: '成员出资总额（万元）' }),
    codes('300()', { heading: '成员出资总额（万元）' }),
  ]).toEqual(['3000000.00', []])
  expect(yuan('300', { heading: '分红金额（元）' })).toBe('300.00')
})

test('the unit in the cell wins over the heading and is noted', () => {
  expect([
    yuan('500,000元', { heading: '出资总额（万元）' }),
    codes('500,000元', { heading: '出资总额（万元）' }),
  ]).toEqual(['500000.00', ['amount-unit-differs']])
})

test('other amounts without any unit are in 元, or in the unit that the caller assumes', () => {
  expect([
    yuan('300', { heading: '经费' }),
    codes('300', { heading: '经费' }),
    yuan('300', { assume: '万元' }),
  ]).toEqual(['300.00', [], '3000000.00'])
})

test('N/A is unknown without a problem, 无 is unknown with a note', () => {
  expect([yuan('N/A'), codes('N/A'), yuan('—'), yuan('无'), codes('无')]).toEqual([
    null,
    [],
    null,
    null,
    ['none-read-as-unknown'],
  ])
  expect(noneAsUnknown('无').severity).toBe('noted')
})

test('a telephone number is no amount', () => {
  for (const text of ['13800138000', '13800138000(万元)', '0934-5521234'])
    expect([yuan(text), codes(text)]).toEqual(['none', ['amount-looks-like-phone']])
  expect(yuan('12800138000')).toBe('12800138000.00')
})

test('a foreign currency is not converted', () => {
  expect([yuan('100万美元'), codes('100万美元'), codes('$500')]).toEqual([
    'none',
    ['amount-foreign-currency'],
    ['amount-foreign-currency'],
  ])
})

test('two decimals of a yuan are exact, three are not rounded', () => {
  expect([yuan('12.34'), yuan('12.340'), yuan('12.345'), codes('12.345')]).toEqual([
    '12.34',
    '12.34',
    'none',
    ['amount-too-fine'],
  ])
  expect([yuan('1.234567万元'), yuan('1.2345678万元')]).toEqual(['12345.67', 'none'])
})

test('capital of two hundred million yuan is asked about, a fen less is not', () => {
  expect([
    codes('20000万元', capital),
    codes('19999.999999万元', capital),
    codes('20000万元', { heading: '收入' }),
  ]).toEqual([['amount-implausible'], [], []])
})

test('an amount beyond what can be kept is refused, not cut', () => {
  expect([codes('9000000000000000元'), codes('9000000000000000.01元')]).toEqual([[], ['amount-too-large']])
})

test('words and torn numbers are no amount', () => {
  for (const text of ['若干', '1,23元', '3万5千', '12.3.4', '10亩'])
    expect(codes(text)).toEqual(['amount-unreadable'])
})

test('accounts write a negative amount in brackets', () => {
  expect([yuan('(1,234.50)'), yuan('（300）')]).toEqual(['-1234.50', '-300.00'])
})

test('a numeric cell is read to its fifteen digits', () => {
  expect(readMoneyNumber(0.1 + 0.2)).toMatchObject({ ok: true, value: 30n })
  expect(readMoneyNumber(1000 / 3)).toMatchObject({ ok: false, problems: [{ code: 'amount-too-fine' }] })
  expect(readMoneyNumber(Number.NaN).ok).toBe(false)
})

test('headings name their unit in brackets, behind a colon or at their end', () => {
  expect(
    [
      '出资总额（万元）',
      '出资总额(单位：元)',
      '金额:元',
      '注册资本万元',
      '注册资金(原样)',
      '单元数',
      '金额（人民币万元）',
      '出资额\n（万元）',
    ].map(unitOfHeading),
  ).toEqual(['万元', '元', '元', '万元', null, null, '万元', '万元'])
  expect([customaryUnit('注册资本'), customaryUnit('经费')]).toEqual(['万元', '元'])
})

test('amounts are printed with separators and two decimals, or short in 万元', () => {
  expect([printYuan(123_456_750n), printYuan(0n), printYuan(-5n), printYuan(99_999n)]).toEqual([
    '1,234,567.50',
    '0.00',
    '-0.05',
    '999.99',
  ])
  expect([printWanYuan(58_000_000n), printWanYuan(1_003_640_000n), printWanYuan(1n)]).toEqual([
    '58万元',
    '1,003.64万元',
    '0.000001万元',
  ])
})

test('the wire form gives the amount back', () => {
  expect(() =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
        (fen) => fenOfWire(wireOfFen(fen)) === fen,
      ),
    ),
  ).not.toThrow()
  expect([fenOfWire('12.5'), fenOfWire('12.345'), fenOfWire('1e5'), fenOfWire('')]).toEqual([
    1250n,
    null,
    null,
    null,
  ])
})

test('what is printed in any unit is read as the same amount', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 15n })
  expect(() =>
    fc.assert(
      fc.property(
        amount,
        (fen) => yuan(`${printYuan(fen)}元`) === wireOfFen(fen) && yuan(printWanYuan(fen)) === wireOfFen(fen),
      ),
    ),
  ).not.toThrow()
})
