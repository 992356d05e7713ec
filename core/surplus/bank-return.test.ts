import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import type { Cell } from '../kernel/cell.ts'
import { bankHeading, readBankReturn } from './bank-return.ts'

const cell = (value: string | number): Cell =>
  typeof value === 'number'
    ? { type: 'number', number: value, text: String(value) }
    : { type: 'text', text: value }
const sheet = (...rows: (string | number)[][]) => ({
  name: '回盘',
  hidden: false,
  rows: rows.map((row) => row.map(cell)),
})
const EXPECTED = ['甲', '乙', '丙', '丁'].map((name, at) => ({
  member: `m${at}`,
  number: String(at + 1),
  name,
  account: `621000000000000000${at}`,
  amount: BigInt(100_00 + at),
}))

test('lines are found by account, whatever the bank calls its columns; what failed keeps its reason', () => {
  const read = must(
    readBankReturn(
      sheet(
        ['某银行批量代发回盘文件'],
        ['序号', '收款账号', '收款人户名', '金额（元）', '处理状态', '失败原因'],
        [1, '6210 0000 0000 0000 000', '甲', 100, '成功', ''],
        [2, EXPECTED[1]!.account, '乙', 100.01, '失败', '户名不符'],
      ),
      EXPECTED.slice(0, 2).map((one, at) => (at === 0 ? { ...one, account: '6210000000000000000' } : one)),
    ),
  )
  expect(read.problems).toEqual([])
  expect(read.results.map((one) => [one.member, one.outcome, one.reason])).toEqual([
    ['m0', 'paid', null],
    ['m1', 'failed', '户名不符'],
  ])
})

test('a wrong amount, an account of nobody, a word that is not understood and a missing line are told and not taken', () => {
  const read = must(
    readBankReturn(
      sheet(
        ['账号', '户名', '金额', '结果'],
        [EXPECTED[0]!.account, '甲', 100.01, '成功'],
        ['6210000000000000009', '戊', 1, '成功'],
        [EXPECTED[1]!.account, '乙', 100.01, '待查'],
        [EXPECTED[2]!.account, '丙', 100.02, '未成功'],
      ),
      EXPECTED,
    ),
  )
  expect(read.results.map((one) => one.member)).toEqual(['m2'])
  expect(read.problems).toHaveLength(4)
})

test('a file without results is refused, an empty form of the bank is understood', () => {
  expect(readBankReturn(sheet(['账号', '金额']), EXPECTED)).toMatchObject({ ok: false })
  expect(bankHeading(sheet(['代发'], ['收款卡号', '姓名', '实发金额', '用途']))?.columns).toEqual(
    new Map([
      ['account', 0],
      ['name', 1],
      ['amount', 2],
      ['note', 3],
    ]),
  )
})
