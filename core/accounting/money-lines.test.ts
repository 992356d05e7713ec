import fc from 'fast-check'
import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import type { Cell, Sheet } from '../kernel/cell.ts'
import { wireOfFen } from '../values/money.ts'
import { foreignBill, readStatement } from './money-lines.ts'

const sheet = (...rows: string[][]): Sheet => ({
  name: '流水',
  hidden: false,
  rows: rows.map((row) =>
    row.map((text): Cell => (text === '' ? { type: 'empty' } : { type: 'text', text })),
  ),
})

const WECHAT = [
  ['微信支付账单明细'],
  ['起始时间：[2023-01-01 00:00:00]'],
  [],
  '交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注'.split(','),
]

test('a WeChat bill: signs by 收/支, moves of the purse by their words, what did not move left out with the reason', () => {
  const read = must(
    readStatement(
      sheet(
        ...WECHAT,
        [
          '2023-01-05 10:00:01',
          '商户消费',
          '农资店',
          '化肥',
          '支出',
          '¥300.00',
          '零钱',
          '支付成功',
          'A1',
          '',
          '/',
        ],
        ['2023-01-06 10:00:01', '转账', '张三', '/', '收入', '¥1,200.50', '/', '已收钱', 'A2', '', '/'],
        [
          '2023-01-07 10:00:01',
          '零钱提现',
          '农商行',
          '/',
          '/',
          '¥500.00',
          '农商行',
          '提现已到账',
          'A3',
          '',
          '/',
        ],
        ['2023-01-08 10:00:01', '商户消费', '某店', '/', '支出', '¥9.00', '零钱', '交易关闭', 'A4', '', '/'],
      ),
    ),
  )
  expect(read.kind).toBe('wechat')
  expect(read.lines.map((one) => [one.row, one.day, wireOfFen(one.amount), one.party])).toEqual([
    [5, '2023-01-05', '-300.00', '农资店'],
    [6, '2023-01-06', '1200.50', '张三'],
    [7, '2023-01-07', '-500.00', '农商行'],
  ])
  expect(read.skipped).toEqual([{ row: 8, says: '状态是“交易关闭”，钱没有动' }])
})

test('an Alipay bill: 不计收支 is not guessed', () => {
  const read = must(
    readStatement(
      sheet(
        ['支付宝支付科技有限公司 电子客户回单'],
        '交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注'.split(
          ',',
        ),
        [
          '2023-02-01 08:00:00',
          '日用',
          '某店',
          'x',
          '包装箱',
          '支出',
          '80.00',
          '余额',
          '交易成功',
          'B1',
          '',
          '',
        ],
        [
          '2023-02-02 08:00:00',
          '投资',
          '某基金',
          'x',
          '买入',
          '不计收支',
          '10.00',
          '余额',
          '交易成功',
          'B2',
          '',
          '',
        ],
      ),
    ),
  )
  expect(read.kind).toBe('alipay')
  expect(read.lines.map((one) => one.amount)).toEqual([-8000n])
  expect(read.skipped[0]?.says).toContain('不计收支')
})

const BANK = '交易日期,摘要,借方发生额,贷方发生额,余额,对方户名'.split(',')

test('a bank statement: debits are money out, balances are followed, a missing line shows as a break', () => {
  const rows = [
    ['20230301', '货款', '', '1000.00', '1500.00', '某公司'],
    ['20230302', '运费', '200.00', '', '1300.00', '某物流'],
    ['20230305', '结息', '', '0.50', '1200.50', ''],
  ]
  const read = must(readStatement(sheet(['对账单'], BANK, ...rows, ['合计', '', '200.00', '1000.50'])))
  expect(read.lines.map((one) => one.amount)).toEqual([100000n, -20000n, 50n])
  expect(read.breaks).toEqual([5])
  expect(read.skipped).toEqual([{ row: 6, says: '没有日期（合计、说明等行）' }])
  const newestFirst = must(readStatement(sheet(BANK, ...rows.slice(0, 2).toReversed())))
  expect(newestFirst.breaks).toEqual([])
})

test('columns headed the other way round are turned where only that fits the balances', () => {
  const read = must(
    readStatement(
      sheet(
        '日期,收入,支出,余额'.split(','),
        ['2023-01-01', '', '5.00', '105.00'],
        ['2023-01-02', '3.00', '', '102.00'],
        ['2023-01-03', '', '8.00', '110.00'],
      ),
    ),
  )
  expect([read.lines.map((one) => one.amount), read.breaks]).toEqual([[500n, -300n, 800n], []])
})

test('a sheet without such columns is refused with what is wanted', () => {
  expect(readStatement(sheet(['姓名', '电话'], ['甲', '1']))).toMatchObject({
    ok: false,
    problems: [{ code: 'statement-heading' }],
  })
  expect(readStatement(sheet(BANK))).toMatchObject({ ok: false, problems: [{ code: 'statement-empty' }] })
})

test('every line of a file has a key of its own, and the same file gives the same keys', () => {
  const row = fc.record({ day: fc.integer({ min: 10, max: 12 }), yuan: fc.integer({ min: 1, max: 3 }) })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
      const made = sheet(['日期', '金额'], ...rows.map(({ day, yuan }) => [`2023-01-${day}`, `${yuan}.00`]))
      const keys = must(readStatement(made)).lines.map((one) => one.key)
      expect(new Set(keys).size).toBe(rows.length)
      expect(must(readStatement(made)).lines.map((one) => one.key)).toEqual(keys)
    }),
  )
})

test('a bill of a payment service is none of the bank; where it belongs else, the person says', () => {
  expect([foreignBill('bank', 'wechat'), foreignBill('bank', 'alipay')]).toEqual([true, true])
  expect([
    foreignBill('bank', 'bank'),
    foreignBill('wechat', 'wechat'),
    foreignBill('person', 'wechat'),
  ]).toEqual([false, false, false])
})
